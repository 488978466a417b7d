import { createHash, randomUUID } from 'node:crypto'
import type { AuditEntry } from '../audit/entry.ts'
import { exportLines } from '../audit/export.ts'
import type { AuditVerdict } from '../audit/verify-audit.ts'
import type { Result } from '../emrtd/result.ts'
import type { AuditedEntry } from '../protocol/audit-log.ts'
import { dayInVietnam, daysInVietnam } from '../protocol/day-in-vietnam.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { CallParams } from '../protocol/station.ts'
import type { AuditQuery, Store } from '../store/store.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import type { People } from './people.ts'
import { verifyLog } from './verify-audit-log.ts'

export interface AuditCallsParts {
  readonly store: Pick<Store, 'reader' | 'writer'>
  readonly people: Pick<People, 'entry'>
  readonly place: { readonly desk: string }
  /** In a thread of its own; absent where the store has no file of its own. */
  readonly verifyAudit?: () => Promise<Result<AuditVerdict, ChipDeskError>>
}

type AuditCall = Extract<DeskCall, `audit.${string}`>

/** Characters of one part of a file: far below what a message may have. */
const partLength = 2_000_000

/** A file on its way: whoever asked for it takes it part by part, and nobody else. */
interface Taken {
  readonly id: string
  readonly by: string
  readonly lines: Iterator<string>
  readonly hash: ReturnType<typeof createHash>
}

/** What `chipdesk audit` does, for whoever inspects the desk at its screen. */
export function auditCalls({
  store,
  people,
  place,
  verifyAudit,
}: AuditCallsParts): Pick<GuardParts['calls'], AuditCall> {
  const { reader, writer } = store
  let taken: Taken | undefined

  return {
    'audit.list'(asked) {
      const { limit = 100 } = asked
      const found = reader.auditList({ ...queryOf(asked), limit: limit + 1 })
      const entries = found.slice(0, limit).map(entry => shownEntry(entry, id => reader.operator(id)?.name))
      const last = entries.at(-1)
      return { entries, ...(found.length > limit && last && { next: last.seq }) }
    },
    async 'audit.verify'() {
      if (!verifyAudit) return shownVerdict(verifyLog(reader, {}))
      const verdict = await verifyAudit()
      if (!verdict.ok) throw verdict.error
      return shownVerdict(verdict.value)
    },
    async 'audit.export'({ details }, { id: operator, role, second }) {
      const facts = { details, ...(second && { second: second.id, request: second.request }) }
      // Recorded before it is done, so that the file tells of itself.
      const told = await writer.appendAudit([
        people.entry({ operator, role, action: 'audit.export', outcome: 'done', facts }),
      ])
      if (!told.ok) throw told.error
      const log = reader.auditLog()
      if (!log) throw chipDeskError('StoreFailed', { cause: 'nothing was recorded' })
      const now = new Date()
      const lines = exportLines(log, { at: now.toISOString(), desk: place.desk, details })
      taken = { id: randomUUID(), by: operator, lines, hash: createHash('sha256') }
      const fileName = `chipdesk-audit-${place.desk.replace(/[^\w-]/g, '-')}-${dayInVietnam(now)}.jsonl`
      return { id: taken.id, fileName, entries: log.last, receipts: log.receipts.length }
    },
    'audit.part'({ id }, actor) {
      if (taken?.id !== id || taken.by !== actor.id)
        throw chipDeskError('ApiMessageInvalid', { cause: 'no export of this id and person is under way' })
      const { lines, hash } = taken
      const parts: string[] = []
      let line = lines.next()
      for (let length = 0; !line.done; line = lines.next()) {
        parts.push(line.value)
        length += line.value.length
        if (length >= partLength) break
      }
      const text = parts.join('')
      hash.update(text)
      if (!line.done) return { text }
      taken = undefined
      return { text, sha256: hash.digest('hex') }
    },
  }
}

/** What is kept of a look at the log: whom it was looked for, and by what. */
export const toldOfAudit: NonNullable<GuardParts['told']> = {
  'audit.list': ({ subject, operator, action, from, to }, { entries }) => ({
    ...(subject && { subject }),
    facts: {
      entries: entries.length,
      ...(operator && { of: operator }),
      ...(action && { action }),
      ...(from && { from }),
      ...(to && { to }),
    },
  }),
  'audit.verify': (_, { whole, entries }) => ({
    outcome: whole ? 'whole' : 'tampered',
    facts: { verified: entries },
  }),
}

/** Days are whole days in Vietnam. */
function queryOf(asked: CallParams<'audit.list'>): Omit<AuditQuery, 'limit'> {
  const { subject, operator, action, from, to, before } = asked
  if (from && to && to < from) throw chipDeskError('ApiMessageInvalid', { cause: 'the last day is before the first' })
  return {
    ...(subject && { subject }),
    ...(operator && { operator }),
    ...(action && { action }),
    ...(from && { from: daysInVietnam(from, from).from }),
    ...(to && { to: daysInVietnam(to, to).to }),
    ...(before !== undefined && { before }),
  }
}

function shownEntry(entry: AuditEntry, nameOf: (operator: string) => string | undefined): AuditedEntry {
  const { seq, at, desk, operator, role, action, outcome, purpose, legalBasis, subject, facts, detail } = entry
  const name = nameOf(operator)
  return {
    seq,
    at,
    desk,
    operator,
    ...(name && { name }),
    role,
    action,
    outcome,
    ...(purpose !== null && { purpose }),
    ...(legalBasis !== null && { legalBasis }),
    ...(subject !== null && { subject: subject.slice(0, 12) }),
    facts: JSON.parse(facts),
    ...(detail && { detail: JSON.parse(detail.body) }),
  }
}

const shownVerdict = ({ findings, ...verdict }: AuditVerdict) => ({ ...verdict, findings: [...findings] })
