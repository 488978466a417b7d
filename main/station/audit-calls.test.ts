import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readExport } from '../audit/export.ts'
import { verifyAudit } from '../audit/verify-audit.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { openStore } from '../store/open-store.ts'
import { auditCalls, toldOfAudit } from './audit-calls.ts'
import { type DeskOfTests, deskOfTests } from './desk-of-tests.ts'
import type { Actor } from './guard.ts'
import { verifyLogInThread } from './verify-audit-log.ts'

const inspector: Actor = { id: 'kiem.soat', role: 'auditor' } as Actor
const look = (at: string, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  at,
  desk: 'desk-1',
  operator: 'lan',
  role: 'clerk',
  action: 'history.view',
  outcome: 'done',
  ...more,
})

let desk: DeskOfTests
beforeEach(async () => {
  desk = await deskOfTests()
  await desk.add({ id: 'lan', role: 'admin' })
  await desk.store.writer.appendAudit([
    look('2026-11-20T16:59:59.000Z'),
    look('2026-11-20T17:00:00.000Z', { subject: '999190000001', facts: { transaction: 't1' } }),
    look('2026-11-21T16:59:59.000Z', {
      operator: 'station',
      role: 'none',
      action: 'registry.answer',
      outcome: 'VALID',
    }),
    look('2026-11-21T17:00:00.000Z', { action: 'history.search', detail: { text: 'nguyen' } }),
  ])
})
afterEach(() => desk.close())

const calls = () => auditCalls({ store: desk.store, people: desk, place: { desk: 'desk/1' } })
const list = (asked: object) => calls()['audit.list'](asked, inspector) as { entries: { seq: number }[]; next?: number }
const numbers = (asked: object) => list(asked).entries.map(({ seq }) => seq)

test('the log is listed newest first, by days in Vietnam, person, action and number', () => {
  expect(numbers({})).toEqual([4, 3, 2, 1])
  expect(numbers({ from: '2026-11-21', to: '2026-11-21' })).toEqual([3, 2])
  expect(numbers({ operator: 'station' })).toEqual([3])
  expect(numbers({ action: 'history.search' })).toEqual([4])
  expect(numbers({ subject: '999190000001' })).toEqual([2])
  expect(numbers({ subject: '999190000002' })).toEqual([])
  expect(() => list({ from: '2026-11-22', to: '2026-11-21' })).toThrow()
})

test('page by page nothing is shown twice or left out', () => {
  const first = list({ limit: 3 })
  expect(first).toMatchObject({ entries: [{ seq: 4 }, { seq: 3 }, { seq: 2 }], next: 2 })
  expect(list({ limit: 3, before: first.next })).toEqual({ entries: [expect.objectContaining({ seq: 1 })] })
})

test('an entry says who by name, and of whom it is about only a mark', () => {
  const [newest, , about] = list({}).entries
  expect(newest).toMatchObject({ operator: 'lan', name: 'Người lan', detail: { text: 'nguyen' } })
  expect(about).toMatchObject({ subject: expect.stringMatching(/^[0-9a-f]{12}$/), facts: { transaction: 't1' } })
  expect(JSON.stringify(list({}))).not.toContain('999190000001')
})

test('a look keeps whom it was for', () => {
  const entries = list({}).entries as never
  const told = toldOfAudit['audit.list']?.({ subject: '999190000001', from: '2026-11-21' }, { entries })
  expect(told).toEqual({ subject: '999190000001', facts: { entries: 4, from: '2026-11-21' } })
})

test('a whole log is said to be whole, and one that is not is said not to be', async () => {
  const verdict = await calls()['audit.verify']({}, inspector)
  expect(verdict).toMatchObject({ whole: true, entries: 4, confirmedTo: 0, findings: [] })
  const log = desk.store.reader.auditLog()
  const altered = log && {
    ...log,
    entries: () => [...log.entries()].map(e => (e.seq === 2 ? { ...e, outcome: 'x' } : e)),
  }
  const store = { ...desk.store, reader: { ...desk.store.reader, auditLog: () => altered as typeof log } }
  const found = await auditCalls({ store, people: desk, place: { desk: 'd' } })['audit.verify']({}, inspector)
  expect(found).toMatchObject({ whole: false, findings: [{ kind: 'altered', seq: 2 }] })
})

test('the file comes in parts to whoever began it, tells of itself, and is whole', async () => {
  const their = calls()
  const second = { id: 'chi', role: 'supervisor', request: 'r1' } as never
  const begun = await their['audit.export']({ details: true }, { ...inspector, second })
  expect(begun).toMatchObject({
    entries: 5,
    fileName: expect.stringMatching(/^chipdesk-audit-desk-1-\d{4}-\d\d-\d\d\.jsonl$/),
  })
  expect(() => their['audit.part']({ id: begun.id }, { ...inspector, id: 'another' })).toThrow()
  const part = await their['audit.part']({ id: begun.id }, inspector)
  expect(part.sha256).toBe(createHash('sha256').update(part.text).digest('hex'))
  const log = readExport(part.text.trimEnd().split('\n').values())
  expect(verifyAudit({ ...log, count: log.last })).toMatchObject({ whole: true, entries: 5 })
  expect(part.text).toContain('audit.export')
  expect(part.text).toContain('nguyen')
  expect(() => their['audit.part']({ id: begun.id }, inspector)).toThrow()
  expect(desk.log().at(-1)).toBe('kiem.soat audit.export done')
})

test('the thread that verifies opens the store of a running station', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-audit-'))
  const at = { path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) }
  const opened = openStore(at)
  if (!opened.ok) throw new Error(opened.error.tag)
  await opened.value.writer.appendAudit([look('2026-11-21T17:00:00.000Z')])
  expect(await verifyLogInThread({ ...at, publicKeys: {} })).toMatchObject({
    ok: true,
    value: { whole: true, entries: 1 },
  })
  await opened.value.close()
  rmSync(folder, { recursive: true, force: true })
}, 20_000)
