import { safeStorage } from 'electron'
import type { stationSecret } from '../../station/station-secret.ts'

/**
 * Electron's `safeStorage` in its asynchronous form, to be used once the application is ready. An Electron that does not have that form yet has
 * nothing to seal with: the synchronous one is gone from Electron 46 on.
 */
export function operatingSystemStorage(): Parameters<typeof stationSecret>[1] {
  return {
    available: async () =>
      typeof safeStorage.isAsyncEncryptionAvailable === 'function' && (await safeStorage.isAsyncEncryptionAvailable()),
    backend: () => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform),
    seal: text => safeStorage.encryptStringAsync(text),
    async unseal(sealed) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
      return { text: result, stale: shouldReEncrypt }
    },
  }
}
