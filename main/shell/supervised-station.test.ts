import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StationState } from '../protocol/station-state.ts'
import { pipePair, scriptedStation } from './scripted-station.ts'
import { serveStation } from './station-wire.ts'
import { restartDelay, superviseStation } from './supervised-station.ts'

/** A supervised station whose processes are scripted ones, each with its number as the desk's id. */
function supervised() {
  const processes: { die(): void; stopped: boolean; station: ReturnType<typeof scriptedStation> }[] = []
  const lost = vi.fn()
  const supervision = superviseStation(() => {
    const station = scriptedStation(name => (name === 'counter.read' ? new Promise(() => {}) : {}))
    const pipe = pipePair()
    const id = String(processes.length + 1)
    const subscribe = (listener: (state: StationState) => void) =>
      station.subscribe(state => listener({ ...state, desk: { ...state.desk, id } }))
    serveStation({ call: station.call, subscribe }, pipe.near)
    const process = { die: pipe.close, stopped: false, station }
    processes.push(process)
    return {
      pipe: pipe.far,
      async stop() {
        process.stopped = true
        pipe.close()
      },
    }
  })
  supervision.onLost(lost)
  const seen: string[] = []
  supervision.port.subscribe(state => seen.push(state.desk.id))
  return { ...supervision, processes, lost, seen }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a supervised station', () => {
  it('is started again when it dies, and its subscribers go on', async () => {
    const { processes, seen, lost } = supervised()
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toEqual(['1'])
    processes[0]?.die()
    expect(lost).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(0)
    expect([processes.length, seen]).toEqual([2, ['1', '2']])
  })

  it('ends the calls under way and passes later ones to the new process', async () => {
    const { port, processes } = supervised()
    const underWay = port.call('counter.read', {})
    const ended = expect(underWay).rejects.toMatchObject({ tag: 'ApiInternal' })
    processes[0]?.die()
    await ended
    await expect(port.call('counter.clear', {})).rejects.toMatchObject({ tag: 'ApiInternal' })
    await vi.advanceTimersByTimeAsync(0)
    expect(await port.call('counter.clear', {})).toEqual({})
    expect(processes[1]?.station.calls).toEqual([{ name: 'counter.clear', params: {} }])
  })

  it('shows a new subscriber no state of a dead process', async () => {
    const { port, processes } = supervised()
    await vi.advanceTimersByTimeAsync(0)
    processes[0]?.die()
    const late = vi.fn()
    const stop = port.subscribe(late)
    expect(late).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(0)
    expect(late).toHaveBeenCalledTimes(1)
    stop()
    processes[1]?.station.show({ step: 'waiting', card: true })
    await vi.advanceTimersByTimeAsync(0)
    expect(late).toHaveBeenCalledTimes(1)
  })

  it('waits longer between deaths in a row, never past ten seconds, and not after a long life', async () => {
    expect([1, 2, 3, 4, 7, 8, 100].map(restartDelay)).toEqual([0, 250, 500, 1_000, 8_000, 10_000, 10_000])
    const { processes } = supervised()
    const last = () => processes.at(-1)
    last()?.die()
    await vi.advanceTimersByTimeAsync(0)
    last()?.die()
    await vi.advanceTimersByTimeAsync(249)
    expect(processes).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(processes).toHaveLength(3)
    await vi.advanceTimersByTimeAsync(31_000)
    last()?.die()
    await vi.advanceTimersByTimeAsync(0)
    expect(processes).toHaveLength(4)
  })

  it('is not started again once it was told to stop', async () => {
    const { processes, stop, lost } = supervised()
    await stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([processes.length, processes[0]?.stopped, lost.mock.calls.length]).toEqual([1, true, 0])
  })

  it('is not started again when it is told to stop while waiting for a restart', async () => {
    const { processes, stop } = supervised()
    processes[0]?.die()
    await stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(processes).toHaveLength(1)
  })
})
