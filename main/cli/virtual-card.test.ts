import { expect, it } from 'vitest'
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
