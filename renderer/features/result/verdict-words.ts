import type { Reason } from '../../../main/protocol/checks.ts'
import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { registrySummary } from './registry-summary.ts'
import { isWithoutChip } from './without-chip.ts'

export interface VerdictWords {
  readonly title: string
  /** Why. */
  readonly line: string
  /** What the clerk does now. */
  readonly act: string
}

const ofTheCode: ReadonlySet<Reason> = new Set([
  'declared-data-differs',
  'code-of-another-card',
  'declared-residence-differs',
])

/** The first reason says more than the verdict's general line; where all is well, or nothing is known, the line says it best. */
export function verdictWords({ report, registry }: Transaction, t: Dictionary): VerdictWords {
  const { title, line, act } = t.verdicts[report.verdict]
  const answer = registrySummary(registry, t)
  // The chip may be genuine and the card still reported stolen: a good verdict never hides what the register said.
  if (answer.light === 'red' && report.light !== 'red')
    return { title, line, act: t.result.registryAgainst(answer.title) }
  if (report.verdict === 'incomplete' && report.error) {
    const { title: what, cure } = isAnotherCard(report.error) ? t.result.anotherCard : t.errors[report.error.tag]
    return { title, line: what, act: cure }
  }
  if (isWithoutChip(report)) return t.result.withoutChip
  // In demo mode the test anchor is a note under every verdict; it is the cause only where it is why a card is refused.
  const first = report.reasons.find(reason => reason !== 'test-anchor' || report.verdict === 'refused')
  if (report.verdict === 'authentic')
    return { title, line, act: answer.light === 'green' ? act : t.result.registryOpen }
  if (!first) return { title, line, act }
  const { text, cure } = t.reasons[first]
  // What is unproven is for the administrator to mend; what to do with this citizen is the verdict's to say. Where only the code is in doubt, the card is
  // proven.
  if (report.verdict === 'intact') return { title, line: text, act: ofTheCode.has(first) ? cure : act }
  const refusal = t.result.doNotAccept
  if (report.light === 'red' && cure && !cure.startsWith(refusal.replace(/\.$/, '')))
    return { title, line: text, act: `${refusal} ${cure}` }
  return { title, line: text, act: cure || act }
}

/** The read was to go on and another card lay there: to lay on that one again would not help. The cause is that of main/reading/same-card.ts. */
export const isAnotherCard = ({ tag, cause }: ChipDeskError): boolean =>
  tag === 'CardRemoved' && cause === 'another card than before'

/** An old result tells nobody to take a card in today. */
export function storedWords(transaction: Transaction, t: Dictionary): VerdictWords {
  const words = verdictWords(transaction, t)
  return { ...words, act: t.history.oldResult(timeInVietnam(transaction.at)) }
}
