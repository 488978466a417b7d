import { expect, it } from 'vitest'
import { phaseTimes } from './phase-times.ts'

const apdu = {
  count: 3,
  bytesOut: 30,
  bytesIn: 300,
  readSize: 223,
  byPhase: { pace: { count: 3, bytesOut: 30, bytesIn: 300 } },
}

it('measures every bar by the longest, and the card’s part within its phase', () => {
  const { phases, total, card } = phaseTimes(
    { timings: { pace: 400, dg2: 800, verify: 20, total: 1230 }, apdu },
    { pace: 100, dg2: 900 },
  )
  expect(phases.map(({ phase, share, cardShare }) => [phase, share, cardShare])).toEqual([
    ['pace', 0.5, 0.125],
    ['dg2', 1, 1],
    ['verify', 0.025, 0],
  ])
  expect(phases[0]).toMatchObject({ commands: 3, bytesIn: 300 })
  expect([total, card]).toEqual([1230, 900])
})

it('says nothing of the card where the commands are gone, and nothing at all where nothing was timed', () => {
  const stored = phaseTimes({ timings: { pace: 400 }, apdu }, undefined)
  expect(stored.card).toBeUndefined()
  expect(stored.phases[0]?.cardMs).toBeUndefined()
  expect(stored.total).toBe(400)
  expect(phaseTimes({ timings: {}, apdu: { ...apdu, byPhase: undefined } }, undefined).phases).toEqual([])
})
