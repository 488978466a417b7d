import type { DeskVisitDefinition } from '../desks/definition.ts'
import { verifySod } from '../emrtd/lds/sod.ts'
import { type DeskContext, registryQuestion } from '../online/question.ts'
import type { AuditAction } from '../protocol/audit.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { Report } from '../protocol/report.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import type { CardRead } from '../reading/card-read.ts'

/** One read, as questions are made of it. */
export interface About {
  readonly transactionId: string
  readonly read: CardRead
  readonly report: Report
  readonly context: DeskContext
  /** What the desk does for a visit like this one. */
  readonly visit: DeskVisitDefinition
  /** A card or book number of the insurance, where the citizen gave one. */
  readonly insuranceNumber?: string
  readonly now: Date
}

export type Answer = RegistryState | OnlineState

/** A central service that is asked about every read. */
export interface AskedService {
  /** @returns undefined where there is nothing to ask about */
  question(about: About): Question | undefined
  /** How long the counter waits for the answer before it shows `pending`, ms. */
  readonly limitMs: number
}

/** A card that is altered or copied is asked about as well: the register must hear of it. */
export const registryService = (limitMs: number): AskedService => ({
  limitMs,
  question({ transactionId, read: { files }, report, context, now }) {
    const sod = files.get('SOD')
    const verified = sod && verifySod(sod)
    const dsc = verified?.ok && { dsc: verified.value.signer.bytes }
    return registryQuestion({ transactionId, report, files, ...dsc, context, now })
  },
})

/** The words of the audit log for a question of each kind, and for what came of it. */
export const askedActions: Readonly<Record<Question['kind'], readonly [asked: AuditAction, answered: AuditAction]>> = {
  registry: ['registry.ask', 'registry.answer'],
  insurance: ['insurance.ask', 'insurance.answer'],
  lookup: ['lookup.ask', 'lookup.answer'],
  'civil-status': ['lookup.ask', 'lookup.answer'],
  eid: ['lookup.ask', 'lookup.answer'],
  residence: ['lookup.ask', 'lookup.answer'],
  'hand-over': ['hand-over.ask', 'hand-over.answer'],
}

/** One word for the audit log: what came of a question. */
export function outcomeOf(answer: Answer): string {
  if (answer.status === 'failed') return answer.error.cause ?? answer.error.tag
  if (answer.status !== 'answered') return answer.status
  if (!('answer' in answer)) return answer.card?.verdict ?? answer.citizen?.match ?? 'answered'
  const said = answer.answer
  if (said.kind === 'insurance') return said.code
  if (said.kind === 'lookup') return said.match
  if (said.kind === 'hand-over') return 'taken'
  if (said.kind === 'civil-status') return said.found ? 'found' : 'not-found'
  return said.outcome
}
