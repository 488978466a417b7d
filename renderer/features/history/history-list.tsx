import { maskedNumber } from '../../../main/protocol/masked-number.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Digits } from '../../ui/digits.tsx'
import { readInstant } from '../../ui/formats.ts'
import { LightIcon } from '../../ui/light.tsx'
import { shownFields } from '../result/shown-fields.ts'
import { byDay, dayName } from './days.ts'
import css from './history-list.module.css'

interface Props {
  readonly transactions: readonly Transaction[]
  readonly chosen: string | undefined
  onChoose(id: string): void
}

export function HistoryList({ transactions, chosen, onChoose }: Props) {
  const t = useWords()
  return (
    <div className={css.list}>
      {byDay(transactions).map(day => (
        <section key={day.isoDay}>
          <h2 className={css.day}>{dayName(day.isoDay, new Date(), t.history)}</h2>
          <ul>
            {day.transactions.map(transaction => (
              <li key={transaction.id}>
                <Row transaction={transaction} chosen={transaction.id === chosen} onChoose={onChoose} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Row({
  transaction,
  chosen,
  onChoose,
}: {
  readonly transaction: Transaction
  readonly chosen: boolean
  onChoose(id: string): void
}) {
  const t = useWords()
  const masked = useStation().state?.rules?.masked
  const { report, registry } = transaction
  const fields = shownFields(report.document)
  const value = (id: string) => fields.find(field => field.id === id)?.best.value
  const number = value('personalNumber')
  return (
    <button
      type="button"
      className={css.row}
      aria-current={chosen}
      onClick={() => onChoose(transaction.id)}
      data-testid="history-row"
      data-transaction={transaction.id}
      data-verdict={report.verdict}
      data-registry={registry.status}
    >
      <LightIcon light={report.light} />
      <span className={css.who}>
        <span className={css.name}>{value('fullName') ?? t.history.noName}</span>
        <span className={css.line}>
          {number && <Digits text={masked ? maskedNumber(number) : number} />}
          <span>{t.verdicts[report.verdict].title}</span>
          {registry.status === 'pending' && <span className={css.pending}>{t.history.pending}</span>}
        </span>
      </span>
      <time className={css.time} dateTime={transaction.at}>
        {readInstant(transaction.at)?.time}
      </time>
    </button>
  )
}
