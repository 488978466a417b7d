import { Worker } from 'node:worker_threads'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { examine } from './examine.ts'

export interface ExamineTask {
  readonly path: string
  readonly key: Uint8Array
}

/** Beside this file in the sources, and beside the bundle of the station. */
const program = import.meta.filename.endsWith('.ts') ? './examine-thread.ts' : './examine-thread.cjs'

/** Undefined: sound. Else which parts are damaged, in words without anything personal. */
type Looked = Result<readonly string[] | undefined, ChipDeskError>

/**
 * Looks at the pages of a store that is in use. A page may be written while it is read: only what two looks find alike counts as damage.
 */
export function looked({ path, key }: ExamineTask): Looked {
  const first = reasons(path, key)
  if (!first.ok || first.value.length === 0) return first.ok ? ok(undefined) : first
  const second = reasons(path, key)
  if (!second.ok) return second
  const both = second.value.filter(reason => first.value.includes(reason))
  return ok(both.length > 0 ? both : undefined)
}

function reasons(path: string, key: Uint8Array): Result<readonly string[], ChipDeskError> {
  const found = examine(path, key)
  if (!found.ok) return found
  return ok(found.value.state === 'damaged' ? found.value.reasons : [])
}

/** The same in a thread of its own, for it takes up to half a second: whoever asks goes on meanwhile. */
export const examineInThread = (task: ExamineTask): Promise<Looked> =>
  new Promise(resolve => {
    const worker = new Worker(new URL(program, import.meta.url), { workerData: task })
    worker.once('message', (found: Looked) => resolve(found))
    worker.once('error', ({ message }) => resolve(fail(chipDeskError('StoreFailed', { cause: message }))))
    worker.once('exit', () => resolve(fail(chipDeskError('StoreFailed', { cause: 'the look at the store was ended' }))))
  })
