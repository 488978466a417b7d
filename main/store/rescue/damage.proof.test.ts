import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lots, proofSeed, proofSize } from '../../../fixtures/proof/proof-size.ts'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { inventedAct, inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { type OpenedStore, openOrRescue } from './open-or-rescue.ts'
import type { RescueReport } from './rescue.ts'

const damages = proofSize({ ci: 40, full: 1000 })
const key = new Uint8Array(32).fill(7)
const now = new Date('2026-11-22T05:00:00.000Z')
const pageBytes = 4096
const frameBytes = pageBytes + 24

/** Rows before the backup, after it and in the file, and those that are in the log alone. */
const rows = { backed: 30, later: 30, inLog: 15 }
const all = rows.backed + rows.later + rows.inLog
let folder: string
let whole: string
let backups: string

function must<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw new Error(`${result.error.tag}: ${result.error.cause}`)
  return result.value
}

const idOf = (seq: number) => `t${seq}`

async function save(store: Store, from: number, count: number): Promise<void> {
  for (let seq = from; seq < from + count; seq++) {
    const person = inventedTransaction(idOf(seq), {
      fullName: `Người Thử ${seq}`,
      placeOfResidence: 'Số 1 Phố Thử '.repeat(seq % 7 === 0 ? 500 : 5),
    })
    must(await store.writer.saveTransaction(person, { questions: [inventedQuestion(idOf(seq))], audit: [seen(seq)] }))
    await savePaper(store, idOf(seq))
  }
}

/** @returns its number: that of the row, as every one has a paper */
async function savePaper(store: Store, id: string): Promise<string | undefined> {
  const paper = inventedAct(`paper-${id}`, { kind: 'document', document: 'ct07', basis: 'chip' })
  const kept = must(await store.writer.saveAct(id, paper, [], { series: 'ct07/2026', form: '{n}' }))
  return kept.kind === 'document' ? kept.number : undefined
}

const seen = (seq: number) => ({
  at: now.toISOString(),
  desk: 'quay-1',
  operator: 'station',
  role: 'none' as const,
  action: 'card.read' as const,
  outcome: 'authentic',
  facts: { transaction: idOf(seq) },
})

