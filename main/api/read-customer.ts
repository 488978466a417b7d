import { fail, ok, type Result } from '../emrtd/result.ts'
import { type Customer, customerFieldIds, customerSchema } from '../protocol/customer.ts'

/** Why bytes are no customer; `wrong` names known members alone, never a value. */
export interface NoCustomer {
  readonly code: 'NOT_JSON' | 'CUSTOMER_INVALID'
  readonly wrong?: readonly string[]
}

/** Reads what a core system pushed: UTF-8, one JSON object, no name twice, no member that is not a customer's. */
export function readCustomer(bytes: Uint8Array): Result<Customer, NoCustomer> {
  const text = utf8(bytes)
  const value = text === undefined ? undefined : json(text)
  if (text === undefined || value === undefined || namesIn(text) !== membersOf(value)) return fail({ code: 'NOT_JSON' })
  const customer = customerSchema.safeParse(value)
  if (!customer.success) {
    const places = customer.error.issues.map(({ path }) => path.join('.'))
    return fail(invalid(places))
  }
  const hidden = textsOf(customer.data).filter(([, each]) => hiding.test(each))
  return hidden.length > 0 ? fail(invalid(hidden.map(([name]) => name))) : ok(customer.data)
}

const known = ['customerNumber', 'amount', 'fields', ...customerFieldIds.map(id => `fields.${id}`)]

const invalid = (places: readonly string[]): NoCustomer => ({
  code: 'CUSTOMER_INVALID',
  wrong: [...new Set(places.map(place => (known.includes(place) ? place : 'a member that is none of a customer')))],
})

/** Control characters, and marks that make text look like other text to the teller. */
const hiding = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

const textsOf = ({ customerNumber, fields }: Customer): (readonly [string, string])[] => [
  ...(customerNumber === undefined ? [] : [['customerNumber', customerNumber] as const]),
  ...Object.entries(fields).map(([name, value]) => [`fields.${name}`, value] as const),
]

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function json(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** How many names of members stand in a JSON text. */
const namesIn = (text: string) => [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon).length

/** How many members were made of it: of a name that came twice, one. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce<number>((sum, each) => sum + membersOf(each), own)
}
