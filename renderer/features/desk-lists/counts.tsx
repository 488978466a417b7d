import type { DeskView } from '../../../main/protocol/desk.ts'
import type { Statistics } from '../../../main/protocol/desk-lists.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { visitOf } from '../visit/visit-of.ts'
import { busyHours, type CountRow, countRows } from './count-rows.ts'
import css from './counts.module.css'
import { saidInWords } from './says.ts'

/** Counts of a desk as numbers with bars: nothing of people. */
export function Counts({
  statistics,
  rules,
}: {
  readonly statistics: Statistics
  readonly rules: DeskView | undefined
}) {
  const { language } = useLanguage()
  const t = useWords()
  const words = t.desk.statistics
  const { byPurpose, byVerdict, byRegistry, byInsurance, byDecision, byDocument, read } = statistics
  const named = <K extends string>(names: Readonly<Record<K, string>>) => {
    return (key: string) => (Object.hasOwn(names, key) ? names[key as K] : saidInWords(key, t))
  }
  const tables: [title: string, id: string, rows: CountRow[]][] = [
    [words.byPurpose, 'purpose', countRows(byPurpose, key => visitOf(rules, key)?.name[language] ?? key)],
    [words.byVerdict, 'verdict', countRows(byVerdict, key => t.verdicts[key as keyof typeof t.verdicts]?.title ?? key)],
    [words.byRegistry, 'registry', countRows(byRegistry, key => saidInWords(key, t))],
    [words.byInsurance, 'insurance', countRows(byInsurance, key => saidInWords(key, t))],
    [words.byDecision, 'decision', countRows(byDecision, named(t.desk.texts.decisions))],
    [words.byDocument, 'document', countRows(byDocument, named(t.desk.documents.ids))],
  ]
  const seconds = (ms: number) => (ms / 1000).toLocaleString(t.locale, { maximumFractionDigits: 1 })
  return (
    <div className={css.counts} data-testid="statistics">
      <dl className={css.totals}>
        <Total name={words.visits} value={statistics.visits} testId="visits" />
        <Total name={words.withoutCard} value={statistics.withoutCard} testId="without-card" />
        <Total name={words.overrides} value={statistics.overrides} testId="overrides" />
        {read && <Total name={words.readTime} value={words.seconds(seconds(read.median), seconds(read.p95))} />}
      </dl>
      <Hours byHour={statistics.byHour} />
      <div className={css.tables}>
        {tables.map(([title, id, rows]) => rows.length > 0 && <Table key={id} title={title} id={id} rows={rows} />)}
      </div>
    </div>
  )
}

const Total = ({
  name,
  value,
  testId,
}: {
  readonly name: string
  readonly value: number | string
  readonly testId?: string
}) => (
  <div className={css.total}>
    <dt>{name}</dt>
    <dd data-testid={testId && `total-${testId}`}>{value}</dd>
  </div>
)

function Table({
  title,
  id,
  rows,
}: {
  readonly title: string
  readonly id: string
  readonly rows: readonly CountRow[]
}) {
  return (
    <table className={css.table} data-testid={`counts-${id}`}>
      <caption>{title}</caption>
      <tbody>
        {rows.map(({ key, name, count, share }) => (
          <tr key={key} data-key={key}>
            <th scope="row">{name}</th>
            <td className={css.bar} aria-hidden="true">
              <span style={{ inlineSize: `${share * 100}%` }} />
            </td>
            <td className={css.number}>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Hours({ byHour }: { readonly byHour: readonly number[] }) {
  const { statistics: words } = useWords().desk
  const hours = busyHours(byHour)
  if (hours.length === 0) return null
  return (
    <figure className={css.figure}>
      <figcaption>{words.byHour}</figcaption>
      <ol className={css.hours}>
        {hours.map(({ hour, count, share }) => (
          <li key={hour}>
            <span className={css.number}>{count}</span>
            <span className={css.column} style={{ blockSize: `${share * 4.5}rem` }} aria-hidden="true" />
            <span className={css.hour}>{words.hour(String(hour))}</span>
          </li>
        ))}
      </ol>
    </figure>
  )
}
