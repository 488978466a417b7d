import type { DeskOutcome, DeskStep, DeskView, DeskVisit, StepState } from '../../../main/protocol/desk.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import css from './desk-band.module.css'

const icons: Record<StepState, IconName> = {
  done: 'check',
  'to-do': 'next',
  waiting: 'clock',
  warned: 'warning',
  stopped: 'cross',
  'not-asked': 'dash',
}

interface Props {
  readonly outcome: DeskOutcome
  readonly transaction: Transaction
  readonly visit: DeskVisit | undefined
  readonly rules: DeskView | undefined
}

/** What the desk's definition makes of this visit, beside what the card itself is: the answer, and every step in order. */
export function DeskBand({ outcome, transaction, visit, rules }: Props) {
  const { language } = useLanguage()
  const { desk } = useWords()
  const t = desk.outcome
  const way = rules?.withoutCard.find(({ reason }) => reason === transaction.withoutCard?.reason)
  const about = [visit?.name[language], way && t.withoutCard(way.name[language])].filter(Boolean).join(' · ')
  return (
    <section
      className={`${css.band} ${css[outcome.light]}`}
      aria-label={t.title}
      data-testid="outcome"
      data-light={outcome.light}
      data-override={outcome.override}
    >
      <div className={css.answer}>
        <LightIcon light={outcome.light} />
        <div>
          <p className={css.title}>{outcome.override === 'done' ? t.overridden : t.light[outcome.light]}</p>
          {about && <p className={css.about}>{about}</p>}
        </div>
      </div>
      <ol className={css.steps}>
        {outcome.steps.map(step => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </section>
  )
}

function Step({ step: { id, state, need } }: { readonly step: DeskStep }) {
  const { texts } = useWords().desk
  return (
    <li className={`${css.step} ${css[state]}`} data-testid={`desk-step-${id}`} data-state={state} data-need={need}>
      <span className={css.icon}>
        <Icon name={icons[state]} size="1em" />
      </span>
      <span>
        <span className={css.name}>{texts.steps[id]}</span>
        <span className={css.state}>{texts.states[state]}</span>
      </span>
    </li>
  )
}
