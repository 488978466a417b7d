import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { placeOf } from '../station/access.ts'
import { loadConfig } from '../station/config.ts'
import { stationPaths } from '../station/paths.ts'
import { type People, peopleOf } from '../station/people.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { openDeskBeside } from './open-desk-beside.ts'

/** The store of this desk and its accounts. */
export interface OpenDesk {
  readonly store: Store
  readonly people: People
}

export async function openDesk(env: NodeJS.ProcessEnv = process.env): Promise<Result<OpenDesk, ChipDeskError>> {
  const alone = await openDeskAlone(env)
  // A station works on it: what is written here is seen there at once.
  return !alone.ok && alone.error.tag === 'StoreLocked' ? openDeskBeside(env) : alone
}

/** The same while no station has it open (`StoreLocked`). */
export async function openDeskAlone(env: NodeJS.ProcessEnv = process.env): Promise<Result<OpenDesk, ChipDeskError>> {
  const paths = stationPaths(false, env)
  const config = await loadConfig(paths.config)
  if (!config.ok) return config
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store })
  if (!key.ok) return key
  const store = openStore({ path: paths.store, key: key.value })
  if (!store.ok) return store
  const { desk } = config.value
  return ok({ store: store.value, people: peopleOf(store.value, placeOf(desk)) })
}
