import { hkdfSync } from 'node:crypto'
import { x25519 } from '@noble/curves/ed25519.js'
import { z } from 'zod'
import { seal, sealedSchema, unseal } from './seal.ts'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

/** A key sealed to the recovery code: its public half is in the key file, so that new keys are sealed without the code. */
export const sealedCopySchema = z.strictObject({
  /** Public halves, X25519 (RFC 7748): of the code, and of this copy alone. */
  recipient: hex32,
  ephemeral: hex32,
  sealed: sealedSchema,
})
export type SealedCopy = z.infer<typeof sealedCopySchema>

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

/** Secret half that belongs to a code. Its 130 bits need no stretching. */
const privateKey = (payload: string) => new Uint8Array(hkdfSync('sha256', payload, '', 'chipdesk recovery code', 32))

/** @param payload see `readRecoveryCode` */
export const recoveryPublicKey = (payload: string): string => hex(x25519.getPublicKey(privateKey(payload)))

const secretBetween = (shared: Uint8Array, ephemeral: string, recipient: string) =>
  new Uint8Array(hkdfSync('sha256', shared, bytesOf(ephemeral + recipient), 'chipdesk recovery copy', 32))

/** Seals bytes so that only the recovery code opens them. */
export function sealToRecovery(recipient: string, bytes: Uint8Array): SealedCopy {
  const own = x25519.utils.randomSecretKey()
  const ephemeral = hex(x25519.getPublicKey(own))
  const secret = secretBetween(x25519.getSharedSecret(own, bytesOf(recipient)), ephemeral, recipient)
  return { recipient, ephemeral, sealed: seal(secret, bytes, 'recovery copy') }
}

/** Undefined when the copy was sealed to another code. */
export function openRecoveryCopy(
  payload: string,
  { recipient, ephemeral, sealed }: SealedCopy,
): Uint8Array | undefined {
  if (recoveryPublicKey(payload) !== recipient) return undefined
  const shared = x25519.getSharedSecret(privateKey(payload), bytesOf(ephemeral))
  return unseal(secretBetween(shared, ephemeral, recipient), sealed, 'recovery copy')
}

const recoveryFileSchema = z.strictObject({
  format: z.literal('chipdesk-recovery'),
  version: z.literal(1),
  /** Newest first, as in the key file. */
  keys: z.array(z.strictObject({ id: z.string(), madeAt: z.string(), copy: sealedCopySchema })).min(1),
})
export type RecoveryFile = z.infer<typeof recoveryFileSchema>

export function parseRecoveryFile(text: string): RecoveryFile | undefined {
  try {
    return recoveryFileSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export const formatRecoveryFile = (keys: RecoveryFile['keys']): string =>
  `${JSON.stringify({ format: 'chipdesk-recovery', version: 1, keys } satisfies RecoveryFile, null, 2)}\n`
