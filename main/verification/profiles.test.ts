import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { profileNames, profiles } from '../../fixtures/country/profile.ts'
import { randomBytes } from '../crypto/random.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { verifyRead } from './verify-read.ts'

const mai = personas[0] as (typeof personas)[number]
const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
const at = new Date('2026-11-21T03:00:00Z')

async function read(...args: Parameters<typeof issueCard>) {
  const card = issueCard(...args)
  const reader = inProcessReader('pad')
  reader.place(createChip(card.image))
  const secrets = { can: card.can, mrzInformation: card.image.mrzInformation }
  return readCard(() => reader.source.connect('pad'), { secrets, random: randomBytes })
}

describe.each(profileNames)('a card of the profile %s', name => {
  const { pace, cardSecurity } = profiles[name]

  it('is read and authentic, by its own protocols', async () => {
    const { report } = verifyRead(await read(mai, { profile: name }), { anchors, policy: 'demo', at })
    expect(report.error).toBeUndefined()
    expect(report.verdict).toBe('authentic')
    const { protocol, mapping, cipher } = report.access
    expect([protocol, mapping, cipher]).toEqual(pace ? ['PACE', pace.mapping, pace.cipher] : ['BAC', undefined, '3DES'])
    const proven = report.checks.filter(({ id, result }) => id.startsWith('chip.') && result === 'successful')
    expect(proven.map(({ id }) => id)).toEqual([
      cardSecurity ? 'chip.pace-cam' : 'chip.chip-authentication',
      'chip.active-authentication',
    ])
  })

  it('is cloned where the chip does not hold its keys', async () => {
    const { report } = verifyRead(await read(mai, { profile: name, hostile: 'clone' }), { anchors, policy: 'demo', at })
    expect(report.verdict).toBe('cloned')
  })
})
