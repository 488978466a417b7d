import type { AuditEntry } from '../../audit/entry.ts'
import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { OwnRecordView } from '../../protocol/desk-lists.ts'
import { maskedNumber } from '../../protocol/masked-number.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import type { Retention } from '../../purposes/purpose.ts'
import { dayOfDeletion, type RetentionRules } from '../../purposes/retention.ts'
import type { StoreReader } from '../store.ts'

/** One visit as the desk holds it, and until when. */
export interface OwnTransaction {
  readonly transaction: Transaction
  /** Whether raw data of the chip are kept with it. */
  readonly evidence: boolean
  /** Absent where its purpose has no rule. */
  readonly rule?: Retention
  /** `YYYY-MM-DD`, the day on which it goes by itself. */
  readonly deletedOn?: string
  /** Whether a law makes the desk keep it until then, whoever asks. */
  readonly mustStay: boolean
}

/** Who did what with somebody's data. What audit entries keep apart is of others too, and not in it. */
export type OwnAccess = Pick<
  AuditEntry,
  'seq' | 'at' | 'desk' | 'operator' | 'role' | 'action' | 'purpose' | 'legalBasis' | 'outcome'
>

/** What a desk holds about one person and who saw it: the answer to a citizen who asks. */
export interface OwnRecord {
  readonly number: string
  readonly transactions: readonly OwnTransaction[]
  /** Oldest first. */
  readonly accesses: readonly OwnAccess[]
}

/**
 * Everything under one whole personal number; what only a CMND number or a name links to the person is not found. Reading it belongs into the
 * audit log (`history.view`), with that number as its subject.
 * @param at RFC 3339, now
 */
export function ownRecord(reader: StoreReader, number: string, rules: RetentionRules, at: string): OwnRecord {
  const isTheirs = ({ report }: Transaction) =>
    report.document.some(({ id, value }) => id === 'personalNumber' && value === number)
  const found = [...reader.transactionsOf({ text: number })].filter(isTheirs)
  return {
    number,
    transactions: found.map(transaction => kept(reader, transaction, rules, dayInVietnam(at))),
    accesses: [...accesses(reader, number)].reverse(),
  }
}

/** The record as it is shown and printed: what is kept is named, not said. */
export function ownRecordView({ number, transactions, accesses }: OwnRecord): OwnRecordView {
  const names = transactions.flatMap(({ transaction }) => transaction.report.document.filter(isName))
  const name = names[0]?.value
  return {
    number: maskedNumber(number),
    ...(name !== undefined && { name }),
    transactions: transactions.map(viewed),
    accesses: accesses.map(({ at, desk, operator, action, purpose, outcome }) => ({
      at,
      desk,
      operator,
      action,
      ...(purpose !== null && { purpose }),
      outcome,
    })),
  }
}

const isName = ({ id }: { readonly id: string }) => id === 'fullName'

function viewed(own: OwnTransaction): OwnRecordView['transactions'][number] {
  const { transaction, evidence, rule, deletedOn, mustStay } = own
  const { id, at, desk, purpose, report } = transaction
  return {
    id,
    at,
    desk,
    purpose: purposeOf(transaction),
    legalBasis: purpose?.legalBasis ?? '',
    verdict: report.verdict,
    keeps: [...keptOf(own)],
    evidence,
    ...(deletedOn !== undefined && { deletedOn }),
    mustStay,
    ...(rule && { source: rule.source }),
  }
}

/** Fields by their ids, questions to central services and acts by their kinds. */
const keptOf = ({ transaction: { report, registry, checks = [], acts = [], consent }, evidence }: OwnTransaction) =>
  new Set([
    ...report.document.map(({ id }) => id),
    ...(registry.status === 'not-asked' ? [] : ['registry']),
    ...checks.map(({ kind }) => kind),
    ...acts.map(({ kind }) => kind),
    ...(consent ? ['consent'] : []),
    ...(evidence ? ['evidence'] : []),
  ])

/** As the store files a transaction that names no purpose. */
const purposeOf = ({ purpose }: Transaction): string => purpose?.code ?? 'ADMIN_PROCEDURE'

function kept(
  reader: StoreReader,
  transaction: Transaction,
  { byPurpose }: RetentionRules,
  today: string,
): OwnTransaction {
  const evidence = reader.evidence(transaction.id) !== undefined
  const rule = byPurpose.get(purposeOf(transaction))
  if (!rule) return { transaction, evidence, mustStay: false }
  const deletedOn = dayOfDeletion(rule, dayInVietnam(transaction.at))
  return { transaction, evidence, rule, deletedOn, mustStay: rule.kind === 'duty' && today < deletedOn }
}

function* accesses(reader: StoreReader, subject: string): IterableIterator<OwnAccess> {
  const limit = 500
  for (let before: number | undefined = Number.MAX_SAFE_INTEGER; before !== undefined; ) {
    const page = reader.auditList({ subject, before, limit })
    for (const { seq, at, desk, operator, role, action, purpose, legalBasis, outcome } of page)
      yield { seq, at, desk, operator, role, action, purpose, legalBasis, outcome }
    before = page.length === limit ? page.at(-1)?.seq : undefined
  }
}
