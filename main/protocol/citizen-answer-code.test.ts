import { expect, test } from 'vitest'
import { citizenAnswerCode, citizenAnswerWords } from './citizen-answer-code.ts'
import { eidOutcomes, residenceOutcomes } from './citizen-data.ts'
import { englishCitizenData } from './citizen-data-words.en.ts'
import { vietnameseCitizenData } from './citizen-data-words.vi.ts'

const seal = { transactionId: 'r-1', checkedAt: '2026-11-22T08:15:00+07:00' }
const lookup = (match: 'FULL' | 'PARTIAL' | 'NONE' | 'NOT_FOUND') =>
  citizenAnswerCode({ kind: 'lookup', ...seal, match, data: {}, withheld: [] })

test.each([
  ...residenceOutcomes.map(outcome => citizenAnswerCode({ kind: 'residence', ...seal, outcome })),
  ...eidOutcomes.map(outcome => `eid:${outcome}`),
  ...(['FULL', 'PARTIAL', 'NONE', 'NOT_FOUND'] as const).map(lookup),
  ...[true, false].map(found => citizenAnswerCode({ kind: 'civil-status', ...seal, found, records: {}, withheld: [] })),
])('%s is said in words of both languages', code => {
  for (const words of [vietnameseCitizenData, englishCitizenData]) {
    expect(citizenAnswerWords(code, words)).toMatch(/\p{L} \p{L}/u)
  }
})
test('a refusal says what was refused', () =>
  expect(citizenAnswerWords('residence:REFUSED', vietnameseCitizenData)).not.toBe(
    citizenAnswerWords('eid:REFUSED', vietnameseCitizenData),
  ))
test.each(['000', 'VALID', 'residence', 'residence:toString', 'constructor:name', ''])('%s is none of them', code =>
  expect(citizenAnswerWords(code, vietnameseCitizenData)).toBeUndefined(),
)
