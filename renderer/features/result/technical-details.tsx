import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import { formatInstant } from '../../ui/formats.ts'
import { measuredPhases } from './measured-phases.ts'
import css from './technical-details.module.css'

/** What an inspector or a support call asks for; folded away from the clerk's eye. */
export function TechnicalDetails({ transaction }: { readonly transaction: Transaction }) {
  const t = useWords()
  const { report } = transaction
  const { access, dataGroups, apdu, trust } = report
  const steps = measuredPhases(report)
  const rows: [string, string | undefined][] = [
    [t.result.transaction, transaction.id],
    [t.details.checkedAt, formatInstant(report.at)],
    [t.details.desk, transaction.desk],
    [t.details.reader, report.reader?.name],
    [
      t.details.access,
      [access.protocol, access.mapping, access.cipher, access.password, access.parameters].filter(Boolean).join(' · '),
    ],
    [t.details.groupsRead, dataGroups.read.join(', ')],
    [t.details.groupsNotRead, dataGroups.notRead.map(({ dg, reason }) => `${dg} (${reason})`).join(', ')],
    [
      t.details.time,
      report.timings.total === undefined ? undefined : t.details.milliseconds(Math.round(report.timings.total)),
    ],
    [t.details.apdu, t.details.apduValue(apdu.count, apdu.bytesIn)],
    [t.details.policy, report.policy],
    [t.details.anchors, t.details.anchorsValue(trust.anchors, trust.test)],
    [t.details.digest, trust.digest],
  ]
  return (
    <details className={css.details} data-testid="details">
      <summary className={css.summary}>{t.result.details}</summary>
      <dl className={css.rows}>
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name} className={css.row}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {steps.length > 0 && (
        <table className={css.steps} data-testid="details-phases">
          <caption>{t.details.byPhase}</caption>
          <tbody>
            {steps.map(({ phase, ms, apdu: counted }) => (
              <tr key={phase}>
                <th scope="row">
                  {t.phases[phase]}
                  {phase.startsWith('dg') && ` (${phase.toUpperCase()})`}
                </th>
                <td>{ms !== undefined && t.details.milliseconds(Math.round(ms))}</td>
                <td>{counted && t.details.apduValue(counted.count, counted.bytesIn)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}
