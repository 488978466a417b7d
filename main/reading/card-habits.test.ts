import { describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import type { ChipBehaviour, ReadLimit } from '../../fixtures/chip/chip-image.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type IssueOptions, issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { fail } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { ReadSizes } from './block-size.ts'
import type { CardTransport } from './card-transport.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions } from './read-options.ts'

const name = 'In-process reader'
const persona = personas[0] as (typeof personas)[number]

/** A reader with a card of these habits, and what was sent to it. */
function laid(behaviour: ChipBehaviour, issue: IssueOptions = {}, transmitted: (apdu: Uint8Array) => void = () => {}) {
  const card = issueCard(persona, issue)
  const reader = inProcessReader(name)
  reader.place(createChip({ ...card.image, behaviour: { ...card.image.behaviour, ...behaviour } }))
  const { can, image } = card
  const connect = async () => {
    const connected = await reader.source.connect(name)
    if (!connected.ok) return connected
    const transmit: CardTransport['transmit'] = (command, timeoutMs) => {
      transmitted(command)
      return connected.value.transmit(command, timeoutMs)
    }
    return { ok: true as const, value: { ...connected.value, transmit } }
  }
  const secrets = issue.profile === 'legacy-bac' ? { mrzInformation: image.mrzInformation } : { can }
  const read = (more: Partial<ReadOptions> = {}) => readCard(connect, { secrets, random: randomBytes, ...more })
  return { image, read, reader }
}

const limits: [string, ReadLimit][] = ['6700', '6282', '6B00', '6Cxx'].flatMap(answer =>
  [231, 200, 110].flatMap((bytes): [string, ReadLimit][] => {
    const limit = { answer: answer as ReadLimit['answer'], bytes }
    const within: [string, ReadLimit] = [`${answer} over ${bytes} bytes`, limit]
    return answer === '6282'
      ? [within]
      : [within, [`plain ${answer} over ${bytes} bytes`, { ...limit, unprotected: true }]]
  }),
)

const photoBytes = 5000

describe('block sizes', () => {
  test('a plain 6B00 within a session ends it, as every plain answer but a length refused', async () => {
    const readLimit = { answer: '6B00', bytes: 200, unprotected: true } as const
    const done = await laid({ readLimit }, { profile: 'legacy-bac', photoBytes }).read()
    expect(done.error).toMatchObject({ tag: 'ProtocolSecureMessaging', sw: '6B00' })
  })

  test.each(limits.filter(([label]) => !label.startsWith('plain 6B00')))(
    'a card that says %s is read whole',
    async (_, readLimit) => {
      for (const profile of ['cccd-2021', 'legacy-bac'] as const) {
        const { read, image } = laid({ readLimit }, { profile, photoBytes })
        const done = await read()
        expect(done.error, profile).toBeUndefined()
        expect(done.files.get('DG2')).toEqual(image.files.get(0x0102))
        expect(done.apdu.readSize).toBeLessThanOrEqual(readLimit.bytes)
        // No block is asked for twice once the size is known: what a size costs is said by the number of APDUs.
        expect(done.apdu.count).toBeLessThanOrEqual(45 + Math.ceil(9000 / Math.min(96, readLimit.bytes)))
      }
    },
  )

  test.each([100, 250, 1000])(
    'answers in portions of %i bytes are put together, under secure messaging too',
    async responsePortion => {
      const { read, image } = laid({ responsePortion }, { photoBytes })
      const done = await read({ readSize: 1000 })
      expect(done.error).toBeUndefined()
      expect(done.files.get('DG2')).toEqual(image.files.get(0x0102))
      expect(done.chipAuthentication?.transcript).toBeDefined()
    },
  )

  test('what worked is remembered for the reader and kind of chip, and not for another', async () => {
    const readSizes: ReadSizes = new Map()
    const short = { readLimit: { answer: '6700', bytes: 192 } } as const
    const first = await laid(short).read({ readSizes })
    const second = await laid(short).read({ readSizes })
    expect(second.apdu.count).toBe(first.apdu.count)
    const third = await laid(short).read({ readSizes })
    expect([...readSizes.values()]).toMatchObject([{ bytes: 192, agreed: 2 }])
    expect(third.apdu.count).toBeLessThan(first.apdu.count)
    const other = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01)
    expect((await laid({ atr: other }).read({ readSizes })).apdu.readSize).toBe(4000)
  })

  test('what one card refused is no rule for the next, and a rule is asked again', { timeout: 30_000 }, async () => {
    const readSizes: ReadSizes = new Map()
    const sizeOf = async (behaviour: Parameters<typeof laid>[0]) =>
      (await laid(behaviour, { photoBytes }).read({ readSizes })).apdu.readSize
    const small = { readLimit: { answer: '6700', bytes: 192 } } as const
    expect(await sizeOf(small)).toBe(192)
    expect(await sizeOf({})).toBe(4000)
    expect(readSizes.size).toBe(0)
    for (let i = 0; i < 2; i++) await sizeOf(small)
    const sizes: number[] = []
    for (let i = 0; i < 18; i++) sizes.push(await sizeOf({}))
    expect(sizes).toEqual([...new Array(16).fill(192), 4000, 4000])
  })

  test('a card that says no to extended length in its answer to reset is never asked for it', async () => {
    let extended = 0
    const { read } = laid({ extendedLength: false }, {}, apdu => {
      if (apdu.length > 6 && apdu[4] === 0) extended += 1
    })
    expect((await read()).error).toBeUndefined()
    expect(extended).toBe(0)
  })

  test('EF.ATR/INFO is read where the answer to reset refers to it, and keeps blocks within what it says', async () => {
    const historical = [0x80, 0x73, 0x94, 0x01, 0xe0]
    const body = [0x80 | historical.length, 0x80, 0x01, ...historical]
    const atr = Uint8Array.of(
      0x3b,
      ...body,
      body.reduce((sum, byte) => sum ^ byte, 0),
    )
    const seen: string[] = []
    const note = (apdu: Uint8Array) => seen.push(Buffer.from(apdu).toString('hex'))
    const limited = { atr, lengthInformation: { command: 600, response: 600 } }
    const done = await laid(limited, {}, note).read()
    expect(done.error).toBeUndefined()
    expect(seen[0]).toBe('00b0810000')
    expect(done.apdu.readSize).toBeGreaterThan(500)
    expect(done.apdu.readSize).toBeLessThan(600)
    expect(seen.filter(apdu => apdu.startsWith('00b081'))).toHaveLength(1)
  })

  test('a reader that fails over 255 bytes is asked for less, on a new connection, and what is held is not read again', async () => {
    const card = issueCard(persona)
    const reader = inProcessReader(name)
    reader.place(createChip(card.image))
    const readSizes: ReadSizes = new Map()
    let failures = 0
    const read = () =>
      readCard(
        async () => {
          const connected = await reader.source.connect(name)
          if (!connected.ok) return connected
          const transmit: CardTransport['transmit'] = async (command, timeoutMs) => {
            const answered = await connected.value.transmit(command, timeoutMs)
            if (!answered.ok || answered.value.length <= 258) return answered
            failures += 1
            return fail(chipDeskError('ReaderUnsupported', { cause: 'transmit: Insufficient buffer' }))
          }
          return { ok: true as const, value: { ...connected.value, transmit } }
        },
        { secrets: { can: card.can }, random: randomBytes, readSizes },
      )
    const done = await read()
    expect(done.error).toBeUndefined()
    expect(done.files.get('DG2')).toEqual(card.image.files.get(0x0102))
    expect([failures, done.apdu.readSize]).toEqual([1, 223])
    for (let i = 0; i < 2; i++) expect((await read()).error).toBeUndefined()
    expect(failures).toBe(2)
  })
})

