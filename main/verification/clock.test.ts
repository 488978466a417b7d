import { describe, expect, it } from 'vitest'
import { trustedFloor, watchClock } from './clock.ts'

const day = 86_400_000
const built = new Date('2026-11-01T00:00:00Z')
const noon = Date.parse('2026-11-21T12:00:00Z')

function desk(floor = built) {
  const time = { wall: noon, monotonic: 5000 }
  const watch = watchClock(
    floor,
    () => time.wall,
    () => time.monotonic,
  )
  const pass = (wall: number, monotonic = wall) => {
    time.wall += wall
    time.monotonic += monotonic
    return watch.read().doubt?.kind
  }
  return { time, watch, pass }
}

describe('floor', () => {
  it('is the latest moment known to have passed', () => {
    expect(trustedFloor(built, undefined, new Date('2026-11-20'), new Date(Number.NaN))).toEqual(new Date('2026-11-20'))
    expect(trustedFloor()).toEqual(new Date(0))
  })
})

describe('a clock', () => {
  it('that runs is believed', () => {
    const { pass } = desk()
    expect([pass(0), pass(60_000), pass(day)]).toEqual([undefined, undefined, undefined])
  })

  it('before the floor is not, and says so', () => {
    const { time, watch } = desk()
    time.wall = Date.parse('2019-01-01T00:00:00Z')
    expect(watch.read()).toEqual({
      at: new Date('2019-01-01T00:00:00Z'),
      doubt: {
        kind: 'before-floor',
        floor: built,
        detail: 'desk clock 2019-01-01T00:00Z, but it is 2026-11-01T00:00Z or later',
      },
    })
  })

  it('set back while the program runs is found, by whatever more than a time server sets it', () => {
    const { pass } = desk()
    expect([pass(0), pass(-60_000, 1000), pass(-3_600_000, 1000)]).toEqual([undefined, undefined, 'before-floor'])
    // It is not believed again before it has caught up.
    expect([pass(1_800_000), pass(1_800_000)]).toEqual(['before-floor', undefined])
  })

  it('set ahead is found, and stays so; a desk that slept is not taken for one', () => {
    const { pass } = desk()
    expect([pass(0), pass(9 * day, 1000), pass(400 * day, 1000), pass(1000)]).toEqual([
      undefined,
      undefined,
      'jumped',
      'jumped',
    ])
  })

  it('is measured anew from a time that somebody else confirmed', () => {
    const { time, watch, pass } = desk()
    pass(0)
    expect(pass(400 * day, 1000)).toBe('jumped')
    watch.confirm(new Date(time.wall))
    expect(pass(1000)).toBeUndefined()
    watch.confirm(new Date(noon))
    time.wall = noon - day
    expect(watch.read().doubt?.kind).toBe('before-floor')
    time.wall = noon
    expect(watch.read().doubt).toBeUndefined()
  })
})
