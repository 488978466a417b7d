import './connection/zod-without-eval.ts'
import { type ChipDeskError, chipDeskError } from '../main/protocol/errors.ts'
import { needsConsent } from '../main/protocol/permissions.ts'
import {
  type CallName,
  type CallResult,
  calls,
  messageSchema,
  type StationPort,
  type StationRequest,
} from '../main/protocol/station.ts'
import type { StationState } from '../main/protocol/station-state.ts'
import type { OpenPipe, Pipe } from './connection/pipe.ts'

/** How things stand between screen and station. `state` in the last known one: true now only while `connected`. */
export type Link =
  | { readonly status: 'connecting' }
  | { readonly status: 'connected' }
  | { readonly status: 'lost'; readonly attempts: number; readonly unauthorised: boolean }

export interface StationConnection extends StationPort {
  link(): Link
  subscribeLink(listener: (link: Link) => void): () => void
  /** Tries at once instead of waiting for the next attempt. */
  reconnect(): void
  close(): void
}

const longestPause = 5_000

/** Delay before attempt n (from 1), ms: at once, then doubling to five seconds. */
export const backoff = (attempt: number): number =>
  attempt <= 1 ? 100 : Math.min(longestPause, 250 * 2 ** (attempt - 1))

/** A station that does not answer a call within this time will not; ms. */
const callTimeout = 30_000
/** Where it first waits for a second person, who has five minutes. */
const consentTimeout = 5 * 60_000 + callTimeout

interface Waiting {
  readonly call: CallName
  resolve(result: never): void
  reject(error: ChipDeskError): void
  readonly timer: ReturnType<typeof setTimeout>
}

/**
 * The station over a pipe that may break and come back. Every message is validated; the state arrives whole after each
 * reconnection, and calls under way when the pipe breaks reject with `ApiInternal`.
 */
export function connectStation(open: OpenPipe): StationConnection {
  const stateListeners = new Set<(state: StationState) => void>()
  const linkListeners = new Set<(link: Link) => void>()
  const waiting = new Map<number, Waiting>()
  let link: Link = { status: 'connecting' }
  let state: StationState | undefined
  let pipe: Pipe | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let lastId = 0
  let attempts = 0

  const setLink = (next: Link) => {
    link = next
    for (const listener of [...linkListeners]) listener(link)
  }

  function start() {
    clearTimeout(retry)
    pipe = open({ message: receive, closed: lost })
  }

  function lost(why: 'lost' | 'unauthorised') {
    pipe = undefined
    attempts++
    endCalls()
    setLink({ status: 'lost', attempts, unauthorised: why === 'unauthorised' })
    // Who was turned away is hardly let in a moment later.
    retry = setTimeout(start, why === 'unauthorised' ? longestPause : backoff(attempts))
  }

  function endCalls() {
    for (const call of waiting.values()) {
      clearTimeout(call.timer)
      call.reject(chipDeskError('ApiInternal', { cause: 'connection to the station lost' }))
    }
    waiting.clear()
  }

  function receive(text: string) {
    const json = parseJson(text)
    const message = messageSchema.safeParse(json)
    if (!message.success) return answerUnreadable(json)
    if ('state' in message.data) {
      state = message.data.state
      attempts = 0
      for (const listener of [...stateListeners]) listener(state)
      if (link.status !== 'connected') setLink({ status: 'connected' })
      return
    }
    const call = take(message.data.id)
    if (!call) return
    if ('error' in message.data) return call.reject(message.data.error)
    const result = calls[call.call].result.safeParse(message.data.result)
    if (result.success) call.resolve(result.data as never)
    else call.reject(chipDeskError('ApiMessageInvalid', { cause: `answer to ${call.call}` }))
  }

  /** An answer in no known shape still ends its call. */
  function answerUnreadable(json: unknown) {
    const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined
    if (typeof id === 'number') take(id)?.reject(chipDeskError('ApiMessageInvalid', { cause: 'answer' }))
  }

  function take(id: number): Waiting | undefined {
    const call = waiting.get(id)
    if (!call) return undefined
    waiting.delete(id)
    clearTimeout(call.timer)
    return call
  }

  start()
  return {
    call: (name, params) =>
      new Promise<CallResult<typeof name>>((resolve, reject) => {
        if (!pipe || link.status !== 'connected')
          return reject(chipDeskError('ApiInternal', { cause: 'not connected to the station' }))
        const id = ++lastId
        const timer = setTimeout(
          () => take(id)?.reject(chipDeskError('ApiInternal', { cause: `no answer to ${name}` })),
          needsConsent(name) ? consentTimeout : callTimeout,
        )
        waiting.set(id, { call: name, resolve, reject, timer })
        pipe.send(JSON.stringify({ id, call: name, params } satisfies StationRequest))
      }),
    subscribe(listener) {
      stateListeners.add(listener)
      if (state) listener(state)
      return () => stateListeners.delete(listener)
    },
    link: () => link,
    subscribeLink(listener) {
      linkListeners.add(listener)
      return () => linkListeners.delete(listener)
    },
    reconnect() {
      if (link.status === 'connected') return
      pipe?.close()
      attempts = 0
      start()
    },
    close() {
      clearTimeout(retry)
      pipe?.close()
      pipe = undefined
      endCalls()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
