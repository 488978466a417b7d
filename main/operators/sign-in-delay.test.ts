import { describe, expect, test } from 'vitest'
import { type Failures, oneMore, overAll, perName, remainingMs } from './sign-in-delay.ts'

const clocks = (wall: number, uptime: number) => ({ wall: () => wall, uptime: () => uptime })
const noon = 1_800_000_000_000
const failures = (count: number): Failures => ({ count, at: noon, uptime: 1_000_000 })

describe('the delay', () => {
  test.each([
    [1, 0],
    [4, 0],
    [5, 30],
    [6, 60],
    [7, 120],
    [8, 240],
    [9, 480],
    [10, 900],
    [11, 900],
    [5000, 900],
  ])('after %i wrong entries for one name is %i s', (count, seconds) => {
    expect(remainingMs(failures(count), perName, clocks(noon, 1_000_000))).toBe(seconds * 1000)
  })
  test.each([
    [19, 0],
    [20, 30],
    [24, 30],
    [25, 60],
    [40, 480],
    [45, 900],
    [9999, 900],
  ])('after %i over all names is %i s', (count, seconds) => {
    expect(remainingMs(failures(count), overAll, clocks(noon, 1_000_000))).toBe(seconds * 1000)
  })
  test('nobody has failed, nobody waits', () => {
    expect(remainingMs(undefined, perName, clocks(noon, 0))).toBe(0)
  })
})

describe('time passes', () => {
  const hour = 3_600_000
  test.each([
    ['as it should', noon + 20_000, 1_020_000, 10_000],
    ['with the clock set ahead', noon + hour, 1_020_000, 10_000],
    ['with the clock set back', noon - hour, 1_020_000, 10_000],
    ['to its end', noon - hour, 1_030_000, 0],
    ['over a start of the computer', noon + 20_000, 5000, 10_000],
    ['over a start, with the clock set back', noon - hour, 5000, 30_000],
    ['over the night', noon + 12 * hour, 5000, 0],
  ])('%s', (_, wall, uptime, left) => {
    expect(remainingMs(failures(5), perName, clocks(wall, uptime))).toBe(left)
  })
})

describe('one more', () => {
  test('counts up with both clocks', () => {
    expect(oneMore(undefined, perName, clocks(7, 8))).toEqual({ count: 1, at: 7, uptime: 8 })
    expect(oneMore(failures(4), perName, clocks(7, 8))).toEqual({ count: 5, at: 7, uptime: 8 })
  })
  test('is forgiven by a quiet quarter of an hour over all names, never for one', () => {
    const later = clocks(noon, 1_000_000 + 900_000)
    expect(oneMore(failures(30), overAll, later).count).toBe(1)
    expect(oneMore(failures(30), perName, later).count).toBe(31)
    expect(oneMore(failures(30), overAll, clocks(noon, 1_899_999)).count).toBe(31)
  })
})
