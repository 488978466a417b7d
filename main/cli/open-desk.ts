import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { placeOf } from '../station/access.ts'
import { loadConfig, type StationConfig } from '../station/config.ts'
import { stationPaths } from '../station/paths.ts'
import { type People, peopleOf } from '../station/people.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStoreBeside, openStoreForReading } from '../store/open-for-reading.ts'
import { openStore } from '../store/open-store.ts'
import type { Store, StoreReader } from '../store/store.ts'

/** The store of this desk, its accounts and its configuration. */
export interface OpenDesk {
  readonly store: Store
  readonly people: People
  readonly config: StationConfig
}

/** Opens the store, made anew where there is none yet, whether a station has it open or not. */
export async function openDesk(env: NodeJS.ProcessEnv = process.env): Promise<Result<OpenDesk, ChipDeskError>> {
  const alone = await openDeskAlone(env)
  // A station works on it: what is written here is seen there at once.
  return !alone.ok && alone.error.tag === 'StoreLocked' ? openDeskBeside(env) : alone
}

/** The same while no station has it open (`StoreLocked`). */
export async function openDeskAlone(env: NodeJS.ProcessEnv = process.env): Promise<Result<OpenDesk, ChipDeskError>> {
  const place = await storeAt(env)
  return place.ok ? deskOf(place.value, openStore(place.value)) : place
}

/** The same whether a station has it open or not, and only where there is a store. */
export async function openDeskBeside(env: NodeJS.ProcessEnv = process.env): Promise<Result<OpenDesk, ChipDeskError>> {
  const place = await storeAt(env, 'existing')
  return place.ok ? deskOf(place.value, openStoreBeside(place.value)) : place
}

/** The store of this desk to read, whether a station has it open or not. */
export async function readDesk(
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<{ reader: StoreReader; config: StationConfig; close(): void }, ChipDeskError>> {
  const place = await storeAt(env, 'existing')
  if (!place.ok) return place
  const opened = openStoreForReading(place.value)
  return opened.ok ? ok({ ...opened.value, config: place.value.config }) : opened
}

interface StoreAt {
  readonly config: StationConfig
  readonly path: string
  readonly key: Uint8Array
}

async function storeAt(env: NodeJS.ProcessEnv, which?: 'existing'): Promise<Result<StoreAt, ChipDeskError>> {
  const paths = stationPaths(false, env)
  // Without a store there is nothing to look at, and no key to be made for it.
  if (which === 'existing' && !existsSync(paths.store))
    return fail(chipDeskError('StoreFailed', { cause: 'there is no store yet' }))
  const config = await loadConfig(paths.config)
  if (!config.ok) return config
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store })
  return key.ok ? ok({ config: config.value, path: paths.store, key: key.value }) : key
}

function deskOf({ config }: StoreAt, store: Result<Store, ChipDeskError>): Result<OpenDesk, ChipDeskError> {
  return store.ok ? ok({ store: store.value, people: peopleOf(store.value, placeOf(config.desk)), config }) : store
}
