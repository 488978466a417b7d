import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { deviceSource } from './device-source.ts'
import { type HidInfo, type HidLibrary, loadHidLibrary } from './hid-library.ts'
import { barCodeScannerPage, barCodeScannerUsage } from './hid-pos-layout.ts'
import { createHidPosReader, type HidPosEvents } from './hid-pos-report.ts'
import type { OpenedScanner } from './kept-device.ts'
import { numberedIds } from './numbered-ids.ts'
import { problemOf, type ScanProblem } from './scan-problem.ts'
import type { ScanDevice, ScanSource } from './scan-source.ts'
import { type SilenceTimes, silenceTimer } from './silence-timer.ts'

export interface HidScannerOptions extends Partial<SilenceTimes> {
  /** `ScanDevice.id` of the scanner to take; without it every HID-POS scanner. */
  readonly device?: string | undefined
  /** Longest code in bytes. */
  readonly longest?: number
  /** Time between two looks at what is plugged in. */
  readonly pollMs?: number
}

export const hidDefaults = {
  gapMs: 100,
  stallMs: 1000,
  longest: 8192,
  pollMs: 2000,
} as const satisfies Required<Omit<HidScannerOptions, 'device'>>

/** Honeywell's own command that turns the reports on; a scanner that needs none refuses it. */
const turnOn = [0xfe, 0x01]
const honeywell: readonly number[] = [0x0c2e, 0x23d0]

const hex = (value: number) => value.toString(16).padStart(4, '0')

/** The HID-POS scanners among everything that is a HID device. */
export function hidScanDevices(infos: readonly HidInfo[]): ScanDevice[] {
  const scanners = infos
    .filter(({ usagePage, usage }) => usagePage === barCodeScannerPage && usage === barCodeScannerUsage)
    .flatMap(info => (info.path ? [{ ...info, path: info.path }] : []))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, vendorId, productId, serialNumber, manufacturer, product }) => ({
      id: ['hid', hex(vendorId), hex(productId), ...(serialNumber ? [serialNumber] : [])].join(':'),
      kind: 'hid' as const,
      path,
      label: [manufacturer, product].filter(Boolean).join(' ') || path,
      scanner: true,
    }))
  return numberedIds(scanners)
}

async function openHidDevice(
  library: HidLibrary,
  { id, path }: ScanDevice,
  settings: SilenceTimes & { readonly longest: number },
  events: HidPosEvents,
  lost: () => void,
): Promise<Result<OpenedScanner, ScanProblem>> {
  try {
    const device = await library.open(path)
    const reader = createHidPosReader(await library.descriptor(path), settings.longest, events)
    const silence = silenceTimer(reader, settings)
    let ended = false
    const end = async () => {
      if (ended) return
      ended = true
      silence.stop()
      reader.clear()
      await device.close().catch(() => {})
    }
    device.on('error', () => {
      if (!ended) end().then(lost)
    })
    device.on('data', report => {
      if (ended) return void report.fill(0)
      reader.push(report)
      silence.restart()
    })
    if (honeywell.some(vendor => id.startsWith(`hid:${hex(vendor)}:`))) {
      await device.sendFeatureReport(turnOn).catch(() => {})
    }
    return ok({ close: end })
  } catch (error) {
    return fail(problemOf(error))
  }
}

/**
 * USB scanners in HID-POS mode (usage page 0x8C): no serial port and no keyboard.
 * @param load for tests
 */
export function openHidScanner(options: HidScannerOptions = {}, load = loadHidLibrary): ScanSource {
  const settings = { ...hidDefaults, ...options }
  return deviceSource(
    'hid',
    async sink => {
      const library = await load()
      if (!library.ok) return library
      return ok({
        list: async () => hidScanDevices(await library.value.list()),
        open: (device, lost) => {
          const events: HidPosEvents = {
            code: (bytes, symbology) => sink.code(device.id, bytes, symbology),
            problem: tag => sink.problem(device.id, tag),
          }
          return openHidDevice(library.value, device, settings, events, lost)
        },
      })
    },
    settings,
  )
}
