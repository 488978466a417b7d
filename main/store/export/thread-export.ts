import { type ResourceLimits, Worker } from 'node:worker_threads'
import { fail, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { discardDraft } from './draft-file.ts'
import type { ExportDone, ExportOrder } from './export-order.ts'
import type { WriteDraft } from './export-transactions.ts'

/** What the thread is started with. */
export interface ExportTask {
  readonly store: { readonly path: string; readonly key: Uint8Array }
  readonly order: ExportOrder
  readonly id: string
}

/** Beside this file in the sources, and beside the bundle of the station. */
const program = import.meta.filename.endsWith('.ts') ? './export-thread.ts' : './export-thread.cjs'

/**
 * Writes drafts in a thread of their own, whose memory is limited and does not grow with the history: the counter and the thread that saves
 * go on meanwhile.
 * @param signal ends it early (`StoreFailed`); nothing is left behind then
 */
export const exportInThread =
  (
    store: ExportTask['store'],
    signal?: AbortSignal,
    resourceLimits: ResourceLimits = { maxOldGenerationSizeMb: 64 },
  ): WriteDraft =>
  (order, id) =>
    new Promise<Result<ExportDone, ChipDeskError>>((resolve, reject) => {
      const workerData: ExportTask = { store, order, id }
      const worker = new Worker(new URL(program, import.meta.url), { workerData, resourceLimits })
      let bug: Error | undefined
      let result: Result<ExportDone, ChipDeskError> | undefined
      const stop = () => void worker.terminate()
      signal?.addEventListener('abort', stop)
      if (signal?.aborted) stop()
      worker.on('message', (done: Result<ExportDone, ChipDeskError>) => {
        result = done
      })
      worker.on('error', (error: Error) => {
        bug = error
      })
      worker.on('exit', () => {
        signal?.removeEventListener('abort', stop)
        if (result) return resolve(result)
        discardDraft(order.path)
        if (bug && !signal?.aborted) return reject(bug)
        resolve(fail(chipDeskError('StoreFailed', { cause: 'the export was ended' })))
      })
    })
