import { expect, test } from 'vitest'
import { watchClock } from '../verification/clock.ts'
import { auditedClock, deskClock } from './audited-clock.ts'
import { deskOfTests } from './desk-of-tests.ts'

const noon = Date.parse('2026-11-21T12:00:00Z')
const day = 86_400_000

function desk(wasDoubted = false) {
  const time = { wall: noon }
  const watch = watchClock(
    { built: new Date('2026-11-01'), recorded: new Date(noon) },
    () => time.wall,
    () => 0,
  )
  const log: string[] = []
  const clock = auditedClock(watch, wasDoubted, ({ outcome, facts = {} }) =>
    log.push([outcome, ...Object.values(facts)].join(' ')),
  )
  return { time, log, clock }
}

test('a clock that is believed leaves nothing in the log', () => {
  const { clock, log } = desk()
  clock.read()
  clock.confirm(new Date(noon))
  expect(log).toEqual([])
})

test('each doubt begins and ends once', () => {
  const { time, clock, log } = desk()
  clock.read()
  time.wall = noon - day
  clock.read()
  expect(clock.read().doubt?.kind).toBe('before-floor')
  time.wall = noon + 400 * day
  clock.read()
  time.wall = noon
  clock.read()
  expect(log).toEqual([
    'doubted before-floor 2026-11-21T12:00:00.000Z',
    'doubted jumped 2026-11-21T12:00:00.000Z',
    'believed',
  ])
})

test('a doubt that a signed time raises or ends is there at once', () => {
  const { clock, log } = desk()
  clock.confirm(new Date(noon + day))
  clock.confirm(new Date(noon))
  expect(log).toEqual(['doubted before-floor 2026-11-22T12:00:00.000Z', 'believed'])
})

test('a doubt of an earlier start ends by itself where the clock is right now', () => {
  const { clock, log } = desk(true)
  clock.read()
  expect(log).toEqual(['believed'])
})

test('the log of the desk is what the clock is measured against, over restarts', async () => {
  const desk = await deskOfTests()
  const { reader, writer } = desk.store
  const start = () => deskClock(reader, new Date('2026-11-01'), entry => void writer.appendAudit([desk.entry(entry)]))
  // The log was written a day from now; this computer says that it is earlier.
  desk.clock.wall = Date.now() + day
  await writer.appendAudit([
    desk.entry({ operator: 'station', role: 'none', action: 'station.start', outcome: 'done' }),
  ])
  expect(start().read().doubt?.kind).toBe('before-floor')
  desk.clock.wall = Date.now()
  expect(start().read().doubt?.kind).toBe('before-floor')
  expect(reader.auditFloor()?.getTime()).toBeGreaterThan(Date.now() + day / 2)
  // The register knows better.
  const signed = new Date()
  const clock = start()
  clock.confirm(signed)
  expect(clock.read().doubt).toBeUndefined()
  const head = reader.auditHead() ?? { seq: 0, head: '' }
  await writer.saveAuditReceipt({ ...head, receivedAt: signed.toISOString(), body: '' })
  expect(start().read().doubt).toBeUndefined()
  expect(desk.log().filter(line => line.includes('station.clock'))).toEqual([
    'station station.clock doubted',
    'station station.clock back',
    'station station.clock doubted',
    'station station.clock believed',
  ])
  await desk.close()
})
