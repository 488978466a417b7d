import type { Check } from '../../../main/protocol/report.ts'
import type { Reverification } from '../../../main/protocol/transaction-details.ts'
import type { Dictionary } from '../../i18n/vi.ts'

type Verified = Extract<Reverification, { status: 'verified' }>

interface ChangeLine {
  /** Check and part. */
  readonly id: string
  readonly name: string
  /** Then and now. */
  readonly says: string
  /** Why it is so now, and what to do. */
  readonly cure: string
}

/** What a verification of today says beside that of then, in words. */
export function changeLines(
  { changed, same, parts, anchors, notRepeated }: Verified,
  t: Dictionary,
): { readonly same: string; readonly changes: readonly ChangeLine[]; readonly notes: readonly string[] } {
  const { again } = t.behind
  const changes = changed.map(({ part, before, now }): ChangeLine => {
    const reason = now.reason && t.reasons[now.reason]
    const says = before ? again.change(resultOf(before, t), resultOf(now, t)) : again.isNew(resultOf(now, t))
    return {
      id: [now.id, part].filter(Boolean).join(' '),
      name: [t.checks[now.id], part].filter(Boolean).join(' '),
      says,
      cure: reason ? [reason.text, now.result !== 'successful' && reason.cure].filter(Boolean).join(' ') : '',
    }
  })
  const moved = anchors && again.anchors(anchors.added, anchors.removed)
  const notes = parts.flatMap(part => {
    // It stands above all.
    if (part === 'verdict') return []
    return part === 'trust' && moved ? `${again.parts.trust} ${capital(moved, t.locale)}.` : again.parts[part]
  })
  return {
    same: changes.length === 0 && notes.length === 0 ? again.same(same) : again.sameChecks(same),
    changes,
    notes: [
      ...notes,
      ...(notRepeated.length > 0 ? [again.notRepeated(notRepeated.map(id => t.checks[id]).join(', '))] : []),
    ],
  }
}

const resultOf = ({ result }: Check, t: Dictionary) => t.results[result].toLocaleLowerCase(t.locale)
const capital = (text: string, locale: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
