import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { linuxSerialPorts } from './linux-serial-ports.ts'
import { listSerialDevices, serialDevices } from './serial-devices.ts'

const honeywell = { vendorId: '0C2E', productId: '0b62', serialNumber: '999', manufacturer: 'Invented Scanner' }

describe('the id of a port', () => {
  test('is the same on another socket, and the maker says whether it is a scanner', () => {
    const [one] = serialDevices([{ path: '/dev/ttyACM0', ...honeywell }])
    const [two] = serialDevices([{ path: '/dev/ttyACM5', ...honeywell }])
    expect(one).toEqual({
      id: 'usb:0c2e:0b62:999',
      kind: 'serial',
      path: '/dev/ttyACM0',
      label: 'Invented Scanner',
      scanner: true,
    })
    expect(two?.id).toBe(one?.id)
  })

  test('numbers what is alike, in the order of the paths, and falls back to the path', () => {
    const ports = [
      { path: '/dev/ttyUSB1', vendorId: '1a86', productId: '7523' },
      { path: '/dev/ttyS0' },
      { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' },
    ]
    expect(serialDevices(ports).map(({ id, path, scanner }) => [id, path, scanner])).toEqual([
      ['path:/dev/ttyS0', '/dev/ttyS0', false],
      ['usb:1a86:7523', '/dev/ttyUSB0', false],
      ['usb:1a86:7523/2', '/dev/ttyUSB1', false],
    ])
  })
})

describe('the list', () => {
  const library = { list: async () => [{ path: 'COM3', ...honeywell }, { path: 'COM1' }] }

  test('is the library’s where the system is not Linux', async () => {
    const ids = async (chosen?: string) => (await listSerialDevices(library, chosen, 'win32')).map(({ id }) => id)
    expect(await ids()).toEqual(['path:COM1', 'usb:0c2e:0b62:999'])
    expect(await ids('path:COM9')).toEqual(['path:COM1', 'usb:0c2e:0b62:999'])
  })

  test('has a path that was chosen and exists, under whatever name', async () => {
    const here = `path:${import.meta.filename}`
    expect((await listSerialDevices(library, here, 'darwin')).at(-1)).toMatchObject({ id: here, scanner: false })
    expect(await listSerialDevices(library, `${here}x`, 'darwin')).toHaveLength(2)
    expect(await listSerialDevices(library, 'path:', 'darwin')).toHaveLength(2)
  })
})

describe('what Linux shows of its ports', () => {
  let sys: string
  beforeEach(() => {
    sys = mkdtempSync(join(tmpdir(), 'serial-devices-'))
    mkdirSync(join(sys, 'class/tty'), { recursive: true })
  })
  afterEach(() => rmSync(sys, { recursive: true }))

  /** A port in sysfs; `device` is where its hardware is described, `files` are written there or above. */
  function port(name: string, device?: string, files: Record<string, string> = {}) {
    const entry = join(sys, 'class/tty', name)
    mkdirSync(entry, { recursive: true })
    if (device) {
      mkdirSync(join(sys, device), { recursive: true })
      symlinkSync(join(sys, device), join(entry, 'device'))
    }
    for (const [file, text] of Object.entries(files)) writeFileSync(join(sys, file), `${text}\n`)
  }

  test('ACM and USB adapters with what the device above says, a real UART, and nothing that is no port', async () => {
    const usb = 'devices/usb1/1-2'
    mkdirSync(join(sys, usb), { recursive: true })
    port('ttyACM0', `${usb}/1-2:1.0`, {
      [`${usb}/idVendor`]: '0c2e',
      [`${usb}/idProduct`]: '0b62',
      [`${usb}/serial`]: '999',
      [`${usb}/manufacturer`]: 'Invented',
      [`${usb}/product`]: 'Scanner',
    })
    const adapter = 'devices/usb1/1-3'
    mkdirSync(join(sys, adapter), { recursive: true })
    port('ttyUSB0', `${adapter}/1-3:1.0/ttyUSB0`, { [`${adapter}/idVendor`]: '1a86', [`${adapter}/idProduct`]: '7523' })
    port('ttyS0', 'devices/pnp0/00:05', { 'class/tty/ttyS0/type': '4' })
    port('ttyS1', 'devices/platform/serial8250', { 'class/tty/ttyS1/type': '0' })
    port('tty1', 'devices/virtual/tty')
    port('rfcomm0')
    expect((await linuxSerialPorts(sys)).toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: '/dev/rfcomm0' },
      {
        path: '/dev/ttyACM0',
        vendorId: '0c2e',
        productId: '0b62',
        serialNumber: '999',
        manufacturer: 'Invented Scanner',
      },
      { path: '/dev/ttyS0' },
      { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' },
    ])
  })

  test('is nothing where there is no sysfs', async () => {
    expect(await linuxSerialPorts(join(sys, 'none'))).toEqual([])
  })
})
