import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { pageBytes, pageCipher, saltBytes } from '../database/cipher-pages.ts'

/** A store of which so many first pages are broken is beyond this question. */
const tried = 8

/** True when there is a store: an empty file is one that was never written. */
export const storeExists = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0

/**
 * True when this key closed one of the first pages of the file, by its code alone: SQLite is not asked, and a single broken page does not
 * make a right key look wrong.
 */
export function opensStore(path: string, key: Uint8Array): boolean {
  const bytes = Buffer.alloc(tried * pageBytes)
  const handle = openSync(path, 'r')
  const length = readSync(handle, bytes, { position: 0 })
  closeSync(handle)
  const cipher = pageCipher(key, bytes.subarray(0, saltBytes))
  for (let number = 1; number * pageBytes <= length; number++)
    if (cipher.isWhole(bytes.subarray((number - 1) * pageBytes, number * pageBytes), number)) return true
  return false
}
