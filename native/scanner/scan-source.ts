import type { ScanProblem } from './scan-problem.ts'

/** A scanner that is plugged in, as the settings show it. */
export interface ScanDevice {
  /**
   * The same after the scanner was unplugged and comes back, on another socket too: `usb:0c2e:0b62:SERIAL` for a serial port,
   * `hid:0c2e:0b62:SERIAL`, or `path:/dev/ttyS0` where there is nothing better. A second one that is alike ends in `/2`.
   */
  readonly id: string
  readonly kind: 'serial' | 'hid'
  /** Of the operating system, now: `/dev/ttyACM0`, `COM3`, `/dev/hidraw2`. */
  readonly path: string
  /** Manufacturer and product as the device names itself; the path where it says nothing. */
  readonly label: string
  /** True for what is taken without being chosen: a HID-POS scanner, or a serial port of a maker of scanners. */
  readonly scanner: boolean
}

/** What a scanner has to say. */
export type ScanEvent =
  | {
      readonly event: 'scanned'
      /** `ScanDevice.id`. */
      readonly device: string
      /**
       * One complete code, without prefix, suffix and symbology identifier, in the scanner's character set. Overwritten with zeros as soon
       * as every listener has returned: take the text out at once, or copy.
       */
      readonly bytes: Uint8Array
      /** AIM identifier (ISO/IEC 15424) where the scanner gives one: `]Q1` is a QR code. */
      readonly symbology?: string
    }
  | { readonly event: 'attached'; readonly device: ScanDevice }
  /** It is gone, and what was wrong with it is over. */
  | { readonly event: 'detached'; readonly device: string }
  /** Without a device: of the whole kind, e.g. a library that is not installed. One that lasts is told once, and is over when its device is attached or detached. */
  | {
      readonly event: 'problem'
      readonly kind: 'serial' | 'hid'
      readonly device?: string
      readonly problem: ScanProblem
    }
  /** What lasted is over. */
  | { readonly event: 'mended'; readonly kind: 'serial' | 'hid'; readonly device?: string }

/** Where scanned codes come from, whatever the wire. Scanners are found, lost and found again by themselves until `close`. */
export interface ScanSource {
  readonly kind: 'serial' | 'hid' | 'all'
  /** Calls back at once with what is attached and what lasts as a problem, then at every event. Returns how to stop. */
  watch(listener: (event: ScanEvent) => void): () => void
  /** Every device that could be chosen, whether taken or not; empty where the list cannot be had, with its problem as an event. */
  list(): Promise<readonly ScanDevice[]>
  /** Gives all devices back and clears what they sent. May be called twice. */
  close(): Promise<void>
}
