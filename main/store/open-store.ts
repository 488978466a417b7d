import type Database from 'better-sqlite3'
import { fail, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { openEncrypted } from './database/encrypted-database.ts'
import { takeInstanceLock } from './database/instance-lock.ts'
import { migrate } from './database/migrations.ts'
import { attempt } from './database/sqlite-failure.ts'
import { createPrivately, isPlain } from './database/store-file.ts'
import { storeReader } from './reader/store-reader.ts'
import { lookBeforeOpening } from './rescue/look-before-opening.ts'
import type { Store, StoreWriting } from './store.ts'
import { inlineWriter, storeWriting } from './writer/store-writing.ts'
import { threadWriter } from './writer/thread-writer.ts'

export interface StoreOptions {
  /** File of the store; its log and lock lie beside it. */
  readonly path: string
  /** 32 bytes, see main/store/keys. */
  readonly key: Uint8Array
  /** Writes in a thread of its own, as a station does. */
  readonly thread?: boolean
  /** It was looked at already, see `openOrRescue`. */
  readonly examined?: boolean
}

/**
 * Opens the store, makes it where there is none, and brings its schema up to date.
 * @returns `StoreLocked` (another instance), `StoreKeyWrong`, `StoreForeign`, `StoreNewer`, `StoreDamaged`, `StoreFull`, `StoreReadOnly`, or
 * `StoreFailed` with the cause
 */
export function openStore(options: StoreOptions): Result<Store, ChipDeskError> {
  const created = attempt(() => createPrivately(options.path))
  if (!created.ok) return created
  const lock = takeInstanceLock(options.path)
  if (!lock.ok) return lock
  const looked = options.examined ? lock : lookBeforeOpening(options.path, options.key)
  const database = looked.ok ? openMigrated(options.path, options.key) : looked
  if (!database.ok) {
    lock.value()
    return database
  }
  // Preparing what is read and written looks at every table: a damaged one shows here.
  const store = attempt(() => storeOver(database.value, lock.value, options))
  if (store.ok) return store
  database.value.close()
  lock.value()
  return store
}

function openMigrated(path: string, key: Uint8Array): Result<Database.Database, ChipDeskError> {
  if (isPlain(path)) return fail(notEncrypted)
  const opened = openEncrypted(path, key)
  if (!opened.ok) return opened
  const migrated = migrate(opened.value)
  // A cipher that silently did nothing would show here and nowhere else.
  const failure = !migrated.ok ? migrated : isPlain(path) ? fail(notEncrypted) : undefined
  if (!failure) return opened
  opened.value.close()
  return failure
}

const notEncrypted = chipDeskError('StoreForeign', { cause: 'the file is not encrypted' })

function storeOver(database: Database.Database, unlock: () => void, { path, key, thread }: StoreOptions): Store {
  const writing = storeWriting(database)
  const threaded = thread ? threadWriter({ path, key }, Object.keys(writing) as (keyof StoreWriting)[]) : undefined
  if (threaded) database.pragma('query_only = on')
  let closing: Promise<void> | undefined
  const end = () => {
    // On a full disk the log stays and is read again at the next open.
    attempt(() => {
      database.pragma('query_only = off')
      database.pragma('wal_checkpoint(TRUNCATE)')
    })
    database.close()
    unlock()
  }
  return {
    writer: threaded?.writer ?? inlineWriter(writing),
    reader: storeReader(database),
    close() {
      closing ??= threaded ? threaded.close().then(end) : Promise.resolve(end())
      return closing
    },
  }
}
