import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { attempt } from '../database/sqlite-failure.ts'

/** Runs one write; what SQLite or the disk refuse becomes a value. */
export type Write = <T>(work: () => T) => Result<T, ChipDeskError>

/** An answer may come while the station is ending: it is not saved, and will be asked for again. */
export const writeOver =
  (database: Database.Database): Write =>
  work =>
    database.open ? attempt(work) : fail(chipDeskError('StoreFailed', { cause: 'closed' }))

export const refuseUnless = (done: Result<boolean, ChipDeskError>, cause: string): Result<void, ChipDeskError> => {
  if (!done.ok) return done
  return done.value ? ok(undefined) : fail(chipDeskError('StoreFailed', { cause }))
}
