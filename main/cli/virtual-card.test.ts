import { expect, it } from 'vitest'
import { trustCatalogue } from '../../fixtures/hostile-trust/catalogue.ts'
import { UsageError } from './arguments.ts'
import { virtualCard } from './virtual-card.ts'

it.each([
  ['mai', undefined, ['can', 'mrz', 'qr']],
  ['cam/mai', undefined, ['can', 'mrz', 'qr']],
  ['legacy-bac/mai', undefined, ['mrz']],
  ['mai', 'bac-only', ['mrz']],
] as const)('names only keys that open the card: %s, %s', async (what, hostile, keys) => {
  const card = await virtualCard(what, hostile)
  expect('keys' in card && Object.keys(card.keys).sort()).toEqual(keys)
})

const named = async (what: string) => {
  const card = await virtualCard(what)
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
])('knows no card %s, which is wrong usage', async what => {
  await expect(virtualCard(what)).rejects.toThrow(UsageError)
})

it.each([
  ['mai', 'nonsense'],
  ['khoi', 'noise'],
  ['passport-rsa', 'clone'],
])('knows no %s with the fault %s', async (what, hostile) => {
  await expect(virtualCard(what, hostile)).rejects.toThrow(`no hostile card ${hostile} of ${what}`)
})

it('says of a folder what is missing', async () => {
  expect(await virtualCard(import.meta.dirname)).toMatchObject({
    tag: 'DataMalformed',
    cause: expect.stringContaining('DG1'),
  })
})

it('lays documents that are not in order, and says what to make of them', async () => {
  const card = await virtualCard('mai', 'dg15-not-attested')
  const { note, expected } = trustCatalogue.find(({ name }) => name === 'dg15-not-attested') ?? {}
  const { verdict } = expected ?? {}
  expect('keys' in card && card.keys.hostile).toMatchObject({ note, expected: { verdict } })
})

it('names the data group that must be read to meet the fault', async () => {
  const card = await virtualCard('mai', 'dg11-of-20-megabytes')
  expect('keys' in card && card.keys).toMatchObject({ can: '024680', dataGroups: '11' })
})
