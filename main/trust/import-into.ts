import { mkdirSync } from 'node:fs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { NamedFile } from './anchor-store.ts'
import type { ImportOptions } from './import-draft.ts'
import { type ImportPlan, planImport } from './import-plan.ts'
import { changeTrustStore, type TrustStore } from './trust-store.ts'

/**
 * Stores what may be stored of some files, logged as a change of `options.by`; makes the folder where there is none. When it was imported
 * is the clock's word, whatever time it was judged at.
 * @returns what was planned; without `change` nothing was there to be stored. Error `TrustAnchorInvalid`
 */
export function importInto(
  store: TrustStore,
  files: readonly NamedFile[],
  options: ImportOptions,
): Result<ImportPlan, ChipDeskError> {
  const plan = planImport(store, files, options)
  if (!plan.change) return ok(plan)
  try {
    mkdirSync(store.folder, { recursive: true })
  } catch (error) {
    return fail(chipDeskError('TrustAnchorInvalid', { cause: (error as NodeJS.ErrnoException).code ?? String(error) }))
  }
  const sources = files.map(({ name }) => name)
  const changed = changeTrustStore(store, {
    ...plan.change,
    by: options.by,
    at: new Date(),
    action: 'import',
    sources,
  })
  return changed.ok ? ok(plan) : changed
}
