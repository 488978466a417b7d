import type { TamperKind } from '../protocol/audit-log.ts'

export interface AuditFinding {
  readonly kind: TamperKind
  /** The entry; 0 is what the chain begins with. */
  readonly seq: number
  /** Last entry concerned, where there are several or where nothing tells which of them it is. */
  readonly to?: number
  /** What shows it. Never personal. */
  readonly detail: string
}

/** The findings of one look, each entry accused once by each thing that shows it. */
export interface Findings {
  add(kind: TamperKind, seq: number, detail: string, to?: number): void
  /** Takes back what was said too early. @returns whether there was such a finding */
  withdraw(kind: TamperKind, seq: number): boolean
  /** True where this entry is accused of just this. */
  has(kind: TamperKind, seq: number): boolean
  /** True where any of these entries is accused of more than a wrong time. */
  touches(from: number, to: number): boolean
  readonly all: readonly AuditFinding[]
}

export function findings(): Findings {
  let all: AuditFinding[] = []
  return {
    add(kind, seq, detail, to = seq) {
      const last = all.at(-1)
      // A run of accused entries is one finding, or a log rewritten from its beginning would fill the memory.
      if (last?.kind === kind && last.detail === detail && (last.to ?? last.seq) + 1 === seq)
        all[all.length - 1] = { kind, seq: last.seq, to, detail }
      else all.push({ kind, seq, ...(to > seq && { to }), detail })
    },
    withdraw(kind, seq) {
      const before = all.length
      all = all.flatMap(finding => (finding.kind === kind ? without(finding, seq) : [finding]))
      return all.length !== before
    },
    has: (kind, seq) => all.some(finding => finding.kind === kind && covers(finding, seq, seq)),
    touches: (from, to) => all.some(finding => finding.kind !== 'clock' && covers(finding, from, to)),
    get all() {
      return all
    },
  }
}

const covers = ({ seq, to = seq }: AuditFinding, from: number, until: number) => seq <= until && to >= from

/** A run loses one of its entries and falls in two. */
function without(finding: AuditFinding, seq: number): AuditFinding[] {
  const { kind, seq: from, to = from, detail } = finding
  if (seq < from || seq > to) return [finding]
  const part = (first: number, last: number) =>
    first > last ? [] : [{ kind, seq: first, ...(last > first && { to: last }), detail }]
  return [...part(from, seq - 1), ...part(seq + 1, to)]
}
