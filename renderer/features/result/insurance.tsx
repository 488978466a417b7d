import type { Light } from '../../../main/protocol/checks.ts'
import type { OnlineCheck } from '../../../main/protocol/online-check.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { latestCheck } from '../desk/latest-act.ts'
import { ShownNumber } from '../visit/shown-number.tsx'
import css from './insurance.module.css'
import { type InsuranceFact, insuranceSummary } from './insurance-summary.ts'

/** What the health insurance said last of the person on the card; nothing where it was not asked. */
export function Insurance({ transaction }: { readonly transaction: Transaction }) {
  const check = latestCheck(transaction, 'insurance')
  return check ? <InsurancePanel key={check.id} check={check} identity={transaction.report.light} /> : null
}

function InsurancePanel({ check, identity }: { readonly check: OnlineCheck; readonly identity: Light }) {
  const t = useWords()
  const { light, title, act, hints, facts, stays, notes, foot } = insuranceSummary(check, t, identity)
  const { state } = check
  const answer = state.status === 'answered' && state.answer.kind === 'insurance' ? state.answer : undefined
  return (
    <section
      className={`${css.panel} ${css[light]}`}
      aria-label={t.insurance.title}
      aria-busy={state.status === 'pending'}
      data-testid="insurance"
      data-status={state.status}
      data-light={light}
      data-code={answer?.code}
      data-action={answer?.action}
    >
      <header className={css.head}>
        <LightIcon light={light} />
        <div>
          <p className={css.name}>{t.insurance.title}</p>
          <h2 className={css.title}>{title}</h2>
          <p className={css.act}>{act}</p>
        </div>
      </header>
      {hints.map(hint => (
        <p key={hint} className={css.hint}>
          <Icon name="warning" size="1.2em" />
          {hint}
        </p>
      ))}
      {facts.length > 0 && (
        <dl className={css.facts}>
          {facts.map(fact => (
            <Fact key={fact.id} fact={fact} />
          ))}
        </dl>
      )}
      {stays.length > 0 && (
        <div className={css.note}>
          <p className={css.label}>{t.insurance.stays}</p>
          <ul>
            {stays.map(stay => (
              <li key={stay}>{stay}</li>
            ))}
          </ul>
        </div>
      )}
      {notes.map(({ label, text }) => (
        <div key={label} className={css.note}>
          <p className={css.label}>{label}</p>
          <p data-testid="insurance-note">{text}</p>
        </div>
      ))}
      {foot && <p className={css.foot}>{foot}</p>}
    </section>
  )
}

function Fact({ fact: { id, label, value, hint } }: { readonly fact: InsuranceFact }) {
  const number = id === 'card' || id === 'oldCard'
  const masked = useStation().state?.rules?.masked === true
  return (
    <div className={css[id]}>
      <dt className={css.label}>{label}</dt>
      <dd className={css.value} data-testid={`insurance-${id}`}>
        {masked && (number || id === 'bookNumber') ? (
          <ShownNumber text={value} />
        ) : number ? (
          <CardNumber text={value} />
        ) : (
          value
        )}
        {hint && <span className={css.sub}>{hint}</span>}
      </dd>
    </div>
  )
}

/** Group, benefit, province and book number apart for the eye; it copies as one. */
function CardNumber({ text }: { readonly text: string }) {
  const parts = /^([A-Z]{2})([1-5])([0-9]{2})([0-9]{10})$/.exec(text)?.slice(1) ?? [text]
  return (
    <span className={css.number}>
      {parts.map((part, i) => (
        // Groups have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span key={i}>{part}</span>
      ))}
    </span>
  )
}
