import { lightOfResult } from '../../../main/protocol/checks.ts'
import type { Check, Report } from '../../../main/protocol/report.ts'
import { useWords } from '../../i18n/language.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { type CheckRow, checkGroups } from './check-groups.ts'
import css from './check-list.module.css'

/** Every check with its one result; what is not simply good says why and what to do. */
export function CheckList({ report }: { readonly report: Report }) {
  const t = useWords()
  const said = new Set(report.checks.map(check => check.reason))
  const leading = report.verdict === 'intact' ? report.reasons.find(reason => reason !== 'test-anchor') : undefined
  const unsaid = report.reasons.filter(reason => !said.has(reason))
  return (
    <div className={css.list}>
      {unsaid.map(reason => (
        <p key={reason} className={css.reason} data-testid={`reason-${reason}`}>
          <strong>{t.reasons[reason].text}</strong> {t.reasons[reason].cure}
        </p>
      ))}
      {checkGroups(report.checks, leading).map(group => (
        <section key={group.id}>
          <h2 className={css.title}>
            <LightIcon light={group.light} />
            {t.checkGroups[group.id]}
          </h2>
          <ul className={css.checks}>
            {group.rows.map(row => (
              <CheckItem key={row.check.id} row={row} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** A check with nothing to explain takes a word's room if it passed or was not reached; any other has a line of its own. */
function CheckItem({ row }: { readonly row: CheckRow }) {
  const t = useWords()
  const { check, parts, explain } = row
  const { id, result } = check
  const reason = explain && check.reason ? t.reasons[check.reason] : undefined
  const good = result === 'successful'
  const brief = !reason && (good || result === 'aborted')
  return (
    <li
      className={`${brief ? css.brief : css.full} ${css[lightOfResult[result]]}`}
      data-testid={`check-${id}`}
      data-result={result}
      data-reason={check.reason}
      title={check.detail}
    >
      <p className={css.line}>
        {brief && <Icon name={good ? 'check' : 'dash'} size="1em" />}
        <span>{t.checks[id]}</span>
        {parts.length > 0 && <Parts parts={parts} />}
        {brief ? <Hidden>: {t.results[result]}</Hidden> : <span className={css.result}>{t.results[result]}</span>}
      </p>
      {reason && (
        <p className={css.why}>
          {reason.text} {!good && result !== 'not-supported' && reason.cure && <b>{reason.cure}</b>}
        </p>
      )}
    </li>
  )
}

/** What each part is called (`DG13`), the wrong ones marked. */
function Parts({ parts }: { readonly parts: readonly Check[] }) {
  const t = useWords()
  return (
    <span className={css.parts}>
      {parts.map(({ id, detail, result }) => (
        <span
          key={detail}
          className={css[lightOfResult[result]]}
          data-testid={`check-${id}-${detail}`}
          data-result={result}
        >
          {detail?.split(' ')[0]}
          {result !== 'successful' && <Hidden> {t.results[result]}</Hidden>}
        </span>
      ))}
    </span>
  )
}
