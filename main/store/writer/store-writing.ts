import type Database from 'better-sqlite3'
import { markedWrites } from '../rescue/high-water.ts'
import { retentionWriting } from '../retention/retention-writing.ts'
import type { StoreWriter, StoreWriting } from '../store.ts'
import { actWriting } from './acts.ts'
import { auditWriting } from './audit.ts'
import { operatorWriting } from './operators.ts'
import { questionWriting } from './questions.ts'
import { settingWriting } from './settings.ts'
import { transactionWriting } from './transactions.ts'
import { writeOver } from './write.ts'

/** The writing side over one connection: each concern a file, each write one SQLite transaction. */
export function storeWriting(database: Database.Database): StoreWriting {
  const write = markedWrites(database, writeOver(database))
  return {
    ...transactionWriting(database, write),
    ...questionWriting(database, write),
    ...actWriting(database, write),
    ...auditWriting(database, write),
    ...settingWriting(database, write),
    ...operatorWriting(database, write),
    ...retentionWriting(database, write),
  }
}

/** The same in the caller's thread: short-lived commands and tests need no other one. */
export function inlineWriter(writing: StoreWriting): StoreWriter {
  const names = Object.keys(writing) as (keyof StoreWriting)[]
  const calls = names.map(name => [
    name,
    async (...args: unknown[]) => (writing[name] as (...args: unknown[]) => unknown)(...args),
  ])
  return Object.fromEntries(calls)
}
