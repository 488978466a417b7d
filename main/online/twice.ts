import { fail, type Result } from '../emrtd/result.ts'
import type { RegistryFailure } from './registry-failure.ts'

/** Once more, with the same id, when the line broke: a kept-alive connection that has died shows only when it is used. */
export async function twice<T>(
  call: () => Promise<Result<T, RegistryFailure>>,
  signal: AbortSignal,
): Promise<Result<T, RegistryFailure>> {
  const first = await call()
  if (first.ok || first.error.error.tag !== 'OnlineOffline' || signal.aborted) return first
  const second = await call()
  return second.ok ? second : fail(second.error)
}
