import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { cardVerificationSchema } from '../protocol/transaction.ts'

export type CardVerification = z.infer<typeof cardVerificationSchema>

/** What the register signs: the question, the card and the verdict in one text. */
const signedTextSchema = z.object({
  requestId: z.string(),
  transactionId: z.string(),
  verdict: z.string(),
  reasonCode: z.string().optional(),
  sodSha256: z.string(),
  checkedAt: z.string(),
})

const askedCard = z.object({ card: z.object({ sodSha256: z.string() }) })

/** @returns the Ed25519 key of a PEM text, or undefined */
export function ed25519Key(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/**
 * Checks an answer to a card verification: shape, signature, and that the signed text says the same and about this
 * question and this card.
 * @returns the answer, or in fixed words what is wrong with it
 */
export function checkCardAnswer(
  value: unknown,
  request: RegistryRequest,
  keys: ReadonlyMap<string, KeyObject>,
): CardVerification | string {
  const parsed = cardVerificationSchema.safeParse(value)
  if (!parsed.success) return 'not a card verification'
  const answer = parsed.data
  const key = keys.get(answer.keyId)
  if (!key) return 'unknown signing key'
  const signature = Buffer.from(answer.signature, 'base64')
  if (!verify(null, Buffer.from(answer.signedText, 'utf8'), key, signature)) return 'wrong signature'
  const signed = signedTextSchema.safeParse(parseJson(answer.signedText))
  const asked = askedCard.safeParse(parseJson(request.body))
  if (!signed.success || !asked.success) return 'signed text of another form'
  const { requestId, sodSha256, ...said } = signed.data
  if (requestId !== request.requestId || sodSha256 !== asked.data.card.sodSha256) return 'signed for another question'
  const agrees =
    said.transactionId === answer.transactionId &&
    said.verdict === answer.verdict &&
    said.reasonCode === answer.reasonCode &&
    said.checkedAt === answer.checkedAt
  return agrees ? answer : 'signed text says otherwise'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
