import Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { attempt } from './sqlite-failure.ts'

/** How long a statement waits for another connection of this process, in milliseconds. */
const busyTimeout = 2000

/**
 * Set on every open and read back. `synchronous` above all: this build of SQLite opens an existing WAL file with
 * NORMAL, which loses acknowledged rows in a power cut, and says so nowhere.
 */
const settings: readonly (readonly [pragma: string, set: string, readBack: number | string])[] = [
  ['journal_mode', 'wal', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['secure_delete', 'ON', 1],
  // Sorting must not spill readable rows into a temporary file.
  ['temp_store', 'MEMORY', 2],
  // Kibibytes. Every page that is not in memory is decrypted again: with SQLite's own 2 MB a name in a million is found in twice the time.
  ['cache_size', '-32000', -32000],
]

/**
 * Opens an encrypted file or encrypts an empty one: AES-256-CBC with HMAC-SHA-512 per page, in the layout of SQLCipher 4
 * so that other tools can open a rescued file. The raw key skips the passphrase derivation.
 * @param key 32 bytes
 * @returns `StoreKeyWrong` when the key does not open the file, `StoreFailed` when a setting does not hold
 */
export function openEncrypted(path: string, key: Uint8Array): Result<Database.Database, ChipDeskError> {
  if (key.length !== 32) return fail(chipDeskError('StoreKeyWrong', { cause: `key of ${key.length} bytes` }))
  const opened = attempt(() => new Database(path, { timeout: busyTimeout }))
  if (!opened.ok) return opened
  const database = opened.value
  const unlocked = attempt(() => {
    unlock(database, key)
    return settings.find(([pragma, set, readBack]) => apply(database, pragma, set) !== readBack)
  })
  if (unlocked.ok && !unlocked.value) return ok(database)
  database.close()
  if (!unlocked.ok) return unlocked
  return fail(chipDeskError('StoreFailed', { cause: `${unlocked.value?.[0]} does not hold` }))
}

/**
 * Opens an encrypted file and leaves it, and its log, as they are: nothing is written, not even by closing it.
 * @returns what opening refuses, by the code of SQLite
 */
export function openToRead(path: string, key: Uint8Array): Result<Database.Database, ChipDeskError> {
  const opened = attempt(() => new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeout }))
  if (!opened.ok) return opened
  const unlocked = attempt(() => unlock(opened.value, key))
  if (unlocked.ok) return opened
  opened.value.close()
  return unlocked
}

function unlock(database: Database.Database, key: Uint8Array): void {
  database.pragma("cipher = 'sqlcipher'")
  database.pragma('legacy = 4')
  database.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
  database.prepare('select count(*) from sqlite_schema').get()
}

function apply(database: Database.Database, pragma: string, value: string): unknown {
  database.pragma(`${pragma} = ${value}`)
  return database.pragma(pragma, { simple: true })
}
