import { fail, type Result } from '../emrtd/result.ts'
import type { EidAnswer } from '../protocol/citizen-data.ts'
import type { OnlineQuestion } from '../protocol/online-check.ts'
import type { Clock } from './clock.ts'
import type { Progress } from './deliverer.ts'
import type { EidAdapter, EidBegun } from './registry-adapter.ts'
import { type RegistryFailure, retryable } from './registry-failure.ts'
import { twice } from './twice.ts'

/** As often as a citizen's answer is looked for, ms. */
const lookEveryMs = 2000
/** A look that fails is not the citizen's answer; so many in a row are the line's. */
const mostFailures = 3

/**
 * Puts a question into the citizen's app and looks until it is granted, refused or has run out. Asked again after an interruption, the register
 * finds the same request by its id.
 */
export async function deliverEid(
  eid: EidAdapter,
  { requestId, body, expiresAt: endsAt }: OnlineQuestion,
  { clock, signal, progress }: { clock: Clock; signal: AbortSignal; progress?: Progress | undefined },
): Promise<Result<EidAnswer, RegistryFailure>> {
  const request = { requestId, body }
  const begun = await twice(() => eid.request(request, signal), signal)
  if (!begun.ok) return begun
  if ('kind' in begun.value) return { ok: true, value: begun.value }
  const { matchingCode, expiresAt } = begun.value
  progress?.({ matchingCode, expiresAt })
  return look(eid, begun.value, request, { clock, signal, endsAt })
}

async function look(
  eid: EidAdapter,
  begun: EidBegun,
  request: { requestId: string; body: string },
  { clock, signal, endsAt }: { clock: Clock; signal: AbortSignal; endsAt: string },
): Promise<Result<EidAnswer, RegistryFailure>> {
  let failures = 0
  // A register that never says that the request has run out must not hold up those that come after it.
  for (const end = Date.parse(endsAt); ; ) {
    if (clock.now().getTime() >= end || !(await waited(clock, lookEveryMs, signal)))
      return fail(retryable('OnlineTimeout', 'no answer in the app yet'))
    const state = await eid.poll(begun, request, signal)
    if (state.ok && state.value !== 'waiting') return { ok: true, value: state.value }
    failures = state.ok ? 0 : failures + 1
    if (!state.ok && (state.error.final || failures >= mostFailures)) return state
  }
}

/** @returns false where the signal came first */
const waited = (clock: Clock, milliseconds: number, signal: AbortSignal) =>
  new Promise<boolean>(resolve => {
    if (signal.aborted) return resolve(false)
    const stop = () => {
      cancel()
      resolve(false)
    }
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    })
    signal.addEventListener('abort', stop, { once: true })
  })
