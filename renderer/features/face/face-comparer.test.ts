import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ComparerAnswer } from './comparer-messages.ts'
import { startFaceComparer } from './face-comparer.ts'

class WrittenWorker extends EventTarget {
  readonly asked: { id: number }[] = []
  ended = false
  postMessage(request: { id: number }) {
    this.asked.push(request)
  }
  terminate() {
    this.ended = true
  }
  answers(data: ComparerAnswer) {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}
let workers: WrittenWorker[]
const comparer = () => {
  workers = []
  return startFaceComparer(() => {
    const worker = new WrittenWorker()
    workers.push(worker)
    return worker as unknown as Worker
  })
}
const picture = {} as ImageBitmap
const never = new AbortController().signal
const compared = { status: 'compared', score: 0.8, method: 'test' } as const

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('gets ready before anything is asked, and uses the same thread again', async () => {
  const { compare } = comparer()
  expect(workers).toHaveLength(1)
  for (const id of [1, 2]) {
    const answer = compare(picture, picture, never)
    workers[0]?.answers({ id, answer: compared })
    expect(await answer).toEqual(compared)
  }
  expect(workers).toHaveLength(1)
})

it('ends a thread that has not answered within ten seconds, and starts another for the next', async () => {
  const { compare } = comparer()
  const slow = compare(picture, picture, never)
  await vi.advanceTimersByTimeAsync(9_999)
  expect(workers[0]?.ended).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await slow).toEqual({ status: 'too-slow' })
  expect(workers[0]?.ended).toBe(true)
  const next = compare(picture, picture, never)
  workers[1]?.answers({ id: 2, answer: compared })
  expect(await next).toEqual(compared)
})

it('a picture taken anew hears nothing of the one before', async () => {
  const { compare } = comparer()
  const aborted = new AbortController()
  const before = compare(picture, picture, aborted.signal)
  aborted.abort()
  expect(await before).toEqual({ status: 'failed' })
  const answer = compare(picture, picture, never)
  workers[0]?.answers({ id: 1, answer: { status: 'missing' } })
  workers[0]?.answers({ id: 2, answer: compared })
  expect(await answer).toEqual(compared)
})

it('says so where the thread breaks, and ends it when it is closed', async () => {
  const { compare, close } = comparer()
  const answer = compare(picture, picture, never)
  workers[0]?.dispatchEvent(new Event('error'))
  expect(await answer).toEqual({ status: 'failed' })
  void compare(picture, picture, never)
  close()
  expect(workers.map(({ ended }) => ended)).toEqual([true, true])
})
