import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { type PageCipher, pageBytes, pageCipher, saltBytes } from '../database/cipher-pages.ts'
import { openToRead } from '../database/encrypted-database.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { isPlain } from '../database/store-file.ts'
import { type Frame, type LogFrames, readLog } from '../database/wal-frames.ts'
import { keyId } from '../keys/seal.ts'
import { type HighWaterMark, numbered, numbersOf, readMark } from './high-water.ts'

/**
 * Pages looked at before a store is opened, 32 MiB: a store of some ten thousand transactions whole, of a larger one its beginning, its end and
 * what lies evenly between, a quarter of a second at most. It need not be more: no page is ever used whose code does not hold, whenever it is read,
 * and every backup reads them all.
 */
const pagesAtStart = 8192

export type Finding =
  /** Nothing is there yet. */
  | { readonly state: 'new' }
  | { readonly state: 'sound'; readonly mark: HighWaterMark | undefined }
  /** @property reasons words without anything personal: which part, which page */
  | {
      readonly state: 'damaged'
      readonly reasons: readonly string[]
      readonly mark: HighWaterMark | undefined
      readonly salt: Uint8Array
    }

/**
 * Looks at a store without changing a byte, before SQLite may: what SQLite takes for the end of its log it overwrites.
 * @returns `StoreForeign` for a plain SQLite file, `StoreKeyWrong` where nothing says that the key ever opened it
 */
export function examine(path: string, key: Uint8Array): Result<Finding, ChipDeskError> {
  const mark = readMark(path)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const log = readLog(`${path}-wal`)
  if (size === 0 && !log && !mark) return ok({ state: 'new' })
  if (size > 0 && isPlain(path)) return fail(chipDeskError('StoreForeign', { cause: 'the file is not encrypted' }))
  const looked = attempt(() => lookAtPages(path, size, key, mark, log))
  if (!looked.ok) return looked
  const { whole, salt } = looked.value
  // A power cut while the log is worked into the file leaves pages torn that the log still has: SQLite does that work again.
  const inLog = new Set(log?.whole.map(({ page }) => page))
  const broken = looked.value.broken.filter(page => !inLog.has(page))
  // A mark of this key: the file was this key's. Without one, nothing tells a wrong key from a file that is no store.
  if (whole === 0 && size > 0 && mark?.key !== keyId(key)) return fail(chipDeskError('StoreKeyWrong'))
  const reasons = [
    ...(size === 0 ? ['the file is gone or empty'] : []),
    ...(size % pageBytes === 0 || inLog.has(Math.ceil(size / pageBytes)) ? [] : ['the file ends within a page']),
    ...broken.slice(0, 20).map(page => `page ${page}`),
  ]
  const more =
    reasons.length > 0
      ? ok([])
      : numbersMissing(path, key, mark, number => number * pageBytes <= size || inLog.has(number))
  if (!more.ok) return more
  const found = [...reasons, ...more.value]
  // What a power cut leaves of one transaction can look like two. Where every number that was ever given is there, nothing was behind the break.
  const isCounted = mark !== undefined && (mark.key ?? keyId(key)) === keyId(key)
  if (log?.broken && (found.length > 0 || !isCounted)) found.push('the log is broken before its end')
  return found.length === 0 ? ok({ state: 'sound', mark }) : ok({ state: 'damaged', reasons: found, mark, salt })
}

interface Looked {
  readonly broken: readonly number[]
  readonly whole: number
  readonly salt: Uint8Array
}

/** The salt of the file, unless only that of the mark makes any page whole. */
function lookAtPages(
  path: string,
  size: number,
  key: Uint8Array,
  mark: HighWaterMark | undefined,
  log: LogFrames | undefined,
): Looked {
  const remembered = mark && Buffer.from(mark.salt, 'hex')
  if (size === 0) return { broken: [], whole: 0, salt: remembered ?? Buffer.alloc(saltBytes) }
  const handle = openSync(path, 'r')
  try {
    const own = Buffer.alloc(saltBytes)
    readSync(handle, own, { position: 0 })
    const looked = look(handle, size, pageCipher(key, own), log)
    if (looked.whole > 0 || !remembered || remembered.equals(own)) return looked
    const other = look(handle, size, pageCipher(key, remembered), log)
    return other.whole > 0 ? { ...other, broken: [1, ...other.broken.filter(page => page !== 1)] } : looked
  } finally {
    closeSync(handle)
  }
}

function look(handle: number, size: number, cipher: PageCipher, log: LogFrames | undefined): Looked {
  const pages = Math.floor(size / pageBytes)
  const step = Math.max(1, pages / pagesAtStart)
  const broken: number[] = []
  let count = 0
  const page = Buffer.alloc(pageBytes)
  for (let at = 1; at <= pages; at += step) {
    const number = Math.min(pages, Math.floor(at))
    readSync(handle, page, { position: (number - 1) * pageBytes })
    count++
    if (!cipher.isWhole(page, number)) broken.push(number)
  }
  const inFile = count - broken.length
  const inLog = () => (log?.whole ?? []).some(frame => cipher.isWhole(pageIn(log, frame), frame.page))
  return { broken, whole: inFile === 0 && inLog() ? 1 : inFile, salt: cipher.salt }
}

const pageIn = (log: LogFrames | undefined, { offset }: Frame) =>
  log?.bytes.subarray(offset, offset + pageBytes) ?? new Uint8Array()

/** A disk that is full or fails says nothing about the store: it is not to be taken for damage, and not to be rescued. */
const ofTheDisk = (error: ChipDeskError): boolean =>
  error.tag === 'StoreFull' || error.tag === 'StoreReadOnly' || error.tag === 'StoreLocked'

/** What was acknowledged and is not there, as after a log that was taken away: then the rest is sound, and older. */
function numbersMissing(
  path: string,
  key: Uint8Array,
  mark: HighWaterMark | undefined,
  isThere: (page: number) => boolean,
): Result<readonly string[], ChipDeskError> {
  const opened = openToRead(path, key)
  if (!opened.ok && ofTheDisk(opened.error)) return opened
  if (!opened.ok) return ok([`it does not open (${opened.error.cause ?? opened.error.tag})`])
  const database = opened.value
  const missing = attempt(() => {
    for (let page = Number(database.pragma('page_count', { simple: true })); page > 0; page--)
      if (!isThere(page)) return [`page ${page} is missing`]
    // The tables that are counted are there from this version of the schema on.
    if (!mark || Number(database.pragma('user_version', { simple: true })) < 3) return []
    const numbers = numbersOf(database)
    return numbered
      .filter(table => numbers[table] < mark.numbers[table])
      .map(table => `${table} end at ${numbers[table]} of ${mark.numbers[table]}`)
  })
  database.close()
  if (!missing.ok && ofTheDisk(missing.error)) return missing
  return missing.ok ? missing : ok([`it cannot be read (${missing.error.cause})`])
}
