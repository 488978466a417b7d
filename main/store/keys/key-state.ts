import { ok, type Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import { type Keeping, type KeyFile, parseKeyText } from './key-text.ts'
import { readPrivately } from './private-file.ts'
import { keyId } from './seal.ts'

/** What can be said of a key file without opening it. */
export interface KeyState {
  readonly keeping: Keeping
  /** Newest first. Two: a rotation was cut off, and ends at the next start or rotation. */
  readonly keys: readonly { readonly id: string; readonly madeAt?: string }[]
  /** When the recovery code was made; undefined where there is none. */
  readonly recovery?: { readonly publicKey: string; readonly madeAt: string }
  readonly sealNext?: KeyFile['sealNext']
}

/** Undefined where there is no key file. */
export function keyState(path: string): Result<KeyState | undefined, ChipDeskError> {
  const text = readPrivately(path)
  if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text
  const parsed = parseKeyText(text.value)
  if (!parsed) return { ok: false, error: chipDeskError('StoreKeyWrong', { cause: 'the key file holds no key' }) }
  if ('rawKey' in parsed) return ok({ keeping: { way: 'raw', secret: '' }, keys: [{ id: keyId(parsed.rawKey) }] })
  const { keeping, keys, recovery, sealNext } = parsed.file
  return ok({
    keeping,
    keys: keys.map(({ id, madeAt }) => ({ id, madeAt })),
    ...(recovery && { recovery }),
    ...(sealNext && { sealNext }),
  })
}
