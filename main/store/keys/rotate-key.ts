import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { takeInstanceLock } from '../database/instance-lock.ts'
import { recrypt } from '../database/recrypt.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { syncFolder } from '../database/store-file.ts'
import { numbersOf, writeMark } from '../rescue/high-water.ts'
import { type KeptKey, openKept, recoveryPath, writeRecoveryCopy } from './key-changes.ts'
import { type OpenKeys, sealedKey, writeKeys } from './key-file.ts'
import { opensStore, storeExists } from './opens-store.ts'
import { keyId } from './seal.ts'

/** Between two of these the process may end, or the current. */
export const rotationSteps = [
  'started',
  'both-kept',
  'both-copied',
  'rewritten',
  'replaced',
  'old-dropped',
  'done',
] as const

export interface Rotation {
  readonly from: string
  readonly to: string
  readonly pages: number
  /** The recovery code opens the new key too: it was sealed to it. False where no code was ever made. */
  readonly recovery: boolean
}

/**
 * Rewrites the store under a new key, with the station stopped. The key file holds both keys from before the first new page until after the new file has its name, and
 * whoever opens the store takes the one that fits: a rotation that was cut off at any point leaves a store that opens.
 * @param at told of each step, for tests
 * @returns `StoreLocked` while a station has the store; what opening refuses; `StoreDamaged` when a page is not whole: the store stays as it was
 */
export function rotateKey(
  place: KeptKey,
  now: Date,
  at: (step: (typeof rotationSteps)[number]) => void = () => {},
): Result<Rotation, ChipDeskError> {
  if (!storeExists(place.store)) return fail(chipDeskError('StoreFailed', { cause: 'there is no store yet' }))
  const lock = takeInstanceLock(place.store)
  if (!lock.ok) return lock
  try {
    return rotated(place, now, at)
  } finally {
    lock.value()
  }
}

function rotated(
  place: KeptKey,
  now: Date,
  at: (step: (typeof rotationSteps)[number]) => void,
): Result<Rotation, ChipDeskError> {
  const opened = openKept(place)
  if (!opened.ok) return opened
  const old = opened.value.keys.find(key => opensStore(place.store, key))
  if (!old) return fail(chipDeskError('StoreKeyWrong'))
  at('started')
  const fresh = randomBytes(32)
  const both = withKeys(opened.value, [fresh, old], now)
  const kept = keep(place, both, at)
  if (!kept.ok) return kept
  const pages = rewrite(place.store, old, fresh, at)
  if (!pages.ok) return pages
  const dropped = keep(place, { ...both, file: { ...both.file, keys: both.file.keys.slice(0, 1) }, keys: [fresh] }, at)
  if (!dropped.ok) return dropped
  at('done')
  const recovery = both.file.recovery !== undefined
  return ok({ from: keyId(old), to: keyId(fresh), pages: pages.value, recovery })
}

function withKeys({ file, secret }: OpenKeys, keys: readonly Uint8Array[], now: Date): OpenKeys {
  const known = (key: Uint8Array) => file.keys.find(({ id }) => id === keyId(key))?.madeAt
  const sealed = keys.map(key => sealedKey(secret, key, known(key) ?? now.toISOString()))
  return { file: { ...file, keys: sealed }, secret, keys }
}

/** The copy of the recovery code follows the key file, so that at any time it holds every key that may be needed. */
function keep(
  place: KeptKey,
  keys: OpenKeys,
  at: (step: (typeof rotationSteps)[number]) => void,
): Result<void, ChipDeskError> {
  const both = keys.keys.length > 1
  const written = writeKeys(place.path, keys.file)
  if (!written.ok) return written
  at(both ? 'both-kept' : 'old-dropped')
  const copied = writeRecoveryCopy(recoveryPath(place.store), keys)
  if (copied.ok && both) at('both-copied')
  return copied
}

function rewrite(
  store: string,
  old: Uint8Array,
  fresh: Uint8Array,
  at: (step: (typeof rotationSteps)[number]) => void,
): Result<number, ChipDeskError> {
  const emptied = emptyLog(store, old)
  if (!emptied.ok) return emptied
  const draft = `${store}.rotating`
  const written = recryptFile({ path: store, key: old }, { path: draft, key: fresh })
  // What is put in place was opened and understood first.
  const checked = written.ok ? openedOnce(draft, fresh) : written
  if (!checked.ok) {
    attempt(() => rmSync(draft, { force: true }))
    return checked
  }
  at('rewritten')
  const replaced = attempt(() => {
    renameSync(draft, store)
    syncFolder(dirname(store))
    writeMark(store, emptied.value, keyId(fresh))
  })
  if (!replaced.ok) return replaced
  at('replaced')
  return written
}

/** Into a new file beside its name, synced. */
export function recryptFile(
  from: { readonly path: string; readonly key: Uint8Array },
  to: { readonly path: string; readonly key: Uint8Array },
): Result<number, ChipDeskError> {
  const done = attempt(() => {
    const source = openSync(from.path, 'r')
    const target = openSync(to.path, 'w', 0o600)
    try {
      const pages = recrypt({ handle: source, offset: 0, key: from.key }, { handle: target, offset: 0, key: to.key })
      fsyncSync(target)
      return pages
    } finally {
      closeSync(source)
      closeSync(target)
    }
  })
  return done.ok ? done.value : done
}

/** Brings everything of the log into the file: a log of the old key beside a file of the new one would be poison. */
function emptyLog(store: string, key: Uint8Array) {
  const database = openEncrypted(store, key)
  if (!database.ok) return database
  const numbers = attempt(() => {
    const last = numbersOf(database.value)
    database.value.pragma('wal_checkpoint(TRUNCATE)')
    return last
  })
  database.value.close()
  if (!numbers.ok) return numbers
  const left = statSync(`${store}-wal`, { throwIfNoEntry: false })?.size ?? 0
  return left === 0 ? numbers : fail(chipDeskError('StoreLocked', { cause: 'the log is in use' }))
}

function openedOnce(path: string, key: Uint8Array): Result<void, ChipDeskError> {
  const database = openEncrypted(path, key)
  if (!database.ok) return database
  const sound = attempt(() => database.value.pragma('integrity_check', { simple: true }))
  database.value.close()
  if (!sound.ok) return sound
  return sound.value === 'ok' ? ok(undefined) : fail(chipDeskError('StoreDamaged', { cause: 'integrity_check' }))
}
