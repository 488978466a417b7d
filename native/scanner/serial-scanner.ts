import { ok } from '../../main/emrtd/result.ts'
import { deviceSource } from './device-source.ts'
import type { ScanSource } from './scan-source.ts'
import { openSerialPort, type SerialSettings } from './serial-connection.ts'
import { listSerialDevices } from './serial-devices.ts'
import { loadSerialLibrary } from './serial-library.ts'

export interface SerialScannerOptions extends Partial<SerialSettings> {
  /** `ScanDevice.id` of the port to take; without it every serial port of a maker of scanners. */
  readonly device?: string | undefined
  /** Time between two looks at what is plugged in. */
  readonly pollMs?: number
}

export const serialDefaults = {
  baudRate: 9600,
  suffix: 'auto',
  gapMs: 60,
  stallMs: 1000,
  heartbeatMs: 500,
  longest: 8192,
  pollMs: 1000,
} as const satisfies Required<Omit<SerialScannerOptions, 'device'>>

/**
 * Scanners on serial ports: RS-232, USB-COM, a Bluetooth port.
 * @param load for tests
 */
export function openSerialScanner(options: SerialScannerOptions = {}, load = loadSerialLibrary): ScanSource {
  const settings = { ...serialDefaults, ...options }
  return deviceSource(
    'serial',
    async sink => {
      const library = await load()
      if (!library.ok) return library
      return ok({
        list: () => listSerialDevices(library.value, settings.device),
        open: ({ id, path }, lost) =>
          openSerialPort(library.value, path, settings, {
            code: bytes => sink.code(id, bytes),
            problem: tag => sink.problem(id, tag),
            lost,
          }),
      })
    },
    settings,
  )
}
