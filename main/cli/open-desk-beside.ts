import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { placeOf } from '../station/access.ts'
import { loadConfig, type StationConfig } from '../station/config.ts'
import { stationPaths } from '../station/paths.ts'
import { type People, peopleOf } from '../station/people.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStoreBeside, openStoreForReading } from '../store/open-for-reading.ts'
import type { Store, StoreReader } from '../store/store.ts'

interface Place {
  readonly config: StationConfig
  readonly path: string
  readonly key: Uint8Array
}

async function place(env: NodeJS.ProcessEnv): Promise<Result<Place, ChipDeskError>> {
  const paths = stationPaths(false, env)
  // Without a store there is nothing to look at, and no key to be made for it.
  if (!existsSync(paths.store)) return fail(chipDeskError('StoreFailed', { cause: 'there is no store yet' }))
  const config = await loadConfig(paths.config)
  if (!config.ok) return config
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store })
  return key.ok ? ok({ config: config.value, path: paths.store, key: key.value }) : key
}

/** The store of this desk to read, whether a station has it open or not. */
export async function readDesk(
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<{ reader: StoreReader; config: StationConfig; close(): void }, ChipDeskError>> {
  const found = await place(env)
  if (!found.ok) return found
  const opened = openStoreForReading(found.value)
  return opened.ok ? ok({ ...opened.value, config: found.value.config }) : opened
}

/** The store of this desk with its accounts, whether a station has it open or not, for commands that are audited. */
export async function openDeskBeside(
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<{ store: Store; people: People; config: StationConfig }, ChipDeskError>> {
  const found = await place(env)
  if (!found.ok) return found
  const store = openStoreBeside(found.value)
  if (!store.ok) return store
  const { config } = found.value
  return ok({ store: store.value, people: peopleOf(store.value, placeOf(config.desk)), config })
}
