import type { Transaction } from '../protocol/transaction.ts'
import type { ShownCertificate, TracedLine, TransactionDetails } from '../protocol/transaction-details.ts'
import { purposeOf } from '../purposes/permission.ts'
import type { TraceLine } from '../reading/trace.ts'
import type { StoreReader } from '../store/store.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import { decodeEvidence } from '../verification/evidence.ts'
import type { KeptRead } from '../verification/kept-read.ts'
import type { PolicyName } from '../verification/policy.ts'
import { type CertificateSummary, certificatesOf } from '../verification/report-certificates.ts'
import { againstDeskRule, type DeskRules } from './desk-rules.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import type { ReadAtHand } from './read-at-hand.ts'
import { recordOf } from './record-of.ts'
import { type Records, subjectOf } from './records.ts'
import { reverify } from './reverify.ts'

export interface EvidenceCallsParts {
  readonly records: Pick<Records, 'view'>
  readonly store: { readonly reader: Pick<StoreReader, 'evidence' | 'trustState'> }
  readonly rules: Pick<DeskRules, 'table'>
  readonly anchors: Trust
  readonly policy: PolicyName
  /** Absent: the computer's clock is believed. */
  readonly clock?: ClockWatch | undefined
  readonly atHand: Pick<ReadAtHand, 'of'>
}

type EvidenceCall = Extract<
  DeskCall,
  'history.verify' | 'transaction.details' | 'transaction.trace' | 'transaction.export'
>

/** What stands behind a result: its certificates and times, the commands of its read, its evidence, and what that says today. */
export function evidenceCalls(parts: EvidenceCallsParts): Pick<GuardParts['calls'], EvidenceCall> {
  const { records, store, atHand } = parts
  return {
    'history.verify'({ id }) {
      const transaction = recordOf(records, id)
      const evidence = store.reader.evidence(id)
      return evidence === undefined
        ? { status: 'no-evidence', evidence: evidenceState(parts, transaction) }
        : reverify(evidence, { ...parts, trustThen: digest => store.reader.trustState(digest) })
    },
    'transaction.details'({ transactionId }) {
      const transaction = recordOf(records, transactionId)
      const traced = atHand.of(transactionId)
      const given = traced ? { from: 'card' as const, read: traced.read } : keptEvidence(parts, transactionId)
      const commands = traced && traced.trace.length > 0 ? traced.trace : undefined
      return {
        certificates: given ? shownCertificates(given.read, parts.anchors, new Date(transaction.at)) : [],
        ...(given && { from: given.from }),
        evidence: evidenceState(parts, transaction),
        traced: commands !== undefined,
        ...(commands && { cardMs: cardTimes(commands) }),
      }
    },
    'transaction.trace'({ transactionId }) {
      const traced = atHand.of(transactionId)
      if (!traced) throw againstDeskRule('commands are kept only while the result is on the screen')
      return { lines: traced.trace.map(shownLine) }
    },
    'transaction.export'({ transactionId }) {
      const { id } = recordOf(records, transactionId)
      const evidence = store.reader.evidence(id)
      if (evidence === undefined) throw againstDeskRule('no evidence is kept of this read')
      return { fileName: `chipdesk-${id.replace(/[^\w-]/g, '').slice(0, 36)}.evidence`, evidence }
    },
  }
}

/** What the audit log says of these calls: about whom they were. */
export function toldOfEvidence(records: Pick<Records, 'view'>): NonNullable<GuardParts['told']> {
  const about = (id: string) => {
    const transaction = records.view(id)
    return { ...(transaction && subjectOf(transaction)), facts: { transaction: id } }
  }
  return {
    'history.verify': ({ id }, result) => ({
      ...about(id),
      outcome: result.status === 'verified' ? result.now.verdict : result.status,
    }),
    'transaction.trace': ({ transactionId }, { lines }) => {
      const { facts, ...whom } = about(transactionId)
      return { ...whom, facts: { ...facts, commands: lines.length } }
    },
    'transaction.export': ({ transactionId }, { evidence }) => {
      const { facts, ...whom } = about(transactionId)
      return { ...whom, facts: { ...facts, bytes: Buffer.byteLength(evidence) } }
    },
  }
}

function evidenceState(
  { store, rules }: EvidenceCallsParts,
  { id, purpose }: Transaction,
): TransactionDetails['evidence'] {
  if (store.reader.evidence(id) !== undefined) return 'kept'
  return purpose && purposeOf(purpose.code, rules.table)?.evidence.keep ? 'nothing-read' : 'not-by-purpose'
}

function keptEvidence({ store }: EvidenceCallsParts, id: string): { from: 'evidence'; read: KeptRead } | undefined {
  const kept = store.reader.evidence(id)
  const decoded = kept === undefined ? undefined : decodeEvidence(kept)
  return decoded?.ok ? { from: 'evidence', read: decoded.value.read } : undefined
}

const shownCertificates = (read: KeptRead, trust: Trust, at: Date): ShownCertificate[] =>
  certificatesOf(read, trust, at).map(({ notBefore, notAfter, ...certificate }: CertificateSummary) => ({
    ...certificate,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  }))

/** Of each phase, what its commands took from the first byte out to the last byte in. */
function cardTimes(lines: readonly TraceLine[]): Record<string, number> {
  const times: Record<string, number> = {}
  for (const { phase, ms } of lines) times[phase] = (times[phase] ?? 0) + ms
  return Object.fromEntries(Object.entries(times).map(([phase, ms]) => [phase, Math.round(ms * 10) / 10]))
}

/** A trace at the desk has no bytes of files in it to begin with; what goes over the wire is of no use on a screen. */
function shownLine({ command, response, wire: _, ...line }: TraceLine): TracedLine {
  const { header, bytes, le, data } = command
  return {
    ...line,
    command: { header, bytes, ...(le !== undefined && { le }), ...(data !== undefined && { data }) },
    ...(response && { response: { sw: response.sw, bytes: response.bytes } }),
  }
}
