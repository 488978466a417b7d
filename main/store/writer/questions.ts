import type Database from 'better-sqlite3'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { storedQuestion } from '../reader/stored-json.ts'
import type { StoreWriting } from '../store.ts'
import { auditAppender } from './audit.ts'
import { refuseUnless, type Write } from './write.ts'

type QuestionWriting = Pick<StoreWriting, 'requeueQuestion' | 'dismissQuestion'>

/** What somebody decides about questions that ended without an answer. */
export function questionWriting(database: Database.Database, write: Write): QuestionWriting {
  const append = auditAppender(database)
  const open = database
    .prepare<[requestId: string], string>(`select body from outbox where request_id = ? and state <> 'sent'`)
    .pluck()
  const asked = database.prepare(`
    update outbox set state = 'pending', attempts = 0, last_error = null, dismissal = null, body = :body, expires_at = :expiresAt,
      next_try_at = :nextTryAt
    where request_id = :requestId`)
  const dismissed = database.prepare(
    `update outbox set state = 'dismissed', dismissal = ? where request_id = ? and state = 'dead'`,
  )

  const requeue = database.transaction(
    (requestId: string, expiresAt: string, now: Date, audit: readonly NewAuditEntry[]) => {
      const text = open.get(requestId)
      if (text === undefined) return false
      const body = JSON.stringify({ ...storedQuestion(text), expiresAt })
      asked.run({ requestId, body, expiresAt, nextTryAt: now.getTime() })
      append(audit)
      return true
    },
  )

  const dismiss = database.transaction((requestId: string, reason: string, audit: readonly NewAuditEntry[]) => {
    if (dismissed.run(reason, requestId).changes === 0) return false
    append(audit)
    return true
  })

  return {
    requeueQuestion: (requestId, expiresAt, now, audit) =>
      refuseUnless(
        write(() => requeue.immediate(requestId, expiresAt, now, audit)),
        'no question without an answer',
      ),
    dismissQuestion: (requestId, reason, audit) =>
      refuseUnless(
        write(() => dismiss.immediate(requestId, reason, audit)),
        'no dead question',
      ),
  }
}
