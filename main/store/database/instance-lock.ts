import Database from 'better-sqlite3'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { attempt } from './sqlite-failure.ts'

/** How long a starting instance waits for one that is just ending, in milliseconds. */
const patience = 1000

/** A lock that nobody refers to would be let go with the memory that it takes. */
const held = new Set<Database.Database>()

/**
 * Makes this process the only one on a store. The lock is SQLite's own exclusive lock on an empty file beside the store:
 * the kernel holds it, so it ends with the process, however that ends, and nothing stale can stay behind.
 * The store itself stays in the normal locking mode, so that readers of this process may open it too.
 * @returns how to let go; `StoreLocked` when another instance has the store
 */
export function takeInstanceLock(storePath: string): Result<() => void, ChipDeskError> {
  return attempt(() => {
    const lock = new Database(`${storePath}.lock`, { timeout: patience })
    try {
      lock.pragma('journal_mode = memory')
      lock.exec('begin exclusive')
    } catch (error) {
      lock.close()
      throw error
    }
    held.add(lock)
    return () => {
      held.delete(lock)
      lock.close()
    }
  })
}
