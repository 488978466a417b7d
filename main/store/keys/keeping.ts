import { randomBytes, scryptSync } from 'node:crypto'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import type { Keeping } from './key-text.ts'

/** 81 ms and 32 MiB where this was written (N = 2^15, r = 8): what each guess costs too. */
const scryptCost = { n: 2 ** 15, r: 8, p: 1 } as const

/** What opens a sealed key file; never kept by whoever holds it. */
export interface KeySecrets {
  readonly passphrase?: string
  /** 32 bytes that the window got back from the operating system. */
  readonly unsealed?: Uint8Array
}

/**
 * The secret that opens the keys of a file.
 * @returns `StoreKeySealed` when what it takes was not given; a wrong passphrase shows only at the keys themselves
 */
export function secretOf(keeping: Keeping, secrets: KeySecrets): Result<Uint8Array, ChipDeskError> {
  switch (keeping.way) {
    case 'raw':
      return ok(new Uint8Array(Buffer.from(keeping.secret, 'hex')))
    case 'passphrase':
      if (secrets.passphrase === undefined) return fail(chipDeskError('StoreKeySealed', { cause: 'passphrase needed' }))
      return ok(stretched(secrets.passphrase, keeping))
    case 'safe-storage':
      if (secrets.unsealed === undefined)
        return fail(chipDeskError('StoreKeySealed', { cause: `sealed by ${keeping.backend}` }))
      return ok(secrets.unsealed)
  }
}

/** A new secret, and how it is kept: in the file, or by a passphrase. */
export function newKeeping(passphrase?: string): { readonly keeping: Keeping; readonly secret: Uint8Array } {
  if (passphrase === undefined) {
    const secret = randomBytes(32)
    return { keeping: { way: 'raw', secret: secret.toString('hex') }, secret }
  }
  const keeping = { way: 'passphrase', ...scryptCost, salt: randomBytes(32).toString('hex') } as const
  return { keeping, secret: stretched(passphrase, keeping) }
}

/** Typed on another keyboard, the same letters may come composed or not: NFC before anything else. */
function stretched(passphrase: string, { n, r, p, salt }: Extract<Keeping, { way: 'passphrase' }>): Uint8Array {
  const maxmem = 128 * n * r * 2
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'hex'), 32, { N: n, r, p, maxmem })
}
