import type { NewAuditEntry } from '../protocol/audit.ts'
import type { HistoryFilter } from './store.ts'

/** What a filter limits, as facts of an audit entry; the text that was looked for may be a name, and is not among them. */
export const filterFacts = ({ text: _, ...limits }: HistoryFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries(limits).flatMap(([name, value]) => (value === undefined ? [] : [[`filter.${name}`, value]])),
  )

/** Whom a search was about: a whole number says it, and is kept as a hash; any other text is kept apart. */
export const aboutText = (text: string | undefined): Pick<NewAuditEntry, 'subject' | 'detail'> => {
  if (!text) return {}
  return /^[0-9]{12}$/.test(text.trim()) ? { subject: text.trim() } : { detail: { text } }
}
