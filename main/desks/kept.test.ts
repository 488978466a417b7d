import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personOf } from '../../fixtures/country/population.ts'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { randomBytes } from '../crypto/random.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { type Difference, type FieldId, fieldIds, type Report, reportSchema } from '../protocol/report.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { reportOf } from './desk-cases-of-tests.ts'
import { keptOf } from './kept.ts'
import { loadDefinitions } from './load-definitions.ts'

const text = (report: Report) => JSON.stringify(report).toLowerCase()

/** Nine letters that stand in no other text. */
const word = fc.string({ unit: fc.constantFrom(...'qxzwkj'), minLength: 9, maxLength: 9 })
/** A report that says everything it knows wherever a text can stand. */
const chatty = fc
  .record({
    words: fc.uniqueArray(word, { minLength: fieldIds.length * 2, maxLength: fieldIds.length * 2 }),
    keeps: fc.subarray([...fieldIds]),
    twisted: fc.boolean(),
  })
  .map(({ words, keeps, twisted }) => {
    const values = fieldIds.map((id, i) => [id, words[i] ?? '', words[i + fieldIds.length] ?? ''] as const)
    const everything = words.map(each => (twisted ? each.toUpperCase() : each))
    const differences = values.map(
      ([field, chip, declared]): Difference => ({
        field,
        kind: 'different',
        weight: 'notable',
        declared: { value: declared, source: 'qr' },
        chip: { value: chip, source: 'dg13' },
      }),
    )
    const report = reportOf('intact', {
      document: values.map(([id, value]) => ({ id, value, source: 'dg13', level: 'intact' })),
      differences,
      checks: everything.map(each => ({ id: 'sod.hashes', result: 'failed', detail: `DG13 ${each} wrong` })),
      error: chipDeskError('ProtocolTlv', { cause: `begins with ${everything.join(' ')}` }),
      evidence: `/evidence/${everything.join('-')}.json`,
      dataGroups: { present: [], read: [], notRead: everything.map(each => ({ dg: 'DG3', reason: each })) },
    })
    return { report, keeps, values }
  })

describe('what is kept of a report', () => {
  test('no field that the desk does not keep, in whatever text', () => {
    fc.assert(
      fc.property(chatty, ({ report, keeps, values }) => {
        const kept = keptOf(report, { keeps })
        const written = text(kept)
        for (const [id, value, other] of values) {
          if (keeps.includes(id)) expect(kept.document.find(field => field.id === id)?.value).toBe(value)
          else for (const each of [value, other]) expect(written).not.toContain(each)
        }
        expect(reportSchema.safeParse(kept).success).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  test('verdict, checks and times stay', () => {
    const report = reportOf('cloned')
    expect(keptOf(report, { keeps: [] })).toEqual({ ...report, document: [] })
    expect(keptOf(report, { keeps: [...fieldIds] })).toEqual(report)
  })
  test('the report that was given is left as it was', () => {
    const report = reportOf('authentic', { differences: [] })
    const before = text(report)
    keptOf(report, { keeps: [] })
    expect(text(report)).toBe(before)
  })
})

/** A real read, opened by a code that says otherwise than the chip. */
async function realReport(): Promise<Report> {
  const person = personOf('mai')
  if (!person) throw new Error('mai has moved away')
  const { image, qrText } = issueCard(person)
  const at = new Date('2026-11-22T03:00:00Z')
  const declared = parseDeclaredInput(qrText.replace(person.placeOfResidence, 'Số 7, Ngõ Lạ, Tỉnh Ví Dụ'), 2026)
  if (!declared.ok) throw new Error(declared.error.message)
  const reader = inProcessReader('pad')
  reader.place(createChip(image))
  const can = person.personalNumber.slice(-6)
  const read = await readCard(() => reader.source.connect('pad'), { secrets: { can }, random: randomBytes })
  const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
  return verifyRead(read, { anchors, policy: 'demo', at, declared: declared.value }).report
}

test('of a real card, at every desk, nothing but what its definition keeps', async () => {
  const loaded = await loadDefinitions()
  if (!loaded.ok) throw new Error(loaded.error.cause)
  const report = await realReport()
  expect(report.differences?.length).toBeGreaterThan(0)
  const found = new Set<FieldId>()
  for (const visit of loaded.value.flatMap(({ visits }) => visits)) {
    const written = text(keptOf(report, visit))
    // The document number is the end of the personal one.
    const gone = report.document.filter(
      ({ id, value }) => !visit.keeps.includes(id) && id !== 'documentNumber' && value.length > 4,
    )
    for (const { id, value } of gone) {
      found.add(id)
      expect(written, `${visit.purpose} ${id}`).not.toContain(value.toLowerCase())
    }
    if (!visit.keeps.includes('placeOfResidence')) expect(written).not.toContain('ngõ lạ')
  }
  expect(found.size).toBeGreaterThan(4)
})
