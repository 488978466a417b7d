import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { backupEnding, checkBackup, readHead } from '../backup/backup-file.ts'
import { type BackupSecrets, backupKey } from '../backup/backup-key.ts'
import { highest, unpackedStore } from '../backup/restore-backup.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { migrate } from '../database/migrations.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { keyId } from '../keys/seal.ts'
import { beginChain } from '../writer/audit.ts'
import { storeWriting } from '../writer/store-writing.ts'
import { readablePages } from './damaged-pages.ts'
import type { Finding } from './examine.ts'
import { type Numbers, numbersOf } from './high-water.ts'
import { keepNumbers, type LostNumbers, lostNumbers, type Salvage, salvage } from './salvage.ts'
import { asideName, swapStore } from './swap.ts'

export interface RescueOptions {
  readonly path: string
  readonly key: Uint8Array
  /** Folder of backups; without one, only what can be read of the damaged store itself is left. */
  readonly backups?: string
  readonly secrets?: BackupSecrets
  readonly now: Date
  /** The entry that says what was found, rescued and lost. */
  readonly audit: (report: RescueReport) => NewAuditEntry
}

/** What happened to a damaged store. Numbers, names of parts and counts: nothing personal. */
export interface RescueReport {
  readonly at: string
  readonly reasons: readonly string[]
  /** What the store was made from: the sound part of itself, a backup, or nothing but its readable pages. */
  readonly from: 'itself' | 'backup' | 'pages'
  readonly backup?: { readonly name: string; readonly madeAt: string }
  /** Rows that the page-by-page search added. */
  readonly recovered: Salvage['recovered']
  readonly pages: Salvage['pages']
  /** Numbers without a row, among those that this rescue is answerable for. */
  readonly lost: LostNumbers
  /** Folder beside the store where the damaged files are. */
  readonly aside: string
}

interface Base {
  readonly database: Database.Database
  readonly from: RescueReport['from']
  readonly backup?: { readonly name: string; readonly madeAt: string }
  /** Up to these numbers nothing is missing that was not purged. */
  readonly complete: Numbers
}

/**
 * Makes a sound store of a damaged one. Everything is read from the damaged files as they lie and built beside them; then the two change places. The damaged
 * ones are kept.
 */
export function rescue(
  options: RescueOptions,
  finding: Extract<Finding, { state: 'damaged' }>,
): Result<RescueReport, ChipDeskError> {
  const draft = `${options.path}.rescuing`
  const base = baseOf(options, draft)
  if (!base.ok) return base
  const { database } = base.value
  const filled = attempt(() => fill(options, finding, base.value))
  const closed = attempt(() => {
    database.pragma('wal_checkpoint(TRUNCATE)')
    database.close()
  })
  const report = filled.ok ? filled.value : filled
  if (!report.ok || !closed.ok) {
    attempt(() => clear(draft))
    return report.ok ? (closed as Result<never, ChipDeskError>) : report
  }
  const { aside } = report.value.report
  const { numbers } = report.value
  const swapped = swapStore(options.path, { draft: basename(draft), aside, numbers, key: keyId(options.key) })
  return swapped.ok ? ok(report.value.report) : swapped
}

function fill(
  options: RescueOptions,
  { reasons, mark, salt }: Extract<Finding, { state: 'damaged' }>,
  { database, from, backup, complete }: Base,
): Result<{ report: RescueReport; numbers: Numbers }, ChipDeskError> {
  const readable = readablePages(options.path, options.key, salt)
  const { recovered, pages } = salvage(database, readable)
  readable.close()
  const given = highest([numbersOf(database), complete, ...(mark ? [mark.numbers] : [])])
  const report: RescueReport = {
    at: options.now.toISOString(),
    reasons,
    from,
    ...(backup && { backup }),
    recovered,
    pages,
    lost: lostNumbers(database, given, complete),
    aside: asideName('damaged', options.now),
  }
  keepNumbers(database, given, options.now)
  const entry = options.audit(report)
  const chains = database.prepare<[], number>('select count(*) from audit_chain').pluck()
  if (chains.get() === 0 && given.audit > 0) beginChain(database, entry, given.audit + 1)
  const sound = database.pragma('integrity_check', { simple: true })
  if (sound !== 'ok') return fail(chipDeskError('StoreDamaged', { cause: 'what was rescued is not sound' }))
  const noted = storeWriting(database).appendAudit([entry])
  return noted.ok ? ok({ report, numbers: numbersOf(database) }) : noted
}

/** What is least lost with: the store itself where SQLite finds the rest of it sound, the newest good backup, an empty store. */
function baseOf(options: RescueOptions, draft: string): Result<Base, ChipDeskError> {
  const own = itself(options, draft)
  if (own) return ok({ database: own, from: 'itself', complete: numbersOf(own) })
  for (const { path, madeAt } of backupsIn(options.backups)) {
    const unpacked = goodBackup(path, options, draft)
    if (unpacked) {
      const backup = { name: basename(path), madeAt }
      return ok({ database: unpacked, from: 'backup', backup, complete: numbersOf(unpacked) })
    }
  }
  const cleared = attempt(() => clear(draft))
  const empty = cleared.ok ? openEncrypted(draft, options.key) : cleared
  if (!empty.ok) return empty
  const migrated = migrate(empty.value)
  if (migrated.ok) return ok({ database: empty.value, from: 'pages', complete: numbersOf(empty.value) })
  empty.value.close()
  return migrated
}

/** A copy of the damaged files, opened by SQLite: undefined where any part of it does not hold. */
function itself({ path, key }: RescueOptions, draft: string): Database.Database | undefined {
  const copied = attempt(() => {
    clear(draft)
    if (!existsSync(path)) return false
    copyFileSync(path, draft)
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${draft}-wal`)
    return true
  })
  const opened = copied.ok && copied.value ? openEncrypted(draft, key) : undefined
  if (!opened?.ok) return undefined
  const sound = attempt(() => opened.value.pragma('integrity_check', { simple: true }) === 'ok')
  // An empty file opens as well, and is sound.
  const versioned = attempt(() => Number(opened.value.pragma('user_version', { simple: true })) > 0)
  if (sound.ok && sound.value && versioned.ok && versioned.value && migrate(opened.value).ok) return opened.value
  attempt(() => opened.value.close())
  return undefined
}

/** Newest first, by what they say of themselves. */
function backupsIn(folder: string | undefined): { path: string; madeAt: string }[] {
  const names = folder === undefined ? undefined : attempt(() => readdirSync(folder))
  if (folder === undefined || !names?.ok) return []
  return names.value
    .filter(name => name.endsWith(backupEnding))
    .flatMap(name => {
      const path = join(folder, name)
      const head = readHead(path)
      return head.ok ? [{ path, madeAt: head.value.manifest.madeAt }] : []
    })
    .sort((a, b) => b.madeAt.localeCompare(a.madeAt))
}

function goodBackup(path: string, options: RescueOptions, draft: string): Database.Database | undefined {
  const head = readHead(path)
  if (!head.ok) return undefined
  const key = backupKey(head.value.manifest, { storeKeys: [options.key], ...options.secrets })
  if (!key.ok || !checkBackup(path, head.value, key.value).ok) return undefined
  const unpacked = unpackedStore({ backup: path, key: key.value }, { path: draft, key: options.key })
  return unpacked.ok ? unpacked.value : undefined
}

function clear(draft: string): void {
  for (const end of ['', '-wal', '-shm', '.mark']) rmSync(draft + end, { force: true })
}
