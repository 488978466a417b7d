import type { Transaction } from '../../../main/protocol/transaction.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Says } from '../../ui/says.tsx'
import css from './behind.module.css'
import { phaseTimes } from './phase-times.ts'
import type { Details } from './use-details.ts'

/** How long every step took, the card's own part apart, and what the read was made with. */
export function Times({ transaction, details }: { readonly transaction: Transaction; readonly details: Details }) {
  const t = useWords()
  const { language } = useLanguage()
  const { times: words, read } = t.behind
  const cardMs = typeof details === 'object' ? details.cardMs : undefined
  const { phases, total, card } = phaseTimes(transaction.report, cardMs)
  const ms = (value: number) => Math.round(value).toLocaleString(language)
  return (
    <div data-testid="times">
      {phases.length === 0 ? (
        <Says icon="clock">{words.none}</Says>
      ) : (
        <>
          <p>
            <strong>{words.total(ms(total))}</strong>{' '}
            {card === undefined ? words.unknown : words.split(ms(card), ms(Math.max(0, total - card)))}
          </p>
          {card !== undefined && (
            <p className={css.key}>
              <i className={css.cardBar} /> {words.card} <i className={css.deskBar} /> {words.desk}
            </p>
          )}
          <table className={css.times}>
            <caption className={css.soft}>{words.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{words.step}</th>
                <th scope="col">{words.ms}</th>
                <th scope="col">{words.commands}</th>
                <th scope="col">{words.bytes}</th>
              </tr>
            </thead>
            <tbody>
              {phases.map(({ phase, ms: took, share, cardShare, commands, bytesIn }) => (
                <tr key={phase} data-testid={`time-${phase}`}>
                  <th scope="row">
                    {t.phases[phase]}
                    {phase.startsWith('dg') && ` (${phase.toUpperCase()})`}
                    <span className={css.bar} aria-hidden="true">
                      <i className={css.cardBar} style={{ width: `${100 * cardShare}%` }} />
                      <i className={css.deskBar} style={{ width: `${100 * (share - cardShare)}%` }} />
                    </span>
                  </th>
                  <td>{ms(took)}</td>
                  <td>{commands ?? ''}</td>
                  <td>{bytesIn?.toLocaleString(language) ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h3 className={css.branchTitle}>{read}</h3>
      <TheRead transaction={transaction} />
    </div>
  )
}

/** What an inspector or a support call asks for. */
function TheRead({ transaction: { id, desk, report } }: { readonly transaction: Transaction }) {
  const t = useWords()
  const { access, dataGroups, apdu, trust } = report
  const rows: [string, string | undefined][] = [
    [t.result.transaction, id],
    [t.details.checkedAt, timeInVietnam(report.at)],
    [t.details.desk, desk],
    [t.details.reader, report.reader?.name],
    [
      t.details.access,
      [access.protocol, access.mapping, access.cipher, access.password, access.parameters].filter(Boolean).join(' · '),
    ],
    [t.details.groupsRead, dataGroups.read.join(', ')],
    [t.details.groupsNotRead, dataGroups.notRead.map(({ dg, reason }) => `${dg} (${reason})`).join(', ')],
    [t.details.apdu, t.details.apduValue(apdu.count, apdu.bytesIn)],
    [t.details.policy, report.policy],
    [t.details.anchors, t.details.anchorsValue(trust.anchors, trust.test)],
    [t.details.digest, trust.digest],
  ]
  return (
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
  )
}