describe('a card', () => {
  test.each(['explicit', 'implicit', '6D00', '6A81', '6A82', '6A86', '6A87', '6982'] as const)(
    'whose SELECT MF is %s is opened by PACE, however EF.CardAccess is to be had',
    async mf => {
      for (const cardAccessBy of ['SFI', 'SELECT'] as const) {
        const done = await laid({ mf, cardAccessBy }, { photoBytes }).read()
        expect(done.error, cardAccessBy).toBeUndefined()
        expect(done.access.protocol).toBe('PACE')
      }
    },
  )

  test('that knows no short file identifiers is read by SELECT and offsets', async () => {
    const card = issueCard(persona, { photoBytes })
    const reader = inProcessReader(name)
    // Within secure messaging too, as the plain command is seen there.
    const chip = createChip(card.image, undefined, {
      answer: (command, honest) =>
        command.ins === 0xb0 && (command.p1 & 0x80) !== 0 ? { data: new Uint8Array(), sw: 0x6a86 } : honest(),
    })
    reader.place(chip)
    const done = await readCard(() => reader.source.connect(name), { secrets: { can: card.can }, random: randomBytes })
    expect(done.error).toBeUndefined()
    expect(done.files.get('CardAccess')).toEqual(card.image.cardAccess)
    expect(done.files.get('DG2')).toEqual(card.image.files.get(0x0102))
    const files = 7
    // One refused short id for each directory, then SELECT before each file.
    expect(done.apdu.count).toBeLessThan(25 + 2 + files)
  })

  test('without our application is named by EF.DIR', async () => {
    const directory = Buffer.from('61094f07a0000000031010', 'hex')
    const card = issueCard(persona, { hostile: 'other-application' })
    const reader = inProcessReader(name)
    reader.place(createChip({ ...card.image, directory }))
    const done = await readCard(() => reader.source.connect(name), { secrets: { can: card.can }, random: randomBytes })
    expect(done.error).toMatchObject({ tag: 'CardNotAnIdCard', cause: 'EF.DIR lists A0000000031010' })
  })
})
