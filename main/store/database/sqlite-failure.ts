import Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../../protocol/errors.ts'

const tags: Record<string, ErrorTag> = {
  SQLITE_BUSY: 'StoreLocked',
  SQLITE_LOCKED: 'StoreLocked',
  SQLITE_NOTADB: 'StoreKeyWrong',
  SQLITE_FULL: 'StoreFull',
  // The shared-memory index is grown with writes of its own; on a full disk those fail by this code.
  SQLITE_IOERR_SHMSIZE: 'StoreFull',
  ENOSPC: 'StoreFull',
  EDQUOT: 'StoreFull',
}

/** Names a failure of SQLite or of the file system. The cause is the bare code: messages can quote values. */
function storeError(error: unknown): ChipDeskError | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const isSystemError = 'syscall' in error
  if (!isSystemError && !(error instanceof Database.SqliteError)) return undefined
  return chipDeskError(tags[error.code] ?? 'StoreFailed', { cause: error.code })
}

/** Runs work on the database; a failure of SQLite or the disk becomes a value, a bug goes on as a throw. */
export function attempt<T>(work: () => T): Result<T, ChipDeskError> {
  try {
    return ok(work())
  } catch (error) {
    const named = storeError(error)
    if (!named) throw error
    return fail(named)
  }
}
