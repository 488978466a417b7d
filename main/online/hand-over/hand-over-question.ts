import { randomUUID } from 'node:crypto'
import {
  type HandOverFields,
  type HandOverPayload,
  handOverPayloadSchema,
  handOverValueSchema,
} from '../../protocol/hand-over.ts'
import type { OnlineQuestion } from '../../protocol/online-check.ts'

export interface HandOverSource {
  readonly transactionId: string
  /** What is said of the visit; the rest of the payload is added here. */
  readonly payload: Omit<HandOverPayload, 'schema' | 'requestId' | 'transactionId'>
  readonly now: Date
  /** Default 72 h: a weekend on which the other system stands still. */
  readonly lifetimeMs?: number
}

/**
 * A hand-over as the outbox keeps it: its bytes and its request id are settled here, and every try sends the same.
 * @throws for a payload that is not of the contract, which is a bug of whoever made it
 */
export function handOverQuestion(source: HandOverSource): OnlineQuestion {
  const { transactionId, payload, now, lifetimeMs = 72 * 3_600_000 } = source
  const requestId = randomUUID()
  const made = { schema: 'chipdesk.hand-over.1', requestId, transactionId, ...payload, fields: fitting(payload.fields) }
  const body = handOverPayloadSchema.parse(made)
  return {
    kind: 'hand-over',
    requestId,
    transactionId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + lifetimeMs).toISOString(),
    body: JSON.stringify(body),
  }
}

/** A chip can say anything: a value that no system takes is left out, since half of it would be another value. */
const fitting = (fields: HandOverFields): HandOverFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => handOverValueSchema.safeParse(value).success))

/** Whether the body is one that `handOverQuestion` made for this request id. */
export function isHandOver({ requestId, body }: OnlineQuestion): boolean {
  try {
    return handOverPayloadSchema.parse(JSON.parse(body)).requestId === requestId
  } catch {
    return false
  }
}
