import { describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import type { ChipImage } from '../../fixtures/chip/chip-image.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { share } from '../../fixtures/proof/share.ts'
import { randomBytes } from '../crypto/random.ts'
import { fail } from '../emrtd/result.ts'
import { chipDeskError, type ErrorTag } from '../protocol/errors.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { verifyRead } from '../verification/verify-read.ts'
import type { CardRead } from './card-read.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions } from './read-options.ts'

const name = 'In-process reader'
const [mai, other] = personas as unknown as [(typeof personas)[number], (typeof personas)[number]]
const photoBytes = 9000
const card = issueCard(mai, { photoBytes })
const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
const verdictOf = (read: CardRead) =>
  verifyRead(read, { anchors, policy: 'demo', at: new Date('2026-11-21T03:00:00Z') }).report.verdict

interface Loss {
  /** APDUs, counted over all connections, before which the card is lost. */
  readonly at: readonly number[]
  readonly how?: ErrorTag
  /** What lies there at first; default the card. */
  readonly first?: ChipImage
  /** What is laid on after each loss; default the same card. */
  readonly laidOn?: readonly (ChipImage | undefined)[]
}

/** Reads a card that is lost and laid on again; what was read is told by offset, as the chip saw it in plain. */
async function readLosing(
  { at, how = 'CardRemoved', first = card.image, laidOn = [] }: Loss,
  more: Partial<ReadOptions> = {},
) {
  const reader = inProcessReader(name)
  const reads: string[] = []
  const lay = (image: ChipImage) =>
    reader.place(
      createChip(image, undefined, {
        answer({ ins, p1, p2 }, honest, state) {
          const response = honest()
          const offset = p1 & 0x80 ? p2 : p1 * 256 + p2
          if (ins === 0xb0) reads.push(`${state.currentFile?.toString(16)} ${offset}`)
          return response
        },
      }),
    )
  lay(first)
  let sent = 0
  let losses = 0
  const done = await readCard(
    async () => {
      const connected = await reader.source.connect(name)
      if (!connected.ok) return connected
      return {
        ok: true as const,
        value: {
          ...connected.value,
          async transmit(command: Uint8Array, timeoutMs: number) {
            if (!at.includes(sent++)) return connected.value.transmit(command, timeoutMs)
            reader.remove()
            const next = laidOn.length > losses ? laidOn[losses] : card.image
            losses += 1
            if (next) setTimeout(() => lay(next), 20)
            return fail(chipDeskError(how))
          },
        },
      }
    },
    { secrets: { can: card.can }, random: randomBytes, resume: { attempts: 2, waitMs: 1500 }, readSize: 1000, ...more },
  )
  return { done, reads }
}

describe('a card lost during the read', () => {
  const whole = readLosing({ at: [] })

  test.each(['CardRemoved', 'CardMute', 'ReaderLost'] as const)(
    'and laid on again (%s) goes on where it stopped',
    async how => {
      const before = (await whole).done
      const interactions: string[] = []
      // Within EF.DG2, which is last.
      const lostAt = before.apdu.count - 3
      const { done, reads } = await readLosing(
        { at: [lostAt], how },
        { onProgress: ({ interaction }) => interactions.at(-1) !== interaction && interactions.push(interaction) },
      )
      expect(done.error).toBeUndefined()
      expect(done.files).toEqual(before.files)
      expect(interactions).toEqual(['keep-card', 'lift-and-place-again', 'keep-card'])
      // No block of DG2 is asked for twice.
      const blocks = reads.filter(read => read.startsWith('102 '))
      expect(blocks).toHaveLength(photoBytes / 1000)
      expect(new Set(blocks).size).toBe(blocks.length)
      // The SOD and DG1 were read again, for the proof that it is the same card; nothing else was, and the chip was proven again.
      const twice = new Set(reads.filter((read, i) => reads.indexOf(read) !== i).map(read => read.split(' ')[0]))
      expect(twice).toEqual(new Set(['11d', '101']))
      expect(done.apdu.byPhase?.['chip-authentication']?.count).toBe(4)
      expect(done.apdu.byPhase?.['active-authentication']?.count).toBe(2)
      expect(verdictOf(done)).toBe('authentic')
    },
  )

  test.each(['cccd-2021', 'cam', 'legacy-bac'] as const)(
    'at any APDU is read whole in the end, and proven (%s)',
    async profile => {
      const { image, can } = issueCard(mai, { photoBytes, profile })
      const secrets = profile === 'legacy-bac' ? { mrzInformation: image.mrzInformation } : { can }
      const before = (await readLosing({ at: [], first: image }, { secrets })).done
      for (const at of share(before.apdu.count, 6)) {
        const { done } = await readLosing({ at: [at], first: image, laidOn: [image] }, { secrets })
        expect(done.error, `APDU ${at}`).toBeUndefined()
        expect(done.files, `APDU ${at}`).toEqual(before.files)
        expect(verdictOf(done), `APDU ${at}`).toBe('authentic')
      }
    },
    60_000,
  )

  test('past the 32 kB that the even instruction reaches goes on there', async () => {
    const large = issueCard(mai, { photoBytes: 40_000 })
    const { done, reads } = await readLosing(
      { at: [26], first: large.image, laidOn: [large.image] },
      { readSize: 4000 },
    )
    expect(done.error).toBeUndefined()
    expect(done.files.get('DG2')).toEqual(large.image.files.get(0x0102))
    const blocks = reads.filter(read => read.startsWith('102 '))
    expect(new Set(blocks).size).toBe(blocks.length)
    // The last block before the loss was past it already.
    expect(reads.lastIndexOf('102 32000')).toBeLessThan(reads.lastIndexOf('11d 0'))
  })

  test('twice is read whole; a third time it is removed', async () => {
    expect((await readLosing({ at: [5, 30] })).done.error).toBeUndefined()
    expect((await readLosing({ at: [5, 10, 15] })).done.error).toMatchObject({ tag: 'CardRemoved' })
  })

  test('and not laid on again is removed when the wait is over, with what was read', async () => {
    const { done } = await readLosing({ at: [18], laidOn: [undefined] }, { resume: { attempts: 2, waitMs: 1500 } })
    expect(done.error).toMatchObject({ tag: 'CardRemoved' })
    expect(done.files.has('SOD')).toBe(true)
    // Waited for once: nobody comes back because he is waited for again.
    expect(done.timings.total).toBeLessThan(2900)
  })

  test('and cancelled meanwhile is cancelled at once', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 250)
    const { done } = await readLosing(
      { at: [5], laidOn: [undefined] },
      { resume: { attempts: 2, waitMs: 20_000 }, signal: controller.signal },
    )
    expect(done.error).toMatchObject({ tag: 'CardReadCancelled' })
    expect(done.timings.total).toBeLessThan(10_000)
  })

  test.each([
    ['of another person', issueCard(other, { photoBytes }).image],
    ['of another person under the same number', { ...issueCard(other, { photoBytes }).image, can: card.can }],
    ['of no kind we know', issueCard(mai, { hostile: 'other-application' }).image],
  ])('and another one %s laid on is said as another card', async (_, image) => {
    const { done } = await readLosing({ at: [18], laidOn: [image] })
    expect(done.error).toMatchObject({ tag: 'CardRemoved', cause: 'another card than before' })
  })

  test('and a copy with the same files laid on is not proven by the chip before', async () => {
    const copy = issueCard(mai, { photoBytes, hostile: 'clone' }).image
    const last = (await whole).done.apdu.count - 3
    const { done } = await readLosing({ at: [last], laidOn: [copy] })
    expect(verdictOf(done)).toBe('cloned')
  })

  test('and a copy laid on in place of a card with chip authentication mapping is not proven by that', async () => {
    const cam = { photoBytes, profile: 'cam' } as const
    const [first, copy] = [issueCard(mai, cam).image, issueCard(mai, { ...cam, hostile: 'clone' }).image]
    const { apdu } = (await readLosing({ at: [], first })).done
    const { done } = await readLosing({ at: [apdu.count - 3], first, laidOn: [copy] })
    expect(done.error).toBeUndefined()
    expect(verdictOf(done)).toBe('cloned')
  })

  test('what the person takes to lay it on again is not the time of the card', async () => {
    const reader = inProcessReader(name)
    reader.place(createChip(card.image))
    const limits = { readMs: 1500 }
    let removed = false
    const done = await readCard(() => reader.source.connect(name), {
      secrets: { can: card.can },
      random: randomBytes,
      limits,
      resume: { attempts: 1, waitMs: 10_000 },
      onProgress({ phase }) {
        if (removed || phase !== 'com') return
        removed = true
        reader.remove()
        setTimeout(() => reader.place(createChip(card.image)), 1800)
      },
    })
    expect(done.timings.total).toBeGreaterThan(limits.readMs)
    expect(done.error).toBeUndefined()
  })

  test('a file that was refused before and is read now is not said to be missing', async () => {
    const { files } = card.image
    const withoutCom = { ...card.image, files: new Map([...files].filter(([id]) => id !== 0x011e)) }
    const { done } = await readLosing({ at: [18], first: withoutCom })
    expect(done.error).toBeUndefined()
    expect(done.files.has('COM')).toBe(true)
    expect(done.notRead.map(({ file }) => file)).not.toContain('COM')
  })

  test('without the option is removed at once', async () => {
    const { done } = await readLosing({ at: [5] }, { resume: { attempts: 0, waitMs: 20_000 } })
    expect(done.error).toMatchObject({ tag: 'CardRemoved' })
    expect(done.timings.total).toBeLessThan(10_000)
  })
})
