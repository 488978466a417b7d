import { afterEach, describe, expect, test, vi } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type IssuedCard, issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { fail, ok } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { verifyRead } from '../verification/verify-read.ts'
import type { CardTransport } from './card-transport.ts'
import { readCard } from './read-card.ts'
import type { ReadLimits } from './read-limits.ts'

const mai = personas[0] as (typeof personas)[number]
const name = 'pad'

type Answer = (command: Uint8Array, honest: () => Uint8Array) => Uint8Array

/** A card that answers as it likes, and is of another image at each connection; `answer` is told which, from 1. */
async function readOf(
  card: IssuedCard,
  answer: (connection: number) => Answer,
  images = [card.image],
  readSize = 4000,
) {
  let connections = 0
  return readCard(
    async () => {
      const chip = createChip(images[connections] ?? card.image)
      connections += 1
      const misbehaved = answer(connections)
      return ok({
        readerName: name,
        atr: chip.atr,
        transmit: async (command: Uint8Array) => ok(misbehaved(command, () => chip.transmit(command))),
        close: async () => {},
      })
    },
    { secrets: { can: card.can }, random: randomBytes, readSize },
  )
}

const isProtected = (command: Uint8Array) => ((command[0] ?? 0) & 0x0c) === 0x0c
const isReadBinary = (command: Uint8Array) => ((command[1] ?? 0) & 0xfe) === 0xb0
const sw = (...bytes: number[]) => Uint8Array.from(bytes)

afterEach(() => void vi.restoreAllMocks())

describe('a hostile card', () => {
  test('that gives its file in crumbs is let go after some thousand APDUs', async () => {
    // A file of 60 000 bytes, one at a time.
    const crumbs: Answer = (command, honest) => {
      if (!isReadBinary(command)) return honest()
      return (command[2] ?? 0) & 0x80 ? sw(0x31, 0x82, 0xea, 0x60, 0x30, 0x90, 0x00) : sw(0x30, 0x90, 0x00)
    }
    const done = await readOf(issueCard(mai), () => crumbs)
    expect(done.error?.tag).toBe('ProtocolLength')
    expect(done.apdu.count).toBeLessThan(5000)
  })

  test.each([
    ['nothing but 9000', sw(0x90, 0x00), 'AccessNoSecret'],
    ['6CFF for ever', sw(0x6c, 0xff), 'CardNotAnIdCard'],
    ['61FF for ever', sw(0x61, 0xff), 'CardNotAnIdCard'],
    ['one byte', sw(0x90), 'ProtocolLength'],
    ['6700 for ever', sw(0x67, 0x00), 'CardNotAnIdCard'],
  ])('that answers %s is named after a few APDUs', async (_, response, tag) => {
    const done = await readOf(issueCard(mai), () => () => response)
    expect(done.error?.tag).toBe(tag)
    expect(done.apdu.count).toBeLessThan(30)
  })

  test('that withholds its SOD after a reconnection is another card', async () => {
    const card = issueCard(mai)
    const withoutSod = { ...card.image, files: new Map([...card.image.files].filter(([id]) => id !== 0x011d)) }
    let reads = 0
    const done = await readOf(
      card,
      connection => (command, honest) => {
        // The first one breaks off, SOD read, with an answer after which shorter blocks are tried.
        if (connection === 1)
          return isProtected(command) && isReadBinary(command) && ++reads === 4 ? sw(0x90) : honest()
        return honest()
      },
      [card.image, withoutSod],
    )
    expect(done.files.has('SOD')).toBe(true)
    expect(done.error).toMatchObject({ tag: 'CardRemoved', cause: 'another card than before' })
  })
})

test.each([
  ['a length', 4, 4000, sw(0x90)],
  ['a session broken within DG1', 2, 64, sw(0x69, 0x88)],
])('a copy laid on after %s does not live on the proof of the true chip', async (_, at, readSize, response) => {
  const card = issueCard(mai)
  // Refuses active authentication, which a chip that has proven itself otherwise may.
  const { activeAuthenticationKey: __, ...copy } = issueCard(mai, { hostile: 'clone' }).image
  let reads = Number.NEGATIVE_INFINITY
  const done = await readOf(
    card,
    connection => (command, honest) => {
      if (connection > 1) return honest()
      // Counted from GENERAL AUTHENTICATE of chip authentication.
      if (isProtected(command) && command[1] === 0x86) reads = 0
      return isReadBinary(command) && ++reads === at ? response : honest()
    },
    [card.image, copy],
    readSize,
  )
  const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
  const { report } = verifyRead(done, { anchors, policy: 'demo', at: new Date('2026-11-21T03:00:00Z') })
  expect([reads, report.verdict]).toEqual([at, 'cloned'])
})

describe('a card that takes its time', () => {
  test('for every answer is mute in the end', async () => {
    let clock = 0
    vi.spyOn(performance, 'now').mockImplementation(() => clock)
    const card = issueCard(mai)
    const chip = createChip(card.image)
    const transport: CardTransport = {
      readerName: name,
      atr: chip.atr,
      async transmit(command) {
        clock += 7900
        return ok(chip.transmit(command))
      },
      close: async () => {},
    }
    const secrets = { can: card.can }
    const slow = await readCard(async () => ok(transport), { secrets, random: randomBytes })
    expect(slow.error).toMatchObject({ tag: 'CardMute' })
    expect(slow.apdu.count).toBeLessThan(20)
  })

  test('has the time and the APDUs that the caller gives', async () => {
    const card = issueCard(mai)
    const read = async (limits: Partial<ReadLimits>, latencyMs = 0) => {
      const reader = inProcessReader(name, () => latencyMs)
      reader.place(createChip(card.image))
      return readCard(() => reader.source.connect(name), { secrets: { can: card.can }, random: randomBytes, limits })
    }
    expect((await read({ apduMs: 10 }, 1000)).error).toMatchObject({ tag: 'CardMute', phase: 'card-access' })
    expect((await read({ readMs: 30 }, 10)).error).toMatchObject({ tag: 'CardMute', cause: 'no end within 30 ms' })
    const few = await read({ apdus: 5 })
    expect([few.error?.tag, few.apdu.count]).toEqual(['ProtocolLength', 5])
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
