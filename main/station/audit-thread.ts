import { parentPort, workerData } from 'node:worker_threads'
import { ok } from '../emrtd/result.ts'
import { openStoreForReading } from '../store/open-for-reading.ts'
import { type AuditTask, verifyLog } from './verify-audit-log.ts'

/** The thread that verifies the log once, and ends. */
function main({ path, key, publicKeys }: AuditTask): void {
  const opened = openStoreForReading({ path, key })
  if (!opened.ok) {
    parentPort?.postMessage(opened)
    return
  }
  const verdict = verifyLog(opened.value.reader, publicKeys)
  opened.value.close()
  parentPort?.postMessage(ok(verdict))
}

main(workerData)