const entry = (report: RescueReport) => ({
  at: report.at,
  desk: 'quay-1',
  operator: 'station',
  role: 'none' as const,
  action: 'store.restore' as const,
  outcome: 'done',
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-damage-'))
  whole = join(folder, 'whole')
  backups = join(folder, 'backups')
  for (const each of [whole, backups]) mkdirSync(each)
  const path = join(folder, 'made', 'store.db')
  const first = must(await openOrRescue({ path, key, now, audit: entry })).store
  await save(first, 1, rows.backed)
  must(makeBackup({ store: path, storeKey: key, target: join(backups, 'a.chipdesk-backup'), now }))
  await save(first, rows.backed + 1, rows.later)
  await first.close()
  const second = must(openStore({ path, key }))
  await save(second, rows.backed + rows.later + 1, rows.inLog)
  // As a killed process leaves it: with a log.
  for (const name of ['store.db', 'store.db-wal', 'store.db.mark'])
    copyFileSync(join(folder, 'made', name), join(whole, name))
  await second.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Lot = () => number
type Damage = (bytes: { file: Buffer; log: Buffer }, lot: Lot) => { file?: Buffer; log?: Buffer | undefined }

const pick = (lot: Lot, count: number) => Math.floor(lot() * count)
function flip(bytes: Buffer, at: number, bit: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  return bytes
}
const pagesOf = (file: Buffer) => file.length / pageBytes

const kinds: Readonly<Record<string, Damage>> = {
  flip: ({ file }, lot) => ({ file: flip(file, pick(lot, file.length), pick(lot, 8)) }),
  'zeroed page': ({ file }, lot) => {
    const page = pick(lot, pagesOf(file))
    return { file: file.fill(0, page * pageBytes, (page + 1) * pageBytes) }
  },
  'several pages': ({ file }, lot) => {
    for (let n = 0; n < 6; n++) flip(file, pick(lot, file.length), 0)
    return { file }
  },
  truncation: ({ file }, lot) => ({ file: file.subarray(0, pick(lot, file.length)) }),
  'swapped pages': ({ file }, lot) => {
    const first = pick(lot, pagesOf(file))
    const second = (first + 1 + pick(lot, pagesOf(file) - 1)) % pagesOf(file)
    const kept = Buffer.from(file.subarray(first * pageBytes, (first + 1) * pageBytes))
    file.copy(file, first * pageBytes, second * pageBytes, (second + 1) * pageBytes)
    kept.copy(file, second * pageBytes)
    return { file }
  },
  'torn header': ({ file }, lot) => ({ file: file.fill(pick(lot, 256), 0, 1 + pick(lot, 512)) }),
  'file emptied': () => ({ file: Buffer.alloc(0) }),
  'log flip': ({ log }, lot) => ({ log: flip(log, pick(lot, log.length), pick(lot, 8)) }),
  'log zeroed': ({ log }, lot) => {
    const from = pick(lot, log.length)
    return { log: log.fill(0, from, Math.min(log.length, from + frameBytes * (1 + pick(lot, 4)))) }
  },
  'log truncated': ({ log }, lot) => ({ log: log.subarray(0, pick(lot, log.length)) }),
  'log removed': () => ({ log: undefined }),
  'file and log': ({ file, log }, lot) => ({
    file: flip(file, pick(lot, file.length), 1),
    log: flip(log, pick(lot, log.length), 1),
  }),
}

function damaged(kind: Damage, lot: Lot, place: string): boolean {
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place)
  const file = readFileSync(join(whole, 'store.db'))
  const log = readFileSync(join(whole, 'store.db-wal'))
  const before = [Buffer.from(file), Buffer.from(log)] as const
  const left = { file, log, ...kind({ file, log }, lot) }
  writeFileSync(join(place, 'store.db'), left.file)
  if (left.log) writeFileSync(join(place, 'store.db-wal'), left.log)
  copyFileSync(join(whole, 'store.db.mark'), join(place, 'store.db.mark'))
  return !(before[0].equals(left.file) && left.log !== undefined && before[1].equals(left.log))
}

function numbersIn(ranges: readonly string[]): number[] {
  return ranges.flatMap(range => {
    const [from = 0, to = from] = range.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
}

/** Every row is there as it was, or is named as lost. */
function expectNothingWrong({ store, rescued }: OpenedStore): void {
  const lost = new Set(numbersIn(rescued?.lost.transactions ?? []))
  const papers = new Set(numbersIn(rescued?.lost.acts ?? []))
  for (let seq = 1; seq <= all; seq++) {
    const found = store.reader.transaction(idOf(seq))
    if (lost.has(seq)) expect(found, `lost ${seq}`).toBeUndefined()
    else {
      const name = found?.report.document.find(({ id }) => id === 'fullName')?.value
      expect(name, `kept ${seq}`).toBe(`Người Thử ${seq}`)
    }
    const numbers = store.reader.acts(idOf(seq)).map(act => act.kind === 'document' && act.number)
    expect(numbers, `paper ${seq}`).toEqual(papers.has(seq) ? [] : [`${seq}`])
  }
  for (const seq of [...lost, ...papers]) expect(seq, 'what the backup has is never lost').toBeGreaterThan(rows.backed)
}

test(`${damages} damages: named, moved aside, restored; nothing wrong, nothing lost without its number`, {
  timeout: 600_000,
}, async () => {
  const lot = lots(proofSeed('damage'))
  const names = Object.keys(kinds)
  const tallies: Record<string, { n: number; rescued: number; lost: number }> = {}
  // A page that the log still has needs no rescue: where chance drew only such ones of a kind, it draws on.
  const unseen = () => names.find(name => !tallies[name]?.rescued)
  for (let n = 0; n < damages || (n < 5 * damages && unseen()); n++) {
    const name = (n < damages ? names[n % names.length] : unseen()) ?? ''
    const kind = kinds[name]
    const place = join(folder, 'case')
    if (!kind || !damaged(kind, lot, place)) continue
    const path = join(place, 'store.db')
    const opened = must(await openOrRescue({ path, key, backups, now, audit: entry }))
    const what = `${name} (${n}): ${JSON.stringify(opened.rescued)}`
    try {
      expectNothingWrong(opened)
      must(await opened.store.writer.saveTransaction(inventedTransaction('after')))
      expect(await savePaper(opened.store, 'after'), 'no number twice').toBe(`${all + 1}`)
    } catch (error) {
      throw new Error(what, { cause: error })
    }
    await opened.store.close()
    const { rescued } = opened
    if (rescued) {
      expect(existsSync(join(place, rescued.aside)), what).toBe(true)
      expect(readdirSync(join(place, rescued.aside)).length, what).toBeGreaterThan(0)
    }
    // No loop: the next start finds a sound store.
    const again = must(await openOrRescue({ path, key, backups, now, audit: entry }))
    expect(again.rescued, what).toBeUndefined()
    expect(again.store.reader.transaction('after')?.id, what).toBe('after')
    await again.store.close()
    const tally = tallies[name] ?? { n: 0, rescued: 0, lost: 0 }
    tallies[name] = tally
    tally.n++
    if (rescued) tally.rescued++
    tally.lost += numbersIn(rescued?.lost.transactions ?? []).length
  }
  console.table(tallies)
  for (const name of ['file emptied', 'log removed']) expect(tallies[name]?.rescued, name).toBe(tallies[name]?.n)
  for (const name of Object.keys(kinds)) expect(tallies[name]?.rescued, name).toBeGreaterThan(0)
})

test('without the look before it, SQLite opens what has lost its log and says nothing: what the proof is against', async () => {
  const place = join(folder, 'silent')
  mkdirSync(place)
  const path = join(place, 'store.db')
  for (const name of ['store.db', 'store.db.mark']) copyFileSync(join(whole, name), join(place, name))
  expect(openStore({ path, key })).toMatchObject({ ok: false, error: { tag: 'StoreDamaged' } })
  const database = must(openEncrypted(path, key))
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(database.prepare('select count(*) from transactions where id = ?').pluck().get(idOf(all))).toBe(0)
  database.close()
})
