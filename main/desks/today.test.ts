import { expect, test } from 'vitest'
import type { Transaction } from '../protocol/transaction.ts'
import { inventedTransaction } from '../store/invented-transaction.ts'
import { countingToday } from './today.ts'

const now = new Date('2026-11-22T03:20:00Z')
const visit = (at: string, change: (report: Transaction['report']) => object = () => ({})) => {
  const made = inventedTransaction('t1')
  const report = { ...made.report, ...change(made.report) }
  return { transaction: { ...made, at, desk: 'd', report } as Transaction }
}

test('verdicts stand in their hour in Vietnam; other days and desks do not count', () => {
  const counting = countingToday('d', now)
  counting.add(visit('2026-11-21T17:00:00Z', () => ({ verdict: 'cloned' })))
  counting.add(visit('2026-11-22T02:59:59Z'))
  counting.add(visit('2026-11-22T09:59:59+07:00'))
  counting.add(visit('2026-11-21T16:59:59Z'))
  counting.add({ transaction: { ...visit('2026-11-22T02:59:59Z').transaction, desk: 'another' } })
  const { byHour, visits, day } = counting.today()
  expect({ visits, day }).toEqual({ visits: 3, day: '2026-11-22' })
  expect(byHour[0]).toEqual({ cloned: 1 })
  expect(Object.values(byHour[9] ?? {})).toEqual([2])
  expect(byHour.filter(hour => Object.keys(hour).length > 0)).toHaveLength(2)
})

test('reads are told by reader, with the phase that takes longest; a read that ended early is none', () => {
  const counting = countingToday('d', now)
  const read = (name: string, total: number, dg2: number, more: object = {}) =>
    counting.add(
      visit('2026-11-22T02:00:00Z', report => ({
        reader: { name, atr: '' },
        timings: { pace: 300, dg2, total },
        dataGroups: { ...report.dataGroups },
        ...more,
      })),
    )
  for (const total of [1000, 2000, 3000, 9000]) read('Pad A', total, total / 2)
  read('Pad B', 1500, 100)
  read('Pad B', 50_000, 100, { error: { tag: 'CardRemoved', retry: 're-present', messageKey: 'x' } })
  expect(counting.today().readers).toEqual([
    { name: 'Pad A', reads: 4, median: 2000, p95: 9000, slowest: { phase: 'dg2', median: 1000 } },
    { name: 'Pad B', reads: 1, median: 1500, p95: 1500, slowest: { phase: 'pace', median: 300 } },
  ])
})

test('what waits is counted from when it was asked until it ended, also where it was asked yesterday', () => {
  const counting = countingToday('d', now)
  counting.addQuestion({ createdAt: '2026-11-21T09:00:00Z', endedAt: '2026-11-21T18:00:00Z' })
  counting.addQuestion({ createdAt: '2026-11-22T02:00:00Z', endedAt: '2026-11-22T02:30:00Z' })
  counting.addQuestion({ createdAt: '2026-11-22T02:10:00Z' })
  const { pending } = counting.today()
  const at = (time: string) => pending.find(point => point.at === time)?.count
  expect(pending[0]).toEqual({ at: '2026-11-21T17:00:00.000Z', count: 1 })
  expect(at('2026-11-21T18:00:00.000Z')).toBe(0)
  expect(at('2026-11-22T02:15:00.000Z')).toBe(2)
  expect(at('2026-11-22T02:30:00.000Z')).toBe(1)
  expect(pending.at(-1)).toEqual({ at: now.toISOString(), count: 1 })
})
