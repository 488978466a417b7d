import { expect, test } from 'vitest'
import { fail, ok } from '../emrtd/result.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { Finding } from '../protocol/diagnostics.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { readerFindings, scannerFindings } from './diagnose-devices.ts'
import { serviceFindings } from './diagnose-services.ts'
import { auditFinding, careFindings, databaseFinding, diskFinding, outboxFinding } from './diagnose-store.ts'
import { clockAlone, clockFinding, cryptoFinding, trustFindings } from './diagnose-trust.ts'

const now = new Date('2026-11-22T02:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
const said = ({ state, says }: Finding) => `${state} ${says}`

test('the disk is low before it is full', () => {
  const at = (freeBytes: number) => diskFinding({ freeBytes }).map(said)
  expect([at(80e9), at(1e9), at(1e8)]).toEqual([['ok disk-enough'], ['warn disk-low'], ['bad disk-full']])
  expect(diskFinding({})).toEqual([])
})

test('a damaged database is bad, one that cannot be read says why', () => {
  expect(said(databaseFinding({ sizeBytes: 1, integrity: ok(undefined) }))).toBe('ok database-sound')
  expect(said(databaseFinding({ integrity: ok(['page 3']) }))).toBe('bad database-damaged')
  const unreadable = databaseFinding({ integrity: fail(chipDeskError('StoreKeyWrong')) })
  expect(unreadable).toMatchObject({ says: 'failed', error: { tag: 'StoreKeyWrong' } })
})

test('backups grow old; what only looked or failed is none', () => {
  const log = (entries: readonly Partial<NewAuditEntry>[]) => ({
    auditList: ({ action }: { action?: string }) => entries.filter(entry => entry.action === action) as never,
  })
  const backup = (days: number, outcome = 'done') =>
    ({ action: 'store.backup', outcome, at: ago(days).toISOString() }) as const
  const of = (...entries: Partial<NewAuditEntry>[]) => careFindings(log(entries), now, false).map(said)
  expect(of()).toEqual(['warn backup-none', 'ok purge-none'])
  expect(of(backup(1))).toContain('ok backup-made')
  expect(of(backup(1, 'failed'), backup(9))).toContain('warn backup-old')
  expect(of({ action: 'store.purge', outcome: 'nothing', at: ago(1).toISOString() })).toContain('ok purge-made')
  expect(careFindings(log([]), now, true).map(said)).toContain('ok backup-demo')
})

test('a question that waits for an hour is late, one that ended wants a decision', () => {
  const reader = (createdAt: Date | undefined, ended = 0) => ({
    pendingCount: () => (createdAt ? 1 : 0),
    pendingQuestions: () => (createdAt ? [{ question: { createdAt: createdAt.toISOString() } }] : []) as never,
    deadQuestions: () => Array.from({ length: ended }) as never,
  })
  expect(said(outboxFinding(reader(undefined), now))).toBe('ok outbox-empty')
  expect(said(outboxFinding(reader(ago(1 / 48)), now))).toBe('ok outbox-waiting')
  expect(said(outboxFinding(reader(ago(1 / 12)), now))).toBe('warn outbox-late')
  expect(outboxFinding(reader(undefined, 2), now)).toMatchObject({
    says: 'outbox-ended',
    facts: { ended: 2, pending: 0 },
  })
})

test('the log: broken, never signed, signed, not signed for long', () => {
  const reader = (seq: number, signed?: { seq: number; receivedAt: string }) => ({
    auditHead: () => ({ seq, head: '', at: '' }),
    auditReceipt: () => signed && { ...signed, head: '', body: '' },
  })
  const of = (seq: number, signed?: { seq: number; receivedAt: string }) =>
    said(auditFinding(reader(seq, signed), { now, demo: false }))
  expect(of(5)).toBe('unknown audit-unsigned')
  expect(of(5, { seq: 4, receivedAt: ago(1).toISOString() })).toBe('ok audit-signed')
  expect(of(5, { seq: 5, receivedAt: ago(30).toISOString() })).toBe('ok audit-signed')
  expect(of(5, { seq: 4, receivedAt: ago(3).toISOString() })).toBe('warn audit-late')
  const broken = chipDeskError('StoreAuditBroken')
  expect(said(auditFinding(reader(5), { broken, now, demo: false }))).toBe('bad failed')
})

test('a service answers, is silent, is not asked for a while, or was not asked yet', () => {
  const error = chipDeskError('OnlineTimeout')
  const found = serviceFindings({
    registry: { status: 'online', failures: 0, answeredAt: now.getTime() },
    insurance: { status: 'offline', failures: 1, error },
    organisation: { status: 'offline', failures: 4, error, pausedUntil: now.getTime() + 1000 },
    eid: { status: 'unknown', failures: 0 },
    nobody: { status: 'offline', failures: 9, error },
  })
  expect(found.map(said)).toEqual([
    'ok online-answers',
    'warn online-silent',
    'warn online-paused',
    'unknown online-unknown',
  ])
  expect(found[2]?.facts).toEqual({ failures: 4, resumesAt: '2026-11-22T02:00:01.000Z' })
  expect(serviceFindings({}).map(said)).toEqual(['unknown online-none'])
})

test('anchors that are gone, end soon or have ended, and lists out of date, are lines of their own', () => {
  const trust = (ends: readonly number[], lists: readonly number[] = [], problems: readonly string[] = []) =>
    ({
      anchors: ends.map(days => ({ kind: 'identity-card', notAfter: ago(-days) })),
      problems: problems.map(source => ({ source, message: 'x' })),
      everyRevocationList: () => lists.map(days => ({ nextUpdate: ago(-days) })),
    }) as never
  const of = (...given: Parameters<typeof trust>) => trustFindings(trust(...given), now)
  expect(of([]).map(said)).toEqual(['bad trust-none'])
  expect(of([400]).map(said)).toEqual(['ok trust-good'])
  expect(of([400, 89, 20, -1], [5, -2], ['a.der']).map(({ says, facts }) => [says, facts.count, facts.endsOn])).toEqual(
    [
      ['trust-good', undefined, undefined],
      ['trust-expired', 1, '2026-11-21'],
      ['trust-expiring', 2, '2026-12-12'],
      ['trust-lists-stale', 1, '2026-11-20'],
      ['trust-problem', 1, undefined],
    ],
  )
})

test('a doubted clock is bad, and says how late it is at least', () => {
  const doubt = { kind: 'before-floor' as const, floor: now, detail: '' }
  expect(clockFinding({ at: ago(9), doubt })).toMatchObject({ state: 'bad', facts: { floorAt: now.toISOString() } })
  expect(clockFinding({ at: now }, ago(1).toISOString()).facts.signedAt).toBe(ago(1).toISOString())
  expect(said(clockAlone(ago(400), now))).toBe('bad clock-early')
})

test('a primitive that fails is named', () => {
  const finding = cryptoFinding([
    { name: 'SHA-256', ok: true },
    { name: 'ECDSA', ok: false, detail: 'wrong result' },
  ])
  expect(finding).toMatchObject({ state: 'bad', facts: { wrong: 'ECDSA' }, tried: [{ ok: true }, { ok: false }] })
})

test('readers tell what limits them: what the card announces, and the size that reads had to go down to', () => {
  const atr = Uint8Array.from(Buffer.from('3B85800180739401C0A2', 'hex'))
  const readSizes = new Map([['Pad\n3b', { bytes: 160, agreed: 2, uses: 0 }]])
  const readers = [
    { name: 'Pad', card: true, atr },
    { name: 'Pad 2', card: false, atr: new Uint8Array() },
  ]
  expect(readerFindings({ readers, readSizes })).toMatchObject([
    { says: 'service-works' },
    { name: 'Pad', facts: { atr: '3B85800180739401C0A2', extended: true, readBytes: 160 } },
    { name: 'Pad 2', says: 'reader-empty', facts: {} },
  ])
  expect(readerFindings({ readers: [] }).map(said)).toEqual(['ok service-works', 'bad failed'])
  expect(readerFindings({ readers, error: chipDeskError('ServiceDown') }).map(said)).toEqual(['bad failed'])
})

test('a scanner with a problem says it; where there is none, those that are keyboards are spoken of', () => {
  const none = { scanners: [], problems: [], serial: { baudRate: 9600 } } as const
  const scanner = { id: 'a', kind: 'hid' as const, label: 'Z', attached: true }
  const problem = chipDeskError('ScannerBusy')
  expect(scannerFindings(undefined)).toEqual([])
  expect(scannerFindings({ ...none, scanners: [], problems: [] }).map(said)).toEqual(['ok scanner-none'])
  const seen = {
    scanners: [scanner, { ...scanner, id: 'b', problem }],
    problems: [],
    serial: { baudRate: 9600 as const },
  }
  expect(scannerFindings(seen).map(said)).toEqual(['ok scanner-attached', 'warn failed'])
})
