import Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../../protocol/errors.ts'

/** By the code itself, or by the nearest beginning of it: extended codes add a word to the primary one. */
const tags: Record<string, ErrorTag> = {
  SQLITE_BUSY: 'StoreLocked',
  SQLITE_LOCKED: 'StoreLocked',
  SQLITE_NOTADB: 'StoreKeyWrong',
  SQLITE_CORRUPT: 'StoreDamaged',
  SQLITE_FORMAT: 'StoreDamaged',
  SQLITE_FULL: 'StoreFull',
  SQLITE_READONLY: 'StoreReadOnly',
  SQLITE_PERM: 'StoreReadOnly',
  SQLITE_CANTOPEN: 'StoreReadOnly',
  // EIO, and EDQUOT, which SQLite tells by the same codes.
  SQLITE_IOERR: 'StoreReadOnly',
  SQLITE_IOERR_READ: 'StoreDamaged',
  SQLITE_IOERR_SHORT_READ: 'StoreDamaged',
  SQLITE_IOERR_CORRUPTFS: 'StoreDamaged',
  SQLITE_IOERR_DATA: 'StoreDamaged',
  // The shared-memory index is grown with writes of its own; on a full disk those fail by this code.
  SQLITE_IOERR_SHMSIZE: 'StoreFull',
  ENOSPC: 'StoreFull',
  EDQUOT: 'StoreFull',
  EROFS: 'StoreReadOnly',
  EACCES: 'StoreReadOnly',
  EPERM: 'StoreReadOnly',
  EIO: 'StoreReadOnly',
}

function tagOf(code: string): ErrorTag {
  for (let known = code; known !== ''; known = known.slice(0, Math.max(0, known.lastIndexOf('_')))) {
    const tag = tags[known]
    if (tag) return tag
  }
  return 'StoreFailed'
}

/** Names a failure of SQLite or of the file system. The cause is the bare code: messages can quote values. */
function storeError(error: unknown): ChipDeskError | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const isSystemError = 'syscall' in error
  if (!isSystemError && !(error instanceof Database.SqliteError)) return undefined
  return chipDeskError(tagOf(error.code), { cause: error.code })
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
