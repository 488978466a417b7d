import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChipDeskError } from '../../main/protocol/errors.ts'
import type { CardSource, ReaderStatus } from '../../main/reading/card-transport.ts'
import { placeScriptedCard, type ScriptedAnswer, type ScriptedCard } from '../virtual-reader/scripted-card.ts'
import { startVirtualReader, type VirtualReader } from '../virtual-reader/virtual-reader.ts'
import { openPcsc } from './open-pcsc.ts'

const folder = mkdtempSync(join(tmpdir(), 'chipdesk-pcsc-test-'))
const first = 'ChipDesk Test Reader [PICC] 00 00'
const second = 'ChipDesk Test Reader [PICC] 00 01'
const start = (name = 'ChipDesk Test Reader [PICC]') => startVirtualReader({ name, folder })

interface Seen {
  readonly at: number
  readonly readers: readonly ReaderStatus[]
  readonly error: ChipDeskError | undefined
}

let skipped: string | undefined
let reader: VirtualReader
let source: CardSource
let history: Seen[] = []
const cards = new Set<ScriptedCard>()

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
const now = () => history.at(-1)

/** Waits until what the source says fits; returns the milliseconds that took. */
async function seen(fits: (state: Seen) => boolean, withinMs: number): Promise<number> {
  const from = performance.now()
  for (;;) {
    const state = now()
    if (state && fits(state)) return performance.now() - from
    if (performance.now() - from > withinMs) throw new Error(`not seen in ${withinMs} ms: ${JSON.stringify(state)}`)
    await pause(5)
  }
}
const cardOn = (name: string, present: boolean) => (state: Seen) =>
  state.readers.some(reader => reader.name === name && reader.card === present)

const success = Uint8Array.of(0x90, 0x00)
const echo = (command: Uint8Array): ScriptedAnswer => Uint8Array.of(...command.subarray(0, 4), ...success)

async function place(answer: Parameters<typeof placeScriptedCard>[1] = echo, slot: 0 | 1 = 0): Promise<ScriptedCard> {
  const card = await placeScriptedCard(reader.port + slot, answer)
  cards.add(card)
  await seen(cardOn(slot === 0 ? first : second, true), 1_000)
  return card
}
async function connect(name = first) {
  const connected = await source.connect(name)
  if (!connected.ok) throw new Error(JSON.stringify(connected.error))
  return connected.value
}
const command = (...bytes: number[]) => Uint8Array.from(bytes)
const hello = command(0x00, 0xa4, 0x04, 0x0c)

