import { setTimeout as wait } from 'node:timers/promises'
import type { Result } from '../../main/emrtd/result.ts'
import { causeOf, type ScanProblem, scanProblem } from './scan-problem.ts'
import type { ScanDevice, ScanEvent } from './scan-source.ts'

export interface OpenedScanner {
  /** Gives the device back. Never fails, may be called twice. */
  close(): Promise<void>
}

/** How one kind of device is found and opened. */
export interface DeviceKind {
  /** Throws what the system throws. */
  list(): Promise<readonly ScanDevice[]>
  /** `lost` is called when the device is gone by itself. */
  open(device: ScanDevice, lost: () => void): Promise<Result<OpenedScanner, ScanProblem>>
}

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

/** Waits after a device that did not open, before the next try; the last one for good. */
const retryMs = [250, 500, 1000, 2000, 5000] as const

/** What takes longer to open than this is closed when it has opened. */
const closeWithinMs = 1000

/** A wanted device that is plugged in. */
interface Kept {
  readonly device: ScanDevice
  opened?: OpenedScanner
  opening?: Promise<void>
  failures: number
  retryAt: number
}

/**
 * Keeps every wanted device open: finds it, opens it, takes it again when it comes back.
 * @param tell attached and detached devices
 * @param complain what is wrong, with every try again; `undefined` when it no longer is. Without a device: of the whole kind
 */
export function keepDevices(
  kind: DeviceKind,
  options: KeeperOptions,
  tell: (event: ScanEvent) => void,
  complain: (problem: ScanProblem | undefined, device?: string) => void,
): DeviceKeeper {
  const kept = new Map<string, Kept>()
  const openings = new Set<Promise<void>>()
  const pause = wakeablePause()
  let closed = false

  const letGo = async (entry: Kept) => {
    const { device, opened } = entry
    kept.delete(device.id)
    delete entry.opened
    await opened?.close()
    complain(undefined, device.id)
    if (opened || entry.failures > 0) tell({ event: 'detached', device: device.id })
  }
  const open = async (entry: Kept) => {
    const { device } = entry
    let gone = false
    const lost = () => {
      gone = true
      if (!entry.opened) return
      delete entry.opened
      entry.retryAt = performance.now() + retryMs[0]
      tell({ event: 'detached', device: device.id })
      pause.wake()
    }
    const opened = await kind.open(device, lost)
    const fault = opened.ok ? gone && scanProblem('ScannerFailed', 'gone as soon as it was opened') : opened.error
    if (fault || !opened.ok) {
      entry.retryAt = performance.now() + (retryMs[Math.min(entry.failures, retryMs.length - 1)] ?? 0)
      entry.failures += 1
      return complain(fault || undefined, device.id)
    }
    if (closed || kept.get(device.id) !== entry) return opened.value.close()
    entry.opened = opened.value
    entry.failures = 0
    complain(undefined, device.id)
    tell({ event: 'attached', device })
  }
  // Some ports take seconds to open (Bluetooth): the others do not wait for them.
  const begin = (entry: Kept) => {
    const opening = open(entry).finally(() => {
      delete entry.opening
      openings.delete(opening)
      pause.wake()
    })
    entry.opening = opening
    openings.add(opening)
  }
  const look = async () => {
    const found = await kind.list()
    complain(undefined)
    const wanted = found.filter(({ id, scanner }) => (options.device === undefined ? scanner : id === options.device))
    for (const entry of [...kept.values()]) {
      const { id, path } = entry.device
      if (!wanted.some(device => device.id === id && device.path === path)) await letGo(entry)
    }
    if (options.device !== undefined && wanted.length === 0) complain(scanProblem('ScannerNone'), options.device)
    for (const device of wanted) {
      const entry = kept.get(device.id) ?? { device, failures: 0, retryAt: 0 }
      kept.set(device.id, entry)
      if (!entry.opened && !entry.opening && !closed && performance.now() >= entry.retryAt) begin(entry)
    }
  }
  const run = async () => {
    while (!closed) {
      await look().catch(error => complain(scanProblem('ScannerFailed', causeOf(error))))
      const retries = [...kept.values()]
        .filter(({ opened }) => !opened)
        .map(({ retryAt }) => retryAt - performance.now())
      if (!closed) await pause.wait(Math.max(0, Math.min(options.pollMs, ...retries)))
    }
  }
  const running = run()
  return {
    attached: () => [...kept.values()].filter(({ opened }) => opened).map(({ device }) => device),
    async close() {
      closed = true
      pause.wake()
      await running
      await Promise.race([Promise.all(openings), wait(closeWithinMs, undefined, { ref: false })])
      for (const entry of [...kept.values()]) await letGo(entry)
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
