import { citizenSummary } from '../../../main/protocol/citizen-data-summary.ts'
import type { OnlineCheck } from '../../../main/protocol/online-check.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { citizenFacts } from './citizen-facts.ts'
import css from './insurance.module.css'

/** What the population base, the books of civil status and VNeID said; nothing where they were not asked. */
export function CitizenChecks({
  transaction,
  residenceShown = false,
}: {
  readonly transaction: Transaction
  /** A panel of its own says what was found of the residence: an answer is not said twice. */
  readonly residenceShown?: boolean
}) {
  const said = ({ kind, state }: OnlineCheck) => residenceShown && kind === 'lookup' && state.status === 'answered'
  const asked = (transaction.checks ?? []).filter(
    check => check.kind !== 'insurance' && check.kind !== 'hand-over' && !said(check),
  )
  return asked.map(check => <CitizenPanel key={check.id} check={check} />)
}

function CitizenPanel({ check: { kind, state } }: { readonly check: OnlineCheck }) {
  const t = useWords()
  const words = t.citizen
  const answered = state.status === 'answered' ? state.answer : undefined
  if (answered?.kind === 'insurance' || answered?.kind === 'hand-over') return null
  const shown = answered ? { status: 'answered' as const, answer: answered } : (state as Unanswered)
  const { light, title, lines } = citizenSummary(shown, words, tag => t.errors[tag].title)
  const facts = answered ? citizenFacts(answered, t) : []
  return (
    <section
      className={`${css.panel} ${css[light]}`}
      aria-label={words.kinds[kind]}
      aria-busy={state.status === 'pending'}
      aria-live="polite"
      data-testid={`check-${kind}`}
      data-status={state.status}
      data-light={light}
    >
      <header className={css.head}>
        <LightIcon light={light} />
        <div>
          <p className={css.name}>{words.kinds[kind]}</p>
          <h2 className={css.title}>{title}</h2>
          {lines.map(line => (
            <p key={line} className={css.act}>
              {line}
            </p>
          ))}
        </div>
      </header>
      {facts.length > 0 && (
        <dl className={css.facts}>
          {facts.map(({ label, value }) => (
            <div key={label} className={css.office}>
              <dt className={css.label}>{label}</dt>
              <dd className={css.value}>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

type Unanswered = Exclude<OnlineCheck['state'], { status: 'answered' }>
