import type { Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { aboutText, filterFacts } from '../store/search-facts.ts'
import type { Place } from './access.ts'
import type { DeskRules } from './desk-rules.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import { type Records, subjectOf } from './records.ts'

type RecordCall = Extract<DeskCall, `history.${string}` | `outbox.${string}`>

/** What is kept of visits, and what waits to be answered about them. */
export function recordCalls(
  records: Records,
  { rules, place }: { readonly rules: DeskRules; readonly place: Place },
): Pick<GuardParts['calls'], RecordCall> {
  return {
    'history.search': ({ text, limit = 50, ...filter }) => records.search({ text, limit, ...filter }),
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

/** The transaction of this id, as it is shown; throws `DataUnknownCode` where there is none. */
export function recordOf(records: Pick<Records, 'view'>, id: string): Transaction {
  const transaction = records.view(id)
  if (!transaction) throw chipDeskError('DataUnknownCode', { cause: 'no such transaction' })
  return transaction
}

/** Of calls that show what is kept: whom it was about. It stands in that citizen's own log. */
export function toldOfRecords(records: Records): NonNullable<GuardParts['told']> {
  const aboutShown = (id: string) => {
    const transaction = records.view(id)
    return { ...(transaction && subjectOf(transaction)), facts: { transaction: id } }
  }
  return {
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
