import { beforeEach, describe, expect, test } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import { createLine, type Line } from './line.ts'

let time: number
let line: Line
beforeEach(() => {
  time = 1_000_000
  line = createLine(
    () => time,
    () => 1,
    () => {},
  )
})
const failure = chipDeskError('OnlineOffline')
const fail = (times: number) => {
  for (let n = 0; n < times; n++) line.down(failure)
}

describe('the breaker', () => {
  test('closed: the counter may ask after one failure and after two, what can wait may not', () => {
    fail(2)
    expect([line.enter(), line.enter(), line.take()]).toEqual([true, true, false])
  })
  test('open after three in a row: nobody asks until the pause is over', () => {
    fail(3)
    expect([line.enter(), line.take()]).toEqual([false, false])
    time = line.resumesAt() - 1
    expect(line.enter()).toBe(false)
  })
  test('half open: one question alone, whoever comes first', () => {
    fail(3)
    time = line.resumesAt()
    expect([line.enter(), line.enter(), line.take()]).toEqual([true, false, false])
  })
  test('the one fails: open again, and for longer', () => {
    fail(3)
    const pause = line.resumesAt() - time
    time = line.resumesAt()
    line.take()
    line.down(failure)
    expect(line.resumesAt() - time).toBeGreaterThan(pause)
    expect(line.enter()).toBe(false)
  })
  test('the one is answered: closed', () => {
    fail(3)
    time = line.resumesAt()
    line.take()
    line.up()
    expect([line.enter(), line.enter(), line.take()]).toEqual([true, true, true])
  })
  test('the one is broken off: the next may try', () => {
    fail(3)
    time = line.resumesAt()
    expect(line.take()).toBe(true)
    line.release()
    expect(line.take()).toBe(true)
  })
  test('two failures with an answer between are not three', () => {
    fail(2)
    line.up()
    fail(2)
    expect(line.enter()).toBe(true)
  })
})

test('what the service asked for holds for the counter as well, at the first failure', () => {
  line.down(failure, 60_000)
  expect(line.enter()).toBe(false)
  time += 59_999
  expect([line.enter(), line.take()]).toEqual([false, false])
  time += 1
  expect([line.enter(), line.take()]).toEqual([true, true])
})

test('no pause is longer than five minutes', () => {
  fail(40)
  expect(line.resumesAt() - time).toBe(300_000)
})
