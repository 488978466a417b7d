import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  actionOfCode,
  coverageOf,
  type InsuranceAction,
  insuranceCodes,
  insuranceCoverages,
  insuranceDoubts,
  lightOfAction,
} from './insurance.ts'
import { englishInsuranceTexts } from './insurance-texts.en.ts'
import { type InsuranceText, vietnameseInsuranceTexts } from './insurance-texts.vi.ts'

/** The table as a person reads it, without its comments and the official meanings. */
const written = readFileSync(new URL('./insurance-table.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#') && !line.startsWith('  official: '))

const line = (name: string, action: InsuranceAction) =>
  [name, action, lightOfAction[action], coverageOf({ action })].join(' | ')
const said = (language: string, { says, act }: InsuranceText) => `  ${language}: ${says} / ${act}`

/** The same table as the product would act. */
const acted = [
  ...(Object.keys(insuranceCodes) as (keyof typeof insuranceCodes)[])
    .toSorted()
    .flatMap(code => [
      line(code, actionOfCode(code)),
      said('vi', vietnameseInsuranceTexts.codes[code]),
      said('en', englishInsuranceTexts.codes[code]),
    ]),
  ...(Object.keys(insuranceDoubts) as (keyof typeof insuranceDoubts)[]).flatMap(doubt => [
    line(`doubt ${doubt}`, insuranceDoubts[doubt]),
    said('vi', vietnameseInsuranceTexts.doubts[doubt]),
    said('en', englishInsuranceTexts.doubts[doubt]),
  ]),
]

test('the product does and says what the table says of every code, and of no other', () => {
  expect(acted).toEqual(written)
})

test('the table has 31 codes, and each of the five kinds of coverage', () => {
  const heads = written.filter(each => !each.startsWith(' '))
  expect(heads.filter(head => /^\d{3} /.test(head))).toHaveLength(31)
  expect(new Set(heads.map(head => head.split(' | ')[3]))).toEqual(new Set(insuranceCoverages))
})

test('coverage is in the sentence: who is covered is told so first, nobody else is', () => {
  for (const head of written.filter(each => !each.startsWith(' '))) {
    const [vi = '', en = ''] = written.slice(written.indexOf(head) + 1)
    const isCovered = / (covered|new-card)$/.test(head)
    expect([/^ {2}vi: Được hưởng BHYT/.test(vi), /^ {2}en: Covered/.test(en)], head).toEqual([isCovered, isCovered])
    if (head.endsWith('not-covered'))
      expect([vi, en]).toEqual([
        expect.stringMatching(/vi: (Không|Chưa) /),
        expect.stringMatching(/en: (Not covered|Do not take)/),
      ])
  }
})
