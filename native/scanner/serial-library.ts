import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { causeOf, type ScanProblem, scanProblem } from './scan-problem.ts'

export interface SerialPortInfo {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly serialNumber?: string | undefined
  /** Four hex digits. */
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
}

/** An open port. No stream is put around it: that would keep what was scanned in a pool of its own. */
export interface SerialPort {
  readonly isOpen: boolean
  /** Waits for at least one byte. Throws when the port is closed or lost. */
  read(buffer: Buffer, offset: number, length: number): Promise<{ readonly bytesRead: number }>
  set(lines: { readonly dtr: boolean; readonly rts: boolean }): Promise<void>
  /** Throws away what came and was not read. */
  flush(): Promise<void>
  getBaudRate(): Promise<unknown>
  close(): Promise<void>
}

/** What is used of `@serialport/bindings-cpp`; tests put something else in its place. */
export interface SerialLibrary {
  list(): Promise<readonly SerialPortInfo[]>
  open(options: {
    readonly path: string
    readonly baudRate: number
    readonly dataBits: 8
    readonly stopBits: 1
    readonly parity: 'none'
    /** Nobody else may open it. */
    readonly lock: true
  }): Promise<SerialPort>
}

/** Loads the optional native library when the first scanner is asked for. */
export async function loadSerialLibrary(): Promise<Result<SerialLibrary, ScanProblem>> {
  try {
    return ok((await import('@serialport/bindings-cpp')).autoDetect())
  } catch (error) {
    return fail(scanProblem('ScannerSoftwareMissing', `@serialport/bindings-cpp does not load: ${causeOf(error)}`))
  }
}
