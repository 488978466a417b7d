import { lightOfResult } from '../../../main/protocol/checks.ts'
import type { Check, Report } from '../../../main/protocol/report.ts'
import { useWords } from '../../i18n/language.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { checkGroups } from './check-groups.ts'
import css from './check-list.module.css'

/** Every check with its one result; what is not simply good says why and what to do. */
export function CheckList({ report }: { readonly report: Report }) {
  const t = useWords()
  const said = new Set(report.checks.map(check => check.reason))
  const unsaid = report.reasons.filter(reason => !said.has(reason))
  return (
    <div className={css.list}>
      {unsaid.map(reason => (
        <p key={reason} className={css.reason} data-testid={`reason-${reason}`}>
          <strong>{t.reasons[reason].text}</strong> {t.reasons[reason].cure}
        </p>
      ))}
      {checkGroups(report.checks).map(group => (
        <section key={group.id} className={css.group}>
          <h2 className={css.title}>
            <LightIcon light={group.light} />
            {t.checkGroups[group.id]}
          </h2>
          <ul>
            {group.checks.map(check => (
              <CheckRow key={check.id} check={check} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function CheckRow({ check }: { readonly check: Check }) {
  const t = useWords()
  const reason = check.reason && t.reasons[check.reason]
  const light = lightOfResult[check.result]
  return (
    <li
      className={`${css.check} ${css[light]}`}
      data-testid={`check-${check.id}`}
      data-result={check.result}
      data-reason={check.reason}
      title={check.detail}
    >
      <p className={css.line}>
        <span>{t.checks[check.id]}</span>
        <span className={css.result}>{t.results[check.result]}</span>
      </p>
      {reason && (
        <p className={css.why}>
          {reason.text}{' '}
          {check.result !== 'successful' && check.result !== 'not-supported' && reason.cure && <b>{reason.cure}</b>}
        </p>
      )}
    </li>
  )
}
