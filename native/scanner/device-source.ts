import type { Result } from '../../main/emrtd/result.ts'
import { type DeviceKeeper, type KeeperOptions, keepDevices } from './device-keeper.ts'
import type { DeviceKind, DeviceNews } from './kept-device.ts'
import { createMrzLines, type MrzLines } from './mrz-lines.ts'
import { type ScanProblem, type ScanProblemTag, scanProblem } from './scan-problem.ts'
import type { ScanEvent, ScanSource } from './scan-source.ts'
import { splitSymbology } from './symbology.ts'

/** Where an opened device puts what it reads. */
export interface ScanSink {
  /** Hands the code on, and overwrites it. */
  code(device: string, bytes: Uint8Array, symbology?: string): void
  /** About one code: it does not last. */
  problem(device: string, tag: ScanProblemTag): void
}

/** A reader of machine-readable zones sends the next line at once. */
const mrzLineMs = 300

/** Makes a source out of one kind of device: listeners, lasting problems, and codes that are overwritten once they were told. */
export function deviceSource(
  kind: 'serial' | 'hid',
  load: (sink: ScanSink) => Promise<Result<DeviceKind, ScanProblem>>,
  options: KeeperOptions,
): ScanSource {
  const board = scanBoard(kind)
  const codes = codeDelivery(board.tell)
  const news: DeviceNews = {
    tell(event) {
      if (event.event === 'detached') codes.forget(event.device)
      board.tell(event)
    },
    complain: board.complain,
  }
  let keeper: DeviceKeeper | undefined
  let closed = false
  const sink: ScanSink = {
    code: codes.deliver,
    problem: (device, tag) => board.tell(problemEvent(kind, scanProblem(tag), device)),
  }
  const loaded = load(sink).then(result => {
    if (!result.ok) board.complain(result.error)
    else if (!closed) keeper = keepDevices(result.value, options, news)
    return result
  })
  return {
    kind,
    watch(listener) {
      for (const device of keeper?.attached() ?? []) listener({ event: 'attached', device })
      return board.watch(listener)
    },
    async list() {
      const result = await loaded
      // What is wrong with the list is told by the keeper, which asks for the same one.
      return result.ok ? result.value.list().catch(() => []) : []
    },
    async close() {
      closed = true
      await loaded
      await keeper?.close()
      codes.forget()
      board.close()
    },
  }
}

const problemEvent = (kind: 'serial' | 'hid', problem: ScanProblem, device?: string): ScanEvent => ({
  event: 'problem',
  kind,
  problem,
  ...(device !== undefined && { device }),
})

/** Listeners, and the problems that last. */
function scanBoard(kind: 'serial' | 'hid') {
  const listeners = new Set<(event: ScanEvent) => void>()
  const lasting = new Map<string | undefined, ScanProblem>()
  const tell = (event: ScanEvent) => {
    for (const listener of [...listeners]) {
      try {
        listener(event)
      } catch (error) {
        // A listener's bug is no fault of the scanner: it ends the process, not the reading of this code.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
  return {
    tell,
    complain(problem: ScanProblem | undefined, device?: string) {
      const before = lasting.get(device)
      const news = problem?.tag !== before?.tag
      if (problem) lasting.set(device, problem)
      else lasting.delete(device)
      if (problem && news) tell(problemEvent(kind, problem, device))
      if (!problem && before) tell({ event: 'mended', kind, ...(device !== undefined && { device }) })
    },
    watch(listener: (event: ScanEvent) => void) {
      for (const [device, problem] of lasting) listener(problemEvent(kind, problem, device))
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => listeners.clear(),
  }
}

/** Tells codes, each device's lines of a machine-readable zone put together, and overwrites them. */
function codeDelivery(tell: (event: ScanEvent) => void) {
  const linesOf = new Map<string, MrzLines>()
  const begin = (device: string): MrzLines => {
    const lines = createMrzLines(mrzLineMs, (code, identified) => {
      const { bytes, symbology = identified } = splitSymbology(code)
      tell({ event: 'scanned', device, bytes, ...(symbology && { symbology }) })
      code.fill(0)
    })
    linesOf.set(device, lines)
    return lines
  }
  return {
    deliver: (device: string, code: Uint8Array, symbology?: string) =>
      (linesOf.get(device) ?? begin(device)).push(code, symbology),
    /** Without a device: of all. */
    forget(device?: string) {
      for (const [id, lines] of linesOf) if (device === undefined || id === device) lines.clear()
    },
  }
}
