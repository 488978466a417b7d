import { describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import type { ChipBehaviour } from '../../fixtures/chip/chip-image.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type IssueOptions, issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { tlv } from '../emrtd/tlv.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { verifyRead } from '../verification/verify-read.ts'
import type { CardTransport } from './card-transport.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions } from './read-options.ts'

const persona = personas[0] as (typeof personas)[number]
const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
const wrongCan = '123456'

/** Reads a card of these habits; before the APDU of that number something happens to it. */
async function read(
  options: Partial<ReadOptions> & { at?: number; what?: 'removed' | 'mute'; cardAccess?: Uint8Array },
  behaviour: ChipBehaviour = {},
  issue: IssueOptions = {},
) {
  const { at, what, cardAccess, ...more } = options
  const card = issueCard(persona, { photoBytes: 5000, ...issue })
  const reader = inProcessReader('pad', () => (what === 'mute' && sent > (at ?? 0) ? 60_000 : 0))
  let sent = 0
  const image = { ...card.image, ...(cardAccess && { cardAccess }) }
  reader.place(createChip({ ...image, behaviour: { ...image.behaviour, ...behaviour } }))
  const done = await readCard(
    async () => {
      const connected = await reader.source.connect('pad')
      if (!connected.ok) return connected
      const transmit: CardTransport['transmit'] = (command, timeoutMs) => {
        if (sent++ === at && what === 'removed') reader.remove()
        return connected.value.transmit(command, timeoutMs)
      }
      return { ok: true as const, value: { ...connected.value, transmit } }
    },
    { secrets: { can: card.can }, random: randomBytes, ...more },
  )
  return { done, card, reader }
}

describe('a wrong card access number', () => {
  test.each(['removed', 'mute'] as const)('is told from a card that is %s, at every APDU', async what => {
    const whole = (await read({ secrets: { can: wrongCan } })).done
    expect(whole.error).toMatchObject({ tag: 'CardWrongKey', phase: 'pace' })
    for (let at = 0; at < whole.apdu.count; at += 1) {
      const { done, card, reader } = await read({ secrets: { can: wrongCan }, at, what, limits: { apduMs: 20 } })
      expect(done.error?.tag, `APDU ${at}`).toBe(what === 'mute' ? 'CardMute' : 'CardRemoved')
      expect(done.timings.total, `APDU ${at}`).toBeLessThan(1000)
      if (what === 'removed') {
        reader.place(createChip(card.image))
        const next = await readCard(() => reader.source.connect('pad'), {
          secrets: { can: card.can },
          random: randomBytes,
        })
        expect(next.error, `the next card after APDU ${at}`).toBeUndefined()
      }
    }
  })

  test('that blocks the card is said as blocked, and what is blocked is not tried with another password', async () => {
    const behaviour = { wrongPassword: { answer: '63Cx', tries: 1 } } as const
    const mrzInformation = issueCard(persona).image.mrzInformation
    const { done } = await read({ secrets: { can: wrongCan, mrzInformation } }, behaviour)
    expect(done.error).toMatchObject({ tag: 'CardBlocked', phase: 'pace', retry: 'never' })
    expect(done.access.attempts).toHaveLength(1)
    const bac = { wrongPassword: { answer: '6300', tries: 1 } } as const
    const wrong = { secrets: { mrzInformation: mrzInformation.replace(/^../, '11') } }
    expect((await read(wrong, bac, { profile: 'legacy-bac' })).done.error?.tag).toBe('CardWrongKey')
  })
})

test('a card that falls silent at any APDU is mute within its time, with what was read before', async () => {
  const whole = (await read({})).done
  for (let at = 0; at < whole.apdu.count; at += 1) {
    const { done } = await read({ at, what: 'mute', limits: { apduMs: 20 } })
    expect(done.error?.tag, `APDU ${at}`).toBe('CardMute')
    expect(done.apdu.count, `APDU ${at}`).toBe(at + 1)
    expect(done.timings.total, `APDU ${at}`).toBeLessThan(1500)
  }
})

describe('PACE', () => {
  const info = (lastArcs: string, parameterId: number) =>
    `3012060A04007F00070202040${lastArcs}0201020201${parameterId.toString(16).padStart(2, '0')}`
  const cardAccess = (...infos: string[]) => tlv(0x31, ...infos.map(each => Uint8Array.from(Buffer.from(each, 'hex'))))
  const [gm128, gm256] = [info('202', 13), info('204', 13)]

  test('goes to the next protocol where the chip says that it has not this one', async () => {
    // The chip has both in EF.CardAccess, and refuses AES-256 as one that it does not know.
    const card = issueCard(persona, { photoBytes: 5000 })
    const chip = createChip({ ...card.image, cardAccess: cardAccess(gm128, gm256) })
    const reader = inProcessReader('pad')
    const isPace256 = (command: Uint8Array) =>
      command[1] === 0x22 &&
      Buffer.from(command)
        .toString('hex')
        .includes('04007f000702020402' + '04')
    reader.place({
      ...chip,
      transmit: command => (isPace256(command) ? Uint8Array.of(0x6a, 0x80) : chip.transmit(command)),
    })
    const done = await readCard(() => reader.source.connect('pad'), { secrets: { can: card.can }, random: randomBytes })
    expect(done.error).toBeUndefined()
    expect(done.access).toMatchObject({ protocol: 'PACE', cipher: 'AES-128' })
    expect(done.access.attempts).toEqual([
      { protocol: 'PACE', password: 'CAN', outcome: 'unsupported', sw: 0x6a80 },
      { protocol: 'PACE', password: 'CAN', outcome: 'completed' },
    ])
  })

  test('goes to none that is weaker: who says "not this one" may be somebody in between', async () => {
    const weak = info('201', 8)
    const card = issueCard(persona, { photoBytes: 5000 })
    const chip = createChip({ ...card.image, cardAccess: cardAccess(weak, gm256) })
    const reader = inProcessReader('pad')
    const named = (command: Uint8Array, suite: string) =>
      Buffer.from(command).toString('hex').includes(`04007f000702020402${suite}`)
    let weakAsked = false
    reader.place({
      ...chip,
      transmit(command) {
        weakAsked ||= command[1] === 0x22 && named(command, '01')
        return command[1] === 0x22 && named(command, '04') ? Uint8Array.of(0x6a, 0x80) : chip.transmit(command)
      },
    })
    const done = await readCard(() => reader.source.connect('pad'), { secrets: { can: card.can }, random: randomBytes })
    expect(done.error).toMatchObject({ tag: 'AccessRefused', phase: 'pace', sw: '6A80' })
    expect(weakAsked).toBe(false)
  })

  test('tries the strongest first, and no other after a refusal of any other kind', async () => {
    const { done } = await read({ cardAccess: cardAccess(gm128, gm256) }, { paceRefused: { at: 'nonce', sw: '6982' } })
    expect(done.error).toMatchObject({ tag: 'AccessRefused', sw: '6982' })
    expect(done.access.attempts).toHaveLength(1)
  })

  test('with chip authentication mapping is the proof of the chip: EF.CardSecurity is read, and no chip authentication is made', async () => {
    const { done } = await read({}, {}, { profile: 'cam' })
    expect(done.error).toBeUndefined()
    expect(done.access.chipAuthenticationMapping).toBeDefined()
    expect([...done.files.keys()].slice(0, 2)).toEqual(['CardAccess', 'CardSecurity'])
    expect(done.apdu.byPhase?.['card-security']?.count).toBeGreaterThan(0)
    expect(done.apdu.byPhase?.['chip-authentication']).toBeUndefined()
    const { total = 0, ...phases } = done.timings
    expect(Object.values(phases).reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(total)
    const { report } = verifyRead(done, { anchors, policy: 'demo', at: new Date('2026-11-21T03:00:00Z') })
    expect(report.verdict).toBe('authentic')
  })
})

test('a card with chip authentication mapping whose EF.CardSecurity is refused is proven by DG14', async () => {
  const { image, can } = issueCard(persona, { photoBytes: 5000, profile: 'cam' })
  const reader = inProcessReader('pad')
  const { cardSecurity: _, ...without } = image
  reader.place(createChip(without))
  const done = await readCard(() => reader.source.connect('pad'), { secrets: { can }, random: randomBytes })
  expect(done.error).toBeUndefined()
  expect(done.access.chipAuthenticationMapping).toBeDefined()
  expect(done.files.has('CardSecurity')).toBe(false)
  expect(done.chipAuthentication?.transcript).toBeDefined()
  const { report } = verifyRead(done, { anchors, policy: 'demo', at: new Date('2026-11-21T03:00:00Z') })
  expect(report.checks.filter(({ id }) => id.startsWith('chip.')).map(({ id, result }) => `${id} ${result}`)).toEqual([
    'chip.pace-cam successful',
    'chip.chip-authentication successful',
    'chip.active-authentication successful',
  ])
})

test.each(['integrated', 'dh', 'largest', 'legacy-bac'] as const)(
  'a card of the profile %s is read and proven',
  async profile => {
    const { mrzInformation } = issueCard(persona, { profile }).image
    const { done } = await read(profile === 'legacy-bac' ? { secrets: { mrzInformation } } : {}, {}, { profile })
    expect(done.error).toBeUndefined()
    const { report } = verifyRead(done, { anchors, policy: 'demo', at: new Date('2026-11-21T03:00:00Z') })
    expect(report.verdict).toBe('authentic')
  },
)
