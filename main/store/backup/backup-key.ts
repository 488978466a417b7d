import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { newKeeping, secretOf } from '../keys/keeping.ts'
import { readRecoveryCode } from '../keys/recovery-code.ts'
import { openRecoveryCopy, sealToRecovery } from '../keys/recovery-copy.ts'
import { keyId, seal, unseal } from '../keys/seal.ts'
import type { Manifest } from './backup-file.ts'

/** By what a backup may be opened later. */
export interface BackupOpeners {
  /** Key of the store: on this computer, until the key is rotated. */
  readonly storeKey: Uint8Array
  /** Public half of the recovery code, where one was made. */
  readonly recovery?: string
  /** Of this backup alone. */
  readonly passphrase?: string
}

const about = 'chipdesk backup key'

export function sealBackupKey(key: Uint8Array, { storeKey, recovery, passphrase }: BackupOpeners): Manifest['opens'] {
  const kept = passphrase === undefined ? undefined : newKeeping(passphrase)
  return {
    store: { id: keyId(storeKey), sealed: seal(storeKey, key, about) },
    ...(kept && { passphrase: { keeping: kept.keeping, sealed: seal(kept.secret, key, about) } }),
    ...(recovery !== undefined && { recovery: sealToRecovery(recovery, key) }),
  }
}

/** What there is at hand to open a backup. */
export interface BackupSecrets {
  readonly storeKeys?: readonly Uint8Array[]
  readonly passphrase?: string
  readonly recoveryCode?: string
}

/** @returns `StoreKeySealed` when nothing that was given opens it; the cause says what would */
export function backupKey({ opens }: Manifest, secrets: BackupSecrets): Result<Uint8Array, ChipDeskError> {
  const key = byStoreKey(opens, secrets) ?? byPassphrase(opens, secrets) ?? byCode(opens, secrets)
  if (key) return ok(key)
  const ways = [
    opens.store && `the key ${opens.store.id} of the store`,
    opens.passphrase && 'the passphrase of the backup',
    opens.recovery && 'the recovery code',
  ]
  return fail(
    chipDeskError('StoreKeySealed', {
      cause: `${refused(opens, secrets)}the backup opens by ${ways.filter(Boolean).join(', or by ')}`,
    }),
  )
}

/** Why what was typed did not open it. */
function refused({ passphrase, recovery }: Manifest['opens'], given: BackupSecrets): string {
  const code = given.recoveryCode === undefined ? undefined : readRecoveryCode(given.recoveryCode)
  const reasons = [
    given.passphrase !== undefined && passphrase && 'wrong passphrase',
    code && !('payload' in code) && 'mistyped recovery code',
    code && 'payload' in code && recovery && 'the recovery code is not that of its day',
  ].filter(Boolean)
  return reasons.map(reason => `${reason}; `).join('')
}

function byStoreKey({ store }: Manifest['opens'], { storeKeys = [] }: BackupSecrets): Uint8Array | undefined {
  const storeKey = storeKeys.find(key => keyId(key) === store?.id)
  return store && storeKey && unseal(storeKey, store.sealed, about)
}

function byPassphrase({ passphrase }: Manifest['opens'], secrets: BackupSecrets): Uint8Array | undefined {
  if (!passphrase || secrets.passphrase === undefined) return undefined
  const secret = secretOf(passphrase.keeping, { passphrase: secrets.passphrase })
  return secret.ok ? unseal(secret.value, passphrase.sealed, about) : undefined
}

function byCode({ recovery }: Manifest['opens'], { recoveryCode }: BackupSecrets): Uint8Array | undefined {
  if (!recovery || recoveryCode === undefined) return undefined
  const read = readRecoveryCode(recoveryCode)
  return 'payload' in read ? openRecoveryCopy(read.payload, recovery) : undefined
}
