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
  if (text === undefined || value === undefined) return fail({ code: 'NOT_JSON' })
  const customer = customerSchema.safeParse(value)
  if (!customer.success) return fail(invalid(customer.error.issues.map(({ path }) => path.join('.'))))
  const members = Object.keys(customer.data).length + Object.keys(customer.data.fields).length
  if (namesIn(text) !== members) return fail({ code: 'NOT_JSON' })
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

/** How many names of members stand in a JSON text: of one that came twice, parsing has kept the last. */
const namesIn = (text: string) => [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon).length
