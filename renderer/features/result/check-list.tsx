import { lightOfResult } from '../../../main/protocol/checks.ts'
import type { Check, Report } from '../../../main/protocol/report.ts'
import { useWords } from '../../i18n/language.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
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
          <ul className={css.checks}>
            {group.checks.map((check, i) => (
              <CheckItem
                key={check.id}
                check={check}
                explained={group.checks.slice(0, i).some(({ reason }) => reason === check.reason)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** A check that passed without a word to add takes a word's room; any other a line with its reason, said once per group. */
function CheckItem({ check, explained }: { readonly check: Check; readonly explained: boolean }) {
  const t = useWords()
  const { id, result } = check
  const reason = check.reason && t.reasons[check.reason]
  const light = lightOfResult[result]
  const brief = result === 'successful' && !reason
  return (
    <li
      className={`${brief ? css.brief : css.full} ${css[light]}`}
      data-testid={`check-${id}`}
      data-result={result}
      data-reason={check.reason}
      title={check.detail}
    >
      <p className={css.line}>
        {brief && <Icon name="check" size="1em" />}
        <span>{t.checks[id]}</span>
        {brief ? <Hidden>: {t.results[result]}</Hidden> : <span className={css.result}>{t.results[result]}</span>}
      </p>
      {reason && !explained && (
        <p className={css.why}>
          {reason.text} {result !== 'successful' && result !== 'not-supported' && reason.cure && <b>{reason.cure}</b>}
        </p>
      )}
    </li>
  )
}
