import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { keptBy } from './key-changes.ts'
import { openKeyFile, writeKeys } from './key-file.ts'
import { keyState } from './key-state.ts'
import type { Keeping } from './key-text.ts'

/** What seals for the user of the operating system: Electron's `safeStorage`, in its asynchronous form, behind a port. */
export interface SafeStorage {
  available(): Promise<boolean>
  /** Name of what seals; `basic_text` on Linux is a password that everybody knows. */
  backend(): string
  seal(text: string): Promise<Uint8Array>
  /** @property stale the operating system has another key by now: seal it again */
  unseal(sealed: Uint8Array): Promise<{ readonly text: string; readonly stale: boolean }>
}

const sealed = (cause: string) => fail(chipDeskError('StoreKeySealed', { cause }))
const hexSecret = /^[0-9a-f]{64}$/

/**
 * The secret that opens a key file which the operating system has sealed, and the sealing itself where it was asked for (`chipdesk key seal`). Sealed is only
 * what was unsealed again at once; the file holds one way or the other at any time.
 * @returns undefined where it takes nothing of the operating system; `StoreKeySealed` when the keyring is not there, or is another one
 */
export async function secretFromSafeStorage(
  path: string,
  storage: SafeStorage,
): Promise<Result<Uint8Array | undefined, ChipDeskError>> {
  const state = keyState(path)
  if (!state.ok) return state
  const { keeping, sealNext } = state.value ?? {}
  if (keeping?.way === 'safe-storage') return unsealed(path, keeping, storage)
  if (keeping?.way === 'raw' && sealNext) return sealFile(path, sealNext, storage)
  return ok(undefined)
}

async function unsealed(
  path: string,
  keeping: Extract<Keeping, { way: 'safe-storage' }>,
  storage: SafeStorage,
): Promise<Result<Uint8Array, ChipDeskError>> {
  const text = await storage.unseal(Buffer.from(keeping.sealed, 'base64')).catch(() => undefined)
  if (!text || !hexSecret.test(text.text)) return sealed(`the keyring (${storage.backend()}) does not open it`)
  const secret = new Uint8Array(Buffer.from(text.text, 'hex'))
  const opened = openKeyFile(path, { unsealed: secret })
  if (!opened.ok) return opened
  const again = opened.value && text.stale ? await sealSecret(secret, storage) : undefined
  // One that could not be sealed again opens as it is, for as long as the operating system says so.
  if (again?.ok && opened.value) writeKeys(path, { ...opened.value.file, keeping: again.value })
  return ok(secret)
}

async function sealFile(
  path: string,
  { allowBasicText }: { readonly allowBasicText: boolean },
  storage: SafeStorage,
): Promise<Result<Uint8Array, ChipDeskError>> {
  if (!(await storage.available())) return sealed('the operating system has no keyring to seal with')
  if (storage.backend() === 'basic_text' && !allowBasicText)
    return sealed('basic_text seals nothing, and is not allowed')
  const opened = openKeyFile(path, {})
  if (!opened.ok) return opened
  if (!opened.value) return fail(chipDeskError('StoreKeyMissing'))
  const secret = randomBytes(32)
  const keeping = await sealSecret(secret, storage)
  if (!keeping.ok) return keeping
  const written = writeKeys(path, keptBy(opened.value, { keeping: keeping.value, secret }))
  return written.ok ? ok(new Uint8Array(secret)) : written
}

async function sealSecret(secret: Uint8Array, storage: SafeStorage): Promise<Result<Keeping, ChipDeskError>> {
  try {
    const text = Buffer.from(secret).toString('hex')
    const bytes = await storage.seal(text)
    const back = await storage.unseal(bytes)
    if (back.text !== text) return sealed('what was sealed does not come back')
    return ok({ way: 'safe-storage', backend: storage.backend(), sealed: Buffer.from(bytes).toString('base64') })
  } catch {
    return sealed('the keyring refuses to seal')
  }
}
