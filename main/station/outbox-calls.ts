import { fail, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { maskedNumber } from '../protocol/masked-number.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { CallResult, WaitingQuestion } from '../protocol/station.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { Store } from '../store/store.ts'
import { type Access, auditEntry } from './access.ts'
import { againstDeskRule } from './desk-rules.ts'
import { inSlices } from './in-slices.ts'

const longest = 500
/** A question that somebody asks again is worth a day. */
const worthMs = 24 * 3_600_000

const shown = ({ requestId, kind, transactionId, createdAt, expiresAt }: Question) => ({
  requestId,
  kind,
  transactionId,
  since: createdAt,
  expiresAt,
})

/** What waits for an answer, oldest first, and what ended without one and waits for somebody to decide; each with whose visit it is about. */
export async function listOutbox({ reader }: Pick<Store, 'reader'>): Promise<CallResult<'outbox.list'>> {
  const people = new Map<string, ReturnType<typeof whose>>()
  const known = ({ transactionId }: Question) => {
    const found = people.get(transactionId) ?? whose(reader.transaction(transactionId))
    people.set(transactionId, found)
    return found
  }
  const waiting: WaitingQuestion[] = []
  await inSlices(reader.pendingQuestions(longest), ({ question, attempts, lastError, nextTryAt }) =>
    waiting.push({
      ...shown(question),
      ...known(question),
      attempts,
      nextTryAt,
      ...(lastError && { error: lastError }),
    }),
  )
  const ended: WaitingQuestion[] = []
  await inSlices(reader.deadQuestions(longest), ({ question, attempts, reason, endedAt }) =>
    ended.push({ ...shown(question), ...known(question), attempts, error: reason, endedAt }),
  )
  return { waiting, ended }
}

/** Enough to know which visit it was. */
function whose(transaction: Transaction | undefined): Pick<WaitingQuestion, 'name' | 'number'> {
  const value = (id: 'fullName' | 'personalNumber') =>
    transaction?.report.document.find(field => field.id === id)?.value
  const [name, number] = [value('fullName'), value('personalNumber')]
  return { ...(name !== undefined && { name }), ...(number !== undefined && { number: maskedNumber(number) }) }
}

/** Asks a question that has ended once more, for a day from now; the failure stays in the history. `ApiDeskRule` for a visit that was handed over since. */
export async function requeue(
  { reader, writer }: Pick<Store, 'reader' | 'writer'>,
  access: Access,
  requestId: string,
  now: Date,
): Promise<Result<void, ChipDeskError>> {
  const dead = reader.deadQuestions(longest).find(({ question }) => question.requestId === requestId)
  if (dead?.question.kind === 'hand-over' && isHandedOver(reader.transaction(dead.question.transactionId)))
    return fail(againstDeskRule('handed over by another request'))
  return await writer.requeueQuestion(requestId, new Date(now.getTime() + worthMs).toISOString(), now, [
    auditEntry(access, now, 'outbox.change', { outcome: 'requeued', facts: { request: requestId } }),
  ])
}

/** Or on its way. */
const isHandedOver = (transaction: Transaction | undefined): boolean =>
  (transaction?.checks ?? []).some(({ kind, state }) => kind === 'hand-over' && state.status !== 'failed')

/** Gives a question up. Why is kept where it can be purged: it may name somebody. */
export const dismiss = (
  { writer }: Store,
  access: Access,
  { requestId, reason }: { requestId: string; reason: string },
  now: Date,
): Promise<Result<void, ChipDeskError>> =>
  writer.dismissQuestion(requestId, reason, [
    auditEntry(access, now, 'outbox.change', {
      outcome: 'dismissed',
      facts: { request: requestId },
      detail: { reason },
    }),
  ])
