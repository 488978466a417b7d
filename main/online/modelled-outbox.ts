import { fail, ok } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import type { OutboxPort } from './outbox-port.ts'
import { createOutboxSender, type OutboxSenderOptions } from './outbox-sender.ts'

/** For tests: an outbox in memory that keeps every entry, so that one that was ever edited or doubled is seen. */
export interface ModelOutbox extends OutboxPort {
  put(question: Question): void
  /** Answers and failures in the order of recording. */
  entries(): readonly { readonly question: Question; readonly state: RegistryState | OnlineState }[]
}

export function modelOutbox(firstTryGraceMs = 15_000): ModelOutbox {
  const rows = new Map<string, { question: Question; attempts: number; nextTryAt: number; open: boolean }>()
  const entries: { question: Question; state: RegistryState | OnlineState }[] = []
  const open = (kinds: readonly string[] | undefined) =>
    [...rows.values()].filter(row => row.open && (kinds?.includes(row.question.kind) ?? true))
  const queued = (row: { question: Question; attempts: number; nextTryAt: number }) => ({
    question: row.question,
    attempts: row.attempts,
    nextTryAt: new Date(row.nextTryAt).toISOString(),
  })
  return {
    put(question) {
      const nextTryAt = Date.parse(question.createdAt) + firstTryGraceMs
      rows.set(question.requestId, { question, attempts: 0, nextTryAt, open: true })
    },
    entries: () => entries,
    reader: {
      dueQuestions: (now, limit, kinds) =>
        open(kinds)
          .filter(({ nextTryAt }) => nextTryAt <= now.getTime())
          .sort((one, other) => one.nextTryAt - other.nextTryAt)
          .slice(0, limit)
          .map(queued),
      pendingQuestions: (limit, kinds) => open(kinds).slice(0, limit).map(queued),
      pendingCount: () => open(undefined).length,
    },
    writer: {
      async recordAnswer(requestId, state) {
        const row = rows.get(requestId)
        if (!row) return fail(chipDeskError('StoreFailed'))
        if (state.status === 'pending') row.attempts++
        else if (row.open) {
          entries.push({ question: row.question, state })
          row.open = false
        }
        return ok(undefined)
      },
      async recordAttempt(requestId, _, nextTryAt) {
        const row = rows.get(requestId)
        if (row?.open) {
          row.attempts++
          row.nextTryAt = nextTryAt.getTime()
        }
        return row ? ok(undefined) : fail(chipDeskError('StoreFailed'))
      },
    },
  }
}

/** The first try as the station makes it, with a line of its own for every question. */
export const firstTry = (
  services: Pick<OutboxSenderOptions, 'client' | 'deliverers' | 'clock'>,
  question: Question,
  limitMs: number,
): Promise<RegistryState | OnlineState> =>
  createOutboxSender({ store: modelOutbox(), onChange: () => {}, ...services }).firstTry(question, limitMs)
