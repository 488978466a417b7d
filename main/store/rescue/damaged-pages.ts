import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { type PageCipher, pageBytes, pageCipher } from '../database/cipher-pages.ts'
import { type Frame, readLog } from '../database/wal-frames.ts'
import { childPages, leafRows, type PageOf, type Row } from './leaf-rows.ts'

/** What can still be read of a store, page by page: the newest whole version of each, in the log or in the file. */
export interface ReadablePages {
  readonly count: number
  readonly pageOf: PageOf
  /** Pages of a log of which nobody knows whether it is younger or older than the file. */
  undated(): Iterable<readonly [number: number, page: Uint8Array]>
  close(): void
}

/** @param salt of the file, as the mark remembers it where the file has lost it */
export function readablePages(path: string, key: Uint8Array, salt: Uint8Array): ReadablePages {
  const cipher = pageCipher(key, salt)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const handle = size > 0 ? openSync(path, 'r') : undefined
  const log = readLog(`${path}-wal`)
  const inLog = new Map<number, Frame[]>()
  const frames = log ? [...log.whole, ...log.behind] : []
  for (const frame of log?.dated ? frames : []) inLog.set(frame.page, [frame, ...(inLog.get(frame.page) ?? [])])
  const ofLog = (number: number) => {
    for (const { offset } of inLog.get(number) ?? []) {
      const plain = log && cipher.decrypt(log.bytes.subarray(offset, offset + pageBytes), number)
      if (plain) return plain
    }
    return undefined
  }
  function* undated() {
    for (const { page, offset } of log && !log.dated ? frames : []) {
      const plain = log && cipher.decrypt(log.bytes.subarray(offset, offset + pageBytes), page)
      if (plain) yield [page, plain] as const
    }
  }
  return {
    undated,
    count: Math.max(Math.ceil(size / pageBytes), ...inLog.keys(), 0),
    pageOf: number => ofLog(number) ?? (handle === undefined ? undefined : ofFile(handle, cipher, number)),
    close() {
      if (handle !== undefined) closeSync(handle)
    },
  }
}

function ofFile(handle: number, cipher: PageCipher, number: number): Uint8Array | undefined {
  const page = Buffer.alloc(pageBytes)
  const length = readSync(handle, page, { position: (number - 1) * pageBytes })
  return length === pageBytes ? cipher.decrypt(page, number) : undefined
}

/** Which table each page belongs to, as far as schema and interior pages can be read. */
export function tablesOfPages(pageOf: PageOf): Map<number, string> {
  const owner = new Map<number, string>()
  const walk = (number: number, table: string) => {
    if (owner.has(number)) return
    owner.set(number, table)
    const page = pageOf(number)
    if (page) for (const child of childPages(page, number)) walk(child, table)
  }
  walk(1, 'sqlite_schema')
  const rows = [...owner.keys()].flatMap(number => rowsOf(number, pageOf))
  for (const { values } of rows) {
    const [type, name, , root] = values
    if (type === 'table' && typeof name === 'string' && typeof root === 'number' && root > 0) walk(root, name)
  }
  return owner
}

export function rowsOf(number: number, pageOf: PageOf): Row[] {
  const page = pageOf(number)
  return page ? leafRows(page, number, pageOf) : []
}
