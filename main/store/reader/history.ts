import type Database from 'better-sqlite3'
import type { Transaction } from '../../protocol/transaction.ts'
import type { HistoryFilter, HistoryPage, HistoryQuery, StoreReader } from '../store.ts'
import { historySearch } from './history-search.ts'

/** How many transactions are read at once on the way through the history. */
const batch = 200

/** Pages and ways through the history, newest first. */
export function historyReading(
  database: Database.Database,
  at: (seq: number) => Transaction | undefined,
): Pick<StoreReader, 'search' | 'historyPage' | 'transactionsOf'> {
  const find = historySearch(database)

  const page = (query: HistoryQuery): HistoryPage => {
    const found = find(query, query.limit, query.before)
    const transactions = found.flatMap(seq => at(seq) ?? [])
    const last = found.at(-1)
    return { transactions, ...(last !== undefined && found.length === query.limit && { next: last }) }
  }

  function* all(filter: HistoryFilter): IterableIterator<Transaction> {
    let next: number | undefined
    do {
      const read = page({ ...filter, limit: batch, ...(next !== undefined && { before: next }) })
      yield* read.transactions
      next = read.next
    } while (next !== undefined)
  }

  return { search: query => [...page(query).transactions], historyPage: page, transactionsOf: all }
}
