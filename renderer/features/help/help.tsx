import { useId, useRef, useState } from 'react'
import { evidenceLevels, lights } from '../../../main/protocol/checks.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { EvidenceMark } from '../../ui/evidence-mark.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { Page } from '../../ui/page.tsx'
import { Says } from '../../ui/says.tsx'
import type { View } from '../shell/view.ts'
import css from './help.module.css'
import { type HelpPart, helpPartFor, helpTasks, matches } from './help-topics.ts'

interface Props {
  /** Where one came from: the help opens at what fits. */
  readonly from: View
  onClose(): void
}

/** Everyday tasks in short steps, the keys, and what marks and colours mean. */
export function Help({ from, onClose }: Props) {
  const t = useWords()
  const { help, pages } = t
  const counter = useStation().state?.counter
  const [wanted, setWanted] = useState('')
  const [chosen, setChosen] = useState<HelpPart>(() => helpPartFor(from, counter))
  const field = useId()
  const part = useRef<HTMLElement>(null)
  const titles: Readonly<Record<HelpPart, string>> = {
    ...(Object.fromEntries(helpTasks.map(task => [task, help.tasks[task].title])) as Record<HelpPart, string>),
    keys: help.keysTitle,
    marks: help.marksTitle,
  }
  const text: Record<'keys' | 'marks', string> = {
    keys: Object.entries(help.keys).flat().join(' '),
    marks: [
      ...Object.values(t.levels).flatMap(({ word, tip }) => [word, tip]),
      ...Object.values(t.about.lightWords),
    ].join(' '),
  }
  const textOf = (each: HelpPart) =>
    `${titles[each]} ${each === 'keys' || each === 'marks' ? text[each] : help.tasks[each].steps.join(' ')}`
  const found = ([...helpTasks, 'keys', 'marks'] as const).filter(each => matches(textOf(each), wanted))
  const shown = found.includes(chosen) ? chosen : found[0]
  function choose(next: HelpPart) {
    setChosen(next)
    // The list is longer than the screen: what was chosen in it comes into sight.
    part.current?.scrollIntoView({ block: 'start' })
  }
  return (
    <Page title={pages.titles.help} onClose={onClose} back={pages.back} testId="help">
      <div className={css.help}>
        <nav className={css.contents} aria-label={help.contents}>
          <label className={css.field} htmlFor={field}>
            {help.search}
          </label>
          <input
            id={field}
            className={css.search}
            type="search"
            autoComplete="off"
            value={wanted}
            onChange={({ target: { value } }) => setWanted(value)}
            data-testid="help-search"
          />
          <p className={css.soft} role="status">
            {wanted.trim() ? help.found(found.length) : help.searchHint}
          </p>
          <ul className={css.parts}>
            {found.map(each => (
              <li key={each}>
                <button
                  type="button"
                  className={css.part}
                  aria-current={each === shown ? 'true' : undefined}
                  onClick={() => choose(each)}
                  data-testid={`help-${each}`}
                >
                  {titles[each]}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <section
          ref={part}
          className={css.shown}
          aria-label={shown && titles[shown]}
          data-testid="help-shown"
          data-part={shown}
        >
          {shown ? <Part part={shown} title={titles[shown]} /> : <Says icon="search">{help.nothing}</Says>}
        </section>
      </div>
    </Page>
  )
}

function Part({ part, title }: { readonly part: HelpPart; readonly title: string }) {
  const { help } = useWords()
  return (
    <>
      <h2 className={css.title}>{title}</h2>
      {part === 'keys' ? (
        <Keys />
      ) : part === 'marks' ? (
        <Marks />
      ) : (
        <ol className={css.steps}>
          {help.tasks[part].steps.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </>
  )
}

function Keys() {
  const { help } = useWords()
  return (
    <dl className={css.keys}>
      {Object.entries(help.keys).map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}

function Marks() {
  const t = useWords()
  return (
    <>
      <h3 className={css.subtitle}>{t.about.lights}</h3>
      <ul className={css.marks}>
        {lights.map(light => (
          <li key={light}>
            <LightIcon light={light} />
            <p>{t.about.lightWords[light]}</p>
          </li>
        ))}
      </ul>
      <h3 className={css.subtitle}>{t.about.legend}</h3>
      <ul className={css.marks}>
        {evidenceLevels.map(level => (
          <li key={level}>
            <EvidenceMark level={level} />
            <p>{t.levels[level].tip}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
