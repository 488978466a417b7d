import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { afterEach, expect, test } from 'vitest'
import { personOf } from '../../fixtures/country/population.ts'
import { qrTextOf } from '../../fixtures/country/qr.ts'
import { scanProblem } from '../../native/scanner/scan-problem.ts'
import type { ScanEvent, ScanSource } from '../../native/scanner/scan-source.ts'
import { scanSources } from '../../native/scanner/scan-sources.ts'
import { plugSerialCable, socatMissing } from '../../native/scanner/virtual-serial-cable.ts'
import { readInput } from './read-input.ts'
import { loadScannerChoice, type ScannerChoice, saveScannerChoice } from './scanner-choice.ts'
import { openScanners, type Scanners } from './scanners.ts'

const mai = personOf('mai')
if (!mai) throw new Error('mai has moved away')
const qr = qrTextOf(mai)

const folder = mkdtempSync(join(tmpdir(), 'scanners-'))
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Scanners whose texts are kept here, judged as the counter judges them. */
function desk(open: (choice: ScannerChoice) => ScanSource) {
  const texts: string[] = []
  let wake = () => {}
  const path = join(folder, `${ends.length}.json`)
  const scanners: Scanners = openScanners(
    { open, choice: { serial: { baudRate: 9600 } }, save: choice => saveScannerChoice(path, choice) },
    {
      input(text) {
        texts.push(text)
        const read = readInput(text, { scanned: true })
        return read.ok ? undefined : read.error
      },
      changed: () => wake(),
    },
  )
  ends.push(() => scanners.close())
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(JSON.stringify(scanners.view()))), 5000)
      wake = () => {
        if (!fits()) return
        clearTimeout(timer)
        resolve()
      }
      wake()
    })
  return { scanners, texts, until, path }
}

/** A source that a test speaks through; named so. */
function fakeSource() {
  const listeners = new Set<(event: ScanEvent) => void>()
  const source: ScanSource = {
    kind: 'all',
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    list: async () => [],
    close: async () => listeners.clear(),
  }
  const device = { id: 'serial:1', kind: 'serial', path: '/dev/ttyX', label: 'Scanner', scanner: true } as const
  const tell = (event: ScanEvent) => {
    for (const listener of listeners) listener(event)
  }
  return { source, device, tell }
}

test('a code over a serial line comes to the counter, and the live test says how', async ctx => {
  if (socatMissing) return ctx.skip(socatMissing)
  const cable = await plugSerialCable(folder)
  ends.push(() => cable.unplug())
  const { scanners, texts, until } = desk(() =>
    scanSources({ serial: { device: `path:${cable.path}`, pollMs: 50 }, hid: false }),
  )
  await until(() => scanners.view().scanners.some(({ attached }) => attached))
  await cable.send(`${qr}\r\n`)
  await until(() => texts.length > 0)
  expect(texts).toEqual([qr])
  const { last } = scanners.view()
  expect(last).not.toHaveProperty('refused')
  expect(last).toMatchObject({ charset: 'utf-8', notUtf8: false, characters: qr.length })
  expect(JSON.stringify(scanners.view())).not.toContain(mai.personalNumber)
  await cable.unplug()
  await until(() => scanners.view().scanners.every(({ attached }) => !attached))
})

test('what was scanned instead of a card is said by its kind alone', () => {
  const { source, device, tell } = fakeSource()
  const { scanners } = desk(() => source)
  tell({ event: 'attached', device })
  tell({ event: 'scanned', device: device.id, bytes: utf8ToBytes('https://example.test/secret') })
  expect(scanners.view().last).toMatchObject({ refused: { seen: 'web-link' } })
  expect(JSON.stringify(scanners.view())).not.toContain('secret')
})

test('a scanner of another character set is told to change it', () => {
  const { source, device, tell } = fakeSource()
  const { scanners } = desk(() => source)
  tell({
    event: 'scanned',
    device: device.id,
    bytes: Uint8Array.from([...qr].map(c => Math.min(c.charCodeAt(0), 0xff))),
  })
  expect(scanners.view().last?.notUtf8).toBe(true)
})

test('a problem stays with its scanner until it scans again', () => {
  const { source, device, tell } = fakeSource()
  const { scanners } = desk(() => source)
  tell({ event: 'problem', kind: 'hid', problem: scanProblem('ScannerSoftwareMissing') })
  tell({ event: 'problem', kind: 'serial', device: device.id, problem: scanProblem('ScannerBusy') })
  expect(scanners.view().problems.map(({ tag }) => tag)).toEqual(['ScannerSoftwareMissing'])
  expect(scanners.view().scanners).toMatchObject([{ attached: false, problem: { tag: 'ScannerBusy' } }])
  tell({ event: 'attached', device })
  tell({ event: 'problem', kind: 'serial', device: device.id, problem: scanProblem('ScannerCodeIncomplete') })
  tell({ event: 'scanned', device: device.id, bytes: utf8ToBytes(qr) })
  expect(scanners.view().scanners).toEqual([{ id: device.id, kind: 'serial', label: 'Scanner', attached: true }])
})

test('a problem that is over is no longer shown', () => {
  const { source, device, tell } = fakeSource()
  const { scanners } = desk(() => source)
  const lasting = { event: 'problem', kind: 'serial', problem: scanProblem('ScannerFailed') } as const
  tell(lasting)
  tell({ ...lasting, device: device.id })
  tell({ event: 'mended', kind: 'hid' })
  expect(scanners.view()).toMatchObject({ problems: [{ tag: 'ScannerFailed' }], scanners: [{ problem: {} }] })
  tell({ event: 'mended', kind: 'serial' })
  tell({ event: 'mended', kind: 'serial', device: device.id })
  expect(scanners.view()).toMatchObject({ problems: [], scanners: [] })
})

test('another port is taken at once, and again the next time', async () => {
  const opened: ScannerChoice[] = []
  const { scanners, path } = desk(choice => {
    opened.push(choice)
    return fakeSource().source
  })
  await scanners.chooseSerial({ id: 'path:/dev/ttyS9', baudRate: 115_200 })
  expect(opened.map(({ serial }) => serial)).toEqual([{ baudRate: 9600 }, { id: 'path:/dev/ttyS9', baudRate: 115_200 }])
  expect(scanners.view().serial).toEqual({ id: 'path:/dev/ttyS9', baudRate: 115_200 })
  expect(await loadScannerChoice(path)).toEqual({ serial: { id: 'path:/dev/ttyS9', baudRate: 115_200 } })
  expect(await loadScannerChoice(join(folder, 'none.json'))).toEqual({ serial: { baudRate: 9600 } })
  rmSync(folder, { recursive: true, force: true })
})
