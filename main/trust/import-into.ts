import { mkdirSync } from 'node:fs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { ImportPlan } from './import-plan.ts'
import { changeTrustStore, type TrustStore } from './trust-store.ts'

/**
 * Stores what was planned, logged as a change by somebody; makes the folder where there is none. When it was imported is the clock's word,
 * whatever time it was judged at.
 * @param sources names of the files
 * @returns error `TrustAnchorInvalid`
 */
export function importInto(
  store: TrustStore,
  { change }: ImportPlan,
  { by, sources }: { readonly by: string; readonly sources: readonly string[] },
): Result<void, ChipDeskError> {
  if (!change) return ok(undefined)
  try {
    mkdirSync(store.folder, { recursive: true })
  } catch (error) {
    return fail(chipDeskError('TrustAnchorInvalid', { cause: (error as NodeJS.ErrnoException).code ?? String(error) }))
  }
  return changeTrustStore(store, { ...change, by, at: new Date(), action: 'import', sources })
}
