import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

const hex = z.string().regex(/^([0-9a-f]{2})+$/)

/** AES-256-GCM: vector of 12 bytes, then ciphertext and tag, in hex. */
export const sealedSchema = z.strictObject({ iv: hex.length(24), bytes: hex.min(32) })
export type Sealed = z.infer<typeof sealedSchema>

const tagBytes = 16

/**
 * Seals bytes under a secret of 32 bytes.
 * @param about bound to it: the same seal does not open for anything else
 */
export function seal(secret: Uint8Array, bytes: Uint8Array, about: string): Sealed {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  cipher.setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  return { iv: iv.toString('hex'), bytes: sealed.toString('hex') }
}

/** Undefined when secret or purpose are not those it was sealed with, or any bit changed. */
export function unseal(secret: Uint8Array, { iv, bytes }: Sealed, about: string): Uint8Array | undefined {
  const sealed = Buffer.from(bytes, 'hex')
  const cipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(iv, 'hex'))
  cipher.setAAD(Buffer.from(about))
  cipher.setAuthTag(sealed.subarray(-tagBytes))
  try {
    return new Uint8Array(Buffer.concat([cipher.update(sealed.subarray(0, -tagBytes)), cipher.final()]))
  } catch {
    return undefined
  }
}

/** Names a key without telling anything of it: 8 bytes of a hash, in hex. */
export const keyId = (key: Uint8Array): string =>
  createHash('sha256').update('chipdesk key id').update(key).digest('hex').slice(0, 16)
