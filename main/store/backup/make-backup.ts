import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { openToRead } from '../database/encrypted-database.ts'
import { recrypt, writeWhole } from '../database/recrypt.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { syncFolder } from '../database/store-file.ts'
import { numbersOf } from '../rescue/high-water.ts'
import { checkBackup, formatHead, headBytes, type Manifest, readHead } from './backup-file.ts'
import { type BackupOpeners, sealBackupKey } from './backup-key.ts'

export interface BackupOptions extends BackupOpeners {
  /** Store, which a station may be writing at the same time. */
  readonly store: string
  /** File to make; nothing stands under this name before it is whole, checked and synced. */
  readonly target: string
  readonly now: Date
}

/**
 * One moment of a store that may be in use, as one encrypted file: copied by SQLite inside one read transaction, so that writers neither wait nor show, checked,
 * written under a key of its own, read back.
 * @returns `StoreDamaged` when a page of the store is not whole: the station goes on, and the backups of before stay; `StoreFull`, `StoreReadOnly`
 */
export function makeBackup(options: BackupOptions): Result<Manifest, ChipDeskError> {
  const copy = `${options.target}.copy`
  const draft = `${options.target}.part`
  const made = copied(options, copy, draft)
  attempt(() => {
    for (const path of [copy, `${copy}-wal`, `${copy}-shm`, draft]) rmSync(path, { force: true })
  })
  return made
}

function copied(options: BackupOptions, copy: string, draft: string): Result<Manifest, ChipDeskError> {
  const emptied = attempt(() => rmSync(copy, { force: true }))
  const state = emptied.ok ? copyOf(options.store, options.storeKey, copy) : emptied
  if (!state.ok) return state
  const key = randomBytes(32)
  const written = attempt(() => writeDraft({ ...options, copy, draft, key, state: state.value }))
  if (!written.ok || !written.value.ok) return written.ok ? written.value : written
  // What counts is what the disk gives back.
  const head = readHead(draft)
  const checked = head.ok ? checkBackup(draft, head.value, key) : head
  if (!checked.ok) return checked
  const named = attempt(() => {
    renameSync(draft, options.target)
    syncFolder(dirname(options.target))
  })
  return named.ok ? written.value : named
}

type StateOfStore = Pick<Manifest, 'schema' | 'numbers' | 'auditHead'>

function copyOf(store: string, key: Uint8Array, copy: string): Result<StateOfStore, ChipDeskError> {
  const opened = openToRead(store, key)
  if (!opened.ok) return opened
  const vacuumed = attempt(() => opened.value.prepare('vacuum into ?').run(copy))
  opened.value.close()
  if (!vacuumed.ok) return vacuumed
  const database = openToRead(copy, key)
  if (!database.ok) return database
  const state = attempt(() => stateOf(database.value))
  database.value.close()
  return state.ok ? state.value : state
}

function stateOf(database: Parameters<typeof numbersOf>[0]): Result<StateOfStore, ChipDeskError> {
  const sound = database.pragma('integrity_check', { simple: true })
  if (sound !== 'ok') return fail(chipDeskError('StoreDamaged', { cause: 'integrity_check' }))
  const head = database
    .prepare<[], Manifest['auditHead']>('select seq, hash from audit order by seq desc limit 1')
    .get()
  return ok({
    schema: Number(database.pragma('user_version', { simple: true })),
    numbers: numbersOf(database),
    auditHead: head ?? { seq: 0, hash: '' },
  })
}

function writeDraft(
  options: BackupOptions & { copy: string; draft: string; key: Uint8Array; state: StateOfStore },
): Result<Manifest, ChipDeskError> {
  const from = openSync(options.copy, 'r')
  const to = openSync(options.draft, 'w', 0o600)
  try {
    const digest = createHash('sha256')
    const source = { handle: from, offset: 0, key: options.storeKey }
    const pages = recrypt(source, { handle: to, offset: headBytes, key: options.key }, bytes => digest.update(bytes))
    if (!pages.ok) return pages
    const manifest: Manifest = {
      format: 'chipdesk-backup',
      version: 1,
      madeAt: options.now.toISOString(),
      pages: pages.value,
      sha256: digest.digest('hex'),
      ...options.state,
      opens: sealBackupKey(options.key, options),
    }
    writeWhole(to, formatHead(manifest, options.key), 0)
    fsyncSync(to)
    return ok(manifest)
  } finally {
    closeSync(from)
    closeSync(to)
  }
}
