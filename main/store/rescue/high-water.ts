import { createHash } from 'node:crypto'
import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import { saltBytes } from '../database/cipher-pages.ts'
import { attempt } from '../database/sqlite-failure.ts'
import type { Write } from '../writer/write.ts'

/** Tables whose rows have numbers that are never given twice. */
export const numbered = ['transactions', 'checks', 'outbox', 'audit', 'acts'] as const
export type Numbered = (typeof numbered)[number]

const number = z.number().int().nonnegative()
export const numbersSchema = z.strictObject({
  transactions: number,
  checks: number,
  outbox: number,
  audit: number,
  // Not in what was written before there were any.
  acts: number.default(0),
  /** The last number of each series of papers, those used last first. */
  series: z.record(z.string(), number).default({}),
})
/** The last number that each table has given, also to what was purged since, and those of the papers. */
export type Numbers = Readonly<z.infer<typeof numbersSchema>>
const markSchema = z.strictObject({
  /** First bytes of the store in hex: without them no page of it can be checked. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  numbers: numbersSchema,
  /** Name of the key that last opened it (see `keyId`): a right key on a file that is no more is told from a wrong one. */
  key: z.string().optional(),
})
export type HighWaterMark = z.infer<typeof markSchema>

/** A sector, so that it is on the disk whole or not at all. */
const markBytes = 512
/** So many series of papers fit into it, whatever they are called: a desk has about three a year. */
const markedSeries = 6

export const markPath = (storePath: string): string => `${storePath}.mark`

/** Undefined where there is none that is whole: then what is lost cannot be told from what never was. */
export function readMark(storePath: string): HighWaterMark | undefined {
  const read = attempt(() => readFileSync(markPath(storePath), 'utf8').trimEnd())
  if (!read.ok) return undefined
  const [sum, text = ''] = read.value.split(/ (.*)/s)
  return sum === digest(text) ? markSchema.safeParse(JSON.parse(text)).data : undefined
}

/** Writes what a store has acknowledged into a small file beside it, for the time when the store can no longer say it. */
export function writeMark(storePath: string, numbers: Numbers, key: string | undefined): void {
  const series = Object.fromEntries(Object.entries(numbers.series).slice(0, markedSeries))
  const mark: HighWaterMark = { salt: saltOf(storePath), numbers: { ...numbers, series }, ...(key && { key }) }
  const text = JSON.stringify(mark)
  // Opened without being emptied: there is a whole mark in it at any time.
  const handle = openSync(markPath(storePath), constants.O_CREAT | constants.O_WRONLY, 0o600)
  writeSync(handle, `${digest(text)} ${text}`.padEnd(markBytes - 1).concat('\n'), 0)
  closeSync(handle)
}

/**
 * The same writes, each acknowledged one marked before its caller hears of it. The mark is not synced: it is written after the store is, so it never
 * says too much; after a power cut it may say too little, and what is lost then is found by the log itself.
 */
export function markedWrites(database: Database.Database, write: Write): Write {
  const numbers = numbersReader(database)
  const before = readMark(database.name)
  const mark = () => {
    const now = numbers()
    // A store that has lost rows since stays marked as one, until somebody has looked at it.
    if (before && numbered.some(table => now[table] < before.numbers[table])) return
    writeMark(database.name, now, before?.key)
  }
  return work => {
    const done = write(work)
    // A mark that cannot be written makes no saved transaction an unsaved one.
    if (done.ok) attempt(mark)
    return done
  }
}

export const numbersOf = (database: Database.Database): Numbers => numbersReader(database)()

/** `sqlite_sequence` remembers what was purged too; of the audit nothing ever is. */
function numbersReader(database: Database.Database): () => Numbers {
  const sequences = database.prepare<[], { name: string; seq: number }>('select name, seq from sqlite_sequence')
  const audit = database.prepare<[], number | null>('select max(seq) from audit').pluck()
  // A store of an older schema has none yet.
  const hasSeries = database.prepare(`select 1 from sqlite_schema where name = 'numbering'`).get() !== undefined
  const latest = hasSeries
    ? database.prepare<[], { name: string; seq: number }>(
        'select series as name, last as seq from numbering order by at desc, series',
      )
    : undefined
  return () => {
    const { transactions = 0, checks = 0, outbox = 0, acts = 0 } = byName(sequences.all())
    return { transactions, checks, outbox, audit: audit.get() ?? 0, acts, series: byName(latest?.all() ?? []) }
  }
}

const byName = (rows: readonly { name: string; seq: number }[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ name, seq }) => [name, seq]))

function saltOf(path: string): string {
  const bytes = Buffer.alloc(saltBytes)
  const handle = openSync(path, 'r')
  readSync(handle, bytes, { position: 0 })
  closeSync(handle)
  return bytes.toString('hex')
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)
