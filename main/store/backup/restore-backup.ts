import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { openEncrypted, openToRead } from '../database/encrypted-database.ts'
import { takeInstanceLock } from '../database/instance-lock.ts'
import { migrate } from '../database/migrations.ts'
import { recrypt } from '../database/recrypt.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { createPrivately } from '../database/store-file.ts'
import { keyId } from '../keys/seal.ts'
import { type Numbered, type Numbers, numbered, numbersOf, readMark } from '../rescue/high-water.ts'
import { keepNumbers } from '../rescue/salvage.ts'
import { asideName, finishSwap, swapStore } from '../rescue/swap.ts'
import { storeWriting } from '../writer/store-writing.ts'
import { checkBackup, headBytes, type Manifest, readHead } from './backup-file.ts'
import { type BackupSecrets, backupKey } from './backup-key.ts'

export interface RestoreOptions {
  readonly backup: string
  readonly store: string
  /** Key that the restored store gets: the present one. */
  readonly storeKey: Uint8Array
  readonly secrets: BackupSecrets
  readonly now: Date
  /** The entry that says who restored what, given what was found out. */
  readonly audit: (restored: Restored) => NewAuditEntry
}

export interface Restored {
  readonly madeAt: string
  readonly backup: Numbers
  /** What the present store had given last; undefined where it could be read no more. */
  readonly present: Numbers | undefined
  /** Transactions of the present store that the backup does not have. */
  readonly between: number | undefined
  /** Folder beside the store with what was there before; undefined where there was nothing. */
  readonly aside: string | undefined
}

/**
 * Puts a backup in the place of the store, with the station stopped. Everything is checked before anything is moved, and the present store is moved aside, never
 * deleted: until the very last step it stays as it is.
 * @returns `StoreBackupInvalid`, `StoreKeySealed` (the cause says what opens the backup), `StoreNewer`, `StoreLocked`, `StoreFull`
 */
export function restoreBackup(options: RestoreOptions): Result<Restored, ChipDeskError> {
  const head = readHead(options.backup)
  if (!head.ok) return head
  const key = backupKey(head.value.manifest, { storeKeys: [options.storeKey], ...options.secrets })
  if (!key.ok) return key
  const checked = checkBackup(options.backup, head.value, key.value)
  if (!checked.ok) return checked
  const isFirst = !existsSync(options.store) && !existsSync(`${options.store}-wal`)
  const made = attempt(() => {
    if (!existsSync(options.store)) createPrivately(options.store)
  })
  if (!made.ok) return made
  const lock = takeInstanceLock(options.store)
  if (!lock.ok) return lock
  try {
    const finished = finishSwap(options.store)
    return finished.ok ? replaced(options, { manifest: head.value.manifest, key: key.value, isFirst }) : finished
  } finally {
    lock.value()
  }
}

interface Opened {
  readonly manifest: Manifest
  readonly key: Uint8Array
  /** There is no store yet, only the empty file that is locked. */
  readonly isFirst: boolean
}

function replaced(options: RestoreOptions, { manifest, key, isFirst }: Opened): Result<Restored, ChipDeskError> {
  const draft = `${options.store}.restoring`
  const present = presentNumbers(options.store, options.storeKey)
  const there = !isFirst && present !== 'empty'
  const restored: Restored = {
    madeAt: manifest.madeAt,
    backup: manifest.numbers,
    present: present === 'empty' ? undefined : present,
    between:
      typeof present === 'object' ? Math.max(0, present.transactions - manifest.numbers.transactions) : undefined,
    aside: there ? asideName('replaced', options.now) : undefined,
  }
  const ready = unpackedStore({ backup: options.backup, key }, { path: draft, key: options.storeKey })
  const numbers = ready.ok ? prepared(ready.value, options, restored) : ready
  if (!numbers.ok) {
    attempt(() => rmSync(draft, { force: true }))
    return numbers
  }
  const aside = asideName('replaced', options.now)
  const swapped = swapStore(options.store, {
    draft: basename(draft),
    aside,
    numbers: numbers.value,
    key: keyId(options.storeKey),
  })
  if (!swapped.ok) return swapped
  if (isFirst) attempt(() => rmSync(join(dirname(options.store), aside), { recursive: true, force: true }))
  return ok(restored)
}

/** Numbers that were given since the backup are not given again; who restored is the first new entry of the audit. */
function prepared(
  database: Database.Database,
  options: RestoreOptions,
  restored: Restored,
): Result<Numbers, ChipDeskError> {
  const mark = readMark(options.store)?.numbers
  const given = [restored.present, mark].filter(each => each !== undefined)
  const done = attempt(() => {
    keepNumbers(database, highest([restored.backup, ...given]), options.now)
    return storeWriting(database).appendAudit([options.audit(restored)])
  })
  const numbers = done.ok && done.value.ok ? attempt(() => numbersOf(database)) : undefined
  const closed = attempt(() => {
    database.pragma('wal_checkpoint(TRUNCATE)')
    database.close()
  })
  if (!done.ok) return done
  if (!done.value.ok) return done.value
  if (!closed.ok) return closed
  return numbers ?? fail(chipDeskError('StoreFailed'))
}

export function highest(all: readonly Numbers[]): Numbers {
  const tables = numbered.map(table => [table, Math.max(0, ...all.map(each => each[table]))] as const)
  const names = new Set(all.flatMap(({ series }) => Object.keys(series)))
  const series = [...names].map(name => [name, Math.max(...all.map(each => each.series[name] ?? 0))] as const)
  return { ...(Object.fromEntries(tables) as Pick<Numbers, Numbered>), series: Object.fromEntries(series) }
}

/** A backup as a store under another key, opened, sound and of the present schema; the caller closes it. */
export function unpackedStore(
  from: { readonly backup: string; readonly key: Uint8Array },
  to: { readonly path: string; readonly key: Uint8Array },
): Result<Database.Database, ChipDeskError> {
  const unpacked = attempt(() => {
    for (const end of ['', '-wal', '-shm', '.mark']) rmSync(to.path + end, { force: true })
    const source = openSync(from.backup, 'r')
    const target = openSync(to.path, 'wx', 0o600)
    try {
      return recrypt({ handle: source, offset: headBytes, key: from.key }, { handle: target, offset: 0, key: to.key })
    } finally {
      closeSync(source)
      closeSync(target)
    }
  })
  if (!unpacked.ok || !unpacked.value.ok)
    return unpacked.ok ? (unpacked.value as Result<never, ChipDeskError>) : unpacked
  const database = openEncrypted(to.path, to.key)
  if (!database.ok) return database
  const sound = attempt(() => database.value.pragma('integrity_check', { simple: true }))
  const current = sound.ok && sound.value === 'ok' ? migrate(database.value) : sound
  if (current.ok && sound.ok && sound.value === 'ok') return database
  database.value.close()
  return current.ok ? fail(chipDeskError('StoreBackupInvalid', { cause: 'integrity_check' })) : current
}

function presentNumbers(store: string, key: Uint8Array): Numbers | 'empty' | undefined {
  const opened = openToRead(store, key)
  if (!opened.ok) return undefined
  const numbers = attempt(() =>
    opened.value.pragma('user_version', { simple: true }) === 0 ? 'empty' : numbersOf(opened.value),
  )
  opened.value.close()
  return numbers.ok ? numbers.value : undefined
}
