import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { fail, ok } from '../../main/emrtd/result.ts'
import { type FakeHidBus, fakeHidBus } from './fake-hid-bus.ts'
import { describedWithCount, fakeReports } from './fake-hid-reports.ts'
import { loadHidLibrary } from './hid-library.ts'
import { type HidScannerOptions, hidScanDevices, openHidScanner } from './hid-scanner.ts'
import { linuxReportDescriptor } from './linux-report-descriptor.ts'
import { scanProblem } from './scan-problem.ts'
import type { ScanEvent, ScanSource } from './scan-source.ts'

const scanner = {
  path: '/dev/hidraw3',
  vendorId: 0x1eab,
  productId: 0x0010,
  serialNumber: 'X1',
  manufacturer: 'Invented',
  product: 'Scanner',
  usagePage: 0x8c,
  usage: 2,
}
const open: ScanSource[] = []
afterEach(async () => {
  for (const source of open.splice(0)) await source.close()
})

function start(bus: FakeHidBus, options: HidScannerOptions = {}) {
  const source = openHidScanner({ pollMs: 20, stallMs: 60, ...options }, async () => ok(bus.library))
  open.push(source)
  const said: string[] = []
  source.watch(event => said.push(lineOf(event)))
  const until = (...lines: string[]) => vi.waitFor(() => expect(said).toEqual(lines), { timeout: 2000, interval: 5 })
  return { source, said, until }
}
function lineOf(event: ScanEvent): string {
  if (event.event === 'scanned') return `${event.symbology ?? ''} ${Buffer.from(event.bytes).toString()}`
  if (event.event === 'attached') return `attached ${event.device.id}`
  if (event.event === 'mended') return `mended ${event.device ?? event.kind}`
  return event.event === 'detached' ? `detached ${event.device}` : `problem ${event.problem.tag}`
}
const id = 'hid:1eab:0010:X1'

test('a scanner in HID-POS mode is found, read, lost and found again on another socket', async () => {
  const bus = fakeHidBus()
  const { until, source } = start(bus)
  bus.plugIn(scanner, describedWithCount)
  await until(`attached ${id}`)
  const long = `999099000001|${'Nguyễn '.repeat(12)}`
  const sent = fakeReports('identifier first', long).map(report => bus.report(scanner.path, report))
  await until(`attached ${id}`, `]Q1 ${long}`)
  expect(sent.every(report => report.every(byte => byte === 0))).toBe(true)
  const [half] = fakeReports('identifier first', long)
  bus.report(scanner.path, half as Uint8Array)
  bus.unplug(scanner.path)
  await until(`attached ${id}`, `]Q1 ${long}`, `detached ${id}`)
  bus.plugIn({ ...scanner, path: '/dev/hidraw7' }, describedWithCount)
  await until(`attached ${id}`, `]Q1 ${long}`, `detached ${id}`, `attached ${id}`)
  for (const report of fakeReports('identifier first', '999099000002')) bus.report('/dev/hidraw7', report)
  await until(`attached ${id}`, `]Q1 ${long}`, `detached ${id}`, `attached ${id}`, ']Q1 999099000002')
  await source.close()
  expect(bus.opened).toBe(0)
})

test('a scanner that fails but stays plugged in is taken again, without the line that waited for its next', async () => {
  const bus = fakeHidBus()
  bus.plugIn(scanner)
  const { until } = start(bus)
  await until(`attached ${id}`)
  for (const report of fakeReports('no identifier', 'IDVNM0990000019999099000001<<1')) bus.report(scanner.path, report)
  bus.fail(scanner.path)
  await until(`attached ${id}`, `detached ${id}`, `attached ${id}`)
  await pause(120)
  await until(`attached ${id}`, `detached ${id}`, `attached ${id}`)
})

test('half a code is given up after a while', async () => {
  const bus = fakeHidBus()
  bus.plugIn(scanner)
  const { until } = start(bus)
  await until(`attached ${id}`)
  const [half] = fakeReports('no identifier', 'z'.repeat(80))
  bus.report(scanner.path, half as Uint8Array)
  await until(`attached ${id}`, 'problem ScannerCodeIncomplete')
})

