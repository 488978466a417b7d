import { describe, expect, test } from 'vitest'
import type { Act } from '../protocol/act.ts'
import type { StepReason } from '../protocol/desk.ts'
import { faces, overridden, transactionOf, type VisitCase } from './desk-cases-of-tests.ts'
import { loadDefinitions } from './load-definitions.ts'
import { deskOutcome } from './outcome.ts'

const loaded = await loadDefinitions()
const definitions = loaded.ok ? loaded.value : []

/** Of a bank, where an account is opened. */
function outcomeOf(visit: VisitCase, acts: readonly Act[]) {
  const definition = definitions.find(({ id }) => id === 'bank') ?? expect.fail('no bank')
  const [opening] = definition.visits
  if (!opening) return expect.fail('no visit')
  const transaction = transactionOf({ customer: 'same', ...visit })
  const told = { ...transaction, acts: [...(transaction.acts ?? []), ...acts] }
  return deskOutcome({ definition, visit: opening, transaction: told, on: '2026-11-22' })
}
const same = faces.same as Act
const notSame = faces['not-same'] as Act
const takenOn = (...reasons: StepReason[]): Act => ({ ...(overridden as Extract<Act, { kind: 'override' }>), reasons })

describe('what a second person has taken on', () => {
  test('is what was there to see then: the register was silent', () => {
    expect(outcomeOf({ registry: 'pending' }, [same])).toMatchObject({ serve: false, override: 'possible' })
    const served = outcomeOf({ registry: 'pending' }, [same, takenOn('registry-pending')])
    expect(served).toMatchObject({ serve: true, override: 'done', light: 'yellow' })
  })
  test('is no face that was found to be another’s after it', () => {
    const outcome = outcomeOf({ registry: 'pending' }, [same, takenOn('registry-pending'), notSame])
    expect(outcome).toMatchObject({ serve: false, handOver: false, override: 'never', light: 'red' })
    // Nor for one that was kept before the reasons were.
    expect(outcomeOf({ registry: 'pending' }, [same, overridden, notSame])).toMatchObject({ serve: false })
  })
  test('is no customer who turns out to be another one', () => {
    const outcome = outcomeOf({ registry: 'pending', customer: 'different' }, [same, takenOn('registry-pending')])
    expect(outcome).toMatchObject({ serve: false, handOver: false, light: 'red' })
  })
})

test('a face is compared with a picture, or it is not compared', () => {
  const { report } = transactionOf({})
  const dataGroups = { ...report.dataGroups, read: report.dataGroups.read.filter(id => id !== 'DG2') }
  const [definition] = definitions.filter(({ id }) => id === 'bank')
  const [visit] = definition?.visits ?? []
  if (!definition || !visit) return expect.fail('no bank')
  const transaction = transactionOf({ customer: 'same', face: 'same' }, { report: { ...report, dataGroups } })
  const { steps, light } = deskOutcome({ definition, visit, transaction, on: '2026-11-22' })
  expect(steps.find(({ id }) => id === 'face')).toMatchObject({ state: 'warned', reasons: ['face-missing'] })
  expect(light).not.toBe('green')
})

test('a smaller amount does not undo that the face was another’s', () => {
  const [definition] = definitions.filter(({ id }) => id === 'bank')
  const visit = definition?.visits.find(({ purpose }) => purpose === 'BANK_COUNTER_TXN')
  if (!definition || !visit) return expect.fail('no bank')
  const told = transactionOf({ customer: 'same', face: 'not-same' })
  const acts = told.acts?.map(act => (act.kind === 'customer' ? { ...act, amount: 5 } : act)) ?? []
  const { light, serve } = deskOutcome({ definition, visit, transaction: { ...told, acts }, on: '2026-11-22' })
  expect({ light, serve }).toEqual({ light: 'red', serve: false })
})
