import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { insertCardInThread } from '../../fixtures/chip/card-in-thread.ts'
import type { ChipImage } from '../../fixtures/chip/chip-image.ts'
import { loadImageFolder } from '../../fixtures/chip/image-folder.ts'
import type { InsertedCard } from '../../fixtures/chip/virtual-reader-card.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { openPcsc } from '../../native/pcsc/open-pcsc.ts'
import { startVirtualReader, type VirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { randomBytes } from '../crypto/random.ts'
import { fail } from '../emrtd/result.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { CardSource } from './card-transport.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions } from './read-options.ts'

const bsi = join(import.meta.dirname, '..', '..', '..', 'shared', 'vectors', 'bsi-tr03105-5-reference')
const card = issueCard(personas[0] as (typeof personas)[number])

let reader: VirtualReader | undefined
let source: CardSource | undefined
let lying: InsertedCard | undefined
let missing = ''

beforeAll(async () => {
  const started = await startVirtualReader()
  if (!started.ok) {
    missing = `no virtual reader here: ${started.error.cause ?? started.error.tag}`
    return
  }
  reader = started.value
  const opened = await openPcsc({ socket: reader.socket })
  if (opened.ok) source = opened.value
  else missing = `no PC/SC binding here: ${opened.error.cause ?? opened.error.tag}`
})

afterEach(async () => {
  await lying?.remove()
  lying = undefined
})

afterAll(async () => {
  await source?.close()
  await reader?.stop()
})

/** Lays a chip on the pad and waits until the service has seen it. */
async function place(image: ChipImage, tearOffAt?: number) {
  await lying?.remove()
  const inserted = await insertCardInThread({
    image,
    port: reader?.port ?? 0,
    ...(tearOffAt !== undefined && { tearOffAt }),
  })
  if (!inserted.ok) throw new Error(inserted.error.cause)
  lying = inserted.value
  await cardSeen(true)
}

const cardSeen = (wanted: boolean, withinMs = 60_000) =>
  new Promise<string>(resolve => {
    let stop = () => {}
    const timer = setTimeout(() => {
      stop()
      resolve('')
    }, withinMs)
    stop = (source as CardSource).watch(readers => {
      const found = readers.find(({ card: present }) => present === wanted)
      if (!found) return
      clearTimeout(timer)
      queueMicrotask(() => stop())
      resolve(found.name)
    })
  })

const read = (more: Partial<ReadOptions> = {}) =>
  readCard(async () => (source as CardSource).connect(await cardSeen(true)), {
    secrets: { can: card.can },
    random: randomBytes,
    ...more,
  })

describe('readCard over a real PC/SC service', () => {
  test('reads 20 kB of DG2 in 1.5 s, in 40 extended or 120 short APDUs', async ctx => {
    if (missing) return ctx.skip(missing)
    await place(card.image)
    expect((await read()).error).toBeUndefined()
    const warm = await read()
    expect(warm.error).toBeUndefined()
    expect(warm.files.get('DG2')?.length).toBe(20_000)
    expect(warm.timings.total).toBeLessThan(1500)
    expect(warm.apdu.count).toBeLessThanOrEqual(40)
    const short = await read({ readSize: 223 })
    expect(short.error).toBeUndefined()
    expect(short.timings.total).toBeLessThan(1500)
    expect(short.apdu.count).toBeLessThanOrEqual(120)
    console.info(
      `whole read: ${warm.timings.total} ms, ${warm.apdu.count} APDUs; short: ${short.timings.total} ms, ${short.apdu.count} APDUs`,
    )
  })

  test.for([0, 3, 5, 9, 15, 20])(
    'a card torn off at APDU %i is said as removed, and the next card is read',
    async (at, ctx) => {
      if (missing) return ctx.skip(missing)
      await place(card.image, at)
      const torn = await read()
      expect(torn.error?.tag).toBe('CardRemoved')
      await cardSeen(false)
      await place(card.image)
      expect((await read()).error).toBeUndefined()
    },
  )

  test.for([9, 14, 17, 20])('a card torn off at APDU %i and laid on again is read to its end', async (at, ctx) => {
    if (missing) return ctx.skip(missing)
    await place(card.image, at)
    let laidOnAgain = Promise.resolve()
    let waiting = false
    const done = await readCard(
      async () => {
        const name = await cardSeen(true, 1000)
        return name ? (source as CardSource).connect(name) : fail(chipDeskError('CardNone'))
      },
      {
        secrets: { can: card.can },
        random: randomBytes,
        resume: { attempts: 2, waitMs: 8000 },
        onProgress: ({ interaction }) => {
          if (interaction === 'lift-and-place-again' && !waiting) {
            waiting = true
            laidOnAgain = cardSeen(false).then(() => place(card.image))
          }
        },
      },
    )
    await laidOnAgain
    expect(waiting).toBe(true)
    expect(done.error).toBeUndefined()
    expect(done.files.get('DG2')).toEqual(card.image.files.get(0x0102))
    expect(done.activeAuthentication?.outcome).toBe('answered')
  })

  test('a card without extended length and one that names its size are read whole', async ctx => {
    if (missing) return ctx.skip(missing)
    for (const behaviour of [
      { extendedLength: false },
      { readLimit: { bytes: 200, answer: '6Cxx', unprotected: true } },
      { responsePortion: 250 },
    ] as const) {
      await place({ ...card.image, behaviour: { ...card.image.behaviour, ...behaviour } })
      const done = await read()
      expect(done.error, JSON.stringify(behaviour)).toBeUndefined()
      expect(done.files.get('DG2')).toEqual(card.image.files.get(0x0102))
    }
  })

  test('a card changed for another during the read is never taken for the same', async ctx => {
    if (missing) return ctx.skip(missing)
    const other = issueCard(personas[1] as (typeof personas)[number]).image
    await place(card.image)
    let swapped = Promise.resolve()
    const done = await read({
      onFile: id => {
        if (id === 'DG1') swapped = place(other)
      },
    })
    expect(done.error?.tag).toBe('CardRemoved')
    await swapped
  })

  test('the specimen set of BSI TR-03105-5 opens by BAC', async ctx => {
    if (missing) return ctx.skip(missing)
    if (!existsSync(bsi)) return ctx.skip('no ../shared/vectors here')
    const image = await loadImageFolder(bsi)
    if (!image.ok) throw new Error(image.error.message)
    await place(image.value)
    const done = await read({ secrets: { mrzInformation: image.value.mrzInformation } })
    expect(done.error).toBeUndefined()
    expect(done.access.protocol).toBe('BAC')
    expect(done.chipAuthentication).toMatchObject({ outcome: 'completed' })
    // DG15 is there, but neither EF.COM nor EF.SOD lists it: its key could prove nothing.
    expect([...done.files.keys()]).toEqual(['COM', 'SOD', 'DG14', 'DG1', 'DG2'])
  })
})
