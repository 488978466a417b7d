import { expect, test } from 'vitest'
import { ok } from '../../main/emrtd/result.ts'
import { fakeHidBus } from './fake-hid-bus.ts'
import { fakeReports } from './fake-hid-reports.ts'
import { openHidScanner } from './hid-scanner.ts'
import { joinedSources, scanSources } from './scan-sources.ts'
import { openSerialScanner } from './serial-scanner.ts'

const scanner = { path: '/dev/hidraw3', vendorId: 0x1eab, productId: 1, usagePage: 0x8c, usage: 2 }

test('two kinds are one source: what each says is heard, a kind that is off is not asked', async () => {
  const bus = fakeHidBus()
  bus.plugIn(scanner)
  const silent = openSerialScanner({}, async () =>
    ok({ list: async () => [], open: () => Promise.reject(new Error()) }),
  )
  const source = joinedSources([silent, openHidScanner({ pollMs: 20 }, async () => ok(bus.library))])
  const heard: string[] = []
  const attached = new Promise<void>(resolve => {
    source.watch(event => event.event === 'attached' && resolve())
  })
  const stop = source.watch(event => event.event === 'scanned' && heard.push(Buffer.from(event.bytes).toString()))
  await attached
  expect((await source.list()).filter(({ kind }) => kind === 'hid').map(({ path }) => path)).toEqual(['/dev/hidraw3'])
  for (const report of fakeReports('no identifier', '999099000001')) bus.report(scanner.path, report)
  stop()
  for (const report of fakeReports('no identifier', '999099000002')) bus.report(scanner.path, report)
  expect(heard).toEqual(['999099000001'])
  await source.close()
  expect(bus.opened).toBe(0)
  const off = scanSources({ serial: false, hid: false })
  expect(await off.list()).toEqual([])
  await off.close()
})

test('a listener that fails does not keep the code from the next listener, nor in memory', async () => {
  const bus = fakeHidBus()
  bus.plugIn(scanner)
  const source = openHidScanner({ pollMs: 20 }, async () => ok(bus.library))
  await new Promise<void>(resolve => void source.watch(event => event.event === 'attached' && resolve()))
  const bugs: unknown[] = []
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', bug => bugs.push(bug))
  source.watch(event => {
    if (event.event === 'scanned') throw new Error('a bug')
  })
  const heard: Uint8Array[] = []
  let text = ''
  source.watch(event => {
    if (event.event !== 'scanned') return
    heard.push(event.bytes)
    text = Buffer.from(event.bytes).toString()
  })
  for (const report of fakeReports('no identifier', '999099000001')) bus.report(scanner.path, report)
  await new Promise(setImmediate)
  process.removeAllListeners('uncaughtException')
  for (const other of others) process.on('uncaughtException', other)
  await source.close()
  expect(text).toBe('999099000001')
  expect(heard[0]?.every(byte => byte === 0)).toBe(true)
  expect(bugs).toEqual([new Error('a bug')])
})
