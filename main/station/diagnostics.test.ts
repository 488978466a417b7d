import { afterEach, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import type { DiagnosedPart } from '../protocol/diagnostics.ts'
import { worstFirst } from '../protocol/diagnostics.ts'
import { stationOfTests, until } from './station-of-tests.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

test('a running station tells of its own parts: readers and cards, trust, log, line to the register', async () => {
  const { station, place, pads } = await stationOfTests(ends, { scenario: 'normal' })
  pads[1].remove()
  place()
  const { findings, version } = await station.call('diagnostics.run', {})
  const of = (part: DiagnosedPart) => findings.filter(finding => finding.part === part)
  expect(version).toMatch(/^\d+\.\d+\.\d+/)
  expect(of('card-service')).toMatchObject([{ state: 'ok', says: 'service-works' }])
  expect(of('reader')).toMatchObject([
    { name: 'Pad A', says: 'reader-card', facts: { atr: expect.stringMatching(/^3B[0-9A-F]+$/) } },
    { name: 'Pad B', says: 'reader-empty' },
  ])
  expect(of('trust')[0]).toMatchObject({ says: 'trust-test', facts: { anchors: 3 } })
  expect(of('crypto')).toMatchObject([
    { state: 'ok', tried: expect.arrayContaining([{ name: 'AES-128-CBC', ok: true }]) },
  ])
  expect(of('outbox')).toMatchObject([{ state: 'ok', says: 'outbox-empty' }])
  expect(of('service').map(({ name }) => name)).toContain('registry')
  expect(of('clock')).toMatchObject([{ says: 'clock-unchecked' }])
  expect(of('configuration')).toMatchObject([{ facts: { definition: expect.stringMatching(/^office /) } }])
})

test('a register that fails shows with its last error, and what waits for it shows beside', async () => {
  const { station, place, say } = await stationOfTests(ends, { scenario: '500' })
  place()
  await say(personas[0]?.personalNumber ?? '')
  await until(station, ({ counter, online }) => counter.step === 'result' && online.pending > 0)
  const { findings } = await station.call('diagnostics.run', {})
  expect(findings.find(({ name }) => name === 'registry')).toMatchObject({ state: 'warn', error: { tag: /./ } })
  expect(worstFirst(findings)[0]?.state).not.toBe('ok')
}, 20_000)
