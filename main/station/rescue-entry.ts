import type { NewAuditEntry } from '../protocol/audit.ts'
import { numbered } from '../store/rescue/high-water.ts'
import type { RescueReport } from '../store/rescue/rescue.ts'
import { auditEntry, byItself, type Place } from './access.ts'

/** What a rescue at the start leaves in the audit: what was found, what the store was made from, and the numbers of what is lost. */
export function rescueEntry(place: Place, report: RescueReport): NewAuditEntry {
  const lost = numbered.flatMap(table => {
    const ranges = report.lost[table]
    return ranges.length === 0 ? [] : [[`lost ${table}`, ranges.join(' ')] as const]
  })
  return auditEntry(byItself(place), new Date(report.at), 'store.restore', {
    outcome: 'done',
    facts: {
      damage: report.reasons.slice(0, 3).join('; '),
      from: report.from,
      ...(report.backup && { backup: report.backup.madeAt }),
      unreadablePages: report.pages.unreadable,
      aside: report.aside,
      ...Object.fromEntries(lost),
    },
  })
}

/** How many transactions are lost for good. */
export const lostRows = ({ lost }: RescueReport): number =>
  lost.transactions.reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return sum + last - first + 1
  }, 0)
