import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { attempt } from '../database/sqlite-failure.ts'

/** Runs one write; what SQLite or the disk refuse becomes a value. */
export type Write = <T>(work: () => T) => Result<T, ChipDeskError>

/**
 * An answer may come while the station is ending: it is not saved, and will be asked for again. Nor is anything saved into a file that has lost its name since it
 * was opened, by a restore beside a command that waits for its PIN: nobody would ever read it again.
 */
export const writeOver = (database: Database.Database): Write => {
  const opened = fileOf(database.name)
  const gone = () => fail(chipDeskError('StoreFailed', { cause: 'the file of the store was moved or replaced' }))
  return work => {
    if (!database.open) return fail(chipDeskError('StoreFailed', { cause: 'closed' }))
    if (fileOf(database.name) !== opened) return gone()
    const done = attempt(work)
    return done.ok && fileOf(database.name) !== opened ? gone() : done
  }
}

/** Which file has this name now. */
function fileOf(path: string): string | undefined {
  const found = attempt(() => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return found.ok && found.value ? `${found.value.dev} ${found.value.ino}` : undefined
}

export const refuseUnless = (done: Result<boolean, ChipDeskError>, cause: string): Result<void, ChipDeskError> => {
  if (!done.ok) return done
  return done.value ? ok(undefined) : fail(chipDeskError('StoreFailed', { cause }))
}
