import type { FramerEvents } from './code-framer.ts'
import { type ScannedDataLayout, scannedDataLayouts, usualLayout } from './hid-pos-layout.ts'

/** What one scanned data report holds. */
export interface ScannedData {
  /** A view into the report. */
  readonly data: Uint8Array
  readonly symbology?: string
  /** The next report goes on with the same code. */
  readonly continued: boolean
  /** The report says itself whether it is continued. */
  readonly saysContinued: boolean
}

/** Takes one report apart; `undefined` if it is another report, or too short for what it says. */
export function readScannedData(report: Uint8Array, layout: ScannedDataLayout): ScannedData | undefined {
  const { reportId, data, count, continued } = layout
  if (reportId !== 0 && report[0] !== reportId) return undefined
  const field = report.subarray(data.at, data.at + data.length)
  const used = count === undefined ? withoutPadding(field) : (report[count] ?? 0)
  if (used > field.length) return undefined
  const symbology = String.fromCharCode(...layout.symbology.map(at => report[at] ?? 0))
  return {
    data: field.subarray(0, used),
    ...(/^\][A-Za-z][0-9A-Za-z]$/.test(symbology) && { symbology }),
    continued: continued ? ((report[continued.at] ?? 0) & continued.mask) !== 0 : used === data.length,
    saysContinued: continued !== undefined,
  }
}

function withoutPadding(field: Uint8Array): number {
  let used = field.length
  while (used > 0 && field[used - 1] === 0) used -= 1
  return used
}

export interface HidPosEvents extends Pick<FramerEvents, 'problem'> {
  /** The bytes are the listener's; it overwrites them when done. */
  code(bytes: Uint8Array, symbology?: string): void
}

/** Puts the codes of one HID-POS scanner together. */
export interface HidPosReader {
  /** One input report as the system gives it, with its number if the device numbers its reports. Overwritten. */
  push(report: Uint8Array): void
  /** To be called when nothing came for a while. */
  idle(): void
  readonly pending: boolean
  readonly sendsEnd: boolean
  clear(): void
}

const lineEnds = [0x00, 0x0a, 0x0d]

/**
 * @param descriptor the device's report descriptor where the system gives it
 * @param longest code in bytes; what is longer is dropped whole
 */
export function createHidPosReader(
  descriptor: Uint8Array | undefined,
  longest: number,
  events: HidPosEvents,
): HidPosReader {
  const layouts = descriptor ? scannedDataLayouts(descriptor) : []
  const held = new Uint8Array(longest)
  let length = 0
  let pending = false
  let tooLong = false
  let sendsEnd = true
  let symbology: string | undefined

  const clear = () => {
    held.fill(0)
    length = 0
    pending = false
    tooLong = false
    symbology = undefined
  }
  const end = () => {
    let to = length
    while (to > 0 && lineEnds.includes(held[to - 1] ?? -1)) to -= 1
    const code = held.slice(0, to)
    const identified = symbology
    clear()
    if (code.length > 0) events.code(code, identified)
  }
  const add = (data: Uint8Array) => {
    if (tooLong) return
    if (length + data.length > longest) {
      held.fill(0)
      length = 0
      tooLong = true
      return events.problem('ScannerCodeTooLong')
    }
    held.set(data, length)
    length += data.length
  }
  return {
    push(report) {
      const candidates = layouts.length > 0 ? layouts : [usualLayout(report)]
      const scanned = candidates.map(layout => layout && readScannedData(report, layout)).find(Boolean)
      if (scanned) {
        symbology ??= scanned.symbology
        sendsEnd = scanned.saysContinued
        pending = scanned.continued
        add(scanned.data)
        if (!scanned.continued) end()
      }
      report.fill(0)
    },
    idle() {
      if (!pending) return
      if (!sendsEnd || tooLong) return end()
      clear()
      events.problem('ScannerCodeIncomplete')
    },
    get pending() {
      return pending
    },
    get sendsEnd() {
      return sendsEnd
    },
    clear,
  }
}