beforeAll(async () => {
  const started = await start()
  if (!started.ok) {
    skipped = started.error.cause ?? started.error.tag
    return
  }
  reader = started.value
  const opened = await openPcsc({ socket: reader.socket })
  if (!opened.ok) {
    skipped = opened.error.cause ?? opened.error.tag
    return
  }
  source = opened.value
  source.watch((readers, error) => void history.push({ at: performance.now(), readers, error }))
})
beforeEach(ctx => {
  if (skipped) ctx.skip(skipped)
  history = history.slice(-1)
})
afterEach(async () => {
  await Promise.all([...cards].map(card => card.remove()))
  cards.clear()
  if (!skipped) await seen(state => state.readers.length === 2 && state.readers.every(({ card }) => !card), 1_500)
})
afterAll(async () => {
  await source?.close()
  await reader?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('cards over a real PC/SC service', () => {
  it('lists both slots at once, with a name as of a real reader', () => {
    const told: (readonly ReaderStatus[])[] = []
    const stop = source.watch(readers => void told.push(readers))
    stop()
    expect(told.map(readers => readers.map(({ name }) => name))).toEqual([[first, second]])
  })

  it('sees a card laid down and lifted within a second, with its answer to reset', async () => {
    const laid = performance.now()
    const card = await place()
    expect(performance.now() - laid).toBeLessThan(1_000)
    expect(now()?.readers).toEqual([
      { name: first, card: true, atr: command(0x3b, 0x80, 0x80, 0x01, 0x01) },
      { name: second, card: false, atr: new Uint8Array() },
    ])
    await card.remove()
    expect(await seen(cardOn(first, false), 1_000)).toBeLessThan(1_000)
  })

  it('carries short and extended commands and responses whole', async () => {
    const received: Uint8Array[] = []
    await place(sent => {
      received.push(sent)
      return new Uint8Array(65_535).map((_, i) => (i < 65_533 ? i % 251 : (success[i - 65_533] ?? 0)))
    })
    const card = await connect()
    expect(card.atr).toEqual(command(0x3b, 0x80, 0x80, 0x01, 0x01))
    const extended = new Uint8Array(65_535).map((_, i) => (i * 7) % 256)
    extended.set([0x00, 0xdb, 0x3f, 0xff, 0x00, 0xff, 0xf6])
    for (const sent of [hello, extended]) {
      const answer = await card.transmit(sent, 2_000)
      if (!answer.ok) throw new Error(JSON.stringify(answer.error))
      expect(answer.value.length).toBe(65_535)
      expect(answer.value.every((byte, i) => i >= 65_533 || byte === i % 251)).toBe(true)
    }
    expect(received).toEqual([hello, extended])
    await card.close()
  })

  it('exchanges a command in less than 2 ms (p50 of 300)', async () => {
    await place()
    const card = await connect()
    const times: number[] = []
    for (let i = 0; i < 300; i++) {
      const from = performance.now()
      expect((await card.transmit(hello, 1_000)).ok).toBe(true)
      times.push(performance.now() - from)
    }
    await card.close()
    times.sort((a, b) => a - b)
    process.stdout.write(
      `APDU over pcscd and vpcd: p50 ${times[150]?.toFixed(2)} ms, p99 ${times[297]?.toFixed(2)} ms\n`,
    )
    expect(times[150]).toBeLessThan(2)
  })

  it('resets the card when the session ends, so that no secure channel survives', async () => {
    const card = await place()
    const connection = await connect()
    await connection.transmit(hello, 1_000)
    expect(card.powerEvents).not.toContain('reset')
    await connection.close()
    await connection.close()
    expect(card.powerEvents.filter(event => event === 'reset')).toHaveLength(1)
    expect(await connection.transmit(hello, 1_000)).toMatchObject({ error: { tag: 'CardReadCancelled' } })
  })

  it('holds the card for itself, and says so to whoever comes second', async () => {
    await place()
    const connection = await connect()
    expect(await source.connect(first)).toMatchObject({ error: { tag: 'ReaderBusy', retry: 'same-card' } })
    await connection.close()
    await (await connect()).close()
  })

  it('names an empty slot and a reader that is not there', async () => {
    expect(await source.connect(first)).toMatchObject({ error: { tag: 'CardNone' } })
    expect(await source.connect('No Such Reader 00 00')).toMatchObject({ error: { tag: 'ReaderLost' } })
  })

  it('says CardRemoved for a card torn off in the middle of a command, and reads the next one', async () => {
    await place(() => 'torn')
    const torn = await connect()
    expect(await torn.transmit(hello, 2_000)).toMatchObject({ error: { tag: 'CardRemoved', retry: 're-present' } })
    expect(await torn.transmit(hello, 2_000)).toMatchObject({ error: { tag: 'CardRemoved' } })
    await torn.close()
    await seen(cardOn(first, false), 1_000)
    await place()
    const next = await connect()
    expect((await next.transmit(hello, 1_000)).ok).toBe(true)
    await next.close()
  })

  it('says CardRemoved for a card lifted between two commands', async () => {
    const card = await place()
    const connection = await connect()
    await connection.transmit(hello, 1_000)
    await card.remove()
    expect(await connection.transmit(hello, 1_000)).toMatchObject({ error: { tag: 'CardRemoved' } })
    await connection.close()
  })

  it('gives up a mute card within its time, keeps the other slot usable, and reads the next card', async () => {
    const mute = await place(() => 'mute')
    const silent = await connect()
    const from = performance.now()
    expect(await silent.transmit(hello, 300)).toMatchObject({ error: { tag: 'CardMute' } })
    expect(performance.now() - from).toBeLessThan(1000)
    const closing = performance.now()
    await silent.close()
    expect(await source.connect(first)).toMatchObject({ error: { tag: 'CardMute' } })
    expect(performance.now() - closing).toBeLessThan(250)

    await place(echo, 1)
    const other = await connect(second)
    expect((await other.transmit(hello, 1_000)).ok).toBe(true)
    await other.close()

    await mute.remove()
    await seen(cardOn(first, false), 1_500)
    await place()
    const next = await connect()
    expect((await next.transmit(hello, 1_000)).ok).toBe(true)
    await next.close()
  })

  it('takes a card back that answered too late', async () => {
    let late: ((answer: Uint8Array) => void) | undefined
    await place(sent => {
      if (late) return echo(sent)
      return new Promise<Uint8Array>(resolve => {
        late = resolve
      })
    })
    const slow = await connect()
    expect(await slow.transmit(hello, 100)).toMatchObject({ error: { tag: 'CardMute' } })
    late?.(success)
    await pause(100)
    const again = await connect()
    expect(await again.transmit(hello, 1_000)).toEqual({ ok: true, value: echo(hello) })
    await again.close()
  })

  it('never waits for a card of this very process in the thread that the card needs', async () => {
    // Letting go of a reader waits for its presence check, and that for the card: here nearly always under way.
    cards.add(await placeScriptedCard(reader.port, echo, { atrAfterMs: 60 }))
    await seen(cardOn(first, true), 2_000)
    for (let i = 0; i < 5; i++) {
      const connection = await connect()
      expect((await connection.transmit(hello, 2_000)).ok).toBe(true)
      await connection.close()
    }
  })

  it('says that a card with a senseless answer to reset is no ID card', async () => {
    cards.add(await placeScriptedCard(reader.port, echo, { atr: command(0xff, 0xff, 0xff) }))
    await seen(cardOn(first, true), 1_000)
    expect(await source.connect(first)).toMatchObject({ error: { tag: 'CardNotAnIdCard', retry: 'never' } })
  })

  it('reads two cards in two slots at the same time', async () => {
    await Promise.all([place(() => command(0x01, ...success)), place(() => command(0x02, ...success), 1)])
    const both = await Promise.all([connect(first), connect(second)])
    const answers = await Promise.all(both.map(card => card.transmit(hello, 1_000)))
    expect(answers).toEqual([
      { ok: true, value: command(0x01, ...success) },
      { ok: true, value: command(0x02, ...success) },
    ])
    await Promise.all(both.map(card => card.close()))
  })

  it('follows twenty cards laid down and lifted, one after the other', async () => {
    for (let i = 0; i < 20; i++) {
      const card = await place(() => command(i, ...success))
      const connection = await connect()
      expect(await connection.transmit(hello, 1_000)).toEqual({ ok: true, value: command(i, ...success) })
      await connection.close()
      await card.remove()
      await seen(cardOn(first, false), 1_000)
    }
    const views = history.map(({ readers }) => readers[0]?.card)
    expect(views).toEqual([false, ...Array.from({ length: 20 }, () => [true, false]).flat()])
  }, 60_000)
})

describe('the service comes and goes', () => {
  it('says ServiceDown in the middle of a command and to watchers, and recovers by itself after a restart', async () => {
    await place(() => 'mute')
    const connection = await connect()
    const answer = connection.transmit(hello, 5_000)
    await pause(50)
    process.kill(reader.pid, 'SIGKILL')
    expect(await answer).toMatchObject({ error: { tag: 'ServiceDown', retry: 'operator' } })
    await connection.close()
    expect(await seen(({ error }) => error?.tag === 'ServiceDown', 1_000)).toBeLessThan(1_000)
    expect(now()?.readers).toEqual([])
    expect(await source.connect(first)).toMatchObject({ error: { tag: 'ServiceDown' } })

    await pause(1_500)
    const again = await start()
    if (!again.ok) throw new Error(JSON.stringify(again.error))
    reader = again.value
    const recovered = await seen(({ readers }) => readers.length === 2, 3_000)
    process.stdout.write(`recovered ${recovered.toFixed(0)} ms after the service was back\n`)
    await place()
    const next = await connect()
    expect((await next.transmit(hello, 1_000)).ok).toBe(true)
    await next.close()
  })

  it('follows readers that are exchanged for others', async () => {
    await reader.stop()
    const other = await start('Another Reader')
    if (!other.ok) throw new Error(JSON.stringify(other.error))
    reader = other.value
    await seen(({ readers }) => readers.length === 2 && readers[0]?.name === 'Another Reader 00 00', 3_000)
    expect(await source.connect(first)).toMatchObject({ error: { tag: 'ReaderLost', retry: 'operator' } })
    await reader.stop()
    const again = await start()
    if (!again.ok) throw new Error(JSON.stringify(again.error))
    reader = again.value
    await seen(cardOn(first, false), 3_000)
  })

  it('stays responsive while the service hangs, and recovers when it goes on', async () => {
    process.kill(reader.pid, 'SIGSTOP')
    // Lets it go on even if this thread is blocked by then, which is what must not happen.
    const rescue = spawn('sh', ['-c', `sleep 6; kill -CONT ${reader.pid}`], { stdio: 'ignore' })
    // A thread beside this one tells how long the machine alone makes one wait.
    const beside = new Worker(
      `const stop = (${longestGap})()
       require('node:worker_threads').parentPort.on('message', () => process.exit(Math.round(stop())))`,
      { eval: true },
    )
    await once(beside, 'online')
    const stop = longestGap()
    let longest = 0
    try {
      expect(await source.connect(first)).toMatchObject({ error: { tag: 'ServiceDown' } })
      await seen(({ error }) => error?.tag === 'ServiceDown', 3_000)
      await pause(1_000)
    } finally {
      longest = stop()
      process.kill(reader.pid, 'SIGCONT')
      rescue.kill()
    }
    beside.postMessage('stop')
    const [longestBeside] = await once(beside, 'exit')
    expect(longest).toBeLessThan(200 + longestBeside)
    await seen(({ readers }) => readers.length === 2, 3_000)
    await place()
    await (await connect()).close()
  })
})

/** Until it is called: the longest time, ms, for which the thread did not come to its next turn of 10 ms. */
function longestGap(): () => number {
  let longest = 0
  let last = performance.now()
  const ticks = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 10)
  return () => {
    clearInterval(ticks)
    return longest
  }
}
