import { hmacOfText, sha256OfText } from '../crypto/text-hash.ts'

/**
 * A second, keyed sign on each entry. Its key is used once: the next one is made from it and takes its place, so that whoever takes over a desk
 * has no key of the entries that are already there (forward security). An auditor who was given an earlier key makes all later ones from
 * it and finds a rewritten entry even where every hash after it was made anew.
 */
export interface SealKey {
  /** The entry whose seal this key makes. */
  readonly seq: number
  /** 64 hexadecimal digits. */
  readonly key: string
}

/** HMAC-SHA-256 over the hexadecimal digits of the entry's hash. */
export const sealOf = (key: string, hash: string): string => hmacOfText(Buffer.from(key, 'hex'), hash)

/** SHA-256 goes one way only: nobody makes the key before from the key after. */
export const nextKey = ({ seq, key }: SealKey): SealKey => ({
  seq: seq + 1,
  key: sha256OfText(`chipdesk-audit-key ${key}`),
})
