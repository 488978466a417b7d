import { expect, it } from 'vitest'
import { measuredPhases } from './measured-phases.ts'

it('lists what was measured, in the order of a read, and leaves the total out', () => {
  const apdu = { count: 5, bytesOut: 1, bytesIn: 2, readSize: 3 }
  const dg1 = { count: 2, bytesOut: 1, bytesIn: 1 }
  expect(measuredPhases({ timings: { total: 9, dg1: 3, pace: 6 }, apdu: { ...apdu, byPhase: { dg1 } } })).toEqual([
    { phase: 'pace', ms: 6, apdu: undefined },
    { phase: 'dg1', ms: 3, apdu: dg1 },
  ])
  expect(measuredPhases({ timings: { total: 9 }, apdu })).toEqual([])
})
