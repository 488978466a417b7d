import { describe, expect, test } from 'vitest'
import { chipDeskError, type ErrorTag } from '../../../main/protocol/errors.ts'
import {
  actionOfCode,
  causeOfCode,
  type InsuranceAnswer,
  type InsuranceCode,
  type InsuranceDoubt,
  insuranceCodes,
  insuranceDoubts,
  lightOfAction,
  noOfficer,
} from '../../../main/protocol/insurance.ts'
import type { OnlineState } from '../../../main/protocol/online-check.ts'
import { en } from '../../i18n/en.ts'
import { type Dictionary, vi } from '../../i18n/vi.ts'
import { insuranceSummary } from './insurance-summary.ts'

const codes = Object.keys(insuranceCodes) as InsuranceCode[]
const summary = (state: OnlineState, t: Dictionary = vi, identity: 'green' | 'red' = 'green') =>
  insuranceSummary({ id: 'i', kind: 'insurance', since: '2026-01-15T02:12:45Z', state }, t, identity)
const answered = (code: string, more: Partial<InsuranceAnswer> = {}): OnlineState => ({
  status: 'answered',
  answeredAt: '2026-01-15T09:12:47+07:00',
  answer: {
    kind: 'insurance',
    code,
    note: 'Lời của cổng.',
    action: actionOfCode(code),
    officer: 'Lê Thị Thu Ngân',
    ...more,
  },
})
const card = {
  number: 'DN4990000000001',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  registration: { code: '99002', name: 'Trung tâm Y tế Sao Mai' },
  benefit: { level: 4, percent: 80 },
}
const facts = (more: Partial<InsuranceAnswer>) =>
  Object.fromEntries(summary(answered('000', more)).facts.map(({ id, value }) => [id, value]))

describe.each([
  ['vi', vi],
  ['en', en],
])('%s', (_, t) => {
  test.each([...codes, '999'])('the answer %s: its words, its light and always the note', code => {
    const told = code === '999' ? t.insurance.unknown : t.insurance.codes[code as InsuranceCode]
    expect(summary(answered(code), t)).toMatchObject({
      light: lightOfAction[actionOfCode(code)],
      title: told.says,
      act: told.act,
      notes: [{ text: 'Lời của cổng.' }],
      foot: expect.stringContaining(`${code} · 09:12:47`),
    })
  })

  test.each(Object.keys(insuranceDoubts) as InsuranceDoubt[])(
    'the doubt %s outweighs the code, and is not green',
    doubt => {
      const { light, title, act } = summary(answered('000', { doubt, action: insuranceDoubts[doubt] }), t)
      expect({ title, act }).toEqual({ title: t.insurance.doubts[doubt].says, act: t.insurance.doubts[doubt].act })
      expect(light).not.toBe('green')
    },
  )

  test.each(codes)('no answer because of %s: pending or failed, in its words', code => {
    for (const status of ['pending', 'failed'] as const) {
      const { light, title, act, foot } = summary(
        { status, error: chipDeskError('OnlineFailed', { cause: causeOfCode(code) }) },
        t,
      )
      expect(light).toBe('yellow')
      expect(`${title}. ${act}`).toContain(`${t.insurance.codes[code].says}. ${t.insurance.codes[code].act}`)
      expect(foot).toBeUndefined()
    }
  })

  test.each<ErrorTag>([...(Object.keys(vi.insurance.problems) as ErrorTag[]), 'StoreFailed'])(
    'no answer because of %s: why and what to do',
    tag => {
      const problem = Object.entries<string>(t.insurance.problems).find(([known]) => known === tag)?.[1]
      for (const status of ['pending', 'failed'] as const) {
        const told = summary({ status, error: chipDeskError(tag, { cause: 'x' }) }, t)
        expect(told.light).toBe('yellow')
        expect(told.title).toBe(status === 'pending' ? t.insurance.notYet : t.insurance.failed)
        expect(told.act).toContain(problem ?? t.errors[tag].title)
      }
    },
  )

  test('nobody to name', () => {
    const { title } = summary({ status: 'failed', error: chipDeskError('OnlineAccount', { cause: noOfficer }) }, t)
    expect(title).toBe(t.insurance.noOfficer.says)
  })
})

test('just asked: waiting, and nothing that sounds like an answer', () => {
  expect(summary({ status: 'pending' })).toMatchObject({ light: 'yellow', title: vi.insurance.pending, facts: [] })
})

test('the new card that is not in order has the words of what it is', () => {
  const told = summary(
    answered('003', { action: 'refuse-card', renewed: { code: '110', note: 'Thẻ mới đã thu hồi!' } }),
  )
  expect(told).toMatchObject({ light: 'red', title: vi.insurance.codes['110'].says })
  expect(told.notes.map(({ text }) => text)).toEqual(['Lời của cổng.', 'Thẻ mới đã thu hồi!'])
  expect(told.foot).toContain('003 → 110')
})

test('a note that is missing is said to be', () => {
  expect(summary(answered('000', { note: '' })).notes).toEqual([
    { label: vi.insurance.note, text: vi.insurance.noNote },
  ])
})

test('who holds a red card is not told to be covered', () => {
  const { says, act } = vi.insurance.badIdentity
  expect(summary(answered('000', { card }), vi, 'red')).toMatchObject({ light: 'yellow', title: says, act, facts: [] })
  expect(summary(answered('000', { card }), vi, 'red').notes).toHaveLength(1)
  expect(summary(answered('110'), vi, 'red')).toMatchObject({ light: 'red', title: vi.insurance.codes['110'].says })
})

test('facts are those of the card, in the form of the counter', () => {
  expect(
    facts({ card, bookNumber: '0000000001', fiveYearsOn: '2025-06-01', area: 'K1', oldCard: 'GD4990000000001' }),
  ).toEqual({
    card: 'DN4990000000001',
    oldCard: 'GD4990000000001',
    validity: '01/01/2026 – 31/12/2026',
    registration: '99002 – Trung tâm Y tế Sao Mai',
    benefit: 'Mức 4: quỹ trả 80 %',
    fiveYears: '01/06/2025',
    area: 'K1 (khó khăn)',
  })
  expect(facts({ card: { number: '0000000001', validFrom: '2026-01-01' }, bookNumber: '0000000002' })).toEqual({
    card: '0000000001',
    validity: 'từ 01/01/2026',
    bookNumber: '0000000002',
  })
  expect(facts({ card: { number: 'DN4990000000001', validTo: '2026-12-31', benefit: { level: 4 } } })).toEqual({
    card: 'DN4990000000001',
    validity: 'đến 31/12/2026',
    benefit: 'Mức 4',
  })
  expect(facts({ card: { number: 'x' } })).toEqual({ card: 'x', validity: vi.insurance.noDates })
})

test('what is asked about beside', () => {
  const told = summary(
    answered('004', {
      nextCard: { number: 'GD4990000000001', validFrom: '2026-12-01' },
      checkedElsewhere: ['06:40', '07:05'],
      stays: [{ facility: '99902', from: '2026-04-01' }],
    }),
  )
  expect(told.hints).toEqual([
    'Thẻ mới GD4990000000001 có giá trị từ 01/12/2026.',
    vi.insurance.elsewhere('06:40, 07:05'),
  ])
  expect(told.stays).toEqual(['99902: 01/04/2026 – …'])
})

test('an answer of another service is a bug', () => {
  const residence = { kind: 'residence', outcome: 'x' } as unknown as InsuranceAnswer
  expect(() => summary({ status: 'answered', answeredAt: '', answer: residence })).toThrow('no answer about insurance')
})
