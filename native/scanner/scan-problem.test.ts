import { expect, test } from 'vitest'
import { problemOf, scanProblem } from './scan-problem.ts'

// What the libraries and systems say, word for word.
test.each([
  ['linux', 'Error: Permission denied, cannot open /dev/ttyACM0', 'ScannerAccessDenied'],
  ['linux', 'Error Resource temporarily unavailable Cannot lock port', 'ScannerBusy'],
  ['darwin', 'Error: Resource busy, cannot open /dev/tty.usbmodem1', 'ScannerBusy'],
  ['linux', 'Error: No such file or directory, cannot open /dev/ttyACM0', 'ScannerNone'],
  ['linux', 'Error: Inappropriate ioctl for device setting custom baud rate of 9600', 'ScannerFailed'],
  ['win32', 'Opening COM3: Access denied', 'ScannerBusy'],
  ['win32', 'Opening COM3: File not found', 'ScannerNone'],
  ['win32', 'Opening COM3: Unknown error code 31', 'ScannerFailed'],
  [
    'linux',
    "cannot open device with path /dev/hidraw3: Failed to open a device with path '/dev/hidraw3': Permission denied",
    'ScannerAccessDenied',
  ],
] as const)('%s: %s', (platform, message, tag) => {
  expect(problemOf(new Error(message), platform)).toEqual({ ...scanProblem(tag), cause: message })
})

test('a problem has the shape of every error', () => {
  expect(scanProblem('ScannerCodeTooLong')).toEqual({
    tag: 'ScannerCodeTooLong',
    retry: 'same-card',
    messageKey: 'error.ScannerCodeTooLong',
  })
  expect(problemOf('gone\nsecond line').cause).toBe('gone')
})
