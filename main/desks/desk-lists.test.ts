import { describe, expect, test } from 'vitest'
import type { Act, NewAct } from '../protocol/act.ts'
import { openItemSchema, shiftSchema, statisticsSchema } from '../protocol/desk-lists.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { documentOf, insurances, registries, reportOf, transactionOf, type VisitCase } from './desk-cases-of-tests.ts'
import { loadDefinitions } from './load-definitions.ts'
import { openItems } from './open-items.ts'
import { shiftOf } from './shift.ts'
import { statisticsOf } from './statistics.ts'
import type { VisitRow } from './visit-row.ts'

const loaded = await loadDefinitions()
const clinic = loaded.ok ? loaded.value.find(({ id }) => id === 'clinic') : undefined
if (!clinic) throw new Error('no clinic')

const purpose = { code: 'PATIENT_ADMISSION', legalBasis: '188/2025/NĐ-CP' }
const act = (at: string, what: NewAct): Act => ({
  id: `act-${at}`,
  at: `2026-11-21T${at}:00+07:00`,
  operator: 'lan',
  ...what,
})
const visit = (
  time: string,
  of: VisitCase,
  changes: Partial<Transaction> = {},
  answers: VisitRow['answers'] = [],
): VisitRow => ({
  transaction: transactionOf(of, { id: `t-${time}`, at: `2026-11-21T${time}:00+07:00`, purpose, ...changes }),
  answers,
})
const answered = (time: string, registry = 'VALID'): VisitRow['answers'][number] => ({
  requestId: 'ask-1',
  kind: 'registry',
  recordedAt: `2026-11-21T${time}:00+07:00`,
  state: registries[registry] ?? { status: 'not-asked' },
})
const open = (...visits: VisitRow[]) => openItems(visits, { definition: clinic, now: new Date('2026-11-21T10:00:00Z') })
const why = (...visits: VisitRow[]) =>
  open(...visits).map(({ transactionId, reasons, says }) => `${transactionId}: ${[...reasons, ...says].join(' ')}`)
const fine = { insurance: 'accept', handOver: 'taken' }

describe('what is open', () => {
  test('a visit in order is not', () => expect(why(visit('08:00', fine, {}, [answered('08:00')]))).toEqual([]))
  test('an answer after the time, after the decision, or after the next person came', () => {
    const decided = { acts: [act('08:00', { kind: 'decision', outcome: 'served' })] }
    const soon: VisitRow['answers'][number] = { ...answered('08:00'), recordedAt: '2026-11-21T08:00:30+07:00' }
    const next = visit('08:01', fine, { at: '2026-11-21T08:00:20+07:00' })
    expect(why(visit('08:00', fine, {}, [answered('09:30', 'REVOKED')]))).toEqual(['t-08:00: late-answer REVOKED'])
    expect(why(visit('08:00', fine, {}, [soon]))).toEqual([])
    expect(why(visit('08:00', fine, decided, [soon]))).toEqual(['t-08:00: late-answer VALID'])
    expect(why(visit('08:00', fine, {}, [soon]), next)).toEqual(['t-08:00: late-answer VALID'])
    const row = visit('08:00', fine, {}, [soon])
    const leftAt = new Map([[row.transaction.id, Date.parse(soon.recordedAt) - 1000]])
    const now = new Date('2026-11-21T10:00:00Z')
    expect(openItems([row], { definition: clinic, now })).toEqual([])
    expect(openItems([row], { definition: clinic, now, leftAt }).map(({ reasons }) => reasons)).toEqual([
      ['late-answer'],
    ])
    const elsewhere = { ...next, transaction: { ...next.transaction, desk: 'quay-2' } }
    expect(why(visit('08:00', fine, {}, [soon]), elsewhere)).toEqual([])
  })
  test('until it was reviewed, and again after another one', () => {
    const reviewed = { acts: [act('10:00', { kind: 'reviewed' })] }
    expect(why(visit('08:00', fine, reviewed, [answered('09:30')]))).toEqual([])
    expect(why(visit('08:00', fine, reviewed, [answered('09:30'), answered('11:00', 'REVOKED')]))).toEqual([
      't-08:00: late-answer REVOKED',
    ])
  })
  test('what waits, whoever has looked at it', () => {
    const reviewed = { acts: [act('10:00', { kind: 'reviewed' })] }
    expect(why(visit('08:00', { ...fine, registry: 'pending' }, reviewed))).toEqual(['t-08:00: pending'])
    expect(why(visit('08:00', { insurance: 'pending' }))).toEqual(['t-08:00: pending'])
    expect(why(visit('08:00', { insurance: 'accept', handOver: 'pending' }))).toEqual(['t-08:00: pending'])
  })
  test('what failed, unless it was asked again or reviewed since', () => {
    expect(why(visit('08:00', { registry: 'failed', ...fine }))).toEqual(['t-08:00: failed'])
    expect(why(visit('08:00', { insurance: 'accept', handOver: 'failed' }))).toEqual(['t-08:00: hand-over-failed'])
    const [failed, good] = [insurances.failed, insurances.accept]
    if (!failed || !good) throw new Error('no such case')
    expect(why(visit('08:00', {}, { checks: [failed, { ...good, id: 'insurance-2' }] }))).toEqual([])
    const reviewed = { acts: [act('10:00', { kind: 'reviewed' })] }
    expect(why(visit('08:00', { insurance: 'failed' }, reviewed))).toEqual([])
    const afterwards: VisitRow['answers'][number] = {
      requestId: 'insurance-1',
      kind: 'insurance',
      recordedAt: '2026-11-21T11:00:00+07:00',
      state: { status: 'failed', error: chipDeskError('OnlineExpired') },
    }
    expect(why(visit('08:00', { insurance: 'failed' }, reviewed, [afterwards]))).toEqual(['t-08:00: failed'])
  })
  test('a stop, until somebody decides', () => {
    const cloned = { ...fine, card: 'cloned' }
    expect(why(visit('08:00', cloned))).toEqual(['t-08:00: stopped'])
    expect(why(visit('08:00', cloned, { acts: [act('08:01', { kind: 'decision', outcome: 'refused' })] }))).toEqual([])
    expect(why(visit('08:00', cloned, { purpose: { code: 'GONE', legalBasis: '' } }))).toEqual(['t-08:00: stopped'])
  })
  test('an override of this shift', () => {
    const override = {
      kind: 'override',
      reason: 'Người bệnh cấp cứu',
      light: 'red',
      second: { id: 'minh', role: 'supervisor' },
    } as const
    const row = visit('08:00', { ...fine, insurance: 'not-covered' }, { acts: [act('08:05', override)] })
    expect(why(row)).toEqual(['t-08:00: override'])
    const since = (at: string) => openItems([row], { definition: clinic, now: new Date(), since: at }).length
    expect([since('2026-11-21T08:05:00+07:00'), since('2026-11-21T08:06:00+07:00')]).toEqual([1, 0])
    expect(openItems([row], { definition: clinic, now: new Date('2026-11-22T03:00:00Z') })).toEqual([])
  })
  test('oldest first, the number masked', () => {
    const items = open(visit('09:00', { card: 'cloned' }), visit('08:00', { registry: 'pending' }))
    expect(items.map(({ transactionId }) => transactionId)).toEqual(['t-08:00', 't-09:00'])
    expect(items[0]).toMatchObject({
      number: '999****001',
      name: 'Nguyễn Thị Thử Nghiệm',
      operator: 'lan',
      outcome: 'yellow',
    })
    expect(JSON.stringify(items)).not.toContain('999190000001')
    for (const item of items) expect(openItemSchema.safeParse(item).success).toBe(true)
  })
})

