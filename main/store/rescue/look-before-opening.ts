import { statSync } from 'node:fs'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { examine } from './examine.ts'
import { finishSwap } from './swap.ts'

/**
 * What must be settled before a store can be judged, with the instance lock: a swap that was cut off, and the rollback journal that a power cut leaves behind where the
 * file was just being made. Until it is played back, the pages of the file are half new and half old by right.
 */
export function settle(path: string, key: Uint8Array): Result<void, ChipDeskError> {
  const finished = finishSwap(path)
  if (!finished.ok) return finished
  const journal = attempt(() => statSync(`${path}-journal`, { throwIfNoEntry: false })?.size ?? 0)
  if (!journal.ok || journal.value === 0) return ok(undefined)
  // Whether it opens then is what comes next.
  const opened = openEncrypted(path, key)
  if (opened.ok) opened.value.close()
  return ok(undefined)
}

/**
 * To be called with the instance lock, before a store is opened: SQLite would wipe out what can still be rescued of a damaged one.
 * @returns `StoreDamaged` with the first reason; what `examine` refuses
 */
export function lookBeforeOpening(path: string, key: Uint8Array): Result<void, ChipDeskError> {
  const settled = settle(path, key)
  if (!settled.ok) return settled
  const found = examine(path, key)
  if (!found.ok) return found
  if (found.value.state !== 'damaged') return ok(undefined)
  return fail(chipDeskError('StoreDamaged', { cause: found.value.reasons.slice(0, 3).join('; ') }))
}
