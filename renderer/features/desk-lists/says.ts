import { citizenAnswerWords } from '../../../main/protocol/citizen-answer-code.ts'
import { isInsuranceCode } from '../../../main/protocol/insurance.ts'
import type { Dictionary } from '../../i18n/vi.ts'

/** What a service said, in words: a verdict of the register, a code of the insurance, an answer about the citizen. A code that nobody knows stands for itself. */
export function saidInWords(said: string, t: Dictionary): string {
  if (Object.hasOwn(t.registry.card, said)) return t.registry.card[said as keyof typeof t.registry.card]
  if (Object.hasOwn(t.registry.match, said)) return t.registry.match[said as keyof typeof t.registry.match]
  if (isInsuranceCode(said)) return `${said} – ${t.insurance.codes[said].says}`
  const ofCitizen = citizenAnswerWords(said, t.citizen)
  if (ofCitizen !== undefined) return ofCitizen
  const states: Record<string, string> = {
    pending: t.desk.statistics.pending,
    failed: t.desk.statistics.failed,
    'not-asked': t.desk.statistics.notAsked,
    undecided: t.desk.statistics.undecided,
  }
  return states[said] ?? said
}