test('a keyboard, a reader of badges and a scanner in another mode are left alone', () => {
  const other = [
    { ...scanner, usagePage: 1, usage: 6 },
    { ...scanner, usage: 1 },
    { ...scanner, usagePage: undefined, usage: undefined },
    { ...scanner, path: undefined },
  ]
  expect(hidScanDevices(other)).toEqual([])
  const twins = [scanner, { ...scanner, path: '/dev/hidraw4' }, { ...scanner, path: '/dev/hidraw5', serialNumber: '' }]
  expect(hidScanDevices(twins).map(device => device.id)).toEqual([id, `${id}/2`, 'hid:1eab:0010'])
  expect(hidScanDevices([scanner])[0]?.label).toBe('Invented Scanner')
})

test('only the chosen scanner is taken', async () => {
  const bus = fakeHidBus()
  bus.plugIn(scanner)
  const { until, source } = start(bus, { device: 'hid:1eab:0010:X2' })
  await until('problem ScannerNone')
  bus.plugIn({ ...scanner, path: '/dev/hidraw4', serialNumber: 'X2' })
  await until('problem ScannerNone', 'mended hid:1eab:0010:X2', 'attached hid:1eab:0010:X2')
  expect((await source.list()).map(device => device.path)).toEqual(['/dev/hidraw3', '/dev/hidraw4'])
})

test('a device that the account may not open is a problem, said once, until it may', async () => {
  const bus = fakeHidBus()
  bus.plugIn(scanner)
  bus.refuse =
    "cannot open device with path /dev/hidraw3: Failed to open a device with path '/dev/hidraw3': Permission denied"
  const { until, source } = start(bus)
  await until('problem ScannerAccessDenied')
  await pause(100)
  bus.refuse = undefined
  await until('problem ScannerAccessDenied', `mended ${id}`, `attached ${id}`)
  const late: string[] = []
  source.watch(event => late.push(lineOf(event)))()
  expect(late).toEqual([`attached ${id}`])
  bus.unplug(scanner.path)
  bus.refuse = 'cannot open device'
  bus.plugIn(scanner)
  await until(
    'problem ScannerAccessDenied',
    `mended ${id}`,
    `attached ${id}`,
    `detached ${id}`,
    'problem ScannerFailed',
  )
  bus.unplug(scanner.path)
  await until(
    'problem ScannerAccessDenied',
    `mended ${id}`,
    `attached ${id}`,
    `detached ${id}`,
    'problem ScannerFailed',
    `mended ${id}`,
    `detached ${id}`,
  )
})

test('a Honeywell is told to send reports, no other is', async () => {
  const bus = fakeHidBus()
  bus.plugIn(scanner)
  bus.plugIn({ ...scanner, path: '/dev/hidraw9', vendorId: 0x0c2e, serialNumber: undefined })
  const { said } = start(bus)
  await vi.waitFor(() => expect(said).toEqual([`attached ${id}`, 'attached hid:0c2e:0010']))
  expect(bus.featureReports).toEqual([[0xfe, 1]])
})

test('a library that is not installed is a problem with a name', async () => {
  const source = openHidScanner({}, async () => fail(scanProblem('ScannerSoftwareMissing')))
  open.push(source)
  expect(await source.list()).toEqual([])
  const said: string[] = []
  source.watch(event => said.push(lineOf(event)))
  expect(said).toEqual(['problem ScannerSoftwareMissing'])
})

test('the installed library lists what there is', async ctx => {
  const library = await loadHidLibrary()
  if (!library.ok) return ctx.skip(`node-hid: ${library.error.cause}`)
  expect(hidScanDevices(await library.value.list()).every(device => device.id.startsWith('hid:'))).toBe(true)
  await expect(library.value.open('/dev/hidraw-none')).rejects.toThrow(/cannot open/)
})

test('the descriptor is read from where Linux shows it', async () => {
  const sys = mkdtempSync(join(tmpdir(), 'hid-scanner-'))
  mkdirSync(join(sys, 'class/hidraw/hidraw3/device'), { recursive: true })
  writeFileSync(join(sys, 'class/hidraw/hidraw3/device/report_descriptor'), describedWithCount)
  expect([...((await linuxReportDescriptor('/dev/hidraw3', sys)) ?? [])]).toEqual([...describedWithCount])
  expect(await linuxReportDescriptor('/dev/hidraw4', sys)).toBeUndefined()
  expect(await linuxReportDescriptor('/dev/../hidraw3', sys)).toBeUndefined()
  rmSync(sys, { recursive: true })
})
