import { describe, expect, test } from 'vitest'
import { citizenMatches, eidOutcomes, residenceOutcomes } from './citizen-data.ts'
import { citizenSummary } from './citizen-data-summary.ts'
import { englishCitizenData } from './citizen-data-words.en.ts'
import { vietnameseCitizenData } from './citizen-data-words.vi.ts'
import { chipDeskError } from './errors.ts'

const languages = { vi: vietnameseCitizenData, en: englishCitizenData }
const seal = { transactionId: 'REG-1', checkedAt: '2026-11-22T08:00:00Z' }
const answered = <A extends object>(answer: A) => ({ status: 'answered', answeredAt: '', answer }) as const
const summary = (state: Parameters<typeof citizenSummary>[0], words = vietnameseCitizenData) =>
  citizenSummary(state, words, tag => `title of ${tag}`)

describe.each(Object.entries(languages))('%s', (_, words) => {
  test('every outcome has words of its own, and only a confirmation is green', () => {
    const lookup = (match: (typeof citizenMatches)[number]) =>
      answered({ kind: 'lookup' as const, ...seal, match, data: {}, withheld: [] })
    const eid = (outcome: (typeof eidOutcomes)[number]) =>
      answered({ kind: 'eid' as const, ...seal, outcome, level: 2 as const, fields: {} })
    const residence = (outcome: (typeof residenceOutcomes)[number]) =>
      answered({ kind: 'residence' as const, ...seal, outcome })
    for (const [states, green] of [
      [citizenMatches.map(lookup), ['FULL']],
      [eidOutcomes.map(eid), ['GRANTED']],
      [residenceOutcomes.map(residence), ['CONFIRMED']],
    ] as const) {
      const told = states.map(state => summary(state, words))
      expect(new Set(told.map(({ title }) => title)).size).toBe(states.length)
      expect(told.filter(({ light }) => light === 'green')).toHaveLength(green.length)
    }
  })
})

test('no answer is never good', () => {
  const error = chipDeskError('OnlineOffline')
  expect(summary({ status: 'pending', error })).toEqual({
    light: 'yellow',
    title: 'Đang chờ trả lời',
    lines: ['title of OnlineOffline', 'Chưa được xác nhận. Sẽ tự hỏi lại.'],
  })
  expect(summary({ status: 'failed', error }).light).toBe('yellow')
  const waiting = { matchingCode: '42', expiresAt: '' }
  expect(summary({ status: 'pending', waiting }).title).toContain('so mã 42')
})

test('what was not given, a death and a cancelled number are said', () => {
  const lookup = { kind: 'lookup', ...seal, match: 'FULL', data: {}, withheld: ['spouse'] } as const
  expect(summary(answered({ ...lookup, withheld: [...lookup.withheld] }))).toMatchObject({
    light: 'yellow',
    lines: ['Không được cấp: Vợ hoặc chồng'],
  })
  const dead = { ...lookup, withheld: [], numberStatus: 'CANCELLED', data: { lifeStatus: 'DECEASED' } } as const
  expect(summary(answered({ ...dead, withheld: [] }))).toMatchObject({
    light: 'red',
    title: 'Số định danh đã bị hủy',
    lines: ['Đã mất'],
  })
})

test('says until when a confirmation holds as days are written', () => {
  const confirmation = { number: '0000001/XN', validUntil: '2027-11-22' }
  const answer = { kind: 'residence', ...seal, outcome: 'CONFIRMED', confirmation }
  expect(summary(answered(answer) as never).lines).toEqual(['Số 0000001/XN, có giá trị đến 22/11/2027'])
})
