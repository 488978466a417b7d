import { expect, it } from 'vitest'
import { trustCatalogue } from '../../fixtures/hostile-trust/catalogue.ts'
import { virtualCard } from './virtual-card.ts'

it.each([
  [{}, ['can', 'mrz', 'qr']],
  [{ profile: 'cam' }, ['can', 'mrz', 'qr']],
  [{ profile: 'legacy-bac' }, ['mrz']],
  [{ hostile: 'bac-only' }, ['mrz']],
] as const)('names only keys that open the card: %j', async (options, keys) => {
  const card = await virtualCard('mai', { hostile: undefined, ...options })
  expect('keys' in card && Object.keys(card.keys).sort()).toEqual(keys)
})

const named = async (what: string, hostile?: string) => {
  const card = await virtualCard(what, { hostile, profile: undefined })
  return 'keys' in card ? [card.name, Object.keys(card.keys).sort()] : card.tag
}

it.each([
  ['anh', 'anh', ['can', 'mrz', 'qr']],
  ['can-cuoc-2024/mai', 'mai can-cuoc-2024', ['can', 'mrz', 'qr']],
  ['cam/khmer', 'khmer cam', ['can', 'mrz', 'qr']],
  ['cccd-2021/mai/clone', 'mai clone', ['can', 'mrz', 'qr']],
  ['passport-rsa', 'passport-rsa traveller', ['mrz']],
  ['passport-cam/mai', 'passport-cam mai', ['mrz']],
])('knows the card %s', async (what, name, keys) => expect(await named(what)).toEqual([name, keys]))

it.each([
  'nobody',
  'cccd-2021/nobody',
  'cccd-2021',
  'can-cuoc-2024/mai/dg13-changed',
  'legacy-bac/mai/pace-hidden',
  'cccd-2021/mai/clone/clone',
  'passport-ec/nobody',
  'passport-ec/mai/clone',
])('knows no card %s', async what => expect(await named(what)).toBe('ConfigInvalid'))

it('lays documents that are not in order, and says what to make of them', async () => {
  const card = await virtualCard('mai', { hostile: 'dg15-not-attested', profile: undefined })
  const { note, expected } = trustCatalogue.find(({ name }) => name === 'dg15-not-attested') ?? {}
  const { verdict } = expected ?? {}
  expect('keys' in card && card.keys.hostile).toMatchObject({ note, expected: { verdict } })
})
