import { useEffect, useRef } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './first-run.module.css'
import type { SetUpStep } from './steps.ts'

interface Props {
  readonly demo: boolean
  /** What was put off, and is missing still. */
  readonly left: readonly SetUpStep[]
  onStart(): void
  onStep(step: SetUpStep): void
}

/** The end: what is left for later, and the one button that begins. */
export function Ready({ demo, left, onStart, onStep }: Props) {
  const { firstRun: t } = useWords()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus({ preventScroll: true }), [])
  const unread = left.includes('card')
  return (
    <section className={css.step} aria-labelledby="first-run-ready" data-testid="first-run-ready">
      <h2 id="first-run-ready" className={css.title}>
        {demo && !unread ? t.ready.demoTitle : t.ready.title}
      </h2>
      <p className={css.why}>{demo ? (unread ? t.ready.notRead : t.ready.demoSub) : t.ready.sub}</p>
      <p className={css.why}>{t.ready.keys}</p>
      <div className={css.actions}>
        <Button
          ref={button}
          look="primary"
          className={css.primary}
          shortcut="Enter"
          onClick={onStart}
          aria-describedby="first-run-ready"
          data-testid="first-run-start"
        >
          {t.ready.start}
        </Button>
      </div>
      {left.length > 0 && (
        <>
          <h3 className={css.taskTitle}>{t.ready.still}</h3>
          <ul className={css.left}>
            {left.map(step => (
              <li key={step}>
                <button type="button" className={css.leftStep} onClick={() => onStep(step)}>
                  <Icon name="warning" size="1.4em" />
                  <span>
                    <strong>{t.steps[step].name}</strong>
                    <span className={css.note}>{t.steps[step].missing}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
