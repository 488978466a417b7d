import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { type SafeStorage, secretFromSafeStorage } from '../store/keys/safe-storage.ts'
import { stationPaths } from './paths.ts'

/**
 * What the window hands to the station that it starts, where the operating system seals the station's key.
 * @returns undefined where the station needs nothing; `StoreKeySealed` where the keyring does not help: the station then says so itself
 */
export const stationSecret = (
  mode: 'demo' | 'live',
  storage: SafeStorage,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<Uint8Array | undefined, ChipDeskError>> =>
  secretFromSafeStorage(stationPaths(mode === 'demo', env).key, storage)
