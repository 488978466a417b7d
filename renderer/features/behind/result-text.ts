import { maskedNumber, numberFields } from '../../../main/protocol/masked-number.ts'
import type { DocumentField } from '../../../main/protocol/report.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { fieldText } from '../../ui/formats.ts'
import { registrySummary } from '../result/registry-summary.ts'
import { shownFields } from '../result/shown-fields.ts'
import { verdictWords } from '../result/verdict-words.ts'

interface Wish {
  /** What of the document the purpose lets the desk see. */
  readonly fields: readonly DocumentField[]
  readonly deskName: string
  /** The numbers stand masked on the screen, but for those that somebody has uncovered. */
  readonly masked: boolean
  readonly uncovered: ReadonlySet<string>
}

/** A whole result as plain text, for a letter or another program: every value with how far it is proven, the verdict, the register, where and when. */
export function resultText(transaction: Transaction, wish: Wish, t: Dictionary): string {
  const { copy } = t.behind
  const { report, registry } = transaction
  const { title, line } = verdictWords(transaction, t)
  const valueText = (field: DocumentField) =>
    wish.masked && numberFields.has(field.id) && !wish.uncovered.has(field.value)
      ? maskedNumber(field.value)
      : fieldText(field, t)
  const rows = shownFields(wish.fields).map(
    ({ id, best }) => `${t.fields[id]}: ${valueText(best)} [${t.levels[best.level].word}]`,
  )
  return [
    ...(transaction.demo ? [copy.demo] : []),
    `${copy.verdict}: ${title}. ${line}`,
    ...(report.trust.test ? [copy.testAnchor] : []),
    ...rows,
    `${copy.registry}: ${registrySummary(registry, t).title}`,
    `${copy.at}: ${timeInVietnam(transaction.at)}`,
    `${copy.desk}: ${wish.deskName === transaction.desk ? wish.deskName : `${wish.deskName} (${transaction.desk})`}`,
    `${copy.transaction}: ${transaction.id}`,
  ].join('\n')
}
