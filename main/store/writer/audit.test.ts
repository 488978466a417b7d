import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { detailCommitment, entryHash } from '../../audit/entry.ts'
import { inventedEntry } from '../../audit/invented-entries.ts'
import { nextKey, sealOf } from '../../audit/seal.ts'
import { verifyAudit } from '../../audit/verify-audit.ts'
import { sha256OfText } from '../../crypto/text-hash.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { migrate } from '../database/migrations.ts'
import { auditReading } from '../reader/audit.ts'
import { auditAppender, auditWriting } from './audit.ts'
import { writeOver } from './write.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let database: Database.Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-audit-'))
  database = connection()
  migrate(database)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})
function connection(): Database.Database {
  const opened = openEncrypted(join(folder, 'store.db'), key)
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}
const append = (...entries: Parameters<typeof inventedEntry>[]) =>
  auditWriting(database, writeOver(database)).appendAudit(entries.map(entry => inventedEntry(...entry)))
const log = () => {
  const found = auditReading(database).auditLog()
  if (!found) throw new Error('no log')
  return { ...found, all: [...found.entries()] }
}

describe('the chain', () => {
  test('begins with the store, numbers without gaps, and seals each entry by the next', () => {
    expect(auditReading(database).auditLog()).toBeUndefined()
    append([1], [2])
    append([3, { purpose: undefined, legalBasis: undefined, subject: undefined, facts: undefined }])
    const { genesis, all, last, sealKey } = log()
    expect(JSON.parse(genesis)).toEqual(['chipdesk-audit-1', 0, inventedEntry(1).at, 'quay-1', expect.any(String)])
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(last).toBe(3)
    expect(sealKey.seq).toBe(4)
    let previous = sha256OfText(genesis)
    for (const entry of all) {
      expect(entry.previous).toBe(previous)
      expect(entryHash(entry)).toBe(entry.hash)
      previous = entry.hash
    }
    expect(all[2]).toMatchObject({ purpose: null, legalBasis: null, subject: null, facts: '{}', commitment: null })
  })

  test('hides the number behind a key of this store, and finds it again', () => {
    append([1, { subject: '999190000001' }], [2, { subject: '999190000002' }], [3, { subject: '999190000001' }])
    expect(JSON.stringify(log().all)).not.toContain('999190000001')
    expect(log().all[0]?.subject).not.toBe(sha256OfText('999190000001'))
    const found = auditReading(database).auditList({ subject: '999190000001', limit: 10 })
    expect(found.map(({ seq }) => seq)).toEqual([3, 1])
    expect(auditReading(database).auditList({ subject: '999190000003', limit: 10 })).toEqual([])
  })

  test('keeps a detail apart: purged, the entry stays and still verifies', () => {
    append([1, { detail: { query: 'nguyễn' } }], [2])
    const [entry] = log().all
    expect(entry?.detail).toMatchObject({ salt: expect.stringMatching(/^[0-9a-f]{32}$/), body: '{"query":"nguyễn"}' })
    expect(entry?.detail && detailCommitment(entry.detail)).toBe(entry?.commitment)
    expect(() => database.exec('delete from audit_details')).toThrow('insert only')
    database.exec('begin; insert into purging values (1); delete from audit_details; delete from purging; commit')
    const [purged] = log().all
    expect(purged).toMatchObject({ commitment: entry?.commitment, hash: entry?.hash })
    expect(purged?.detail).toBeUndefined()
    expect(purged && entryHash(purged)).toBe(purged?.hash)
  })

  test('is undone with the transaction that it belongs to, keys and all', () => {
    append([1])
    const before = log()
    const failing = database.transaction(() => {
      auditAppender(database)([inventedEntry(2)])
      throw new Error('disk')
    })
    expect(() => failing.immediate()).toThrow('disk')
    expect(log()).toMatchObject({ all: before.all, sealKey: before.sealKey })
  })

  test('is one, whoever appends: two connections in turn', () => {
    const other = connection()
    const there = auditWriting(other, writeOver(other))
    for (let n = 1; n <= 20; n += 2) {
      append([n])
      there.appendAudit([inventedEntry(n + 1)])
    }
    other.close()
    const { all } = log()
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(all.every((entry, index) => index === 0 || entry.previous === all[index - 1]?.hash)).toBe(true)
  })

  test('can only be added to', () => {
    append([1])
    for (const table of ['audit', 'audit_chain']) {
      expect(() => database.exec(`delete from ${table}`)).toThrow('insert only')
    }
    expect(() => database.exec(`update audit set at = ''`)).toThrow('insert only')
    expect(() => database.exec(`update audit_chain set genesis = ''`)).toThrow('insert only')
  })

  test('never gives a number again: what was cut from its end stays missing', () => {
    append([1], [2], [3], [4], [5])
    database.exec('drop trigger audit_stay; delete from audit where seq > 3')
    append([6])
    const { all, ...rest } = log()
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 6])
    const { findings } = verifyAudit({ ...rest, entries: all, count: 6 })
    expect(findings).toMatchObject([{ kind: 'missing', seq: 4, to: 5 }])
  })

  test('takes text that is no Unicode without losing its sense', () => {
    append([1, { outcome: 'a\ud800b', detail: { 'q\udc00': '\udc00' }, facts: { name: '\ud800' } }])
    const [entry] = log().all
    expect(entry).toMatchObject({ outcome: 'a\ufffdb' })
    expect(entry && entryHash(entry)).toBe(entry?.hash)
    expect(entry?.detail && detailCommitment(entry.detail)).toBe(entry?.commitment)
  })
})

