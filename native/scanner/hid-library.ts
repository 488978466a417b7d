import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { linuxReportDescriptor } from './linux-report-descriptor.ts'
import { causeOf, type ScanProblem, scanProblem } from './scan-problem.ts'

/** A collection of a device as `node-hid` lists it; a device has one entry for each. */
export interface HidInfo {
  readonly path?: string | undefined
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber?: string | undefined
  readonly manufacturer?: string | undefined
  readonly product?: string | undefined
  readonly usagePage?: number | undefined
  readonly usage?: number | undefined
}

/** An open device. */
export interface HidDevice {
  on(event: 'data', listener: (report: Buffer) => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  sendFeatureReport(report: number[]): Promise<number>
  close(): Promise<void>
}

/** What is used of `node-hid`; tests put a fake in its place. */
export interface HidLibrary {
  list(): Promise<readonly HidInfo[]>
  open(path: string): Promise<HidDevice>
  /** The report descriptor where the system gives it to everybody. */
  descriptor(path: string): Promise<Uint8Array | undefined>
}

/** Loads the optional native library when the first scanner is asked for. */
export async function loadHidLibrary(): Promise<Result<HidLibrary, ScanProblem>> {
  try {
    const { devicesAsync, getHidapiVersion, HIDAsync } = await import('node-hid')
    // The compiled part loads at the first call, and fails where libudev is not installed.
    getHidapiVersion()
    return ok({
      list: () => devicesAsync(),
      // On macOS nobody else reads what is scanned; Linux and Windows have no such way.
      open: path => HIDAsync.open(path, { nonExclusive: false }),
      descriptor: linuxReportDescriptor,
    })
  } catch (error) {
    return fail(scanProblem('ScannerSoftwareMissing', `node-hid does not load: ${causeOf(error)}`))
  }
}
