import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { type KeySecrets, newKeeping } from './keeping.ts'
import { newKeyFile, type OpenKeys, openKeyFile, sealedKey, writeKeys } from './key-file.ts'
import type { Keeping, KeyFile } from './key-text.ts'
import { opensStore, storeExists } from './opens-store.ts'
import { writePrivately } from './private-file.ts'
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts'
import {
  formatRecoveryFile,
  openRecoveryCopy,
  parseRecoveryFile,
  recoveryPublicKey,
  sealToRecovery,
} from './recovery-copy.ts'

/** Key file, its store, and what opens the key file. */
export interface KeptKey {
  readonly path: string
  readonly store: string
  readonly secrets: KeySecrets
}

/** The copy for the recovery code lies with the store, as the key file does not: one lost folder does not take both. */
export const recoveryPath = (store: string): string => `${store}.recovery`

/** @returns `StoreKeyMissing` where there is no key file; what `openKeyFile` refuses */
export function openKept({ path, secrets }: KeptKey): Result<OpenKeys, ChipDeskError> {
  const opened = openKeyFile(path, secrets)
  if (!opened.ok) return opened
  return opened.value ? ok(opened.value) : fail(chipDeskError('StoreKeyMissing'))
}

/** Keeps the key by a passphrase, or without one in the file again. The store is not touched. */
export function changeKeeping(place: KeptKey, passphrase: string | undefined): Result<void, ChipDeskError> {
  const opened = openKept(place)
  return opened.ok ? writeKeys(place.path, keptBy(opened.value, newKeeping(passphrase))) : opened
}

/** The same keys, sealed under another secret. */
export function keptBy(
  { file, keys }: OpenKeys,
  kept: { readonly keeping: Keeping; readonly secret: Uint8Array },
): KeyFile {
  const { recovery } = file
  const rewrapped = file.keys.flatMap(({ madeAt }, index) => {
    const key = keys[index]
    return key ? [sealedKey(kept.secret, key, madeAt)] : []
  })
  return { ...newKeyFile(kept, []), keys: rewrapped, ...(recovery && { recovery }) }
}

/** Asks the window to seal the secret by the operating system at its next start. */
export function wantSealing(place: KeptKey, allowBasicText: boolean): Result<void, ChipDeskError> {
  const opened = openKept(place)
  return opened.ok ? writeKeys(place.path, { ...opened.value.file, sealNext: { allowBasicText } }) : opened
}

/**
 * Makes a recovery code, and the copy of the key that only this code opens, beside the store. An older code is void from then on.
 * @returns the code, to be shown once and kept nowhere
 */
export function makeRecovery(place: KeptKey, now: Date): Result<string, ChipDeskError> {
  const opened = openKept(place)
  if (!opened.ok) return opened
  const code = newRecoveryCode()
  const read = readRecoveryCode(code)
  if (!('payload' in read)) throw new Error('a new code reads back')
  const recovery = { publicKey: recoveryPublicKey(read.payload), madeAt: now.toISOString() }
  const file = { ...opened.value.file, recovery }
  const written = writeKeys(place.path, file)
  if (!written.ok) return written
  const copied = writeRecoveryCopy(recoveryPath(place.store), { ...opened.value, file })
  return copied.ok ? ok(code) : copied
}

/** Seals every key of an open key file to its recovery code, where it has one. */
export function writeRecoveryCopy(path: string, { file, keys }: OpenKeys): Result<void, ChipDeskError> {
  const { recovery } = file
  if (!recovery) return ok(undefined)
  const copies = file.keys.flatMap(({ id, madeAt }, index) => {
    const key = keys[index]
    return key ? [{ id, madeAt, copy: sealToRecovery(recovery.publicKey, key) }] : []
  })
  return writePrivately(path, formatRecoveryFile(copies))
}

/**
 * The key of a recovery copy, by the code on paper.
 * @param store where there is one: only a key that opens it will do
 * @returns `ConfigInvalid` for a mistyped code, with the place; `StoreKeyWrong` for another code, no copy, or another store
 */
export function recoveredKey(options: {
  readonly code: string
  readonly copies: string
  readonly store?: string
}): Result<Uint8Array, ChipDeskError> {
  const read = readRecoveryCode(options.code)
  if (!('payload' in read)) return fail(chipDeskError('ConfigInvalid', { cause: `recovery code: ${wordsOf(read)}` }))
  const file = parseRecoveryFile(options.copies)
  if (!file) return fail(chipDeskError('StoreKeyWrong', { cause: 'this is no recovery copy' }))
  const keys = file.keys.flatMap(({ copy }) => openRecoveryCopy(read.payload, copy) ?? [])
  const { store } = options
  const key = keys.find(each => store === undefined || !storeExists(store) || opensStore(store, each))
  if (key) return ok(key)
  const cause =
    keys.length === 0
      ? 'the recovery code belongs to another copy'
      : 'the copy is of another store, or of before a rotation'
  return fail(chipDeskError('StoreKeyWrong', { cause }))
}

function wordsOf(problem: Exclude<ReturnType<typeof readRecoveryCode>, { payload: string }>): string {
  if (problem.wrong === 'length') return `${problem.length} characters of 28`
  if (problem.wrong === 'letter') return `${problem.letter} occurs in no code`
  return problem.group === undefined ? 'mistyped' : `mistyped, perhaps in group ${problem.group}`
}

/** A key file anew, of a key that was recovered; the code stays good. */
export function restoreKeyFile(
  path: string,
  { key, code, passphrase, now }: { key: Uint8Array; code: string; passphrase?: string; now: Date },
): Result<void, ChipDeskError> {
  const read = readRecoveryCode(code)
  const recovery = 'payload' in read && { publicKey: recoveryPublicKey(read.payload), madeAt: now.toISOString() }
  const file = newKeyFile(newKeeping(passphrase), [key], now.toISOString())
  return writeKeys(path, { ...file, ...(recovery && { recovery }) })
}
