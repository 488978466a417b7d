import { type Customer, type CustomerFieldId, customerFieldIds } from '../../../main/protocol/customer.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { dayText } from '../../../main/protocol/written-time.ts'

/** What stands in the form, as typed; an empty field is not there. */
export interface CustomerDraft {
  readonly customerNumber: string
  /** Digits alone, VND. */
  readonly amount: string
  readonly fields: Readonly<Partial<Record<CustomerFieldId, string>>>
}

export const emptyDraft: CustomerDraft = { customerNumber: '', amount: '', fields: {} }

/** More digits than any amount of VND at a counter has, and fewer than a number can hold exactly. */
export const mostAmountDigits = 15

export const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** The form of a record that the station has. */
export const draftOf = (customer: Customer | undefined): CustomerDraft =>
  customer
    ? {
        customerNumber: customer.customerNumber ?? '',
        amount: customer.amount === undefined ? '' : String(customer.amount),
        fields: Object.fromEntries(Object.entries(customer.fields).map(([id, text]) => [id, dayText(text)])),
      }
    : emptyDraft

/** The record of a form; undefined while nothing is typed. */
export function customerOf({ customerNumber, amount, fields }: CustomerDraft): Customer | undefined {
  const typed = Object.entries(fields).flatMap(([id, text]) => (text.trim() === '' ? [] : [[id, text.trim()]]))
  const customer: Customer = {
    ...(customerNumber.trim() && { customerNumber: customerNumber.trim() }),
    fields: Object.fromEntries(typed),
    ...(amount !== '' && { amount: Number(amount) }),
  }
  return typed.length > 0 || customer.customerNumber || customer.amount !== undefined ? customer : undefined
}

/**
 * The form of a record that was compared already. Values that were the same are not kept twice: the card's stand for them, and what the register or the
 * card did not say is typed again.
 */
export function draftOfCompared({ acts, report }: Transaction): CustomerDraft {
  const act = acts?.findLast(each => each.kind === 'customer')
  if (act?.kind !== 'customer') return emptyDraft
  const fields = act.rows.flatMap(({ field, result, customer }) => {
    const same = report.document.find(({ id, source }) => id === field && source !== 'qr' && source !== 'typed')
    const text = customer ?? (result === 'same' ? same?.value : undefined)
    return text === undefined ? [] : [[field, dayText(text)]]
  })
  return {
    customerNumber: act.customerNumber ?? '',
    amount: act.amount === undefined ? '' : String(act.amount),
    fields: Object.fromEntries(fields),
  }
}

const dates: ReadonlySet<CustomerFieldId> = new Set(['birthDate', 'issueDate', 'expiryDate'])
export const isDate = (id: CustomerFieldId): boolean => dates.has(id)

/** Whether what was typed can be a value of the field. What it is worth, the station says. */
export function looksRight(id: CustomerFieldId, text: string): boolean {
  const typed = text.trim()
  if (typed === '') return true
  if (id === 'personalNumber') return /^\d{12}$/.test(typed.replace(/\s/g, ''))
  if (id === 'oldIdNumber') return /^(\d{9}|\d{12})$/.test(typed.replace(/\s/g, ''))
  return !isDate(id) || isDay(typed) || (id === 'birthDate' && /^(?:19|20)\d\d$/.test(typed)) || isUnlimited(id, typed)
}

const isUnlimited = (id: CustomerFieldId, text: string) => id === 'expiryDate' && /^không thời hạn$/i.test(text)

function isDay(text: string): boolean {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (!parts) return false
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year < 2200
}

/** `1500000` as `1.500.000` (vi) or `1,500,000` (en). */
export const groupedAmount = (digits: string, locale: string): string =>
  digits === '' ? '' : digits.replace(/\B(?=(\d{3})+$)/g, locale.startsWith('vi') ? '.' : ',')

/** Where the caret stands in `grouped` after as many digits as were before it. */
export function caretAfter(digits: number, grouped: string): number {
  let seen = 0
  for (let at = 0; at < grouped.length; at++) {
    if (seen === digits) return at
    if (/\d/.test(grouped[at] ?? '')) seen++
  }
  return grouped.length
}

/** Whether two records say the same, wherever their fields stand. */
export function sameCustomer(one: Customer | undefined, other: Customer | undefined): boolean {
  if (!one || !other) return one === other
  const same = customerFieldIds.every(id => one.fields[id] === other.fields[id])
  return same && one.customerNumber === other.customerNumber && one.amount === other.amount
}
