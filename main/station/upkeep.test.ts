import { afterEach, expect, test, vi } from 'vitest'
import { retentionRules } from '../purposes/retention.ts'
import type { Store } from '../store/store.ts'
import { createUpkeep } from './upkeep.ts'

afterEach(() => void vi.useRealTimers())

test('a store that cannot be read does not end the station at the hour of the purge, nor keeps it from ending', async () => {
  vi.useFakeTimers()
  const rules = retentionRules(undefined)
  if (!rules.ok) return expect.fail('no rules')
  const unreadable = vi.fn(() => {
    throw new Error('disk I/O error')
  })
  const upkeep = createUpkeep({
    store: { reader: { auditReceipt: unreadable, latestDay: unreadable }, writer: {} } as unknown as Store,
    rules: rules.value,
    desk: 'desk-1',
    organisation: { code: 'T01', unitCode: 'T01-1' },
  })
  upkeep.start({ isIdle: () => true, changed: () => {}, onServerTime: () => {} })
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(unreadable).toHaveBeenCalled()
  await expect(upkeep.stop()).resolves.toBeUndefined()
})
