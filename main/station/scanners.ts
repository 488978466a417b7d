import type { ScanDevice, ScanEvent, ScanSource } from '../../native/scanner/scan-source.ts'
import { decodeScan } from '../cccd/decode-scan.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { LastScan, Scanner, Scanners as ScannersView } from '../protocol/scanners.ts'
import type { ScannerChoice } from './scanner-choice.ts'

/** What the scanners of a desk are made of. */
export interface ScannersParts {
  /** Opens them as chosen; called again when the choice changes. */
  open(choice: ScannerChoice): ScanSource
  readonly choice: ScannerChoice
  save(choice: ScannerChoice): Promise<void>
}

/** Where scanned texts go, and who is told of changes. */
export interface ScannersUse {
  input(text: string): ChipDeskError | undefined
  changed(): void
}

/** The scanners of a desk that are no keyboards: their codes go to the counter, whatever is on the screen. */
export interface Scanners {
  view(): ScannersView
  /** Every port that could be chosen, taken or not. */
  list(): Promise<readonly ScanDevice[]>
  chooseSerial(serial: ScannerChoice['serial']): Promise<void>
  close(): Promise<void>
}

export function openScanners(parts: ScannersParts, use: ScannersUse): Scanners {
  let choice = parts.choice
  let scanners = new Map<string, Scanner>()
  /** Of a whole kind. */
  let problems = new Map<Scanner['kind'], ChipDeskError>()
  let last: LastScan | undefined
  let source = parts.open(choice)
  watch()

  function watch(): void {
    source.watch(event => {
      follow(event)
      use.changed()
    })
  }

  function follow(event: ScanEvent): void {
    switch (event.event) {
      case 'attached': {
        const { id, kind, label } = event.device
        scanners.set(id, { id, kind, label, attached: true })
        return
      }
      case 'detached':
        scanners.delete(event.device)
        return
      case 'problem':
        complain(event.problem, event.kind, event.device)
        return
      case 'mended':
        mend(event.kind, event.device)
        return
      case 'scanned':
        take(event.device, event.bytes)
    }
  }

  function complain(problem: ChipDeskError, kind: Scanner['kind'], device: string | undefined): void {
    if (device === undefined) {
      problems.set(kind, problem)
      return
    }
    const known = scanners.get(device)
    scanners.set(device, { ...(known ?? { id: device, kind, label: device, attached: false }), problem })
  }

  function mend(kind: Scanner['kind'], device: string | undefined): void {
    const known = device === undefined ? undefined : scanners.get(device)
    if (device === undefined) problems.delete(kind)
    else if (known && !known.attached) scanners.delete(device)
    else if (known) scanners.set(device, healthy(known))
  }

  function take(device: string, bytes: Uint8Array): void {
    const { text, charset, hint } = decodeScan(bytes)
    const refused = use.input(text)
    last = {
      scanner: device,
      at: new Date().toISOString(),
      characters: text.length,
      ...(refused && { refused }),
      charset,
      notUtf8: hint !== undefined,
    }
    const known = scanners.get(device)
    // It works again.
    if (known?.problem) scanners.set(device, healthy(known))
  }

  return {
    view: () => ({
      scanners: [...scanners.values()],
      problems: [...problems.values()],
      serial: choice.serial,
      ...(last && { last }),
    }),
    list: () => source.list(),
    async chooseSerial(serial) {
      choice = { ...choice, serial }
      await parts.save(choice)
      await source.close()
      scanners = new Map()
      problems = new Map()
      last = undefined
      source = parts.open(choice)
      watch()
      use.changed()
    },
    close: () => source.close(),
  }
}

const healthy = ({ problem: _, ...scanner }: Scanner): Scanner => scanner
