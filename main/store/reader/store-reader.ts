import type Database from 'better-sqlite3'
import { retentionReading } from '../retention/retention-reading.ts'
import type { StoreReader } from '../store.ts'
import { auditReading } from './audit.ts'
import { dayCounting } from './day-counts.ts'
import { historyReading } from './history.ts'
import { operatorReading } from './operators.ts'
import { questionReading } from './questions.ts'
import { transactionReading } from './transactions.ts'
import { visitReading } from './visits.ts'

/** The reading side over one connection: each concern a file. */
export function storeReader(database: Database.Database): StoreReader {
  const { at, ...transactions } = transactionReading(database)
  const setting = database.prepare<[string], string>('select value from settings where name = ?').pluck()
  const settings = database.prepare<{ prefix: string }, { name: string; value: string }>(
    'select name, value from settings where substr(name, 1, length(:prefix)) = :prefix order by name',
  )
  const history = historyReading(database, at)
  return {
    ...transactions,
    ...history,
    ...dayCounting(database),
    ...visitReading({ ...transactions, ...history }),
    ...questionReading(database),
    ...operatorReading(database),
    ...auditReading(database),
    ...retentionReading(database),
    setting: name => setting.get(name),
    settings: prefix => settings.all({ prefix }),
  }
}
