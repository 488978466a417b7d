import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { aboutText, filterFacts } from '../store/search-facts.ts'
import type { StoreReader } from '../store/store.ts'
import type { Place } from './access.ts'
import type { DeskRules } from './desk-rules.ts'
import { type EvidenceCallsParts, evidenceCalls, toldOfEvidence } from './evidence-calls.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import { type Records, subjectOf } from './records.ts'

type RecordCall = Extract<
  DeskCall,
  `history.${string}` | `outbox.${string}` | 'transaction.details' | 'transaction.trace' | 'transaction.export'
>

interface RecordCallsParts extends Omit<EvidenceCallsParts, 'records' | 'rules' | 'store'> {
  readonly records: Records
  readonly rules: DeskRules
  readonly place: Place
  readonly store: { readonly reader: Pick<StoreReader, 'evidence' | 'trustState' | 'dayCounts'> }
}

/** What is kept of visits, what stands behind it, and what waits to be answered about them. */
export function recordCalls(parts: RecordCallsParts): Pick<GuardParts['calls'], RecordCall> {
  const { records, rules, place, store } = parts
  return {
    ...evidenceCalls(parts),
    'history.search'({ text, limit = 50, ...filter }) {
      const page = records.search({ text, limit, ...filter })
      const days = text.trim() === '' ? store.reader.dayCounts(filter, page.transactions) : undefined
      return { ...page, ...(days && { days }) }
    },
    'history.view'({ id }) {
      const found = records.history(id)
      const outcome = rules.outcome(found.transaction)
      return { ...found, ...(outcome && { outcome }) }
    },
    'outbox.list': () => records.outbox(),
    'outbox.requeue': async ({ requestId }, actor) => {
      refuseUnless(await records.requeue({ ...place, operator: actor }, requestId))
      return {}
    },
    'outbox.dismiss': async (given, actor) => {
      refuseUnless(await records.dismiss({ ...place, operator: actor }, given))
      return {}
    },
    'outbox.send': () => records.sendNow(),
  }
}

/** Of calls that show what is kept: whom it was about. It stands in that citizen's own log. */
export function toldOfRecords(records: Records): NonNullable<GuardParts['told']> {
  const aboutShown = (id: string) => {
    const transaction = records.view(id)
    return { ...(transaction && subjectOf(transaction)), facts: { transaction: id } }
  }
  return {
    ...toldOfEvidence(records),
    'history.search': ({ text, limit: _, before: __, ...filter }, { transactions }) => ({
      outcome: `${transactions.length} found`,
      facts: filterFacts(filter),
      ...aboutText(text),
    }),
    'history.view': (_, { transaction }) => ({ ...subjectOf(transaction), facts: { transaction: transaction.id } }),
    'citizen.own-record': ({ transactionId }) => aboutShown(transactionId),
    'desk.print': asked =>
      asked.list === 'own-data' ? aboutShown(asked.transactionId) : { facts: { list: asked.list } },
  }
}

function refuseUnless(done: Result<unknown, ChipDeskError>): void {
  if (!done.ok) throw done.error
}
