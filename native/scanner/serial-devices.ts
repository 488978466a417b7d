import { access } from 'node:fs/promises'
import { linuxSerialPorts } from './linux-serial-ports.ts'
import { numberedIds } from './numbered-ids.ts'
import type { ScanDevice } from './scan-source.ts'
import type { SerialLibrary, SerialPortInfo } from './serial-library.ts'

/** USB vendors that make scanners and nothing else that has a serial port. Only these are opened without being chosen. */
const scannerMakers: ReadonlySet<string> = new Set([
  '0c2e', // Honeywell (Metrologic, Hand Held Products)
  '23d0', // Youjie by Honeywell
  '05f9', // Datalogic (PSC)
  '05e0', // Zebra (Symbol)
  '1eab', // Newland
])

const pathPrefix = 'path:'

/** How a port that says nothing of itself is chosen, or one under a name that udev or the administrator gave it. */
export const serialPathId = (path: string) => `${pathPrefix}${path}`

function serialDevice({ path, vendorId, productId, serialNumber, manufacturer }: SerialPortInfo): ScanDevice {
  const vendor = vendorId?.toLowerCase()
  const product = productId?.toLowerCase()
  const usb = vendor && product && ['usb', vendor, product, ...(serialNumber ? [serialNumber] : [])].join(':')
  return {
    id: usb || serialPathId(path),
    kind: 'serial',
    path,
    label: manufacturer ?? path,
    scanner: vendor !== undefined && scannerMakers.has(vendor),
  }
}

/** Devices in the order of their paths; those that are alike are numbered in it. */
export const serialDevices = (ports: readonly SerialPortInfo[]): ScanDevice[] =>
  numberedIds([...ports].sort((a, b) => (a.path < b.path ? -1 : 1)).map(serialDevice))

/**
 * Every serial port that could be a scanner's, and the chosen one if it was chosen by a path that exists.
 * @param chosen `ScanDevice.id`
 * @throws what the library throws
 */
export async function listSerialDevices(
  library: Pick<SerialLibrary, 'list'>,
  chosen?: string,
  platform: NodeJS.Platform = process.platform,
): Promise<ScanDevice[]> {
  const devices = serialDevices(platform === 'linux' ? await linuxSerialPorts() : await library.list())
  const path = chosen?.startsWith(pathPrefix) ? chosen.slice(pathPrefix.length) : undefined
  if (!chosen || !path || platform === 'win32' || devices.some(({ id }) => id === chosen)) return devices
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  return exists ? [...devices, { id: chosen, kind: 'serial', path, label: path, scanner: false }] : devices
}
