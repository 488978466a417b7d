import { Worker } from 'node:worker_threads'
import { genesisText } from '../audit/entry.ts'
import { type AuditVerdict, verifyAudit } from '../audit/verify-audit.ts'
import { fail, type Result } from '../emrtd/result.ts'
import { registerKeys } from '../online/audit-heads/audit-head-client.ts'
import { judgeReceipt } from '../online/audit-heads/receipt-check.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { StoreReader } from '../store/store.ts'

export interface AuditTask {
  readonly path: string
  readonly key: Uint8Array
  /** PEM by key id. */
  readonly publicKeys: Readonly<Record<string, string>>
}

/** The log of a store from its first entry to its last, against what the register has signed. */
export function verifyLog(reader: Pick<StoreReader, 'auditLog'>, publicKeys: AuditTask['publicKeys']): AuditVerdict {
  const log = reader.auditLog()
  // A store in which nothing was ever recorded may still be one that was emptied.
  const { genesis = genesisText({ id: '', at: '', desk: '' }), receipts = [], last = 0, sealKey } = log ?? {}
  const keys = registerKeys(publicKeys)
  return verifyAudit({
    genesis,
    entries: log?.entries() ?? [],
    receipts,
    count: last,
    ...(sealKey && { sealKey }),
    judgeReceipt: receipt => judgeReceipt(receipt, keys),
  })
}

/** Beside this file in the sources, and beside the bundle of the station. */
const program = import.meta.filename.endsWith('.ts') ? './audit-thread.ts' : './audit-thread.cjs'

/** The same in a thread of its own, over a connection of its own: a million entries take half a minute, and the counter goes on meanwhile. */
export const verifyLogInThread = (task: AuditTask): Promise<Result<AuditVerdict, ChipDeskError>> =>
  new Promise(resolve => {
    const worker = new Worker(new URL(program, import.meta.url), { workerData: task })
    const ended = (cause: string) => resolve(fail(chipDeskError('StoreFailed', { cause })))
    worker.once('message', resolve)
    worker.once('error', ({ message }) => ended(message))
    worker.once('exit', () => ended('the verification was ended'))
  })
