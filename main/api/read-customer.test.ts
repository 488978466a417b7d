import { expect, test } from 'vitest'
import { inventedCustomer } from '../../fixtures/services/organisation/core-client.ts'
import { readCustomer } from './read-customer.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const ok = JSON.stringify(inventedCustomer)
const stranger = 'a member that is none of a customer'

test('a customer as it was pushed', () => {
  expect(readCustomer(bytes(ok))).toEqual({ ok: true, value: inventedCustomer })
  expect(readCustomer(bytes(' { "fields" : { } } '))).toEqual({ ok: true, value: { fields: {} } })
  const colons = { fields: { fullName: 'A "b": {"c": 1}', placeOfResidence: '"personalNumber":"x"' } }
  expect(readCustomer(bytes(JSON.stringify(colons)))).toEqual({ ok: true, value: colons })
})

test.each<[string, string | Uint8Array]>([
  ['nothing', ''],
  ['no JSON', ok.slice(0, -1)],
  ['two of them', `${ok}${ok}`],
  ['a comment', `${ok} // x`],
  ['a number', '1'],
  ['null', 'null'],
  ['a byte order mark', `\ufeff${ok}`],
  ['no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d)],
  ['UTF-16', new Uint8Array(Buffer.from(ok, 'utf16le'))],
  ['a name twice', '{"fields":{},"fields":{}}'],
  ['a name twice, inside', '{"fields":{"fullName":"A","fullName":"B"}}'],
  ['a name twice, written differently', '{"fields":{},"\\u0066ields":{}}'],
])('no JSON object: %s', (_, text) => {
  expect(readCustomer(typeof text === 'string' ? bytes(text) : text)).toEqual({
    ok: false,
    error: { code: 'NOT_JSON' },
  })
})

test.each<[string, unknown, string]>([
  ['a list', [inventedCustomer], stranger],
  ['no fields', { customerNumber: '1' }, 'fields'],
  ['another member', { ...inventedCustomer, note: '999190000001' }, stranger],
  ['a name that is somebody’s', { fields: {}, 'Nguyễn Văn A': '' }, stranger],
  ['a field that is none', { fields: { religion: 'x' } }, 'fields'],
  ['a number that is no text', { fields: { personalNumber: 999190000001 } }, 'fields.personalNumber'],
  ['a text too long', { fields: { fullName: 'A'.repeat(501) } }, 'fields.fullName'],
  ['a negative amount', { fields: {}, amount: -1 }, 'amount'],
  ['an amount with a fraction', { fields: {}, amount: 0.5 }, 'amount'],
  ['an amount as text', { fields: {}, amount: '1' }, 'amount'],
  ['a line break', { fields: { fullName: 'A\nB' } }, 'fields.fullName'],
  ['an escape of the terminal', { fields: { fullName: 'A\u001b[2J' } }, 'fields.fullName'],
  ['text turned around', { fields: { fullName: 'A\u202eB' } }, 'fields.fullName'],
  ['a space that is none', { customerNumber: 'CIF\u200b1', fields: {} }, 'customerNumber'],
])('no customer: %s; the place is named, the value never', (_, value, wrong) => {
  const read = readCustomer(bytes(JSON.stringify(value)))
  expect(read).toEqual({ ok: false, error: { code: 'CUSTOMER_INVALID', wrong: [wrong] } })
})

test('deeper than anybody needs', () => {
  const deep = bytes(`${'['.repeat(8000)}${']'.repeat(8000)}`)
  expect(readCustomer(deep)).toMatchObject({ error: { code: 'CUSTOMER_INVALID' } })
})

test('a prototype is no member', () => {
  const read = readCustomer(bytes('{"fields":{"__proto__":{"fullName":"A"}},"__proto__":{"amount":1}}'))
  expect(read.ok).toBe(false)
  expect(JSON.stringify({})).toBe('{}')
})
