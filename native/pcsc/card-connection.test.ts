import { describe, expect, it, vi } from 'vitest'
import { cardConnection } from './card-connection.ts'
import type { HeldCard } from './held-card.ts'

const shortCommand = Uint8Array.of(0x00, 0xa4, 0x04, 0x0c, 0x00)
const extendedCommand = Uint8Array.of(0x00, 0xb0, 0x00, 0x00, 0x00, 0x00, 0x00)

/** The card behind a connection: what it answers, and what was done with it. */
function setUp(card: Partial<HeldCard>) {
  const done: string[] = []
  const held: HeldCard = {
    atr: new Uint8Array(),
    transmit: async () => new Uint8Array(),
    reset: async () => void done.push('reset'),
    release: async () => void done.push('release'),
    ...card,
  }
  const blockage = { begin: () => void done.push('blocked'), end: () => void done.push('free') }
  return { connection: cardConnection(held, 'Reader 00 00', blockage), done }
}

describe('connection to a card', () => {
  it('passes bytes on, and resets the card once at the end', async () => {
    const { connection, done } = setUp({ transmit: async () => Uint8Array.of(0x90, 0x00) })
    expect(await connection.transmit(shortCommand, 100)).toEqual({ ok: true, value: Uint8Array.of(0x90, 0x00) })
    await Promise.all([connection.close(), connection.close()])
    expect(done).toEqual(['reset', 'release'])
    expect(await connection.transmit(shortCommand, 100)).toMatchObject({ error: { tag: 'CardReadCancelled' } })
  })

  it('takes an empty response for a card torn off, which cannot be reset', async () => {
    const { connection, done } = setUp({ transmit: async () => new Uint8Array() })
    expect(await connection.transmit(shortCommand, 100)).toMatchObject({ error: { tag: 'CardRemoved' } })
    expect(await connection.transmit(shortCommand, 100)).toMatchObject({ error: { tag: 'CardRemoved' } })
    await connection.close()
    expect(done).toEqual(['release'])
  })

  it('frees nothing that a late call still works on, then resets the card that answered too late', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>()
    const { connection, done } = setUp({ transmit: () => promise })
    expect(await connection.transmit(shortCommand, 10)).toMatchObject({ error: { tag: 'CardMute' } })
    await connection.close()
    expect(done).toEqual(['blocked'])
    resolve(Uint8Array.of(0x90, 0x00))
    await vi.waitFor(() => expect(done).toEqual(['blocked', 'free', 'reset', 'release']))
  })

  it('tells a reader that cannot carry extended commands from a card torn off', async () => {
    const torn = () => Promise.reject(new Error('Transaction failed'))
    const there = setUp({ transmit: torn })
    expect(await there.connection.transmit(extendedCommand, 100)).toMatchObject({ error: { tag: 'ReaderUnsupported' } })
    const removed = setUp({ transmit: torn, reset: () => Promise.reject(new Error('Card was removed')) })
    expect(await removed.connection.transmit(extendedCommand, 100)).toMatchObject({ error: { tag: 'CardRemoved' } })
    const short = setUp({ transmit: torn })
    expect(await short.connection.transmit(shortCommand, 100)).toMatchObject({ error: { tag: 'CardRemoved' } })
    for (const { connection, done } of [there, removed, short]) {
      await connection.close()
      expect(done.filter(step => step === 'release')).toHaveLength(1)
    }
  })

  it('waits for the command under way before it lets go of the card', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>()
    const { connection, done } = setUp({ transmit: () => promise })
    const answer = connection.transmit(shortCommand, 1_000)
    const closed = connection.close()
    await new Promise(later => setTimeout(later, 20))
    expect(done).toEqual([])
    resolve(Uint8Array.of(0x90, 0x00))
    expect(await answer).toMatchObject({ ok: true })
    await closed
    expect(done).toEqual(['reset', 'release'])
  })

  it('refuses two commands at once, which is a bug of the caller', async () => {
    const { connection } = setUp({ transmit: () => new Promise(() => {}) })
    void connection.transmit(shortCommand, 20)
    await expect(connection.transmit(shortCommand, 20)).rejects.toThrow('another command')
  })
})
