import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import type { StationMessage } from '../protocol/station.ts'
import { type StationState, stationStateSchema } from '../protocol/station-state.ts'
import { pipePair, scriptedStation, waitingState } from './scripted-station.ts'
import { connectStation, maxRequestLength, serveStation } from './station-wire.ts'

/** A served station whose first state has been taken from the pipe; `ask` sends a text and gives the next message. */
async function served(answer?: (name: string, params: unknown) => unknown) {
  const station = scriptedStation(answer)
  const pipe = pipePair()
  const faults: unknown[] = []
  const messages: StationMessage[] = []
  const waiting: ((message: StationMessage) => void)[] = []
  pipe.far.onMessage(text => {
    const message: StationMessage = JSON.parse(text)
    messages.push(message)
    waiting.shift()?.(message)
  })
  const next = () => new Promise<StationMessage>(resolve => waiting.push(resolve))
  const first = next()
  serveStation(station, pipe.near, (_, fault) => faults.push(fault))
  await first
  const ask = (text: unknown) => {
    const answer = next()
    pipe.far.send(text as string)
    return answer
  }
  return { station, pipe, faults, messages, next, ask }
}
const request = (call: unknown, params: unknown, id: unknown = 7) => JSON.stringify({ id, call, params })

describe('serving a station', () => {
  it('pushes the state at once and at every change', async () => {
    const { station, messages, next } = await served()
    expect(messages).toEqual([{ state: waitingState }])
    const changed = next()
    station.show({ step: 'waiting', card: true })
    expect(await changed).toMatchObject({ state: { counter: { card: true } } })
  })

  it('answers a call with its result, parameters completed by the schema', async () => {
    const { station, ask } = await served(() => ({ transactions: [] }))
    expect(await ask(request('history.search', { text: 'đặng' }))).toEqual({ id: 7, result: { transactions: [] } })
    expect(station.calls).toEqual([{ name: 'history.search', params: { text: 'đặng', limit: 50 } }])
  })

  it.each([
    ['no JSON', 'hello', 0, 'ApiMessageInvalid'],
    ['no text', new Uint8Array(3), 0, 'ApiMessageInvalid'],
    ['a list', '[1]', 0, 'ApiMessageInvalid'],
    ['null', 'null', 0, 'ApiMessageInvalid'],
    ['no call', '{"id":7}', 7, 'ApiMessageInvalid'],
    ['a fractional id', request('counter.read', {}, 1.5), 0, 'ApiMessageInvalid'],
    ['an unknown call', request('store.dump', {}), 7, 'ApiUnknownCall'],
    ['a name every object has', request('constructor', {}), 7, 'ApiUnknownCall'],
    ['the prototype', request('__proto__', {}), 7, 'ApiUnknownCall'],
    ['no parameters', request('counter.input', undefined), 7, 'ApiMessageInvalid'],
    ['parameters of another kind', request('counter.input', { text: 5 }), 7, 'ApiMessageInvalid'],
    ['a text past its limit', request('counter.input', { text: 'x'.repeat(20_001) }), 7, 'ApiMessageInvalid'],
    ['a limit past its bound', request('history.search', { text: '', limit: 1e9 }), 7, 'ApiMessageInvalid'],
    ['an oversize message', `${' '.repeat(maxRequestLength)}${request('counter.read', {})}`, 0, 'ApiMessageInvalid'],
  ])('refuses %s', async (_, text, id, tag) => {
    const { station, ask } = await served()
    expect(await ask(text)).toMatchObject({ id, error: { tag } })
    expect(station.calls).toEqual([])
  })

  it('accepts the longest input even if every character arrives escaped', async () => {
    const { station, ask } = await served()
    const text = '\u0001'.repeat(20_000)
    expect(await ask(request('counter.input', { text }))).toEqual({ id: 7, result: {} })
    expect(station.calls[0]?.params).toEqual({ text })
  })

  it('never repeats the value of a wrong parameter', async () => {
    const { ask } = await served()
    expect(JSON.stringify(await ask(request('counter.input', { text: ['000099999999'] })))).not.toContain('99999')
  })

  it('passes an expected error on', async () => {
    const { ask, faults } = await served(() => Promise.reject(chipDeskError('StoreFull')))
    expect(await ask(request('counter.read', {}))).toEqual({ id: 7, error: chipDeskError('StoreFull') })
    expect(faults).toEqual([])
  })

  it('answers a bug with ApiInternal and nothing of its inside', async () => {
    const bug = new TypeError('secret of 000099999999')
    const { ask, faults } = await served(() => {
      throw bug
    })
    expect(await ask(request('counter.read', {}))).toEqual({ id: 7, error: chipDeskError('ApiInternal') })
    expect(faults).toEqual([bug])
  })

  it('refuses the 65th call at once and goes on when one is done', async () => {
    const waiting: (() => void)[] = []
    const { pipe, messages, ask } = await served(() => new Promise(resolve => waiting.push(() => resolve({}))))
    for (let id = 1; id <= 64; id++) pipe.far.send(request('counter.read', {}, id))
    await vi.waitFor(() => expect(waiting).toHaveLength(64))
    expect(await ask(request('counter.read', {}, 65))).toMatchObject({
      id: 65,
      error: { cause: 'too many calls at once' },
    })
    waiting[0]?.()
    await vi.waitFor(() => expect(messages.at(-1)).toEqual({ id: 1, result: {} }))
    pipe.far.send(request('counter.read', {}, 66))
    await vi.waitFor(() => expect(waiting).toHaveLength(65))
  })

  it('lets go of the station when the pipe closes', async () => {
    const { station, pipe } = await served()
    expect(station.subscribers).toBe(1)
    pipe.close()
    expect(station.subscribers).toBe(0)
  })

  it('answers any JSON without a call or a fault', async () => {
    const { station, ask, faults } = await served()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map(j => `{"id":1,"call":${j}}`),
        ),
        async text => {
          expect(await ask(text)).toHaveProperty('error.tag')
        },
      ),
      { numRuns: 500 },
    )
    expect([station.calls, faults]).toEqual([[], []])
  })
})

