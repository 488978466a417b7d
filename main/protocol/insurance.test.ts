import { describe, expect, test } from 'vitest'
import { insuranceResults } from '../../fixtures/services/insurance/insurance-result.ts'
import {
  actionOfCode,
  causeOfCode,
  codeOfCause,
  decidingCode,
  type InsuranceAction,
  insuranceActions,
  insuranceCodes,
  insuranceDoubts,
  isInsuranceCode,
  lightOfAction,
} from './insurance.ts'
import { englishInsuranceTexts } from './insurance-texts.en.ts'
import { vietnameseInsuranceTexts } from './insurance-texts.vi.ts'

/** Annex 03 to the VSS letter of 2024, read once more: some public projects took 003 for "expired" and 010 for "not found". */
const official: readonly [codes: string, action: InsuranceAction][] = [
  ['000', 'accept'],
  ['001 002', 'manual-paper'],
  ['003 004', 'accept-new-card'],
  ['010', 'not-covered'],
  ['050', 'not-found'],
  ['051 052 053', 'retype'],
  ['054 055 401', 'admin'],
  ['060 061', 'compare-name'],
  ['070', 'compare-birth'],
  ['080 090', 'unknown'],
  ['100 101 408 500 501', 'retry-later'],
  ['110 120 124', 'refuse-card'],
  ['121 122 123', 'look-for-new-card'],
  ['130', 'child-procedure'],
  ['205', 'bug'],
]

describe('codes', () => {
  test('each has the action of its meaning', () => {
    const rows = official.flatMap(([codes, action]) => codes.split(' ').map(code => [code, action] as const))
    expect(Object.fromEntries(rows)).toEqual(insuranceCodes)
  })
  test('they are those of the portal, none more and none less', () => {
    expect(Object.keys(insuranceCodes).toSorted()).toEqual(Object.keys(insuranceResults).toSorted())
  })
  test('every action comes of some code', () => {
    expect(new Set<string>(Object.values(insuranceCodes))).toEqual(new Set(insuranceActions))
  })
  test('any other is unknown', () => {
    for (const code of ['999', '', 'toString', '0', '0000']) {
      expect(actionOfCode(code)).toBe('unknown')
      expect(isInsuranceCode(code)).toBe(false)
    }
  })
  test('only what is in order is green', () => {
    const green = insuranceActions.filter(action => lightOfAction[action] === 'green')
    expect(green).toEqual(['accept', 'accept-new-card'])
    for (const action of Object.values(insuranceDoubts)) expect(lightOfAction[action]).not.toBe('green')
  })
  test('of two queries the one that is not in order decides', () => {
    expect(decidingCode({ code: '003' })).toBe('003')
    expect(decidingCode({ code: '003', renewed: { code: '000', note: '' } })).toBe('003')
    expect(decidingCode({ code: '003', renewed: { code: '110', note: '' } })).toBe('110')
  })
  test('a code is found again in the cause of an error', () => {
    for (const code of Object.keys(insuranceCodes)) expect(codeOfCause(causeOfCode(code))).toBe(code)
    for (const cause of [undefined, 'HTTP 401', 'result code 999', 'token code 401'])
      expect(codeOfCause(cause)).toBeUndefined()
  })
})

describe.each([
  ['vi', vietnameseInsuranceTexts],
  ['en', englishInsuranceTexts],
])('words in %s', (_, { codes, doubts, unknown, noOfficer }) => {
  const all = [...Object.values(codes), ...Object.values(doubts), unknown, noOfficer]
  test('every code has one sentence and what to do', () => {
    expect(Object.keys(codes).toSorted()).toEqual(Object.keys(insuranceCodes).toSorted())
    for (const { says, act } of all) {
      expect(says).toMatch(/^\p{Lu}[^!?\n]{10,100}[^.]$/u)
      expect(act).toMatch(/^\p{Lu}.{10,220}\.$/u)
      expect(says + act).toBe((says + act).normalize('NFC'))
    }
  })
  test('no two codes say the same, but for those of one action', () => {
    expect(new Set(all.map(({ says }) => says)).size).toBe(all.length)
  })
})

test('what is not in order does not sound like it', () => {
  for (const [code, { says }] of Object.entries(vietnameseInsuranceTexts.codes))
    expect(says.startsWith('Được hưởng'), code).toBe(lightOfAction[actionOfCode(code)] === 'green')
  for (const [code, { says }] of Object.entries(englishInsuranceTexts.codes))
    expect(says.startsWith('Covered'), code).toBe(lightOfAction[actionOfCode(code)] === 'green')
  for (const text of [vietnameseInsuranceTexts, englishInsuranceTexts])
    for (const { says } of Object.values(text.doubts)) expect(says).not.toMatch(/^(Được hưởng|Covered)/)
})
