import { setTimeout as pause } from 'node:timers/promises'
import type { Result } from '../../main/emrtd/result.ts'
import { type ScanProblem, scanProblem } from './scan-problem.ts'
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

/** Who hears of devices. */
export interface DeviceNews {
  /** Attached and detached. */
  tell(event: ScanEvent): void
  /** What is wrong, with every try again; `undefined` when it no longer is. Without a device: of the whole kind. */
  complain(problem: ScanProblem | undefined, device?: string): void
}

/** A wanted device that is plugged in. */
export interface KeptDevice {
  readonly device: ScanDevice
  readonly attached: boolean
  /** Time until it may be tried again; none while it is open or being opened. */
  readonly retryInMs: number
  /** Tries to open it. Some ports take seconds (Bluetooth): nobody waits. */
  begin(): void
  /** It is no longer there, or no longer wanted. */
  release(): Promise<void>
}

/** Waits after a device that did not open, before the next try; the last one for good. */
const retryMs = [250, 500, 1000, 2000, 5000] as const
/** What takes longer to open than this is closed when it has opened. */
const releaseWithinMs = 1000

/** @param wake called when there may be something to do */
export function keptDevice(kind: DeviceKind, device: ScanDevice, news: DeviceNews, wake: () => void): KeptDevice {
  let opened: OpenedScanner | undefined
  let opening: Promise<void> | undefined
  let released = false
  let failures = 0
  let retryAt = 0

  const failed = (problem: ScanProblem) => {
    retryAt = performance.now() + (retryMs[Math.min(failures, retryMs.length - 1)] ?? 0)
    failures += 1
    if (!released) news.complain(problem, device.id)
  }
  const lost = () => {
    opened = undefined
    retryAt = performance.now() + retryMs[0]
    news.tell({ event: 'detached', device: device.id })
    wake()
  }
  const open = async () => {
    let gone = false
    const result = await kind.open(device, () => {
      gone = true
      if (opened) lost()
    })
    if (!result.ok) return failed(result.error)
    if (gone) return failed(scanProblem('ScannerFailed', 'gone as soon as it was opened'))
    if (released) return result.value.close()
    opened = result.value
    failures = 0
    news.complain(undefined, device.id)
    news.tell({ event: 'attached', device })
  }
  return {
    device,
    get attached() {
      return opened !== undefined
    },
    get retryInMs() {
      return opened || opening ? Number.POSITIVE_INFINITY : Math.max(0, retryAt - performance.now())
    },
    begin() {
      opening = open().finally(() => {
        opening = undefined
        wake()
      })
    },
    async release() {
      released = true
      const wasKnown = opened !== undefined || failures > 0
      const held = opened
      opened = undefined
      await held?.close()
      if (opening) await Promise.race([opening, pause(releaseWithinMs, undefined, { ref: false })])
      news.complain(undefined, device.id)
      if (wasKnown) news.tell({ event: 'detached', device: device.id })
    },
  }
}
