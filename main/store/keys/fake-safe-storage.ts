import { createHash } from 'node:crypto'
import type { SafeStorage } from './safe-storage.ts'
import { type Sealed, seal, unseal } from './seal.ts'

/** FAKE, for tests: a keyring with a name. It proves nothing of the keyring of any operating system. */
export function fakeSafeStorage(options: {
  readonly keyring: string
  readonly backend?: string
  readonly available?: boolean
  readonly stale?: boolean
}): SafeStorage {
  const secret = createHash('sha256').update(options.keyring).digest()
  return {
    available: async () => options.available ?? true,
    backend: () => options.backend ?? 'gnome_libsecret',
    seal: async text => Buffer.from(JSON.stringify(seal(secret, Buffer.from(text), 'fake'))),
    async unseal(bytes) {
      const parsed: Sealed = JSON.parse(Buffer.from(bytes).toString())
      const text = unseal(secret, parsed, 'fake')
      if (!text) throw new Error('another keyring')
      return { text: Buffer.from(text).toString(), stale: options.stale ?? false }
    },
  }
}
