import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTime } from './blocked-calls.ts'

/** As a long computation, or a busy computer, does: nothing else of this process runs meanwhile. */
function holdUp(ms: number) {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('an answer in time is given, a late one is not waited for', async () => {
  expect(await inTime(Promise.resolve('there'), 50)).toEqual({ inTime: true, value: 'there' })
  const begun = performance.now()
  expect(await inTime(new Promise(() => {}), 50)).toEqual({ inTime: false })
  expect(performance.now() - begun).toBeGreaterThanOrEqual(45)
  await expect(inTime(Promise.reject(new Error('gone')), 50)).rejects.toThrow('gone')
})

test('nobody is late because this process was held up', async () => {
  const answered = inTime(pause(20, 'there'), 100)
  // The timer of an answer that comes in several steps stands behind the one of its limit.
  const inSteps = inTime(
    pause(20).then(() => pause(20, 'there')),
    100,
  )
  holdUp(250)
  expect(await answered).toEqual({ inTime: true, value: 'there' })
  expect(await inSteps).toEqual({ inTime: true, value: 'there' })
  const never = inTime(new Promise(() => {}), 100)
  holdUp(250)
  expect(await never).toEqual({ inTime: false })
})
