import { parentPort, workerData } from 'node:worker_threads'
import { openEncrypted } from '../database/encrypted-database.ts'
import { storeReader } from '../reader/store-reader.ts'
import type { ExportTask } from './thread-export.ts'
import { writeExport } from './write-export.ts'

/** The thread that writes one export, over a connection of its own, and ends. */
function main({ store, order, id }: ExportTask): void {
  const opened = openEncrypted(store.path, store.key)
  if (!opened.ok) {
    parentPort?.postMessage(opened)
    return
  }
  opened.value.pragma('query_only = on')
  const written = writeExport(storeReader(opened.value), order, id)
  opened.value.close()
  parentPort?.postMessage(written)
}

main(workerData)
