import { describe, expect, test, vi } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { fail, ok } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { CardTransport } from './card-transport.ts'
import { readCard } from './read-card.ts'
import type { ReadLimits } from './read-limits.ts'

const mai = personas[0] as (typeof personas)[number]
const name = 'pad'

describe('a card that takes its time', () => {
  test('has the time and the APDUs that the caller gives', async () => {
    const card = issueCard(mai)
    const read = async (limits: Partial<ReadLimits>, latencyMs = 0) => {
      const reader = inProcessReader(name, () => latencyMs)
      reader.place(createChip(card.image))
      return readCard(() => reader.source.connect(name), { secrets: { can: card.can }, random: randomBytes, limits })
    }
    expect((await read({ apduMs: 10 }, 1000)).error).toMatchObject({ tag: 'CardMute', phase: 'card-access' })
    expect((await read({ readMs: 30 }, 10)).error).toMatchObject({ tag: 'CardMute', cause: 'no end within 30 ms' })
    // Silence at the end of the time is not waited for longer than that.
    const silent = await read({ readMs: 100 }, 60_000)
    expect(silent.error).toMatchObject({ tag: 'CardMute' })
    expect(silent.timings.total).toBeLessThan(1000)
    const few = await read({ apdus: 5 })
    expect([few.error?.tag, few.apdu.count]).toEqual(['ProtocolLength', 5])
  })

  test('and is silent to the end of the whole read by a timer that rings early: that is said, and no other silence', async () => {
    const silentFor = async (share: (ms: number) => number) => {
      let now = 0
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
      const mute: CardTransport = {
        readerName: name,
        atr: new Uint8Array(),
        async transmit(_, ms) {
          now += share(ms)
          return fail(chipDeskError('CardMute', { cause: 'silent' }))
        },
        close: async () => {},
      }
      const secrets = { can: '123456' }
      const done = await readCard(async () => ok(mute), { secrets, random: randomBytes, limits: { readMs: 30 } })
      clock.mockRestore()
      return done.error?.cause
    }
    expect(await silentFor(ms => ms - 0.4)).toBe('no end within 30 ms')
    expect(await silentFor(() => 5)).toBe('silent')
  })

  test('during which the clerk cancels: cancelled, not mute', async () => {
    const controller = new AbortController()
    const mute: CardTransport = {
      readerName: name,
      atr: new Uint8Array(),
      async transmit() {
        controller.abort()
        return fail(chipDeskError('CardMute', { cause: 'no response within 8000 ms' }))
      },
      close: async () => {},
    }
    const secrets = { can: '123456' }
    const done = await readCard(async () => ok(mute), { secrets, random: randomBytes, signal: controller.signal })
    expect(done.error?.tag).toBe('CardReadCancelled')
  })

  test('keeps nobody waiting who cancels: not for its answer, nor for its connection to end', async () => {
    const controller = new AbortController()
    const never = new Promise<never>(() => {})
    const mute: CardTransport = { readerName: name, atr: new Uint8Array(), transmit: () => never, close: () => never }
    setTimeout(() => controller.abort(), 20)
    const done = await readCard(async () => ok(mute), {
      secrets: { can: '123456' },
      random: randomBytes,
      signal: controller.signal,
    })
    expect(done.error?.tag).toBe('CardReadCancelled')
    expect(done.timings.total).toBeLessThan(1000)
  })

  test('is cancelled before it is connected to', async () => {
    const card = issueCard(mai)
    const reader = inProcessReader(name)
    reader.place(createChip(card.image))
    const done = await readCard(() => reader.source.connect(name), {
      secrets: { can: card.can },
      random: randomBytes,
      signal: AbortSignal.abort(),
    })
    expect(done.error?.tag).toBe('CardReadCancelled')
    expect(done.apdu.count).toBe(0)
  })
})
