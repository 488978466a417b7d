import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { AuditHead } from '../../audit/entry.ts'
import type { AuditReceipt } from '../../audit/receipt.ts'
import { jsonOf } from '../http-exchange.ts'
import { openSeal } from '../sealed-answer.ts'

/** Whose chain it is, as the register knows it. */
export interface AuditedDesk {
  readonly organisation: { readonly code: string; readonly unitCode: string }
  readonly desk: string
}

/** What the register signed about a head. */
export interface Acknowledged extends AuditReceipt {
  /** When it signed, RFC 3339: a time that nobody at the desk can set. */
  readonly signedAt: string
  /** Another log was shown as this desk's: somebody copied the store. */
  readonly forkSeenAt?: string
}

const saidSchema = z.object({
  organisation: z.string(),
  desk: z.string(),
  seq: z.number().int().positive(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  receivedAt: z.iso.datetime({ offset: true }),
  checkedAt: z.iso.datetime({ offset: true }),
  forkSeenAt: z.iso.datetime({ offset: true }).optional(),
})

/**
 * Checks what the register says about a head: signed by it, in answer to this request, about this desk and, where one was reported, about just that head.
 * @param requestId of the report; empty for what was asked without one
 * @returns the receipt, or in fixed words what is wrong with it
 */
export function checkAcknowledgement(
  value: unknown,
  asked: { readonly requestId: string; readonly about?: AuditedDesk; readonly head?: AuditHead },
  keys: ReadonlyMap<string, KeyObject>,
): Acknowledged | string {
  const { requestId, about, head } = asked
  const opened = openSeal(value, requestId, keys)
  if (!opened.ok) return opened.error
  const parsed = saidSchema.safeParse(opened.value.said)
  if (!parsed.success) return 'not a receipt'
  const { checkedAt, receivedAt, forkSeenAt, ...said } = parsed.data
  if (about && (said.organisation !== about.organisation.code || said.desk !== about.desk))
    return 'receipt of another desk'
  if (head && said.seq !== head.seq) return 'receipt of another entry'
  if (head && said.head !== head.head) return 'receipt of another head'
  const body = JSON.stringify(value)
  const receipt = { seq: said.seq, head: said.head, receivedAt, body, signedAt: checkedAt }
  return forkSeenAt === undefined ? receipt : { ...receipt, forkSeenAt }
}

const storedSchema = z.object({
  keyId: z.string(),
  signedText: z
    .string()
    .transform(jsonOf)
    .pipe(z.object({ requestId: z.string() })),
})

/**
 * Whether a stored receipt is what the register signed, and its columns say the same. Of which desk is not asked: a desk may have had another name, and
 * a head that is not of this chain is found as such.
 */
export function judgeReceipt(
  receipt: AuditReceipt,
  keys: ReadonlyMap<string, KeyObject>,
): 'genuine' | 'false' | 'unknown-key' {
  const value = jsonOf(receipt.body)
  const stored = storedSchema.safeParse(value)
  if (!stored.success) return 'false'
  const { keyId, signedText } = stored.data
  if (!keys.has(keyId)) return 'unknown-key'
  const found = checkAcknowledgement(value, { requestId: signedText.requestId, head: receipt }, keys)
  return typeof found === 'object' && found.receivedAt === receipt.receivedAt ? 'genuine' : 'false'
}
