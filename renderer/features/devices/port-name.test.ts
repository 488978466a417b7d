import { expect, it } from 'vitest'
import { portName } from './port-name.ts'

it.each([
  ['path:/dev/ttyS0', '/dev/ttyS0'],
  ['path:COM3', 'COM3'],
  ['usb:0c2e:0b62:999/2', 'USB 0c2e:0b62:999/2'],
  ['hid:1eab:0d10', 'HID 1eab:0d10'],
  ['something', 'something'],
  ['path:', 'path:'],
])('%s', (id, shown) => expect(portName(id)).toBe(shown))
