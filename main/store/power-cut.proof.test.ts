import { describe, expect, test } from 'vitest'
import { type OperationPlace, powerCuts, recordOperation } from '../../fixtures/faulty-disk/cut-operation.ts'
import type { Loss } from '../../fixtures/faulty-disk/cuts.ts'
import { whyNotRecorded } from '../../fixtures/faulty-disk/recorder.ts'
import { proofResult, stopwatch } from '../../fixtures/proof/proof-result.ts'
import { proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import type { OperationName } from './proof/operations.ts'

const unrecorded = whyNotRecorded()
const proof = (name: string, work: () => Promise<void>) =>
  test(name, async ctx => {
    ctx.skip(unrecorded !== undefined, unrecorded)
    await work()
  })
const seed = proofSeed('power cuts')
const minutes = 60_000

const operation = (name: OperationName): OperationPlace => ({
  module: new URL('./proof/operations.ts', import.meta.url).href,
  name,
})

/** Records, cuts, and writes down what was found. */
async function cutting(name: OperationName, count: number, mustLose = false) {
  const seconds = stopwatch()
  const recording = await recordOperation(operation(name))
  const report = await powerCuts(operation(name), recording, count, seed)
  const { cuts, images, losses } = report
  const counts = {
    cuts,
    'different disks': images,
    [mustLose ? 'losses found, as there must be' : 'losses']: losses.length,
  }
  proofResult({ goal: 'R2', name, seed, seconds: seconds(), counts })
  return { recording, losses }
}

/** A few of them are enough to see what is wrong. */
const shown = (losses: readonly Loss[]) =>
  losses.slice(0, 3).map(({ cut, problems }) => ({ cut, problems: problems.slice(0, 3) }))
const kindsOf = (losses: readonly Loss[]) => new Set(losses.flatMap(({ problems }) => problems.map(kindOf)))
const kindOf = (problem: string) => (problem.startsWith('lost: ') ? 'lost' : 'damaged')

describe('the power fails while citizens are saved', { timeout: 30 * minutes }, () => {
  proof('nothing acknowledged is lost, nothing is half saved', async () => {
    const { recording, losses } = await cutting('saving', proofSize({ ci: 2_000, full: 90_000 }))
    expect(recording.events.filter(({ kind }) => kind === 'said')).toHaveLength(40)
    expect(shown(losses)).toEqual([])
  })

  proof('nor while a full log is worked into the file', async () => {
    const { losses } = await cutting('saving-long', proofSize({ ci: 150, full: 10_000 }))
    expect(shown(losses)).toEqual([])
  })
})

describe('the proof sees what it is there to see', { timeout: 30 * minutes }, () => {
  proof('acknowledged rows are lost with synchronous = NORMAL, and no page is damaged', async () => {
    const { losses } = await cutting('saving-normal', 500, true)
    expect(
      losses.filter(({ problems }) => problems.some(problem => kindOf(problem) === 'lost')).length,
    ).toBeGreaterThan(100)
    // A look before opening may notice that rows are gone; what is there is whole.
    const others = losses.flatMap(({ problems }) => problems).filter(problem => kindOf(problem) !== 'lost')
    expect(others.filter(problem => !problem.startsWith('does not open: StoreDamaged'))).toEqual([])
  })

  proof('files are damaged with synchronous = OFF', async () => {
    const { losses } = await cutting('saving-off', 400, true)
    expect(
      losses.filter(({ problems }) => problems.some(problem => kindOf(problem) === 'damaged')).length,
    ).toBeGreaterThan(50)
  })

  proof('rows are lost where a sync does not sync', async () => {
    const recording = await recordOperation(operation('saving'))
    const events = recording.events.map(event => (event.kind === 'sync' ? { ...event, entered: 0 } : event))
    const { losses } = await powerCuts(operation('saving'), { ...recording, events }, 200, seed)
    expect(kindsOf(losses)).toContain('lost')
  })

  proof('the same seed cuts the same disks', async () => {
    const recording = await recordOperation(operation('saving-normal'))
    const [first, second] = [
      await powerCuts(operation('saving-normal'), recording, 100, seed),
      await powerCuts(operation('saving-normal'), recording, 100, seed),
    ]
    expect(second.losses.map(({ cut }) => cut)).toEqual(first.losses.map(({ cut }) => cut))
    expect(first.losses.length).toBeGreaterThan(0)
  })
})
