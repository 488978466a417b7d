import { describe, expect, it } from 'vitest'
import { customerSchema } from '../../../main/protocol/customer.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import {
  caretAfter,
  customerOf,
  digitsOf,
  draftOf,
  draftOfCompared,
  emptyDraft,
  groupedAmount,
  looksRight,
  sameCustomer,
} from './customer-draft.ts'

describe('the form and the record', () => {
  it('an empty form is no record', () => {
    expect(customerOf(emptyDraft)).toBeUndefined()
    expect(customerOf({ customerNumber: ' ', amount: '', fields: { fullName: '  ' } })).toBeUndefined()
  })
  it('what is typed is trimmed, what is empty is left out, and the station takes it', () => {
    const customer = customerOf({
      customerNumber: ' CIF-1 ',
      amount: '1500000',
      fields: { fullName: ' Nguyễn Thị Thử ', birthDate: '' },
    })
    expect(customer).toEqual({ customerNumber: 'CIF-1', amount: 1_500_000, fields: { fullName: 'Nguyễn Thị Thử' } })
    expect(customerSchema.parse(customer)).toEqual(customer)
  })
  it('an amount of nothing is an amount', () => {
    expect(customerOf({ ...emptyDraft, amount: '0' })?.amount).toBe(0)
  })
  it('comes back as it was, dates as people write them', () => {
    expect(draftOf({ customerNumber: 'C', amount: 5, fields: { birthDate: '1990-01-15', sex: 'Nữ' } })).toEqual({
      customerNumber: 'C',
      amount: '5',
      fields: { birthDate: '15/01/1990', sex: 'Nữ' },
    })
    expect(draftOf(undefined)).toEqual(emptyDraft)
  })
  it('records are the same whatever the order of their fields', () => {
    const one = { fields: { fullName: 'A', sex: 'Nam' } }
    expect(sameCustomer(one, { fields: { sex: 'Nam', fullName: 'A' } })).toBe(true)
    expect(sameCustomer(one, { fields: { fullName: 'A' } })).toBe(false)
    expect(sameCustomer(one, { ...one, amount: 0 })).toBe(false)
    expect(sameCustomer(one, undefined)).toBe(false)
    expect(sameCustomer(undefined, undefined)).toBe(true)
  })
})

it('a record compared already is changed from what it was: same values from the chip, others as typed', () => {
  const field = (id: string, value: string, source = 'dg13') => ({ id, value, source, level: 'authentic' })
  const transaction = {
    report: {
      document: [
        field('fullName', 'KHAI BÁO', 'qr'),
        field('fullName', 'Nguyễn Thị Thử'),
        field('birthDate', '1990-01-15'),
      ],
    },
    acts: [
      {
        kind: 'customer',
        customerNumber: 'C',
        rows: [
          { field: 'fullName', result: 'same' },
          { field: 'birthDate', result: 'different', customer: '1990-01-16', card: '1990-01-15' },
          { field: 'sex', result: 'same' },
        ],
      },
    ],
  } as unknown as Transaction
  expect(draftOfCompared(transaction)).toEqual({
    customerNumber: 'C',
    amount: '',
    fields: { fullName: 'Nguyễn Thị Thử', birthDate: '16/01/1990' },
  })
})

describe('what looks right', () => {
  it.each([
    ['birthDate', '15/01/1990', true],
    ['birthDate', '1990', true],
    ['birthDate', '1501', false],
    ['birthDate', '5/1/1990', true],
    ['birthDate', '31/02/1990', false],
    ['birthDate', '15/13/1990', false],
    ['birthDate', '15/01/90', false],
    ['issueDate', '2021', false],
    ['expiryDate', 'Không thời hạn', true],
    ['issueDate', 'Không thời hạn', false],
    ['personalNumber', '999190000001', true],
    ['personalNumber', '999 190 000 001', true],
    ['personalNumber', '99919000000', false],
    ['oldIdNumber', '999000001', true],
    ['oldIdNumber', '9990000011', false],
    ['fullName', 'bất cứ gì', true],
    ['birthDate', '', true],
  ] as const)('%s %j: %s', (id, text, right) => {
    expect(looksRight(id, text)).toBe(right)
  })
})

describe('an amount', () => {
  it.each([
    ['', ''],
    ['5', '5'],
    ['1500', '1.500'],
    ['1500000', '1.500.000'],
  ])('%s is grouped as %s', (digits, grouped) => {
    expect(groupedAmount(digits, 'vi')).toBe(grouped)
    expect(digitsOf(grouped)).toBe(digits)
  })
  it('is grouped by commas in English', () => {
    expect(groupedAmount('1500000', 'en-GB')).toBe('1,500,000')
  })
  it('the caret stays behind its digit', () => {
    expect(caretAfter(0, '1.500.000')).toBe(0)
    expect(caretAfter(1, '1.500.000')).toBe(1)
    expect(caretAfter(4, '1.500.000')).toBe(5)
    expect(caretAfter(7, '1.500.000')).toBe(9)
  })
})
