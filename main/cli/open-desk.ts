import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { placeOf } from '../station/access.ts'
import { loadConfig, type StationConfig } from '../station/config.ts'
import { stationPaths } from '../station/paths.ts'
import { type People, peopleOf } from '../station/people.ts'
import { openStoreBeside, openStoreForReading } from '../store/open-for-reading.ts'
import { openStore } from '../store/open-store.ts'
import type { Store, StoreReader } from '../store/store.ts'
import type { Answers } from './ask-secret.ts'
import { storeKey } from './store-key.ts'

/** The store of this desk, its accounts and its configuration. */
export interface OpenDesk {
  readonly store: Store
  readonly people: People
  readonly config: StationConfig
}

/**
 * Opens the store, made anew where there is none yet, whether a station has it open or not.
 * @param answers asked for the passphrase of the store, where it has one
 */
export async function openDesk(
  answers: Answers | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<OpenDesk, ChipDeskError>> {
  const alone = await openDeskAlone(answers, env)
  // A station works on it: what is written here is seen there at once.
  return !alone.ok && alone.error.tag === 'StoreLocked' ? openDeskBeside(answers, env) : alone
}

/** The same while no station has it open (`StoreLocked`). */
export async function openDeskAlone(
  answers: Answers | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<OpenDesk, ChipDeskError>> {
  const place = await storeAt({ answers, env })
  return place.ok ? deskOf(place.value, openStore(place.value)) : place
}

/** The same whether a station has it open or not, and only where there is a store. */
export async function openDeskBeside(
  answers: Answers | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<OpenDesk, ChipDeskError>> {
  const place = await storeAt({ answers, env }, 'existing')
  return place.ok ? deskOf(place.value, openStoreBeside(place.value)) : place
}

/** The store of this desk to read, whether a station has it open or not. */
export async function readDesk(
  answers: Answers | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<{ reader: StoreReader; config: StationConfig; close(): void }, ChipDeskError>> {
  const place = await storeAt({ answers, env }, 'existing')
  if (!place.ok) return place
  const opened = openStoreForReading(place.value)
  return opened.ok ? ok({ ...opened.value, config: place.value.config }) : opened
}

interface StoreAt {
  readonly config: StationConfig
  readonly path: string
  readonly key: Uint8Array
}

interface Asking {
  readonly answers: Answers | undefined
  readonly env: NodeJS.ProcessEnv
}

async function storeAt({ answers, env }: Asking, which?: 'existing'): Promise<Result<StoreAt, ChipDeskError>> {
  const paths = stationPaths(false, env)
  // Without a store there is nothing to look at, and no key to be made for it.
  if (which === 'existing' && !existsSync(paths.store))
    return fail(chipDeskError('StoreFailed', { cause: 'there is no store yet' }))
  const config = await loadConfig(paths.config)
  if (!config.ok) return config
  const key = await storeKey(paths, answers)
  return key.ok ? ok({ config: config.value, path: paths.store, key: key.value }) : key
}

function deskOf({ config }: StoreAt, store: Result<Store, ChipDeskError>): Result<OpenDesk, ChipDeskError> {
  return store.ok ? ok({ store: store.value, people: peopleOf(store.value, placeOf(config.desk)), config }) : store
}
