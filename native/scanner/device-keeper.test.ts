import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fail, ok } from '../../main/emrtd/result.ts'
import { type DeviceKeeper, keepDevices } from './device-keeper.ts'
import type { DeviceKind } from './kept-device.ts'
import { scanProblem } from './scan-problem.ts'
import type { ScanDevice } from './scan-source.ts'

const device = (id: string, path = `/dev/${id}`): ScanDevice => ({ id, kind: 'serial', path, label: id, scanner: true })

let keeper: DeviceKeeper | undefined
afterEach(() => keeper?.close())

/** A keeper over devices that a test plugs and pulls by hand. */
function keep(devices: ScanDevice[], more: Partial<DeviceKind> = {}, pollMs = 10) {
  const said: string[] = []
  const lost: (() => void)[] = []
  const open = new Set<string>()
  const kind: DeviceKind = {
    list: async () => [...devices],
    async open(each, gone) {
      open.add(each.path)
      lost.push(gone)
      return ok({ close: async () => void open.delete(each.path) })
    },
    ...more,
  }
  const made = keepDevices(
    kind,
    { pollMs },
    {
      tell: event => said.push(event.event === 'attached' ? `+${event.device.path}` : event.event),
      complain: problem => problem && said.push(problem.tag),
    },
  )
  keeper = made
  const until = (...lines: string[]) => vi.waitFor(() => expect(said).toEqual(lines), { timeout: 2000, interval: 2 })
  return { keeper: made, said, lost, open, until }
}

describe('a device', () => {
  test('that is swapped for another one alike between two looks is let go and taken again', async () => {
    const devices = [device('a', '/dev/1')]
    const { until, open } = keep(devices)
    await until('+/dev/1')
    devices.splice(0, 1, device('a', '/dev/2'))
    await until('+/dev/1', 'detached', '+/dev/2')
    expect([...open]).toEqual(['/dev/2'])
  })

  test('that is lost but still listed is taken again', async () => {
    const { until, lost, keeper: made } = keep([device('a')])
    await until('+/dev/a')
    lost[0]?.()
    await until('+/dev/a', 'detached', '+/dev/a')
    expect(made.attached()).toHaveLength(1)
  })

  test('that is gone while it is being opened is tried again, and is not said to be there', async () => {
    let tries = 0
    const { until } = keep([device('a')], {
      async open(_, gone) {
        tries += 1
        if (tries === 1) gone()
        return ok({ close: async () => {} })
      },
    })
    await until('ScannerFailed', '+/dev/a')
  })

  test('that does not open is tried less and less often', async () => {
    const tries: number[] = []
    keep([device('a')], {
      async open() {
        tries.push(performance.now())
        return fail(scanProblem('ScannerBusy'))
      },
    })
    await vi.waitFor(() => expect(tries).toHaveLength(3), { timeout: 2000 })
    const [first = 0, second = 0, third = 0] = tries
    expect(second - first).toBeGreaterThan(240)
    expect(third - second).toBeGreaterThan(490)
  })

  test('that never opens does not keep another one waiting', async () => {
    let lists = 0
    const { until, said } = keep([device('a'), device('b')], {
      async list() {
        lists += 1
        return [device('a'), device('b')]
      },
      open: ({ id }) => (id === 'a' ? new Promise(() => {}) : Promise.resolve(ok({ close: async () => {} }))),
    })
    await until('+/dev/b')
    await pause(100)
    expect(said).toEqual(['+/dev/b'])
    expect(lists).toBeLessThan(25)
  })
})

test('a list that fails is a problem, and is asked for again', async () => {
  let fails = true
  const { said } = keep([], {
    list: async () => {
      if (fails) throw new Error('spawn udevadm ENOENT')
      return [device('a')]
    },
  })
  await vi.waitFor(() => expect(said).toContain('ScannerFailed'))
  fails = false
  await vi.waitFor(() => expect(said.at(-1)).toBe('+/dev/a'))
})

describe('what is being opened', () => {
  function slow() {
    const devices = [device('a')]
    let opened = () => {}
    const made = keep(devices, {
      open: () =>
        new Promise(resolve => {
          opened = () => {
            made.open.add('late')
            resolve(ok({ close: async () => void made.open.delete('late') }))
          }
        }),
    })
    return { ...made, devices, opened: () => opened() }
  }

  test('when it vanishes is given back as soon as it is open, and nobody hears of it', async () => {
    const { devices, opened, open, said } = slow()
    await pause(20)
    devices.pop()
    await pause(30)
    opened()
    await pause(5)
    expect([...open]).toEqual([])
    expect(said).toEqual([])
  })

  test('at the end is waited for and given back', async () => {
    const { keeper: made, opened, open } = slow()
    await pause(20)
    let closed = false
    const closing = made.close().then(() => {
      closed = true
    })
    await pause(30)
    expect(closed).toBe(false)
    opened()
    await closing
    await made.close()
    expect([...open]).toEqual([])
  })
})
