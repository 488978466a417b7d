import { describe, expect, test } from 'vitest'
import { powerCuts, recordOperation } from '../../fixtures/faulty-disk/cut-operation.ts'
import { whyNotRecorded } from '../../fixtures/faulty-disk/recorder.ts'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import { type OperationName, wholeChanges } from './proof/operations.ts'

const unrecorded = whyNotRecorded()
const seed = proofSeed('cuts of whole changes')
const module = new URL('./proof/operations.ts', import.meta.url).href

describe('the power fails while the whole store is changed', { timeout: 10 * 60_000 }, () => {
  test.for(Object.keys(wholeChanges) as OperationName[])(
    '%s: as before or as after, never between',
    async (name, ctx) => {
      ctx.skip(unrecorded !== undefined, unrecorded)
      const seconds = stopwatch()
      const recording = await recordOperation({ module, name })
      const said = recording.events.filter(({ kind }) => kind === 'said')
      expect(said.length, 'it was done').toBeGreaterThan(0)
      const { cuts, images, losses } = await powerCuts(
        { module, name },
        recording,
        proofSize({ ci: 40, full: 500 }),
        seed,
      )
      const counts = { cuts, 'different disks': images, 'neither before nor after': losses.length }
      proofResult({ goal: 'R3', name, seed, seconds: seconds(), counts })
      expect(losses.slice(0, 3)).toEqual([])
    },
  )

  test.for(['migration', 'checkpoint', 'vacuum'] as const)(
    '%s on a disk that does not sync is found between',
    async (name, ctx) => {
      ctx.skip(unrecorded !== undefined, unrecorded)
      const recording = await recordOperation({ module, name })
      const events = recording.events.map(event => (event.kind === 'sync' ? { ...event, entered: 0 } : event))
      const { losses } = await powerCuts({ module, name }, { ...recording, events }, 100, seed)
      expect(losses.length).toBeGreaterThan(0)
    },
  )
})
