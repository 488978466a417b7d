import { type ChipDeskError, chipDeskError, errorSchema } from '../protocol/errors.ts'
import {
  type CallName,
  type CallResult,
  callNames,
  calls,
  messageSchema,
  requestSchema,
  type StationMessage,
  type StationPort,
} from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'

/** A duplex channel of whole JSON texts: a WebSocket, a child process, the preload bridge. */
export interface TextPipe {
  send(text: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
}

/** Longest request in UTF-16 units: the longest input of `counter.input` with every character escaped as `\uXXXX`. */
export const maxRequestLength = 128 * 1024
/** Longest message to a client: 200 transactions of a search, or a state with a face, with room to spare. */
export const maxMessageLength = 16 * 1024 * 1024
/** More calls at once than any screen makes; a flood is refused instead of queued. */
const maxCallsUnderWay = 64
/** Answers to a message so broken that no request id could be read carry this id; clients count from 1. */
const noRequest = 0

/** Told about a bug behind a call. Default: its kind and place, without its text, which may hold personal data. */
export type FaultLog = (call: CallName, fault: unknown) => void

/**
 * Speaks the station protocol for `port` on one pipe: every request is validated, every call answered once with its result
 * or a ChipDeskError (`ApiUnknownCall`, `ApiMessageInvalid`, `ApiInternal` for a bug, told to `logFault` only), and the
 * state is pushed at once and at every change until the pipe closes.
 */
export function serveStation(port: StationPort, pipe: TextPipe, logFault: FaultLog = writeFault): void {
  let open = true
  let underWay = 0
  const send = (message: StationMessage) => {
    if (open) pipe.send(JSON.stringify(message))
  }
  pipe.onMessage(async text => {
    if (!open) return
    const request = readRequest(text)
    if ('error' in request) return send(request)
    if (underWay >= maxCallsUnderWay)
      return send({ id: request.id, error: chipDeskError('ApiMessageInvalid', { cause: 'too many calls at once' }) })
    underWay++
    const answer = await answerTo(port, request, logFault)
    underWay--
    send(answer)
  })
  const stop = port.subscribe(state => send({ state }))
  pipe.onClose(() => {
    open = false
    stop()
  })
}

interface ValidRequest {
  id: number
  call: CallName
  params: never
}

function readRequest(text: string): ValidRequest | { id: number; error: ChipDeskError } {
  const invalid = (cause: string, id = noRequest) => ({ id, error: chipDeskError('ApiMessageInvalid', { cause }) })
  if (typeof text !== 'string') return invalid('not a text')
  if (text.length > maxRequestLength) return invalid(`longer than ${maxRequestLength}`)
  const json = parseJson(text)
  const request = requestSchema.safeParse(json)
  if (!request.success) {
    const { id, call } = looseRequest(json)
    if (id === undefined) return invalid('not a request')
    if (call === undefined || isCallName(call)) return invalid('not a request', id)
    return { id, error: chipDeskError('ApiUnknownCall') }
  }
  const { id, call } = request.data
  const params = calls[call].params.safeParse(request.data.params)
  // Only names and kinds of the wrong parameters go back: their values may be personal.
  if (!params.success)
    return invalid(`${call}: ${params.error.issues.map(i => `${i.path.join('.')} ${i.code}`).join(', ')}`, id)
  // The schema of exactly this call has passed; the type system cannot follow the pair through the table.
  return { id, call, params: params.data as never }
}

async function answerTo(port: StationPort, { id, call, params }: ValidRequest, logFault: FaultLog) {
  try {
    return { id, result: await port.call(call, params) }
  } catch (thrown) {
    const expected = errorSchema.safeParse(thrown)
    if (expected.success) return { id, error: expected.data }
    logFault(call, thrown)
    return { id, error: chipDeskError('ApiInternal') }
  }
}

/** The station at the other end of `pipe`. Calls under way when it closes, and all later ones, reject with `ApiInternal`. */
export function connectStation(pipe: TextPipe): StationPort {
  const pending = new Map<
    number,
    { name: CallName; resolve(result: never): void; reject(error: ChipDeskError): void }
  >()
  const listeners = new Set<(state: StationState) => void>()
  let state: StationState | undefined
  let open = true
  let lastId = noRequest

  pipe.onMessage(text => {
    if (text.length > maxMessageLength) return
    const json = parseJson(text)
    const message = messageSchema.safeParse(json).data ?? unreadableAnswer(json)
    if ('state' in message) {
      state = message.state
      for (const listener of [...listeners]) listener(state)
      return
    }
    const call = pending.get(message.id)
    if (!call) return
    pending.delete(message.id)
    if ('error' in message) return call.reject(message.error)
    const result = calls[call.name].result.safeParse(message.result)
    if (result.success) call.resolve(result.data as never)
    else call.reject(chipDeskError('ApiMessageInvalid', { cause: `answer to ${call.name}` }))
  })
  pipe.onClose(() => {
    open = false
    for (const call of pending.values()) call.reject(stationGone)
    pending.clear()
  })

  return {
    call: (name, params) =>
      new Promise<CallResult<typeof name>>((resolve, reject) => {
        if (!open) return reject(stationGone)
        const id = ++lastId
        pending.set(id, { name, resolve, reject })
        pipe.send(JSON.stringify({ id, call: name, params }))
      }),
    subscribe: listener => {
      listeners.add(listener)
      if (state) listener(state)
      return () => listeners.delete(listener)
    },
  }
}

/** An answer in no known shape still ends its call. */
function unreadableAnswer(json: unknown): StationMessage {
  return { id: looseRequest(json).id ?? noRequest, error: chipDeskError('ApiMessageInvalid', { cause: 'answer' }) }
}

/** What clients know a lost station by: calls under way when it goes, and those made before it is there again. */
export const stationGone = chipDeskError('ApiInternal', { cause: 'the station closed the connection' })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Id and call of something that is no valid request, as far as it has them, so that the answer finds its caller. */
function looseRequest(json: unknown): { id?: number; call?: string } {
  if (typeof json !== 'object' || json === null) return {}
  const { id, call } = json as { id?: unknown; call?: unknown }
  return { ...(Number.isSafeInteger(id) && { id: id as number }), ...(typeof call === 'string' && { call }) }
}

function isCallName(name: string): name is CallName {
  return (callNames as string[]).includes(name)
}

function writeFault(call: CallName, fault: unknown): void {
  const frames = fault instanceof Error ? (fault.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)) : []
  const kind = fault instanceof Error ? fault.name : typeof fault
  process.stderr.write(`${[`bug in ${call}: ${kind}`, ...frames].join('\n')}\n`)
}
