import { expect, it } from 'vitest'
import { daysOf, isBackwards, limitsBesideDays, spanOf, withPart } from './history-filter.ts'

/** Half past midnight in Vietnam, still the day before in UTC. */
const now = new Date('2026-03-01T00:30:00+07:00')

it('knows the days of a span by the clock of the desk, over the end of a month', () => {
  expect(daysOf('today', now)).toEqual({ from: '2026-03-01', to: '2026-03-01' })
  expect(daysOf('yesterday', now)).toEqual({ from: '2026-02-28', to: '2026-02-28' })
  expect(daysOf('week', now)).toEqual({ from: '2026-02-23', to: '2026-03-01' })
  expect(daysOf('always', now)).toEqual({})
})

it('knows a span again, and no other days', () => {
  expect(spanOf({ verdict: 'altered' }, now)).toBe('always')
  expect(spanOf({ from: '2026-02-28', to: '2026-02-28' }, now)).toBe('yesterday')
  expect(spanOf({ from: '2026-02-28' }, now)).toBeUndefined()
})

it('sets one part and takes it away', () => {
  const filter = withPart({ desk: 'quay-1' }, 'verdict', 'altered')
  expect(filter).toEqual({ desk: 'quay-1', verdict: 'altered' })
  expect(limitsBesideDays(filter)).toBe(2)
  expect(withPart(filter, 'desk', '')).toEqual({ verdict: 'altered' })
  expect(isBackwards({ from: '2026-03-02', to: '2026-03-01' })).toBe(true)
  expect(isBackwards({ from: '2026-03-01', to: '2026-03-01' })).toBe(false)
})
