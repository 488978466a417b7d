import type { Result } from '../../main/emrtd/result.ts'
import { type DeviceKeeper, type DeviceKind, type KeeperOptions, keepDevices } from './device-keeper.ts'
import { createMrzLines, type MrzLines } from './mrz-lines.ts'
import { type ScanProblem, type ScanProblemTag, scanProblem } from './scan-problem.ts'
import type { ScanDevice, ScanEvent, ScanSource } from './scan-source.ts'
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
  const listeners = new Set<(event: ScanEvent) => void>()
  const lasting = new Map<string | undefined, ScanProblem>()
  let keeper: DeviceKeeper | undefined
  let closed = false

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
  const mrzLines = new Map<string, MrzLines>()
  const deliver = (device: string) => (code: Uint8Array, identified?: string) => {
    const { bytes, symbology = identified } = splitSymbology(code)
    if (!closed) tell({ event: 'scanned', device, bytes, ...(symbology && { symbology }) })
    code.fill(0)
  }
  const linesOf = (device: string) => {
    const lines = mrzLines.get(device) ?? createMrzLines(mrzLineMs, deliver(device))
    mrzLines.set(device, lines)
    return lines
  }
  const problemEvent = (problem: ScanProblem, device?: string): ScanEvent =>
    device === undefined ? { event: 'problem', problem } : { event: 'problem', device, problem }
  const complain = (problem: ScanProblem | undefined, device?: string) => {
    const news = problem?.tag !== lasting.get(device)?.tag
    if (problem) lasting.set(device, problem)
    else lasting.delete(device)
    if (problem && news) tell(problemEvent(problem, device))
  }
  const sink: ScanSink = {
    code: (device, bytes, symbology) => linesOf(device).push(bytes, symbology),
    problem: (device, tag) => tell(problemEvent(scanProblem(tag), device)),
  }
  const follow = (event: ScanEvent) => {
    if (event.event === 'detached') mrzLines.get(event.device)?.clear()
    tell(event)
  }
  const loaded = load(sink).then(result => {
    if (!result.ok) complain(result.error)
    else if (!closed) keeper = keepDevices(result.value, options, follow, complain)
    return result
  })

  return {
    kind,
    watch(listener) {
      listeners.add(listener)
      for (const device of keeper?.attached() ?? []) listener({ event: 'attached', device })
      for (const [device, problem] of lasting) listener(problemEvent(problem, device))
      return () => void listeners.delete(listener)
    },
    async list(): Promise<readonly ScanDevice[]> {
      const result = await loaded
      // What is wrong with the list is told by the keeper, which asks for the same one.
      return result.ok ? result.value.list().catch(() => []) : []
    },
    async close() {
      closed = true
      await loaded
      await keeper?.close()
      for (const lines of mrzLines.values()) lines.clear()
      listeners.clear()
    },
  }
}
