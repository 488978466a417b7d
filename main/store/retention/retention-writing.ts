import type Database from 'better-sqlite3'
import type { StoreWriting } from '../store.ts'
import type { Write } from '../writer/write.ts'
import { purgeFinishing } from './finish-purge.ts'
import { detailPurging } from './purge-details.ts'
import { transactionPurging } from './purge-transactions.ts'

/** Everything that deletes. */
export const retentionWriting = (
  database: Database.Database,
  write: Write,
): Pick<StoreWriting, 'purgeTransactions' | 'purgeAuditDetails' | 'finishPurge'> => ({
  ...transactionPurging(database, write),
  ...detailPurging(database, write),
  ...purgeFinishing(database, write),
})
