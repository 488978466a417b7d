import { describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { type CvKey, cvSign, signCvCertificate } from '../../fixtures/country/cv-certificate.ts'
import { personas } from '../../fixtures/country/persona.ts'
import type { ProfileName } from '../../fixtures/country/profile.ts'
import { share } from '../../fixtures/proof/share.ts'
import { randomBytes } from '../crypto/random.ts'
import type { CardTransport } from './card-transport.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions } from './read-options.ts'

const persona = personas[0] as (typeof personas)[number]
const key = (seed: number): CvKey => ({
  kind: 'ec',
  algorithm: 'ECDSA-SHA-256',
  curve: 'P-256',
  privateKey: Uint8Array.from({ length: 20 }, (_, i) => seed + i),
})
const [authority, ours] = [key(1), key(2)]
const dates = {
  rights: 3,
  effective: '2024-01-01',
  expires: '2030-01-01',
  authority: 'UTCVCA00001',
  issuerKey: authority,
}
const trustPoint = signCvCertificate({ ...dates, holder: 'UTCVCA00001', role: 'CVCA', key: authority })
const dv = signCvCertificate({ ...dates, holder: 'UTDV00001', role: 'domestic DV', key: ours })
const is = signCvCertificate({
  ...dates,
  authority: 'UTDV00001',
  holder: 'UTIS00001',
  role: 'IS',
  key: ours,
  issuerKey: ours,
})
const fingerprints: Partial<ReadOptions> = {
  inspectionSystem: { certificates: [dv, is], sign: async data => cvSign(ours, data) },
  dataGroups: ['DG3'],
}

interface Loss {
  readonly at?: number
  readonly what?: 'removed' | 'mute'
}

/** One read of a card that is lost at an APDU, counted from 0. */
async function read(profile: ProfileName, options: Partial<ReadOptions>, { at = -1, what }: Loss = {}) {
  const card = issueCard(persona, { photoBytes: 1500, profile })
  let sent = 0
  const reader = inProcessReader('pad', () => (what === 'mute' && sent > at ? 60_000 : 0))
  reader.place(createChip({ ...card.image, terminalAuthentication: { trustPoints: [trustPoint], date: '2024-06-01' } }))
  const connect = async () => {
    const connected = await reader.source.connect('pad')
    if (!connected.ok) return connected
    const transmit: CardTransport['transmit'] = (command, timeoutMs) => {
      if (sent++ === at && what === 'removed') reader.remove()
      return connected.value.transmit(command, timeoutMs)
    }
    return { ok: true as const, value: { ...connected.value, transmit } }
  }
  const secrets = profile === 'legacy-bac' ? { mrzInformation: card.image.mrzInformation } : { can: card.can }
  return readCard(connect, {
    secrets,
    random: randomBytes,
    now: () => new Date('2026-11-21T03:00:00Z'),
    limits: { apduMs: 5 },
    ...options,
  })
}

describe.each([
  ['BAC', 'legacy-bac', {}],
  ['BAC, fingerprints', 'legacy-bac', fingerprints],
  ['generic mapping, short APDUs', 'cccd-2021', { readSize: 223 }],
  ['generic mapping, fingerprints', 'cccd-2021', fingerprints],
  ['chip authentication mapping', 'cam', {}],
  ['chip authentication mapping, fingerprints, short APDUs', 'cam', { ...fingerprints, readSize: 223 }],
  ['integrated mapping', 'integrated', {}],
] as [string, ProfileName, Partial<ReadOptions>][])('%s: a card', (_, profile, options) => {
  const whole = read(profile, options)

  test('is read whole', async () => {
    const { error, files } = await whole
    expect(error).toBeUndefined()
    expect(files.has('DG3')).toBe(options.dataGroups !== undefined)
  })

  test.each([
    ['removed', 'CardRemoved'],
    ['mute', 'CardMute'],
  ] as const)(
    'that is %s, at any APDU, is said so, with what was read before',
    { timeout: 60_000 },
    async (what, tag) => {
      const { apdu, files } = await whole
      let before = 0
      for (const at of share(apdu.count, 6)) {
        const done = await read(profile, options, { at, what })
        expect(done.error?.tag, `APDU ${at}`).toBe(tag)
        expect(done.apdu.count, `APDU ${at}`).toBe(at + 1)
        expect(done.files.size, `APDU ${at}`).toBeGreaterThanOrEqual(before)
        before = done.files.size
      }
      expect(before).toBe(files.size - 1)
    },
  )
})

test('a read cancelled at any APDU ends as cancelled, and leaves the reader to the next', {
  timeout: 60_000,
}, async () => {
  const { image, can } = issueCard(persona, { photoBytes: 1500 })
  const reader = inProcessReader('pad')
  reader.place(createChip(image))
  const readUntil = (at: number) => {
    const controller = new AbortController()
    let sent = 0
    const connect = async () => {
      const connected = await reader.source.connect('pad')
      if (!connected.ok) return connected
      const transmit: CardTransport['transmit'] = (command, timeoutMs) => {
        if (sent++ === at) controller.abort()
        return connected.value.transmit(command, timeoutMs)
      }
      return { ok: true as const, value: { ...connected.value, transmit } }
    }
    return readCard(connect, { secrets: { can }, random: randomBytes, photo: false, signal: controller.signal })
  }
  const whole = await readUntil(-1)
  expect(whole.error).toBeUndefined()
  for (const at of share(whole.apdu.count, 6)) {
    const done = await readUntil(at)
    expect(done.error?.tag, `APDU ${at}`).toBe('CardReadCancelled')
    expect(done.apdu.count, `APDU ${at}`).toBe(at + 1)
    expect((await readUntil(-1)).error, `the next read after APDU ${at}`).toBeUndefined()
  }
})
