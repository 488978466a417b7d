import { type HidScannerOptions, openHidScanner } from './hid-scanner.ts'
import type { ScanSource } from './scan-source.ts'
import { openSerialScanner, type SerialScannerOptions } from './serial-scanner.ts'

/** What the settings say about scanners that are not keyboards; a kind that is `false` is left alone. */
export interface ScannerConfig {
  readonly serial?: SerialScannerOptions | false
  readonly hid?: HidScannerOptions | false
}

/** Several sources as one. */
export function joinedSources(sources: readonly ScanSource[]): ScanSource {
  return {
    kind: 'all',
    watch(listener) {
      const stops = sources.map(source => source.watch(listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    list: async () => (await Promise.all(sources.map(source => source.list()))).flat(),
    async close() {
      await Promise.all(sources.map(source => source.close()))
    },
  }
}

/** Every scanner of this computer that is not a keyboard, found and followed from now on until `close`. */
export function scanSources({ serial = {}, hid = {} }: ScannerConfig = {}): ScanSource {
  return joinedSources([...(serial ? [openSerialScanner(serial)] : []), ...(hid ? [openHidScanner(hid)] : [])])
}
