import { sha256OfText } from '../crypto/text-hash.ts'
import { chainCheck } from './chain-check.ts'
import type { AuditEntry, AuditHead } from './entry.ts'
import { type AuditFinding, findings } from './finding.ts'
import { type HeadCheck, headCheck } from './head-check.ts'
import type { AuditReceipt } from './receipt.ts'
import type { SealKey } from './seal.ts'
import { sealCheck } from './seal-check.ts'

export interface AuditEvidence {
  readonly genesis: string
  /** By their numbers, lowest first. */
  readonly entries: Iterable<AuditEntry>
  /** Number of the last entry as far as known before, for the search of misplaced ones. */
  readonly count?: number
  /** Of the store, of the entry that comes next. */
  readonly sealKey?: SealKey
  readonly receipts?: readonly AuditReceipt[]
  /** Whether the register signed it. One whose key is not known proves nothing and is no fault. Absent: all are taken for genuine. */
  readonly judgeReceipt?: (receipt: AuditReceipt) => 'genuine' | 'false' | 'unknown-key'
  /** What the register says now is the last head it acknowledged. */
  readonly serverHead?: AuditHead
  /** Heads from elsewhere by their numbers, lowest first: an earlier export, or that of a desk that may be a copy. */
  readonly against?: Iterable<AuditHead>
  /** A key that was handed to an auditor earlier. */
  readonly givenKey?: SealKey
}

export interface AuditVerdict {
  /** Nothing was found. */
  readonly whole: boolean
  readonly entries: number
  readonly last: AuditHead
  /** The last entry that the register has acknowledged as it is here; what follows rests on the chain alone. 0: none. */
  readonly confirmedTo: number
  /** Receipts that were left out because the register's key is not known here. */
  readonly uncheckedReceipts: number
  /** Times the clock was set back, as the log itself says. */
  readonly clockSteps: number
  readonly findings: readonly AuditFinding[]
}

/**
 * Verifies a chain from its first entry to its last and against everything that is known of it elsewhere. The chain alone finds what was not
 * recomputed; whoever rewrites it and every hash after it is found by a receipt (between two of them), by the auditor's key (at the exact entry)
 * or by another copy; a log that was cut or put back by what is known to be later. Memory does not grow with the log.
 */
export function verifyAudit(evidence: AuditEvidence): AuditVerdict {
  const { genesis, receipts = [], judgeReceipt = () => 'genuine', serverHead, against, givenKey, sealKey } = evidence
  const found = findings()
  const judged = receipts.map(receipt => ({ receipt, judgement: judgeReceipt(receipt) }))
  for (const { receipt, judgement } of judged)
    if (judgement === 'false') found.add('receipt', receipt.seq, 'the register did not sign it')
  const genuine = judged.flatMap(({ receipt, judgement }) => (judgement === 'genuine' ? [receipt] : []))
  const shared = { found, agreement: { seq: 0 } }
  const byReceipts = headCheck('receipt', genuine, shared)
  const byRegister = headCheck('register', serverHead ? [serverHead] : [], shared)
  const byFile = headCheck('file', against ?? [], shared)
  const heads = [byReceipts, byRegister, byFile]
  const seals = givenKey && sealCheck(givenKey, sealKey, found)

  const chain = chainCheck(sha256OfText(genesis), evidence.count ?? serverHead?.seq ?? 0, found)
  let entries = 0
  let clockSteps = 0
  for (const [entry, next] of withNext(evidence.entries)) {
    entries++
    const place = chain.follow(entry, next)
    if (entry.action === 'station.clock' && entry.outcome === 'back') clockSteps++
    if (place === undefined) continue
    seals?.follow(entry, place)
    for (const head of heads) head.follow(place, entry.hash)
  }
  const last = chain.last()
  endOf(last.seq, heads)
  seals?.end(last.seq)
  if (sealKey) {
    const used = sealKey.seq - 1
    if (used > last.seq && !found.touches(last.seq + 1, used))
      found.add('cut', last.seq + 1, `the store has numbered ${used} entries`, used)
  }
  return {
    whole: found.all.length === 0,
    entries,
    last: { seq: last.seq, head: last.hash },
    confirmedTo: Math.max(byReceipts.agreed(), byRegister.agreed()),
    uncheckedReceipts: judged.filter(({ judgement }) => judgement === 'unknown-key').length,
    clockSteps,
    findings: [...found.all].sort((a, b) => a.seq - b.seq),
  }
}

const endOf = (last: number, heads: readonly HeadCheck[]) => {
  for (const head of heads) head.end(last)
}

function* withNext<T>(all: Iterable<T>): IterableIterator<readonly [T, T | undefined]> {
  const iterator = all[Symbol.iterator]()
  let current = iterator.next()
  while (!current.done) {
    const next = iterator.next()
    yield [current.value, next.done ? undefined : next.value]
    current = next
  }
}
