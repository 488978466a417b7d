import { type KeyObject, verify } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { jsonOf } from './http-exchange.ts'

const sealSchema = z.looseObject({
  transactionId: z.string(),
  signedText: z.string(),
  signature: z.string(),
  keyId: z.string(),
  checkedAt: z.string(),
})

const signedSchema = z.looseObject({ requestId: z.string(), transactionId: z.string(), checkedAt: z.string() })

/** What was signed: a member that the answer has and its signed text has not counts for nothing. */
export interface Opened {
  readonly said: z.infer<typeof signedSchema>
  /** The answer around it, for data that no signed text carries. */
  readonly around: Readonly<Record<string, unknown>>
}

/**
 * Opens an answer of our contract: the Ed25519 signature over the UTF-8 bytes of `signedText`, that it answers this question, and that the answer
 * around it says the same.
 * @returns what was signed, or in fixed words what is wrong
 */
export function openSeal(
  value: unknown,
  requestId: string,
  keys: ReadonlyMap<string, KeyObject>,
): Result<Opened, string> {
  const answer = sealSchema.safeParse(value)
  if (!answer.success) return fail('no signed answer')
  const { signedText, signature, keyId, ...around } = answer.data
  const key = keys.get(keyId)
  if (!key) return fail('unknown signing key')
  const bytes = Buffer.from(signature, 'base64')
  if (!verify(null, Buffer.from(signedText, 'utf8'), key, bytes)) return fail('wrong signature')
  const signed = signedSchema.safeParse(jsonOf(signedText))
  if (!signed.success) return fail('signed text of another form')
  const said = signed.data
  if (said.requestId !== requestId) return fail('signed for another question')
  const differs = Object.entries(said).some(
    ([name, signedValue]) => name in around && !isDeepStrictEqual(around[name], signedValue),
  )
  return differs ? fail('signed text says otherwise') : ok({ said, around })
}