describe('the seal', () => {
  test('is made with a key that is gone afterwards', () => {
    append([1])
    const given = log().sealKey
    append([2], [3])
    const [, second, third] = log().all
    expect(second?.seal).toBe(sealOf(given.key, second?.hash ?? ''))
    expect(third?.seal).toBe(sealOf(nextKey(given).key, third?.hash ?? ''))
    expect(log().sealKey).toEqual(nextKey(nextKey(given)))
    const held = JSON.stringify(database.prepare('select * from audit_chain').all())
    expect(held).not.toContain(given.key)
    expect(held).not.toContain(nextKey(given).key)
  })
})

describe('a clock', () => {
  const actions = () => log().all.map(({ action, at }) => `${action} ${at}`)

  test('set back is an entry of its own before the one that shows it', () => {
    append([1000], [0])
    expect(actions()).toEqual([
      'card.read 2026-11-21T01:16:40.000Z',
      'station.clock 2026-11-21T01:00:00.000Z',
      'card.read 2026-11-21T01:00:00.000Z',
    ])
    expect(log().all[1]).toMatchObject({
      operator: 'station',
      outcome: 'back',
      facts: '{"before":"2026-11-21T01:16:40.000Z","seconds":1000}',
    })
    append([10])
    expect(actions()).toHaveLength(4)
  })

  test('set right by less than two minutes is none', () => {
    append([1000], [881], [900])
    expect(actions()).toHaveLength(3)
  })
})

describe('it is this late at least', () => {
  const floor = () => auditReading(database).auditFloor()?.toISOString()
  const receipt = (seq: number, receivedAt: string) =>
    auditWriting(database, writeOver(database)).saveAuditReceipt({ seq, head: 'a'.repeat(64), receivedAt, body: '{}' })

  test('by the last entry, or by the register where that is later', () => {
    expect(floor()).toBeUndefined()
    append([5])
    expect(floor()).toBe('2026-11-21T01:00:05.000Z')
    receipt(1, '2026-11-21T02:00:00.000Z')
    expect(floor()).toBe('2026-11-21T02:00:00.000Z')
  })

  test('a clock that was set back does not make it earlier, only the register does', () => {
    append([86_400], [0])
    expect(floor()).toBe('2026-11-22T01:00:00.000Z')
    append([1], [2])
    expect(floor()).toBe('2026-11-22T01:00:00.000Z')
    receipt(5, '2026-11-21T01:00:02.000Z')
    expect(floor()).toBe('2026-11-21T01:00:02.000Z')
  })

  test('a clock that is doubted does not make it later, neither while it is nor afterwards', () => {
    const clock = (outcome: string, facts = {}) =>
      ({ action: 'station.clock', operator: 'station', outcome, facts }) as const
    append([5])
    append([300_000_000, clock('doubted', { kind: 'jumped', floor: '2026-11-21T01:00:05.000Z' })], [300_000_001])
    expect(floor()).toBe('2026-11-21T01:00:05.000Z')
    append([60, clock('believed')])
    expect(floor()).toBe('2026-11-21T01:01:00.000Z')
    append([86_400], [70])
    expect(floor()).toBe('2026-11-22T01:00:00.000Z')
  })
})

test('a receipt is kept once, and for ever', () => {
  const { saveAuditReceipt } = auditWriting(database, writeOver(database))
  const receipt = { seq: 3, head: 'a'.repeat(64), receivedAt: '2026-11-21T02:00:00.000Z', body: '{"a":1}' }
  expect(saveAuditReceipt(receipt).ok).toBe(true)
  expect(saveAuditReceipt({ ...receipt, body: '{}' }).ok).toBe(true)
  expect(auditReading(database).auditReceipt()).toEqual(receipt)
  expect(() => database.exec('delete from audit_receipts')).toThrow('insert only')
})
