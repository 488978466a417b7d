import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StationState } from '../main/protocol/station-state.ts'
import type { PipeEvents } from './connection/pipe.ts'
import { backoff, connectStation } from './station-connection.ts'

const state: StationState = {
  version: '1',
  desk: { id: 'd', name: 'Quầy' },
  readers: [],
  counter: { step: 'waiting', card: false },
  online: { status: 'unknown', pending: 0 },
  trust: { anchors: 0, test: false },
}

/** A station by hand: each opening of the pipe is one entry. */
function far() {
  const openings: { events: PipeEvents; sent: { id: number; call: string; params: unknown }[]; closed: boolean }[] = []
  return {
    openings,
    open(events: PipeEvents) {
      const opening = { events, sent: [] as { id: number; call: string; params: unknown }[], closed: false }
      openings.push(opening)
      return {
        send: (text: string) => void opening.sent.push(JSON.parse(text)),
        close: () => {
          opening.closed = true
        },
      }
    },
    say(message: unknown, n = openings.length - 1) {
      openings[n]?.events.message(typeof message === 'string' ? message : JSON.stringify(message))
    },
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('connectStation', () => {
  it('is connected when the state is there, and tells late listeners at once', () => {
    const station = far()
    const connection = connectStation(station.open)
    expect(connection.link().status).toBe('connecting')
    station.say({ state })
    expect(connection.link().status).toBe('connected')
    const seen: StationState[] = []
    connection.subscribe(now => void seen.push(now))
    expect(seen).toEqual([state])
  })

  it('answers each call with its own answer', async () => {
    const station = far()
    const connection = connectStation(station.open)
    station.say({ state })
    const send = connection.call('outbox.send', {})
    const input = connection.call('counter.input', { text: '12' })
    const [first, second] = station.openings[0]?.sent ?? []
    expect([first?.call, second?.call, second?.params]).toEqual(['outbox.send', 'counter.input', { text: '12' }])
    const refused = { tag: 'DataNumberInvalid', retry: 'same-card', messageKey: 'error.DataNumberInvalid' }
    station.say({ id: second?.id, error: refused })
    station.say({ id: first?.id, result: { sent: 1, pending: 0 } })
    await expect(send).resolves.toEqual({ sent: 1, pending: 0 })
    await expect(input).rejects.toEqual(refused)
  })

  it('believes no message and no answer out of shape', async () => {
    const station = far()
    const connection = connectStation(station.open)
    station.say('no json')
    station.say({ state: { ...state, counter: { step: 'dancing' } } })
    expect(connection.link().status).toBe('connecting')
    station.say({ state })
    const wrong = connection.call('outbox.send', {})
    station.say({ id: 1, result: { sent: 'many' } })
    await expect(wrong).rejects.toMatchObject({ tag: 'ApiMessageInvalid' })
    const shapeless = connection.call('outbox.send', {})
    station.say({ id: 2 })
    await expect(shapeless).rejects.toMatchObject({ tag: 'ApiMessageInvalid' })
  })

  it('says that it is lost, ends calls under way, comes back and is whole again', async () => {
    const station = far()
    const connection = connectStation(station.open)
    station.say({ state })
    const call = connection.call('counter.read', {})
    station.openings[0]?.events.closed('lost')
    await expect(call).rejects.toMatchObject({ tag: 'ApiInternal' })
    expect(connection.link()).toEqual({ status: 'lost', attempts: 1, unauthorised: false })
    await expect(connection.call('counter.clear', {})).rejects.toMatchObject({ tag: 'ApiInternal' })
    vi.advanceTimersByTime(backoff(1))
    expect(station.openings).toHaveLength(2)
    expect(connection.link().status).toBe('lost')
    station.say({ state: { ...state, version: '2' } })
    expect(connection.link().status).toBe('connected')
    const seen: string[] = []
    connection.subscribe(({ version }) => void seen.push(version))
    expect(seen).toEqual(['2'])
  })

  it('waits longer after each failure, never over five seconds, and at once when asked', () => {
    const station = far()
    const connection = connectStation(station.open)
    for (let attempt = 1; attempt <= 8; attempt++) {
      station.openings.at(-1)?.events.closed(attempt === 8 ? 'unauthorised' : 'lost')
      vi.advanceTimersByTime(backoff(attempt) - 1)
      expect(station.openings).toHaveLength(attempt)
      vi.advanceTimersByTime(1)
      expect(station.openings).toHaveLength(attempt + 1)
    }
    expect(connection.link()).toMatchObject({ attempts: 8, unauthorised: true })
    expect(backoff(50)).toBe(5000)
    connection.reconnect()
    expect(station.openings).toHaveLength(10)
    expect(station.openings[8]?.closed).toBe(true)
  })

  it('gives up a call that nobody answers', async () => {
    const station = far()
    const connection = connectStation(station.open)
    station.say({ state })
    const call = expect(connection.call('counter.clear', {})).rejects.toMatchObject({
      cause: 'no answer to counter.clear',
    })
    await vi.advanceTimersByTimeAsync(30_000)
    await call
  })

  it('hears nothing after it was closed', () => {
    const station = far()
    const connection = connectStation(station.open)
    connection.close()
    vi.advanceTimersByTime(60_000)
    expect(station.openings).toHaveLength(1)
    expect(station.openings[0]?.closed).toBe(true)
  })
})
