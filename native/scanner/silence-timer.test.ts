import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { silenceTimer } from './silence-timer.ts'

afterEach(() => vi.useRealTimers())

function timer(sendsEnd: boolean) {
  const since = performance.now()
  const incoming = { pending: true, sendsEnd, idle: () => void calls.push(performance.now() - since) }
  const calls: number[] = []
  return { calls, incoming, ...silenceTimer(incoming, { gapMs: 30, stallMs: 90 }) }
}

test('silence is short for a scanner that does not say where a code ends, longer for one that does', () => {
  vi.useFakeTimers()
  const [gap, stall] = [timer(false), timer(true)]
  gap.restart()
  stall.restart()
  vi.advanceTimersByTime(29)
  expect([...gap.calls, ...stall.calls]).toEqual([])
  vi.advanceTimersByTime(31)
  expect([gap.calls.length, stall.calls.length]).toEqual([1, 0])
  vi.advanceTimersByTime(60)
  expect([gap.calls.length, stall.calls.length]).toEqual([1, 1])
})

test('nothing is waited for when no code has begun, or when it was stopped', async () => {
  const none = timer(false)
  none.incoming.pending = false
  none.restart()
  const stopped = timer(false)
  stopped.restart()
  stopped.stop()
  await pause(60)
  expect([...none.calls, ...stopped.calls]).toEqual([])
})

test('time in which this process was busy is no silence', async () => {
  const { calls, restart } = timer(false)
  restart()
  const until = performance.now() + 80
  while (performance.now() < until);
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(calls).toEqual([])
  await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 3000 })
})
