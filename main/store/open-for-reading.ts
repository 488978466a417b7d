import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { openEncrypted, openToRead } from './database/encrypted-database.ts'
import { latest } from './database/migrations.ts'
import { attempt } from './database/sqlite-failure.ts'
import { storeReader } from './reader/store-reader.ts'
import type { Store, StoreReader } from './store.ts'
import { inlineWriter, storeWriting } from './writer/store-writing.ts'

interface Opening {
  readonly path: string
  /** 32 bytes. */
  readonly key: Uint8Array
}

/**
 * Opens a store to read it, beside a station that has it open or without one. Nothing is written, not even by closing: it also opens where
 * nothing can be written any more.
 * @returns `StoreFailed` where there is none, or where its schema is older: a station brings it up to date; `StoreNewer`, `StoreKeyWrong`
 */
export function openStoreForReading(
  options: Opening,
): Result<{ readonly reader: StoreReader; close(): void }, ChipDeskError> {
  const opened = current(options, openToRead)
  if (!opened.ok) return opened
  const reader = attempt(() => storeReader(opened.value))
  if (reader.ok) return ok({ reader: reader.value, close: () => opened.value.close() })
  opened.value.close()
  return reader
}

/**
 * Opens a store beside a station that has it open, for a short command that has to write too, its audit entries for one. Each write is one
 * transaction of its own, as those of the station are; neither waits longer than the other's transaction lasts.
 */
export function openStoreBeside(options: Opening): Result<Store, ChipDeskError> {
  const opened = current(options, openEncrypted)
  if (!opened.ok) return opened
  const database = opened.value
  const parts = attempt(() => ({ writer: inlineWriter(storeWriting(database)), reader: storeReader(database) }))
  if (!parts.ok) {
    database.close()
    return parts
  }
  return ok({ ...parts.value, close: async () => void database.close() })
}

function current(
  { path, key }: Opening,
  open: (path: string, key: Uint8Array) => Result<Database.Database, ChipDeskError>,
): Result<Database.Database, ChipDeskError> {
  if (!existsSync(path)) return fail(chipDeskError('StoreFailed', { cause: 'there is no store yet' }))
  const opened = open(path, key)
  if (!opened.ok) return opened
  const version = Number(opened.value.pragma('user_version', { simple: true }))
  if (version === latest) return opened
  opened.value.close()
  if (version > latest) return fail(chipDeskError('StoreNewer', { cause: `schema ${version}, this version ${latest}` }))
  return fail(
    chipDeskError('StoreFailed', { cause: `schema ${version}: start the station once, it updates the store` }),
  )
}
