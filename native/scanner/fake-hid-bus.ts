import type { HidDevice, HidInfo, HidLibrary } from './hid-library.ts'

/** A made-up HID bus, for tests: there is no way to a real one without a kernel module. */
export interface FakeHidBus {
  readonly library: HidLibrary
  plugIn(info: HidInfo & { readonly path: string }, descriptor?: Uint8Array): void
  /** The device vanishes from the list, and reading fails. */
  unplug(path: string): void
  /** Reading fails, and the device stays in the list. */
  fail(path: string): void
  /** An input report of an open device; kept as the system's buffer, so that a test sees it overwritten. */
  report(path: string, report: Uint8Array): Buffer
  /** What was sent to devices. */
  readonly featureReports: number[][]
  /** How many devices are open. */
  readonly opened: number
  /** Opening fails with this, as hidapi says it. */
  refuse: string | undefined
}

interface FakeDevice {
  readonly info: HidInfo
  readonly descriptor: Uint8Array | undefined
  onData?: (report: Buffer) => void
  onError?: (error: unknown) => void
}

export function fakeHidBus(): FakeHidBus {
  const devices = new Map<string, FakeDevice>()
  const featureReports: number[][] = []
  let opened = 0

  const openDevice = (device: FakeDevice): HidDevice => {
    opened += 1
    return {
      on(event: 'data' | 'error', listener: (value: Buffer) => void) {
        if (event === 'data') device.onData = listener
        else device.onError = listener as (error: unknown) => void
      },
      sendFeatureReport: async report => featureReports.push(report),
      async close() {
        opened -= 1
        delete device.onData
      },
    }
  }
  const bus: FakeHidBus = {
    library: {
      list: async () => [...devices.values()].map(({ info }) => info),
      async open(path) {
        const device = devices.get(path)
        if (bus.refuse || !device) throw new Error(bus.refuse ?? `cannot open device with path ${path}`)
        return openDevice(device)
      },
      descriptor: async path => devices.get(path)?.descriptor,
    },
    plugIn: (info, descriptor) => void devices.set(info.path, { info, descriptor }),
    unplug(path) {
      const device = devices.get(path)
      devices.delete(path)
      device?.onError?.(new Error('could not read from HID device'))
    },
    fail: path => devices.get(path)?.onError?.(new Error('could not read from HID device')),
    report(path, report) {
      const buffer = Buffer.from(report)
      devices.get(path)?.onData?.(buffer)
      return buffer
    },
    featureReports,
    get opened() {
      return opened
    },
    refuse: undefined,
  }
  return bus
}
