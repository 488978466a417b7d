import type { AuditHead } from './entry.ts'
import type { Findings } from './finding.ts'

/** Who knows the head: a receipt in the store, the register when asked now, or a file that was exported before or by another desk. */
export type HeadSource = 'receipt' | 'register' | 'file'

const words = { receipt: 'a receipt', register: 'the register', file: 'the other file' } as const

/** Compares a chain with heads that are known from elsewhere, in the order of their numbers. */
export interface HeadCheck {
  follow(seq: number, hash: string): void
  /** @param last number of the last entry */
  end(last: number): void
  /** The last entry on which both agree, 0 where there is none. */
  agreed(): number
}

/** The last entry on which anybody agrees; shared between checks. */
export interface Agreement {
  seq: number
}

/** What is found lies after the last entry that somebody agrees on: at the exact entry where every entry is known elsewhere. */
export function headCheck(
  source: HeadSource,
  known: Iterable<AuditHead>,
  { found, agreement }: { found: Findings; agreement: Agreement },
): HeadCheck {
  const heads = known[Symbol.iterator]()
  let head = heads.next()
  let agreed = 0
  let differs: { readonly from: number; readonly at: number } | undefined

  return {
    follow(seq, hash) {
      while (!head.done && head.value.seq < seq) head = heads.next()
      if (head.done || head.value.seq !== seq || differs !== undefined) return
      if (head.value.head !== hash) differs = { from: agreement.seq + 1, at: seq }
      else {
        agreed = seq
        agreement.seq = seq
      }
    },
    end(last) {
      // What the chain itself shows at the exact entry is not said again.
      if (differs && !found.touches(differs.from, differs.at)) {
        const kind = source === 'receipt' ? 'rewritten' : 'forked'
        found.add(kind, differs.from, `${words[source]} knows another entry ${differs.at}`, differs.at)
      }
      let furthest = 0
      for (; !head.done; head = heads.next()) furthest = Math.max(furthest, head.value.seq)
      if (furthest <= last || found.touches(last + 1, furthest)) return
      const kind = source === 'receipt' ? 'cut' : 'rolled-back'
      found.add(kind, last + 1, `${words[source]} knows entry ${furthest}`, furthest)
    },
    agreed: () => agreed,
  }
}
