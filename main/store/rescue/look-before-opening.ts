import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { examine } from './examine.ts'
import { finishSwap } from './swap.ts'

/**
 * To be called with the instance lock, before SQLite opens a store: a swap that was cut off goes on, and a damaged store is not opened, which would wipe out what
 * can still be rescued.
 * @returns `StoreDamaged` with the first reason; what `examine` refuses
 */
export function lookBeforeOpening(path: string, key: Uint8Array): Result<void, ChipDeskError> {
  const finished = finishSwap(path)
  if (!finished.ok) return finished
  const found = examine(path, key)
  if (!found.ok) return found
  if (found.value.state !== 'damaged') return ok(undefined)
  return fail(chipDeskError('StoreDamaged', { cause: found.value.reasons.slice(0, 3).join('; ') }))
}
