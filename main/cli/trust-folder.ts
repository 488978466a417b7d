import { existsSync, mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { stationPaths } from '../station/paths.ts'
import { emptyTrustStore, openTrustStore, type TrustStore } from '../trust/trust-store.ts'
import { UsageError } from './arguments.ts'

/** Options that every trust command has. */
export const trustOptions = {
  trust: { type: 'string' },
  operator: { type: 'string' },
  /** Who consents, in the folder of a desk with accounts. */
  second: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/**
 * Opens the folder named, else that of the site, which may have none yet.
 * @param missing what to do where there is no folder: it is an error, it is empty, or it is made
 */
export function openFolder(
  named: string | undefined,
  missing: 'error' | 'empty' | 'create' = 'error',
): Result<TrustStore, ChipDeskError> {
  const folder = named ?? stationPaths(false).anchors
  try {
    if (!existsSync(folder) && missing === 'create') mkdirSync(folder, { recursive: true })
    else if (!existsSync(folder) && (missing === 'empty' || named === undefined)) return ok(emptyTrustStore(folder))
  } catch (error) {
    return fail(
      chipDeskError('TrustAnchorInvalid', { cause: `${folder}: ${(error as NodeJS.ErrnoException).code ?? error}` }),
    )
  }
  return openTrustStore(folder)
}

/** Who makes a change: the operator named, else the user of the operating system. */
export function changedBy(operator: string | undefined): string {
  if (operator !== undefined && operator.trim() === '') throw new UsageError('--operator takes an operator id')
  return operator ?? userInfo().username
}