const day = { desk: 'quay-1', from: '2026-11-21', to: '2026-11-21' }

describe('statistics', () => {
  const visits = [
    visit('08:00', { insurance: 'accept' }, { acts: [act('08:01', { kind: 'decision', outcome: 'served' })] }),
    visit('08:30', { insurance: 'pending', registry: 'pending' }),
    visit(
      '23:30',
      { card: 'cloned', registry: 'not-asked' },
      {
        report: reportOf('cloned', { timings: { total: 9000 } }),
        acts: [
          act('23:31', { kind: 'document', document: 'reception-slip-80' }),
          act('23:32', {
            kind: 'override',
            reason: 'Người bệnh cấp cứu',
            light: 'red',
            second: { id: 'minh', role: 'supervisor' },
          }),
        ],
      },
    ),
    visit('09:00', { card: 'typed', registry: 'not-asked', withoutCard: 'EMERGENCY' }),
    visit('10:00', {}, { desk: 'quay-2' }),
    visit('11:00', {}, { at: '2026-11-22T00:00:00+07:00' }),
    visit('12:00', {}, { at: '2026-11-20T23:59:59+07:00' }),
  ]
  test('count what was at this desk on these days in Vietnam', () => {
    const byHour = Array.from({ length: 24 }, () => 0)
    byHour[8] = 2
    byHour[9] = 1
    byHour[23] = 1
    expect(statisticsOf(visits, day)).toEqual({
      ...day,
      visits: 4,
      withoutCard: 1,
      overrides: 1,
      byPurpose: { PATIENT_ADMISSION: 4 },
      byVerdict: { authentic: 2, cloned: 1, incomplete: 1 },
      byRegistry: { VALID: 1, pending: 1, 'not-asked': 2 },
      byInsurance: { '000': 1, pending: 1 },
      byDecision: { served: 1 },
      byDocument: { 'reception-slip-80': 1 },
      byHour,
      read: { median: 2400, p95: 9000 },
    })
    expect(statisticsSchema.safeParse(statisticsOf(visits, day)).success).toBe(true)
  })
  test('say nothing of reads where there was none', () => expect(statisticsOf([], day).read).toBeUndefined())
  test('name nobody, whatever the portal wrote as a code', () => {
    const insured = insurances.accept
    if (insured?.state.status !== 'answered' || insured.state.answer.kind !== 'insurance') throw new Error('no case')
    const answer = { ...insured.state.answer, code: 'Nguyễn Thị Thử Nghiệm', note: '999190000001' }
    const row = visit('08:00', {}, { checks: [{ ...insured, state: { ...insured.state, answer } }] })
    const text = JSON.stringify(statisticsOf([...visits, row], day))
    for (const { value } of documentOf().filter(({ id }) => id !== 'sex')) expect(text).not.toContain(value)
    expect(text).not.toMatch(/\d{9}/)
    expect(statisticsOf([row], day).byInsurance).toEqual({ unknown: 1 })
  })
  test('of a shift: the time counts, not the day; what is open is of all its visits', () => {
    const query = {
      definition: clinic,
      desk: 'quay-1',
      from: '2026-11-21T08:30:00+07:00',
      to: '2026-11-21T23:30:00+07:00',
    }
    const shift = shiftOf(visits, query)
    expect(shift.statistics.visits).toBe(2)
    expect(shift.open.map(({ transactionId }) => transactionId)).toContain('t-08:30')
    expect(shift.open.map(({ transactionId }) => transactionId)).not.toContain('t-10:00')
    expect(shiftSchema.safeParse(shift).success).toBe(true)
  })
})
