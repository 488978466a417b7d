import type { HistoryFilter } from '../store.ts'

/** What a filter limits, as facts of an audit entry; the text that was looked for may be a name, and is not among them. */
export const filterFacts = ({ text: _, ...limits }: HistoryFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries(limits).flatMap(([name, value]) => (value === undefined ? [] : [[`filter.${name}`, value]])),
  )
