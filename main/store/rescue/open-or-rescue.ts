import { ok, type Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { openEncrypted, openToRead } from '../database/encrypted-database.ts'
import { takeInstanceLock } from '../database/instance-lock.ts'
import { migrate } from '../database/migrations.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { createPrivately } from '../database/store-file.ts'
import { keyId } from '../keys/seal.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { examine } from './examine.ts'
import { numbersOf, writeMark } from './high-water.ts'
import { settle } from './look-before-opening.ts'
import { type RescueOptions, type RescueReport, rescue } from './rescue.ts'

export interface OpenedStore {
  readonly store: Store
  /** Where the store was damaged: to be shown and kept, nothing is mended silently. */
  readonly rescued?: RescueReport
}

/**
 * Opens the store after a look at it that changes nothing; a damaged one is moved aside and made anew from what is whole: of itself, of the last good backup, and
 * page by page of what can be read. What is lost is named by its numbers.
 * @returns what `openStore` refuses; `StoreForeign`, `StoreKeyWrong`: nothing is touched then; `StoreDamaged` when nothing could be made of it
 */
export async function openOrRescue(
  options: RescueOptions & { readonly thread?: boolean },
): Promise<Result<OpenedStore, ChipDeskError>> {
  const { path, key, thread } = options
  const lock = takenLock(path)
  if (!lock.ok) return lock
  const ready = made(options)
  lock.value()
  if (!ready.ok) return ready
  const opened = openStore({ path, key, examined: true, ...(thread !== undefined && { thread }) })
  const { report } = ready.value
  return opened.ok ? ok({ store: opened.value, ...(report && { rescued: report }) }) : opened
}

function takenLock(path: string): Result<() => void, ChipDeskError> {
  const folder = attempt(() => createPrivately(`${path}.lock`))
  return folder.ok ? takeInstanceLock(path) : folder
}

/** A store that is there, sound and marked. */
function made(options: RescueOptions): Result<{ readonly report?: RescueReport }, ChipDeskError> {
  const { path, key } = options
  const settled = settle(path, key)
  if (!settled.ok) return settled
  const found = examine(path, key)
  if (!found.ok) return found
  switch (found.value.state) {
    case 'new':
      return firstMark(path, key)
    case 'damaged': {
      const report = rescue(options, found.value)
      return report.ok ? ok({ report: report.value }) : report
    }
    case 'sound':
      return found.value.mark?.key === keyId(key) ? ok({}) : marked(path, key)
  }
}

/** A store that was opened by an earlier version has no mark yet, nor has it one of this key. */
function marked(path: string, key: Uint8Array): Result<Record<string, never>, ChipDeskError> {
  const database = openToRead(path, key)
  if (!database.ok) return database
  const written = attempt(() => {
    const hasNumbers = Number(database.value.pragma('user_version', { simple: true })) >= 3
    if (hasNumbers) writeMark(path, numbersOf(database.value), keyId(key))
  })
  database.value.close()
  return written.ok ? ok({}) : written
}

/** The schema comes before the mark, which tells that there must be a store. */
function firstMark(path: string, key: Uint8Array): Result<Record<string, never>, ChipDeskError> {
  const created = attempt(() => createPrivately(path))
  const database = created.ok ? openEncrypted(path, key) : created
  if (!database.ok) return database
  const migrated = migrate(database.value)
  const written = migrated.ok ? attempt(() => writeMark(path, numbersOf(database.value), keyId(key))) : migrated
  database.value.close()
  return written.ok ? ok({}) : written
}