describe('a client of a station', () => {
  it('calls, is called back with the state it knows, and with every later one', async () => {
    const station = scriptedStation((name, params) => ({ transactions: [], name, params }))
    const pipe = pipePair()
    serveStation(station, pipe.near)
    const client = connectStation(pipe.far)
    expect(await client.call('history.search', { text: 'a' })).toEqual({ transactions: [] })
    const seen: StationState[] = []
    const stop = client.subscribe(state => seen.push(state))
    expect(seen).toEqual([stationStateSchema.parse(waitingState)])
    station.show({ step: 'waiting', card: true })
    await vi.waitFor(() => expect(seen).toHaveLength(2))
    stop()
  })

  it('rejects with the error of the station', async () => {
    const pipe = pipePair()
    serveStation(
      scriptedStation(() => Promise.reject(chipDeskError('ReaderNone'))),
      pipe.near,
    )
    await expect(connectStation(pipe.far).call('counter.read', {})).rejects.toEqual(chipDeskError('ReaderNone'))
  })

  it.each([
    ['a result of another shape', '{"id":1,"result":{"transactions":5}}'],
    ['neither result nor error', '{"id":1}'],
    ['an error of no known kind', '{"id":1,"error":{"tag":"Nonsense"}}'],
  ])('rejects a call answered with %s', async (_, answer) => {
    const pipe = pipePair()
    const call = connectStation(pipe.far).call('history.search', { text: '' })
    pipe.near.send(answer)
    await expect(call).rejects.toMatchObject({ tag: 'ApiMessageInvalid' })
  })

  it('rejects what is under way and what comes later when the pipe closes', async () => {
    const pipe = pipePair()
    const client = connectStation(pipe.far)
    const underWay = client.call('counter.read', {})
    pipe.close()
    await expect(underWay).rejects.toMatchObject({ tag: 'ApiInternal' })
    await expect(client.call('counter.read', {})).rejects.toMatchObject({ tag: 'ApiInternal' })
  })
})
