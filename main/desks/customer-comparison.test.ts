import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Customer, type CustomerFieldId, customerFieldIds, customerRowSchema } from '../protocol/customer.ts'
import type { DocumentField } from '../protocol/report.ts'
import { compareCustomer } from './customer-comparison.ts'
import { documentOf, registries } from './desk-cases-of-tests.ts'

const told = readFileSync(new URL('./customer-table.txt', import.meta.url), 'utf8')
const rows = told
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split(' | '))
  .map(([field = '', desk = '', card = '', result = '']) => ({
    field: field as CustomerFieldId,
    desk: desk.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    shown: desk,
    card,
    result,
  }))

const compare = (fields: Customer['fields'], document: DocumentField[]) => compareCustomer({ fields }, { document })
const onChip = (id: CustomerFieldId, value: string, source: DocumentField['source'] = 'dg13'): DocumentField[] => [
  { id, value, source, level: 'authentic' },
]

describe('customer-table.txt', () => {
  test.each(rows)('$field: $shown beside $card is $result', ({ field, desk, card, result }) => {
    const [row] = compare({ [field]: desk }, onChip(field, card))
    expect(row).toEqual(result === 'same' ? { field, result } : { field, result, customer: desk.trim(), card })
    expect(customerRowSchema.safeParse(row).success).toBe(true)
  })
  test('has every field and every result that two values can have', () => {
    expect(new Set(rows.map(({ field }) => field))).toEqual(new Set(customerFieldIds))
    expect(new Set(rows.map(({ result }) => result))).toEqual(
      new Set(['same', 'spelling', 'wording', 'precision', 'different', 'unreadable']),
    )
  })
})

test('what a code or the clerk said of the card is not the card', () => {
  for (const source of ['qr', 'typed', 'mrz'] as const)
    expect(compare({ fullName: 'Nguyễn Văn An' }, onChip('fullName', 'Nguyễn Văn An', source))).toEqual([
      { field: 'fullName', result: 'not-on-card', customer: 'Nguyễn Văn An' },
    ])
})
test('a machine-readable zone cannot tell how a name is spelled, and is cut at its end', () => {
  const beside = (name: string, zone: string) => compare({ fullName: name }, onChip('fullName', zone, 'dg1'))[0]?.result
  expect(beside('Nguyễn Thị Thử Nghiệm', 'NGUYEN THI THU NGHIEM')).toBe('precision')
  expect(beside('NGUYEN THI THU NGHIEM', 'NGUYEN THI THU NGHIEM')).toBe('same')
  expect(beside('Nguyễn Thị Thử', 'NGUYEN THI THU NGHIEM')).toBe('different')
  expect(beside('Công Tằng Tôn Nữ Thử Nghiệm Dài', 'CONG TANG TON NU THU NGHIEM D')).toBe('precision')
  expect(beside('Công Tằng Tôn Nữ', 'CONG TANG')).toBe('different')
})
test('rows stand in the order of the fields, of those that the record has', () => {
  const fields = { sex: 'Nữ', fullName: 'Trần Thị Khác', personalNumber: '999190000001', issueDate: '  ' }
  expect(compare(fields, documentOf()).map(({ field, result }) => `${field} ${result}`)).toEqual([
    'personalNumber same',
    'fullName different',
    'sex same',
  ])
})
test('beside each row what the register said of the field, where it was asked', () => {
  const { VALID } = registries
  if (VALID?.status !== 'answered' || !VALID.citizen) throw new Error('no such case')
  const asked = {
    ...VALID,
    citizen: { ...VALID.citizen, perField: { fullName: { match: true }, birthDate: { match: false } } },
  }
  const fields = { fullName: 'NGUYEN THI THU NGHIEM', birthDate: '15/01/1990', sex: 'F' }
  const of = (registry: Parameters<typeof compareCustomer>[2]) =>
    compareCustomer({ fields }, { document: documentOf() }, registry).map(({ registry: said }) => said)
  expect(of(asked)).toEqual([true, false, undefined])
  expect(of(registries.pending)).toEqual([undefined, undefined, undefined])
})
test('no text makes it fail, and none that differs in letters is the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...customerFieldIds), fc.string({ unit: 'binary', maxLength: 40 }), (field, text) => {
      const card = documentOf().find(({ id }) => id === field)
      const [row] = compare({ [field]: text }, documentOf())
      if (!row) return text.trim() === ''
      return (
        row.result !== 'same' ||
        field === 'sex' ||
        text.trim().normalize('NFC').toLowerCase() === card?.value.toLowerCase()
      )
    }),
    { numRuns: 300 },
  )
})
