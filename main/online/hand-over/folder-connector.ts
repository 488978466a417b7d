import { join } from 'node:path'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type RegistryFailure, refused, retryable } from '../registry-failure.ts'
import { type FolderFiles, folderFiles } from './folder-files.ts'
import type { HandOver, HandOverReceipt, OrganisationConnector } from './organisation-connector.ts'

export interface FolderConnectorOptions {
  /** Absolute path of a folder that exists; who may read it is its owner's business. */
  readonly path: string
  /** Files in it at most, default 1000. */
  readonly mostFiles?: number
  /** How long one hand-over may take: a share can hang. Default 10 s. */
  readonly timeoutMs?: number
  /** The file system, for tests of one that fails. */
  readonly files?: FolderFiles
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Hands over by a folder that the other system empties: one `REQUEST-ID.json` each, there whole or not at all. A hand-over whose end was not
 * heard may be written again after it was fetched: the other system knows it by its request id.
 */
export function createFolderConnector(options: FolderConnectorOptions): OrganisationConnector {
  const { path, mostFiles = 1000, timeoutMs = 10_000, files = folderFiles } = options
  /** One after another: a write that hangs occupies one of Node's few threads, and there is never a second one. */
  let turn: Promise<unknown> = Promise.resolve()

  async function put({ requestId, body }: HandOver): Promise<Result<HandOverReceipt, RegistryFailure>> {
    const target = join(path, `${requestId}.json`)
    const draft = join(path, `.${requestId}.part`)
    const names = await files.list(path)
    // Fetched between the two looks, it is not there any more.
    const there = names.includes(`${requestId}.json`) ? await files.read(target) : undefined
    if (there !== undefined) return there === body ? ok({}) : fail(refused('KEY_REUSED'))
    if (names.filter(name => name.endsWith('.json')).length >= mostFiles)
      return fail(retryable('OnlineFailed', 'folder not emptied'))
    await files.remove(draft)
    try {
      await files.write(draft, body)
      await files.rename(draft, target, path)
    } catch (thrown) {
      await files.remove(draft).catch(() => undefined)
      throw thrown
    }
    return ok({})
  }

  return {
    async handOver(asked, signal) {
      if (!uuid.test(asked.requestId)) return fail(refused('BODY_INVALID'))
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      const work = turn.then(() =>
        limit.aborted ? late : put(asked).catch((thrown: unknown) => fail(folderFailure(thrown))),
      )
      turn = work
      return await Promise.race([work, ended(limit).then(() => late)])
    },
    close: async () => {},
  }
}

const late = fail(retryable('OnlineTimeout', 'folder'))

const ended = (signal: AbortSignal) =>
  new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const words: Readonly<Record<string, string>> = {
  ENOENT: 'folder missing',
  ENOTDIR: 'folder missing',
  ENOSPC: 'folder full',
  EDQUOT: 'folder full',
  EROFS: 'folder read-only',
  EACCES: 'folder read-only',
  EPERM: 'folder read-only',
}

/** A message of the file system has the path in it; its code has not. */
function folderFailure(thrown: unknown): RegistryFailure {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown'
  return retryable(words[code] === 'folder missing' ? 'OnlineOffline' : 'OnlineFailed', words[code] ?? `folder ${code}`)
}
