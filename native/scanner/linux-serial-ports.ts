import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SerialPortInfo } from './serial-library.ts'

/** Serial ports of a computer's own have a UART behind them, and are listed four or 32 at a time though most have none. */
const noUart = '0'
/** The virtual consoles, 64 of them. */
const neverPorts = /^(tty\d*|console|ptmx)$/

async function text(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim() || undefined
  } catch {
    return undefined
  }
}

/** The USB device above an interface: the nearest folder that has a vendor. */
async function usbDeviceOf(port: string, sys: string): Promise<string | undefined> {
  for (let folder = port; folder.length > sys.length; folder = dirname(folder)) {
    if (await text(join(folder, 'idVendor'))) return folder
  }
  return undefined
}

async function portAt(name: string, sys: string): Promise<SerialPortInfo | undefined> {
  const entry = join(sys, 'class/tty', name)
  const path = `/dev/${name}`
  if (name.startsWith('rfcomm')) return { path }
  try {
    await readlink(join(entry, 'device'))
  } catch {
    // Nothing is behind it: it is some console.
    return undefined
  }
  const usb = await usbDeviceOf(await realpath(join(entry, 'device')), await realpath(sys))
  if (!usb) return (await text(join(entry, 'type'))) === noUart ? undefined : { path }
  const [vendorId, productId, serialNumber, manufacturer, product] = await Promise.all(
    ['idVendor', 'idProduct', 'serial', 'manufacturer', 'product'].map(file => text(join(usb, file))),
  )
  const named = [manufacturer, product].filter(Boolean).join(' ')
  return { path, vendorId, productId, serialNumber, manufacturer: named || undefined }
}

/**
 * The serial ports as the kernel knows them. The library's own list starts `udevadm`, which a small system has not got, and takes a
 * process every time; this is a few small files.
 * @param sys where sysfs is mounted
 */
export async function linuxSerialPorts(sys = '/sys'): Promise<readonly SerialPortInfo[]> {
  const names = await readdir(join(sys, 'class/tty')).catch(() => [])
  const possible = names.filter(name => !neverPorts.test(name))
  const ports = await Promise.all(possible.map(name => portAt(name, sys).catch(() => undefined)))
  return ports.filter(port => port !== undefined)
}
