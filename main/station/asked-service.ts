import { verifySod } from '../emrtd/lds/sod.ts'
import { askRegistry } from '../online/ask-registry.ts'
import { type DeskContext, registryQuestion } from '../online/question.ts'
import type { RegistryClient } from '../online/registry-client.ts'
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
  readonly now: Date
}

export type Answer = RegistryState | OnlineState

/** A central service that is asked about every read. */
export interface AskedService {
  readonly kind: Question['kind']
  readonly asked: AuditAction
  readonly answered: AuditAction
  /** @returns undefined where there is nothing to ask about */
  question(about: About): Question | undefined
  /** The first try, while the citizen waits: never longer than the limit, in milliseconds. */
  ask(question: Question, limitMs: number): Promise<Answer>
  close(): Promise<void>
}

/** A card that is altered or copied is asked about as well: the register must hear of it. */
export const registryService = (client: RegistryClient): AskedService => ({
  kind: 'registry',
  asked: 'registry.ask',
  answered: 'registry.answer',
  question({ transactionId, read: { files }, report, context, now }) {
    const sod = files.get('SOD')
    const verified = sod && verifySod(sod)
    const dsc = verified?.ok && { dsc: verified.value.signer.bytes }
    return registryQuestion({ transactionId, report, files, ...dsc, context, now })
  },
  ask: (question, limitMs) => {
    if (question.kind !== 'registry') throw new Error(`no question of the register: ${question.kind}`)
    return askRegistry(client, question, limitMs)
  },
  close: () => client.close(),
})

/** One word for the audit log: what came of a question. */
export const outcomeOf = (answer: Answer): string => {
  if (answer.status === 'failed') return answer.error.cause ?? answer.error.tag
  if (answer.status !== 'answered') return answer.status
  if ('card' in answer || 'citizen' in answer) return answer.card?.verdict ?? answer.citizen?.match ?? 'answered'
  return 'answer' in answer && 'code' in answer.answer ? answer.answer.code : 'answered'
}
