import { describe, expect, test } from 'vitest'
import { type HandOverField, handOverFields, handOverValueSchema } from '../protocol/hand-over.ts'
import type { InsuranceAnswer } from '../protocol/insurance.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { documentOf, reportOf, transactionOf, type VisitCase } from './desk-cases-of-tests.ts'
import { handOverFieldsOf } from './hand-over-fields.ts'

const answer: InsuranceAnswer = {
  kind: 'insurance',
  code: '000',
  note: 'Thẻ còn giá trị',
  action: 'accept',
  officer: 'Lê Văn Cán Bộ',
  card: {
    number: 'GD4999000000001',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    registration: { code: '01001', name: 'Trạm y tế Mẫu' },
  },
  fiveYearsOn: '2025-06-01',
}
const asked = (of: VisitCase, changes: Partial<Transaction> = {}, insurance: InsuranceAnswer = answer) =>
  transactionOf(of, {
    checks: [
      {
        id: 'i',
        kind: 'insurance',
        since: 's',
        state: { status: 'answered', answeredAt: '2026-11-21T01:16:00Z', answer: insurance },
      },
    ],
    ...changes,
  })
const given = (transaction: Transaction, fields: readonly HandOverField[] = handOverFields) =>
  handOverFieldsOf(transaction, { handOver: [...fields] }, { operatorName: 'Phạm Thị Lan' })
const valuesOf = (transaction: Transaction, ...fields: HandOverField[]) =>
  fields.map(field => given(transaction, [field])[field]?.value)

describe('what is handed over', () => {
  test('each field with its source and level', () => {
    const whole = given(
      asked(
        {},
        {
          acts: [
            { id: 'a', at: 's', operator: 'lan', kind: 'customer', origin: 'core', customerNumber: 'CIF-1', rows: [] },
          ],
        },
      ),
    )
    expect(
      Object.entries(whole).map(([field, { value, source, level }]) => [field, value, source, level].join(' | ')),
    ).toEqual([
      'personalNumber | 999190000001 | dg13 | authentic',
      'oldIdNumber | 999000001 | dg13 | authentic',
      'fullName | Nguyễn Thị Thử Nghiệm | dg13 | authentic',
      'birthDate | 1990-01-15 | dg13 | authentic',
      'sex | F | dg13 | authentic',
      'nationality | Việt Nam | dg13 | authentic',
      'placeOfResidence | Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ | dg13 | authentic',
      'issueDate | 2021-05-10 | dg13 | authentic',
      'expiryDate | 2030-01-15 | dg13 | authentic',
      'issuer | Cục Cảnh sát quản lý hành chính về trật tự xã hội | desk | ',
      'documentNumber | 190000001 | dg13 | authentic',
      'verdict | authentic | desk | ',
      'evidenceLevel | authentic | desk | ',
      'registryVerdict | VALID | registry | ',
      'insuranceCard | GD4999000000001 | insurance | ',
      'insuranceCode | 000 | insurance | ',
      'insuranceValidFrom | 2026-01-01 | insurance | ',
      'insuranceValidTo | 2026-12-31 | insurance | ',
      'insuranceRegistration | 01001 | insurance | ',
      'insuranceFiveYears | 2025-06-01 | insurance | ',
      'insuranceCheckedAt | 2026-11-21T01:16:00Z | insurance | ',
      'insuranceOfficer | Lê Văn Cán Bộ | insurance | ',
      'customerNumber | CIF-1 | desk | ',
      'operator | Phạm Thị Lan | desk | ',
      'checkedAt | 2026-11-21T08:15:00+07:00 | desk | ',
    ])
    for (const value of Object.values(whole)) expect(handOverValueSchema.safeParse(value).success).toBe(true)
  })
  test('none that the definition does not list', () => {
    for (const field of handOverFields)
      expect(Object.keys(given(asked({}), [field])).every(id => id === field)).toBe(true)
    expect(given(asked({}), [])).toEqual({})
  })
  test('the issuer by the generation of the card', () => {
    const issuer = (issueDate: string, issuingState = 'VNM') =>
      valuesOf(
        asked({}, { report: reportOf('authentic', { document: documentOf({ issueDate, issuingState }) }) }),
        'issuer',
      )[0]
    expect(issuer('2024-06-30')).toMatch(/^Cục Cảnh sát/)
    expect(issuer('2024-07-01')).toBe('Bộ Công an')
    expect([issuer('2024'), issuer('2023-01-01', 'UTO')]).toEqual([undefined, undefined])
  })
  test('no answer is told as none', () => {
    expect(valuesOf(transactionOf({ registry: 'pending' }), 'registryVerdict', 'insuranceCode')).toEqual([
      'pending',
      undefined,
    ])
    expect(valuesOf(transactionOf({ insurance: 'pending' }), 'insuranceCode', 'insuranceCheckedAt')).toEqual([
      undefined,
      undefined,
    ])
  })
  test('an answer that the desk doubts is not told as one that it believes', () => {
    const doubted = asked({}, {}, { ...answer, doubt: 'over', action: 'not-covered' })
    expect(valuesOf(doubted, 'insuranceCode', 'insuranceCard', 'insuranceValidTo', 'insuranceFiveYears')).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(valuesOf(doubted, 'insuranceOfficer')).toEqual(['Lê Văn Cán Bộ'])
  })
  test('of two queries the code that decides', () => {
    expect(
      valuesOf(
        asked({}, {}, { ...answer, code: '003', renewed: { code: '110', note: '' }, action: 'refuse-card' }),
        'insuranceCode',
      ),
    ).toEqual(['110'])
  })
  test('typed data stay declared', () => {
    const typed = given(asked({ card: 'typed' }), ['personalNumber', 'evidenceLevel'])
    expect(typed).toEqual({
      personalNumber: { value: '999190000001', source: 'typed', level: 'declared' },
      evidenceLevel: { value: 'declared', source: 'desk' },
    })
  })
})
