import { fstatSync, readSync, writeSync } from 'node:fs'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { type PageCipher, pageBytes, pageCipher, saltBytes } from './cipher-pages.ts'
import { attempt } from './sqlite-failure.ts'

/** How many pages are held at once. */
const batch = 256

/** Bytes of an open file, from an offset on. */
export interface FilePart {
  readonly handle: number
  /** Where the first page stands, bytes. */
  readonly offset: number
}

/**
 * Every page of an encrypted file, which has no log beside it, under another key and a new salt, at another place. Page for page the same database:
 * SQLite has no part in it, and a page that is not whole ends it.
 * @param each told of the bytes written, in order
 * @returns number of pages; `StoreDamaged` with the number of the page, `StoreKeyWrong` where the first one does not open
 */
export function recrypt(
  from: FilePart & { readonly key: Uint8Array },
  to: FilePart & { readonly key: Uint8Array },
  each: (bytes: Uint8Array) => void = () => {},
): Result<number, ChipDeskError> {
  const salt = Buffer.alloc(saltBytes)
  const done = attempt(() => {
    readSync(from.handle, salt, { position: from.offset })
    return copyPages(from, to, { opened: pageCipher(from.key, salt), closed: pageCipher(to.key) }, each)
  })
  if (!done.ok) return done
  if ('pages' in done.value) return ok(done.value.pages)
  if (done.value.broken === 1) return fail(chipDeskError('StoreKeyWrong'))
  return fail(chipDeskError('StoreDamaged', { cause: `page ${done.value.broken}` }))
}

function copyPages(
  from: FilePart,
  to: FilePart,
  ciphers: { readonly opened: PageCipher; readonly closed: PageCipher },
  each: (bytes: Uint8Array) => void,
): { readonly pages: number } | { readonly broken: number } {
  const size = fstatSync(from.handle).size - from.offset
  const pages = Math.floor(size / pageBytes)
  if (size % pageBytes !== 0 || pages === 0) return { broken: pages + 1 }
  for (let first = 1; first <= pages; first += batch) {
    const count = Math.min(batch, pages - first + 1)
    const place = (first - 1) * pageBytes
    const bytes = Buffer.alloc(count * pageBytes)
    readSync(from.handle, bytes, { position: from.offset + place })
    for (let index = 0; index < count; index++) {
      const page = bytes.subarray(index * pageBytes, (index + 1) * pageBytes)
      const plain = ciphers.opened.decrypt(page, first + index)
      if (!plain) return { broken: first + index }
      page.set(ciphers.closed.encrypt(plain, first + index))
    }
    writeWhole(to.handle, bytes, to.offset + place)
    each(bytes)
  }
  return { pages }
}

/** A disk that fills up takes a part and says so only at the next write. */
export function writeWhole(handle: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done, bytes.length - done, position + done)
}
