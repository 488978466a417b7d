import { userInfo } from 'node:os'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { loadConfig } from '../station/config.ts'
import { type StationPaths, stationPaths } from '../station/paths.ts'
import { openEncrypted } from '../store/database/encrypted-database.ts'
import type { KeptKey } from '../store/keys/key-changes.ts'
import { storeExists } from '../store/keys/opens-store.ts'
import { storeWriting } from '../store/writer/store-writing.ts'
import type { Answers } from './ask-secret.ts'
import { keySecrets } from './store-key.ts'

/** The store of this desk and its key, for commands that need no account. */
export interface StorePlace {
  readonly paths: StationPaths
  readonly desk: string
  readonly kept: KeptKey
}

/** Asks for the passphrase of the key where it has one. */
export async function storePlace(answers: Answers): Promise<Result<StorePlace, ChipDeskError>> {
  const paths = stationPaths(false)
  const config = await loadConfig(paths.config)
  if (!config.ok) return config
  const secrets = await keySecrets(paths.key, answers)
  if (!secrets.ok) return secrets
  const kept: KeptKey = { path: paths.key, store: paths.store, secrets: secrets.value }
  return ok({ paths, desk: config.value.desk.id, kept })
}

/**
 * A new passphrase, twice where somebody types it.
 * @returns `ConfigInvalid` where it is short or the two differ
 */
export async function newPassphrase(answers: Answers, question: string): Promise<Result<string, ChipDeskError>> {
  const passphrase = (await answers.secret(question)) ?? ''
  if ([...passphrase].length < 12)
    return fail(chipDeskError('ConfigInvalid', { cause: 'a passphrase has 12 characters at least' }))
  const again = answers.typed ? await answers.secret('Nhập lại / Once more') : passphrase
  if (again === passphrase) return ok(passphrase)
  return fail(chipDeskError('ConfigInvalid', { cause: 'the two passphrases differ' }))
}

/** An entry of whoever is signed in at the operating system. */
export const commandEntry = (
  desk: string,
  action: AuditAction,
  facts: NonNullable<NewAuditEntry['facts']>,
): NewAuditEntry => ({
  at: new Date().toISOString(),
  desk,
  operator: `os:${userInfo().username}`,
  role: 'none',
  action,
  outcome: 'done',
  facts,
})

/** Appends to the audit of a store that a station may have open. */
export function noteInAudit(store: string, key: Uint8Array, entry: NewAuditEntry): Result<void, ChipDeskError> {
  if (!storeExists(store)) return ok(undefined)
  const database = openEncrypted(store, key)
  if (!database.ok) return database
  const noted = storeWriting(database.value).appendAudit([entry])
  database.value.close()
  return noted
}
