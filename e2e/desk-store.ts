import type { Result } from '../main/emrtd/result.ts'
import type { ChipDeskError } from '../main/protocol/errors.ts'
import type { Transaction } from '../main/protocol/transaction.ts'
import { stationPaths } from '../main/station/paths.ts'
import { loadOrCreateKey } from '../main/store/keys/key-file.ts'
import { openStoreForReading } from '../main/store/open-for-reading.ts'
import { openStore } from '../main/store/open-store.ts'
import type { StoreReader } from '../main/store/store.ts'

/** Looks into the store of a demo desk, past the desk: beside it while it runs, or after it has ended. */
export async function lookInto<T>(home: string, look: (reader: StoreReader) => T): Promise<T> {
  const { store, key } = stationPaths(true, { CHIPDESK_HOME: home })
  const opened = openStoreForReading({ path: store, key: given(await loadOrCreateKey({ path: key, store })) })
  const { reader, close } = given(opened)
  try {
    return look(reader)
  } finally {
    close()
  }
}

/** Every visit that is stored, newest first. */
export const storedVisits = (home: string): Promise<readonly Transaction[]> =>
  lookInto(home, reader =>
    reader.historyPage({ limit: 100 }).transactions.flatMap(({ id }) => reader.transaction(id) ?? []),
  )

/** Makes the store of a desk that was never started, with settings in it. */
export async function storeWith(home: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const { store: path, key } = stationPaths(true, { CHIPDESK_HOME: home })
  const store = given(openStore({ path, key: given(await loadOrCreateKey({ path: key, store: path })) }))
  for (const [name, value] of Object.entries(settings)) given(await store.writer.saveSetting(name, value))
  await store.close()
}

function given<T>(result: Result<T, ChipDeskError>): T {
  if (result.ok) return result.value
  throw new Error(`${result.error.tag}: ${result.error.cause}`)
}
