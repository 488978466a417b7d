import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { silenceTimer } from './silence-timer.ts'

function timer(sendsEnd: boolean) {
  const since = performance.now()
  const incoming = { pending: true, sendsEnd, idle: () => void calls.push(performance.now() - since) }
  const calls: number[] = []
  return { calls, incoming, ...silenceTimer(incoming, { gapMs: 30, stallMs: 90 }) }
}

test('silence is short for a scanner that does not say where a code ends, longer for one that does', async () => {
  const [gap, stall] = [timer(false), timer(true)]
  gap.restart()
  stall.restart()
  await vi.waitFor(() => expect([...gap.calls, ...stall.calls]).toHaveLength(2), { timeout: 3000 })
  expect(gap.calls).toHaveLength(1)
  expect((stall.calls[0] ?? 0) - (gap.calls[0] ?? 0)).toBeGreaterThan(40)
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
