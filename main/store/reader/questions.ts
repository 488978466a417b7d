import type Database from 'better-sqlite3'
import { chipDeskError } from '../../protocol/errors.ts'
import { onlineCheckKinds } from '../../protocol/online-check.ts'
import type { DeadQuestion, QueuedQuestion, StoreReader } from '../store.ts'
import { questionSpans } from './question-spans.ts'
import { storedError, storedQuestion } from './stored-json.ts'

interface OutboxRow {
  readonly body: string
  readonly attempts: number
  readonly last_error: string | null
  readonly next_try_at: number
}

interface DeadRow {
  readonly body: string
  readonly attempts: number
  readonly recorded_at: string | null
  readonly expires_at: string
  readonly error: string | null
}

type QuestionReading = Pick<
  StoreReader,
  'dueQuestions' | 'pendingQuestions' | 'pendingCount' | 'deadQuestions' | 'questionsSince'
>

/** What the outbox holds: waiting for an answer, or ended without one. */
export function questionReading(database: Database.Database): QuestionReading {
  // Few wait among many that were sent: by the index of those that wait, whatever SQLite would guess.
  const selectQueued = `select body, attempts, last_error, next_try_at from outbox indexed by outbox_due where state = 'pending'
    and kind in (select value from json_each(?))`
  const due = database.prepare<[string, number, number], OutboxRow>(
    `${selectQueued} and next_try_at <= ? order by next_try_at, seq limit ?`,
  )
  const pending = database.prepare<[string, number], OutboxRow>(`${selectQueued} order by seq limit ?`)
  const dead = database.prepare<[number], DeadRow>(`
    select o.body, o.attempts, c.recorded_at, o.expires_at, json_extract(c.body, '$.error') as error from outbox o
    left join checks c on c.seq = (
      select max(seq) from checks
      where transaction_id = o.transaction_id and kind = o.kind and request_id = o.request_id and status = 'failed')
    where o.state = 'dead' order by c.seq desc limit ?`)
  const pendingCount = database.prepare<[], number>("select count(*) from outbox where state = 'pending'").pluck()
  return {
    dueQuestions: (now, limit, kinds: readonly string[] = allKinds) =>
      due.all(JSON.stringify(kinds), now.getTime(), limit).map(queued),
    pendingQuestions: (limit, kinds: readonly string[] = allKinds) =>
      pending.all(JSON.stringify(kinds), limit).map(queued),
    pendingCount: () => pendingCount.get() ?? 0,
    deadQuestions: limit => dead.all(limit).map(ended),
    questionsSince: questionSpans(database),
  }
}

const allKinds = ['registry', ...onlineCheckKinds] as const

const queued = (row: OutboxRow): QueuedQuestion => ({
  question: storedQuestion(row.body),
  attempts: row.attempts,
  ...(row.last_error !== null && { lastError: storedError(row.last_error) }),
  nextTryAt: new Date(row.next_try_at).toISOString(),
})

const ended = (row: DeadRow): DeadQuestion => ({
  question: storedQuestion(row.body),
  attempts: row.attempts,
  reason: row.error === null ? unknown : storedError(row.error),
  endedAt: row.recorded_at ?? row.expires_at,
})

const unknown = chipDeskError('OnlineFailed')
