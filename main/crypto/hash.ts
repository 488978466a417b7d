import { createHash } from 'node:crypto'

/** Hash algorithms of 9303 by the names of FIPS 180-4. */
export const hashNames = ['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const
export type HashName = (typeof hashNames)[number]

/** Hash of all parts in order. */
export function hash(name: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = createHash(name.replace('-', '').toLowerCase())
  for (const part of parts) state.update(part)
  return new Uint8Array(state.digest())
}
