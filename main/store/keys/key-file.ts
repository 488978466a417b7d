import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { type KeySecrets, newKeeping, secretOf } from './keeping.ts'
import { formatKeyFile, type KeyFile, parseKeyText } from './key-text.ts'
import { opensStore, storeExists } from './opens-store.ts'
import { readPrivately, writePrivately } from './private-file.ts'
import { keyId, seal, unseal } from './seal.ts'

/** A key file that was opened. */
export interface OpenKeys {
  readonly file: KeyFile
  /** Opens the keys of the file: to keep it otherwise, or to add a key. */
  readonly secret: Uint8Array
  /** 32 bytes each, newest first; two in the middle of a rotation. */
  readonly keys: readonly Uint8Array[]
}

export interface KeyPlace {
  /** Key file: in a folder of its own, or one that is private too. */
  readonly path: string
  /** Store that the key is of. Where it exists, no new key is ever made for it. */
  readonly store: string
  readonly secrets?: KeySecrets
}

/**
 * The key of the store, made at the first start. A rotation that was cut off is settled here: of two keys the one that opens the store.
 * @returns 32 bytes; `StoreKeyMissing` when there is a store and no key file; `StoreKeySealed` when what opens the key was not
 * given, or is wrong; `ConfigInvalid` with the cure when file or folder are open to others; `StoreKeyWrong` when the file is no key file
 * or no key of it opens the store; `StoreFull` or `StoreFailed` when it cannot be read or written
 */
export async function loadOrCreateKey({
  path,
  store,
  secrets = {},
}: KeyPlace): Promise<Result<Uint8Array, ChipDeskError>> {
  const opened = openKeyFile(path, secrets)
  if (!opened.ok) return opened
  if (opened.value) return keyInUse(path, opened.value, store)
  if (storeExists(store)) return fail(chipDeskError('StoreKeyMissing'))
  const made = writePrivately(path, formatKeyFile(newKeyFile(newKeeping(), [randomBytes(32)])), true)
  if (!made.ok) return made
  return loadOrCreateKey({ path, store, secrets })
}

/** Undefined where there is no key file. */
export function openKeyFile(path: string, secrets: KeySecrets): Result<OpenKeys | undefined, ChipDeskError> {
  const text = readPrivately(path)
  if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text
  const parsed = parseKeyText(text.value)
  if (!parsed) return fail(chipDeskError('StoreKeyWrong', { cause: 'the key file holds no key' }))
  if ('file' in parsed) return unlocked(parsed.file, secrets)
  // Of the first form: as if it were of the present one, which is not written before something is changed.
  const kept = newKeeping()
  return ok({ file: newKeyFile(kept, [parsed.rawKey]), secret: kept.secret, keys: [parsed.rawKey] })
}

function unlocked(file: KeyFile, secrets: KeySecrets): Result<OpenKeys, ChipDeskError> {
  const secret = secretOf(file.keeping, secrets)
  if (!secret.ok) return secret
  const keys = file.keys.flatMap(({ id, sealed }) => unseal(secret.value, sealed, id) ?? [])
  if (keys.length === file.keys.length) return ok({ file, secret: secret.value, keys })
  const causes = { raw: 'the key file was changed', passphrase: 'wrong passphrase', 'safe-storage': 'other keyring' }
  return fail(chipDeskError('StoreKeySealed', { cause: causes[file.keeping.way] }))
}

function keyInUse(path: string, { file, keys }: OpenKeys, store: string): Result<Uint8Array, ChipDeskError> {
  const [newest, older] = keys
  if (!newest) throw new Error('a key file holds a key')
  if (!storeExists(store) || opensStore(store, newest)) {
    const settled = older ? writeKeys(path, { ...file, keys: file.keys.slice(0, 1) }) : ok(undefined)
    return settled.ok ? ok(newest) : settled
  }
  if (older && opensStore(store, older)) return ok(older)
  // A damaged store looks the same from here; whoever opens it can tell.
  return ok(newest)
}

/** Replaces the key file, whole or not at all. */
export const writeKeys = (path: string, file: KeyFile): Result<void, ChipDeskError> =>
  writePrivately(path, formatKeyFile(file))

/** A key file of keys, newest first, as they are sealed by its secret. */
export function newKeyFile(
  { keeping, secret }: ReturnType<typeof newKeeping>,
  keys: readonly Uint8Array[],
  madeAt = new Date().toISOString(),
): KeyFile {
  return { format: 'chipdesk-key', version: 2, keeping, keys: keys.map(key => sealedKey(secret, key, madeAt)) }
}

export function sealedKey(secret: Uint8Array, key: Uint8Array, madeAt: string): KeyFile['keys'][number] {
  const id = keyId(key)
  return { id, madeAt, sealed: seal(secret, key, id) }
}
