import { expect, it } from 'vitest'
import type { TrustEntry } from '../../../main/protocol/trust.ts'
import { entryGroups, validityOf } from './entry-groups.ts'

const now = new Date('2026-11-22T00:00:00Z')
const entry = (more: Partial<TrustEntry>): TrustEntry => ({
  what: 'anchor',
  status: 'active',
  fingerprint: '0'.repeat(64),
  name: 'CN=Invented',
  notBefore: '2020-01-01T00:00:00Z',
  notAfter: '2038-01-01T00:00:00Z',
  source: 'x',
  ...more,
})
const asked = { find: '', show: 'all', now, language: 'vi', noCountry: '?' } as const

it.each([
  ['2027-02-20T00:00:00Z', 'valid', 90],
  ['2027-02-19T23:00:00Z', 'soon', 89],
  ['2026-11-22T01:00:00Z', 'soon', 0],
  ['2026-11-21T00:00:00Z', 'expired', 1],
])('an end at %s is %s, %i days', (notAfter, state, days) =>
  expect(validityOf({ notBefore: '2020-01-01T00:00:00Z', notAfter }, now)).toEqual({ state, days }),
)
it('says what is not valid yet, and nothing of what has no time', () => {
  const soon = { notBefore: '2027-01-01T00:00:00Z', notAfter: '2028-01-01T00:00:00Z' }
  expect(validityOf(soon, now)?.state).toBe('not-yet')
  expect(validityOf({ notBefore: '' }, now)).toBeUndefined()
})

const all = [
  entry({ country: 'DE', name: 'CN=csca-germany', fingerprint: 'ab'.repeat(32) }),
  entry({ country: 'VN', name: 'CN=Passport CSCA', kind: 'passport', status: 'disabled' }),
  entry({ country: 'VN', name: 'CN=Link', what: 'link' }),
  entry({ country: 'VN', name: 'CN=CSCA', kind: 'identity-card', notAfter: '2027-01-01T00:00:00Z' }),
  entry({ name: 'a loose file' }),
]
const found = (more: Partial<Parameters<typeof entryGroups>[1]>) =>
  entryGroups(all, { ...asked, ...more }).map(({ country, entries }) => [country, entries.length])

it('puts Vietnam first, anchors of identity cards before others, and what names no country last', () => {
  expect(found({})).toEqual([
    ['VN', 3],
    ['DE', 1],
    ['', 1],
  ])
  const [vietnam] = entryGroups(all, asked)
  expect(vietnam?.entries.map(({ name }) => name)).toEqual(['CN=CSCA', 'CN=Passport CSCA', 'CN=Link'])
})

it.each([
  ['duc', [['DE', 1]]],
  ['Germany', [['DE', 1]]],
  ['ABAB:ABAB', [['DE', 1]]],
  ['việt nam', [['VN', 3]]],
  ['passport', [['VN', 1]]],
  ['nowhere', []],
])('finds %s', (find, groups) => expect(found({ find })).toEqual(groups))

it('shows what ends soon, what is in use, what is not', () => {
  expect(found({ show: 'soon' })).toEqual([['VN', 1]])
  expect(found({ show: 'disabled' })).toEqual([['VN', 1]])
  expect(found({ show: 'active' })).toEqual([
    ['VN', 2],
    ['DE', 1],
    ['', 1],
  ])
})
