import type { Verdict } from '../../../main/protocol/checks.ts'
import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'

/** What limits the list beside the text that is looked for; all of it must hold. */
export interface Filter {
  /** First and last day, `YYYY-MM-DD`, both included. */
  readonly from?: string
  readonly to?: string
  readonly verdict?: Verdict
  readonly purpose?: string
  readonly desk?: string
}

export const spans = ['always', 'today', 'yesterday', 'week'] as const
export type Span = (typeof spans)[number]

const dayMs = 86_400_000

/** The days of a span, seen from now. */
export function daysOf(span: Span, now: Date): Pick<Filter, 'from' | 'to'> {
  const today = dayInVietnam(now)
  const before = (days: number) => dayInVietnam(new Date(now.getTime() - days * dayMs))
  switch (span) {
    case 'always':
      return {}
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: before(1), to: before(1) }
    case 'week':
      return { from: before(6), to: today }
  }
}

/** The span that these days are; undefined where they are others. */
export const spanOf = ({ from, to }: Filter, now: Date): Span | undefined =>
  spans.find(span => {
    const days = daysOf(span, now)
    return days.from === from && days.to === to
  })

/** The same with one part set, or taken away by `undefined` or an empty text. */
export function withPart<K extends keyof Filter>(filter: Filter, part: K, value: Filter[K] | '' | undefined): Filter {
  const { [part]: _, ...rest } = filter
  return value ? { ...rest, [part]: value } : rest
}

/** How many parts limit the list, its days apart. */
export const limitsBesideDays = ({ verdict, purpose, desk }: Filter): number =>
  [verdict, purpose, desk].filter(Boolean).length

/** A first day after the last: nothing can match. */
export const isBackwards = ({ from, to }: Filter): boolean => from !== undefined && to !== undefined && from > to
