import { expect, it } from 'vitest'
import { vi } from '../../i18n/vi.ts'
import { portChoices } from './port-choices.ts'

const device = (id: string, label: string, path: string, kind: 'serial' | 'hid' = 'serial') => ({
  id,
  kind,
  label,
  path,
  scanner: false,
})
const usb = device('usb:0c2e:0b62', 'Mẫu', '/dev/ttyACM0')
const plain = device('path:/dev/ttyS0', '/dev/ttyS0', '/dev/ttyS0')
const choices = (devices: Parameters<typeof portChoices>[0], id?: string, taken: string[] = []) =>
  portChoices(
    devices,
    {
      scanners: taken.map(each => ({ id: each, kind: 'serial', label: each, attached: true })),
      serial: { id, baudRate: 9600 },
    },
    vi,
  ).slice(1)

it('begins with the automatic choice, before and after the list came', () => {
  const serial: Parameters<typeof portChoices>[1] = { scanners: [], serial: { baudRate: 9600 } }
  for (const devices of [undefined, [], [usb]]) {
    const [auto] = portChoices(devices, serial, vi)
    expect(auto).toEqual({ title: 'Tự nhận', sub: vi.devices.port.autoSub })
  }
})

it('lists serial ports alone, each with its path once, and which is in use', () => {
  expect(choices([plain, usb, device('hid:1', 'Bút', '/dev/hidraw0', 'hid')], undefined, [usb.id])).toEqual([
    { id: plain.id, title: '/dev/ttyS0' },
    { id: usb.id, title: 'Mẫu', sub: '/dev/ttyACM0', state: 'in-use' },
  ])
})

it('keeps the chosen port while it is unplugged, and does not say so before it knows', () => {
  expect(choices([plain], 'usb:0c2e:0b62:7')).toEqual([
    { id: plain.id, title: '/dev/ttyS0' },
    { id: 'usb:0c2e:0b62:7', title: 'USB 0c2e:0b62:7', state: 'unplugged' },
  ])
  expect(choices(undefined, 'path:COM3')).toEqual([{ id: 'path:COM3', title: 'COM3' }])
  expect(choices([usb], usb.id)).toHaveLength(1)
})
