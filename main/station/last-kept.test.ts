import { expect, it } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import type { Counter } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { lastKept } from './last-kept.ts'

const stored = (id: string) => ({ id }) as Transaction
const result = (id: string, more = {}) => ({ step: 'result', transaction: stored(id), ...more }) as Counter

it('begins with what was kept before a restart, and goes on with every result that was kept', () => {
  const kept = lastKept({ search: ({ limit }) => [stored('before'), stored('older')].slice(0, limit) })
  expect(kept.id()).toBe('before')
  kept.seen({ step: 'waiting', card: false })
  expect(kept.id()).toBe('before')
  kept.seen(result('next'))
  expect(kept.id()).toBe('next')
  kept.seen(result('not-saved', { storeError: chipDeskError('StoreFull') }))
  expect(kept.id()).toBe('next')
})

it('is nothing where nothing ever was', () => {
  expect(lastKept({ search: () => [] }).id()).toBeUndefined()
})
