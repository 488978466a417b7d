import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fail } from '../../main/emrtd/result.ts'
import { scanProblem } from './scan-problem.ts'
import type { ScanEvent, ScanSource } from './scan-source.ts'
import { loadSerialLibrary } from './serial-library.ts'
import { openSerialScanner, type SerialScannerOptions } from './serial-scanner.ts'
import { plugSerialCable, type SerialCable, socatMissing } from './virtual-serial-cable.ts'

const installed = await loadSerialLibrary()
const missing = socatMissing ?? (installed.ok ? undefined : '@serialport/bindings-cpp is not installed')

/** Everything that a source says, as short lines: no test can mistake one event for another. */
function listen(source: ScanSource) {
  const said: string[] = []
  const kept: Uint8Array[] = []
  source.watch(event => {
    said.push(lineOf(event))
    if (event.event === 'scanned') kept.push(event.bytes)
  })
  const until = (...lines: string[]) => vi.waitFor(() => expect(said).toEqual(lines), { timeout: 3000, interval: 5 })
  return { said, kept, until }
}
function lineOf(event: ScanEvent) {
  if (event.event === 'scanned') return `${event.symbology ?? ''}${Buffer.from(event.bytes).toString()}`
  return event.event === 'problem' ? `problem ${event.problem.tag}` : event.event
}

let folder: string
let cleanUp: (() => unknown)[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serial-scanner-'))
  cleanUp = []
})
afterEach(async () => {
  for (const done of cleanUp.reverse()) await done()
  rmSync(folder, { recursive: true })
})
function start(options: SerialScannerOptions, load?: typeof loadSerialLibrary) {
  const source = openSerialScanner({ pollMs: 40, heartbeatMs: 50, gapMs: 400, stallMs: 800, ...options }, load)
  cleanUp.push(() => source.close())
  return { source, ...listen(source) }
}

describe('a scanner at the other end of a cable', () => {
  let cable: SerialCable
  beforeEach(async ctx => {
    if (missing) return ctx.skip(missing)
    cable = await plugSerialCable(folder)
    cleanUp.push(cable.unplug)
  })
  async function plugged(options: SerialScannerOptions = {}) {
    const scanner = start({ device: `path:${cable.path}`, ...options })
    await scanner.until('attached')
    return scanner
  }
  const card = '999099000001|000000001|Nguyễn Thị Ví Dụ|01011990|Nữ|Hà Nội|01012022'

  test.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['Tab', '\t'],
    ['nothing', ''],
  ])('that ends its codes by %s', async (_, suffix) => {
    const { until } = await plugged({ gapMs: 60 })
    await cable.send(card + suffix)
    await until('attached', card)
  })

  test('that sends byte by byte, and in the middle of a letter', async () => {
    const { until } = await plugged()
    await cable.send(...[...Buffer.from('Ví Dụ\r')].map(byte => Uint8Array.of(byte)))
    await until('attached', 'Ví Dụ')
    const bytes = Buffer.from(`${card}\r`)
    const inside = bytes.indexOf('ễ') + 1
    await cable.send(bytes.subarray(0, inside), bytes.subarray(inside))
    await until('attached', 'Ví Dụ', card)
  })

  test('that sends two codes in one burst, with STX, ETX and what each is', async () => {
    const { until } = await plugged()
    await cable.send('\x02]Q1999099000001\x03\x02]C0999099000002\x03')
    await until('attached', ']Q1999099000001', ']C0999099000002')
  })

  test('that sends 200 codes in a row: none is lost, none twice', async () => {
    const { until } = await plugged()
    const codes = Array.from({ length: 200 }, (_, at) => `${999_000_000_000 + at}|${card}`)
    await cable.send(codes.map(code => `${code}\r\n`).join(''))
    await until('attached', ...codes)
  })

  test('that sends 10 kB of junk: said once, and the next code is whole', async () => {
    const { until } = await plugged({ gapMs: 60 })
    await cable.send(new Uint8Array(10_240).fill(0xa5))
    await until('attached', 'problem ScannerCodeTooLong')
    await pause(100)
    await cable.send('999099000001\r')
    await until('attached', 'problem ScannerCodeTooLong', '999099000001')
  })

  test('that sends half a code', async () => {
    const { until } = await plugged({ stallMs: 120 })
    await cable.send(`${card}\r`)
    await cable.send('999099000001|00000')
    await until('attached', card, 'problem ScannerCodeIncomplete')
  })

  test('that is pulled out in the middle of a code and comes back: half a code never leads the next citizen’s', async () => {
    const { until } = await plugged()
    await cable.send('999099000001|Trần', '|')
    await cable.unplug()
    await until('attached', 'detached', 'problem ScannerNone')
    await cable.plugIn()
    await until('attached', 'detached', 'problem ScannerNone', 'mended', 'attached')
    await cable.send('999099000002\r')
    await until('attached', 'detached', 'problem ScannerNone', 'mended', 'attached', '999099000002')
  })

  test('whose other side ends while nobody looks at the list', async () => {
    const { said } = await plugged({ pollMs: 60_000 })
    await cable.unplug()
    await vi.waitFor(() => expect(said).toContain('detached'), { timeout: 1000, interval: 5 })
  })

  test('what was sent before ChipDesk opened the port is thrown away', async () => {
    await cable.send('999099000009\r')
    await pause(20)
    const { until } = await plugged()
    await cable.send('999099000001\r')
    await until('attached', '999099000001')
  })

  test('what was scanned is overwritten once it was told, and a late listener is told what is attached', async () => {
    const { source, until, kept } = await plugged()
    await cable.send('999099000001\r')
    await until('attached', '999099000001')
    expect([...(kept[0] ?? [])]).toEqual(Array(12).fill(0))
    expect(listen(source).said).toEqual(['attached'])
  })

  test('that another program has: said once, and taken when it is free', async () => {
    const first = await plugged()
    const second = start({ device: `path:${cable.path}` })
    await second.until('problem ScannerBusy')
    await pause(150)
    expect(listen(second.source).said).toEqual(['problem ScannerBusy'])
    await first.source.close()
    await second.until('problem ScannerBusy', 'mended', 'attached')
  })

  test('that the account may not open', async ctx => {
    if (process.getuid?.() !== 0) return ctx.skip('only root can become nobody')
    const terminal = await open(cable.path, 'r+')
    await terminal.chmod(0o600)
    await terminal.close()
    chmodSync(folder, 0o755)
    // Root may do everything: for a moment this process is nobody.
    process.seteuid?.(65_534)
    cleanUp.push(() => process.seteuid?.(0))
    const { until } = start({ device: `path:${cable.path}` })
    await until('problem ScannerAccessDenied')
  })

  test('that was not chosen is left alone', async () => {
    const { said } = start({ device: 'usb:0c2e:0b62:999' })
    await cable.send('999099000001\r')
    await pause(120)
    expect(said).toEqual(['problem ScannerNone'])
  })
})

test('a path that is no serial port says so, and nothing is read from it', async ctx => {
  if (!installed.ok) return ctx.skip(installed.error.cause)
  writeFileSync(join(folder, 'text'), '999099000001\r')
  symlinkSync('text', join(folder, 'port'))
  const { until } = start({ device: `path:${join(folder, 'port')}` })
  await until('problem ScannerFailed')
})

test('a library that is not installed is a problem with a name', async () => {
  const { source, until } = start({}, async () => fail(scanProblem('ScannerSoftwareMissing')))
  await until('problem ScannerSoftwareMissing')
  expect(await source.list()).toEqual([])
  expect(listen(source).said).toEqual(['problem ScannerSoftwareMissing'])
})
