import { type DeviceKind, type DeviceNews, type KeptDevice, keptDevice } from './kept-device.ts'
import { causeOf, scanProblem } from './scan-problem.ts'
import type { ScanDevice } from './scan-source.ts'

export interface KeeperOptions {
  /** `ScanDevice.id` of the only device to take; without it every one that is a scanner by what it says. */
  readonly device?: string | undefined
  /** Time between two looks at what is plugged in. */
  readonly pollMs: number
}

export interface DeviceKeeper {
  attached(): readonly ScanDevice[]
  close(): Promise<void>
}

/** Keeps every wanted device open: finds it, opens it, takes it again when it comes back. */
export function keepDevices(kind: DeviceKind, options: KeeperOptions, news: DeviceNews): DeviceKeeper {
  const { device: chosen, pollMs } = options
  const kept = new Map<string, KeptDevice>()
  const pause = wakeablePause()
  let closed = false

  const releaseAllBut = async (wanted: readonly ScanDevice[]) => {
    for (const each of [...kept.values()]) {
      const { id, path } = each.device
      if (wanted.some(device => device.id === id && device.path === path)) continue
      kept.delete(id)
      await each.release()
    }
  }
  const look = async () => {
    const found = await kind.list()
    news.complain(undefined)
    const wanted = found.filter(({ id, scanner }) => (chosen === undefined ? scanner : id === chosen))
    await releaseAllBut(wanted)
    if (chosen !== undefined && wanted.length === 0) news.complain(scanProblem('ScannerNone'), chosen)
    for (const device of wanted) {
      const each = kept.get(device.id) ?? keptDevice(kind, device, news, pause.wake)
      kept.set(device.id, each)
      if (!closed && each.retryInMs === 0) each.begin()
    }
  }
  const run = async () => {
    while (!closed) {
      await look().catch(error => news.complain(scanProblem('ScannerFailed', causeOf(error))))
      const retries = [...kept.values()].map(({ retryInMs }) => retryInMs)
      if (!closed) await pause.wait(Math.min(pollMs, ...retries))
    }
  }
  const running = run()
  return {
    attached: () => [...kept.values()].filter(({ attached }) => attached).map(({ device }) => device),
    async close() {
      closed = true
      pause.wake()
      await running
      await releaseAllBut([])
    },
  }
}

function wakeablePause() {
  let wake = () => {}
  const wait = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  return { wait, wake: () => wake() }
}
