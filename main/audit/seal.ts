import { sha256OfText } from '../crypto/text-hash.ts'

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

/** The entry's hash under its key. All lengths are fixed, so that a plain hash serves as a MAC: nothing can be added to its end. */
export const sealOf = (key: string, hash: string): string => sha256OfText(`chipdesk-audit-seal ${key} ${hash}`)

/** SHA-256 goes one way only: nobody makes the key before from the key after. */
export const nextKey = ({ seq, key }: SealKey): SealKey => ({
  seq: seq + 1,
  key: sha256OfText(`chipdesk-audit-key ${key}`),
})
