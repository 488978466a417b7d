import { expect, it } from 'vitest'
import { type CustomerRow, customerResults } from '../../../main/protocol/customer.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { comparisonRows, worstTone } from './comparison-rows.ts'

const fields = ['fullName', 'birthDate', 'sex', 'nationality', 'issueDate', 'expiryDate', 'oldIdNumber'] as const

it('puts what has to be settled first on top, and folds away what is the same', () => {
  const rows = customerResults.map(
    (result, i): CustomerRow => ({ field: fields[i] ?? 'sex', result, customer: 'a', card: 'b' }),
  )
  const { open, same } = comparisonRows(rows, vi)
  expect(open.map(({ result }) => result)).toEqual([
    'different',
    'unreadable',
    'precision',
    'wording',
    'spelling',
    'not-on-card',
  ])
  expect(same).toEqual(['fullName'])
  expect(worstTone(open)).toBe('red')
})

it.each([
  ['different', 'red'],
  ['spelling', 'yellow'],
  ['unreadable', 'yellow'],
  ['not-on-card', 'quiet'],
] as const)('%s alone is %s', (result, tone) => {
  const { open } = comparisonRows([{ field: 'fullName', result, customer: 'a' }], vi)
  expect(worstTone(open)).toBe(tone)
})

it('what the register has otherwise is never folded away, nor quiet', () => {
  const { open, same } = comparisonRows([{ field: 'fullName', result: 'same', registry: false }], vi)
  expect(same).toEqual([])
  expect(open).toMatchObject([{ field: 'fullName', tone: 'yellow', registry: false, customer: [], card: [] }])
})

it('shows values as people write them, the digits that differ marked', () => {
  const rows: CustomerRow[] = [
    { field: 'birthDate', result: 'different', customer: '1990-01-16', card: '1990-01-15' },
    { field: 'oldIdNumber', result: 'different', customer: '999000007', card: '999000001' },
  ]
  const [birth, old] = comparisonRows(rows, vi).open
  expect(birth?.customer.map(({ text }) => text).join('')).toBe('16/01/1990')
  expect(old?.customer).toEqual([
    { text: '99900000', changed: false },
    { text: '7', changed: true },
  ])
})

it('every result has a word in both languages', () => {
  for (const { customer } of [vi, en])
    expect(new Set(Object.values(customer.results)).size).toBe(customerResults.length)
})
