import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { Clock } from './clock.ts'
import type { HttpAnswer, HttpRequest, SendHttp } from './http-exchange.ts'
import { jsonOf } from './http-exchange.ts'
import { type RegistryFailure, retryable } from './registry-failure.ts'

/** For proofs: time that stands until everything that can happen has happened, and then goes to the next timer. */
export interface ModelClock extends Clock {
  /** Lets time go until something holds. @throws when nothing is left to wait for, or after so much time */
  until(holds: () => boolean, mostMs: number): Promise<void>
  /** Since the beginning, whatever the wall says. */
  elapsed(): number
  /** Moves the wall, not the time. */
  setWall(offsetMs: number): void
}

export function modelClock(start: number): ModelClock {
  let time = 0
  let offset = 0
  let next = 0
  const waiting = new Map<number, { readonly at: number; readonly run: () => void }>()
  const earliest = () =>
    [...waiting].reduce<[number, number] | undefined>(
      (first, [id, { at }]) => (first === undefined || at < first[1] ? [id, at] : first),
      undefined,
    )
  return {
    now: () => new Date(start + time + offset),
    after(milliseconds, run) {
      const id = next++
      waiting.set(id, { at: time + Math.max(0, milliseconds), run })
      return () => waiting.delete(id)
    },
    elapsed: () => time,
    setWall(offsetMs) {
      offset = offsetMs
    },
    async until(holds, mostMs) {
      const end = time + mostMs
      for (;;) {
        await settled()
        if (holds()) return
        const found = earliest()
        if (!found || found[1] > end) throw new Error(found ? 'it took too long' : 'nothing is left to wait for')
        const entry = waiting.get(found[0])
        waiting.delete(found[0])
        time = Math.max(time, found[1])
        entry?.run()
      }
    },
  }
}

/** Everything that waits for nothing but its turn has had it. */
const settled = () => new Promise<void>(resolve => setImmediate(resolve))

const questionSchema = z.object({
  requestId: z.string(),
  workstation: z.object({ id: z.string() }),
  purpose: z.object({ dossierNo: z.string().optional() }),
  card: z.object({ sodSha256: z.string() }).optional(),
  requestedFields: z.array(z.string()).optional(),
})

export interface Stored {
  readonly requestId: string
  readonly path: string
  readonly body: string
  readonly desk: string
  /** Number of the question at its desk. */
  readonly place: string
  readonly transactionId: string
}

/** A register that does each question once and signs what it says. */
export interface ModelRegister {
  readonly keys: ReadonlyMap<string, KeyObject>
  answer(request: HttpRequest): HttpAnswer
  /** In the order of the work. */
  stored(): readonly Stored[]
}

/** @param forgetful does the work again for the same id: what a proof must notice */
export function modelRegister(clock: Pick<Clock, 'now'>, forgetful = false): ModelRegister {
  const { privateKey, publicKey } = keyPair()
  const done = new Map<string, { readonly body: string; readonly answer: HttpAnswer }>()
  const stored: Stored[] = []

  function work(path: string, body: string): HttpAnswer {
    const question = questionSchema.parse(jsonOf(body))
    const { requestId, card, requestedFields = [] } = question
    const transactionId = `M-${stored.length + 1}`
    const place = question.purpose.dossierNo ?? ''
    stored.push({ requestId, path, body, desk: question.workstation.id, place, transactionId })
    const matches = Object.fromEntries(requestedFields.map(field => [field, { match: true }]))
    const said = card
      ? { verdict: 'VALID' }
      : { match: 'FULL', perField: matches, lifeStatus: 'ALIVE', numberStatus: 'ACTIVE' }
    const checkedAt = clock.now().toISOString()
    const about = card ? { sodSha256: card.sodSha256 } : {}
    const signedText = JSON.stringify({ requestId, transactionId, ...said, ...about, checkedAt })
    const signature = sign(null, Buffer.from(signedText), privateKey).toString('base64')
    return json(200, { transactionId, ...said, signedText, signature, keyId: 'model', checkedAt })
  }

  return {
    keys: new Map([['model', publicKey]]),
    stored: () => stored,
    answer({ path, headers = {}, body }) {
      if (path === '/v1/status') return json(200, { status: 'UP', time: clock.now().toISOString() })
      const id = headers['idempotency-key'] ?? ''
      const known = done.get(id)
      if (known && !forgetful)
        return known.body === body ? known.answer : json(409, { code: 'DUPLICATE_REQUEST' }, 'application/problem+json')
      const answer = work(path, body ?? '')
      done.set(id, { body: body ?? '', answer })
      return answer
    },
  }
}

let pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined
function keyPair() {
  pair ??= generateKeyPairSync('ed25519')
  return pair
}

export const json = (status: number, value: unknown, type = 'application/json'): HttpAnswer => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(JSON.stringify(value)),
})

export const faults = [
  'drop before',
  'drop after',
  'duplicate',
  'arrives late',
  'truncate',
  'slow loris',
  '500 before',
  '500 after',
  '409 in progress',
  'TLS reset',
  'wrong clock',
] as const
export type Fault = (typeof faults)[number]

export interface ModelWire {
  readonly send: SendHttp
  /** How often each fault was met. */
  readonly met: Map<Fault, number>
}

type Wired = Result<HttpAnswer, RegistryFailure>

/**
 * A wire that loses, doubles, delays and cuts.
 * @param faultOf drawn anew for every request; undefined for none
 * @param latencyMs of what goes well
 */
export function modelWire(
  register: Pick<ModelRegister, 'answer'>,
  clock: Clock,
  lot: () => number,
  faultOf: () => Fault | undefined,
  latencyMs: () => number = () => 5 + lot() * 200,
  headersMs = 10_000,
): ModelWire {
  const met = new Map<Fault, number>()
  /** What an exchange ends with, and after how long. */
  function ending(request: HttpRequest): { readonly after: number; readonly end: () => Wired } {
    const fault = faultOf()
    const after = latencyMs()
    if (fault) met.set(fault, (met.get(fault) ?? 0) + 1)
    const offline = (cause: string) => fail(retryable('OnlineOffline', cause))
    const late = (phase: string) => fail(retryable('OnlineTimeout', phase))
    /** The work is done, whatever comes of it. */
    const done = (then: () => Wired) => () => {
      register.answer(request)
      return then()
    }
    switch (fault) {
      case 'drop before':
        return { after, end: () => offline('ECONNREFUSED') }
      case 'drop after':
        return { after, end: done(() => offline('UND_ERR_SOCKET')) }
      case 'duplicate':
        return { after, end: done(() => ok(register.answer(request))) }
      case 'arrives late':
        clock.after(headersMs + lot() * 600_000, () => void register.answer(request))
        return { after: headersMs, end: () => late('no answer') }
      case 'truncate':
        return {
          after,
          end: () => {
            const answer = register.answer(request)
            return ok({ ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length * lot())) })
          },
        }
      case 'slow loris':
        return { after: headersMs, end: done(() => late('answer not finished')) }
      case '500 before':
        return { after, end: () => ok(json(500, {})) }
      case '500 after':
        return { after, end: done(() => ok(json(500, {}))) }
      case '409 in progress':
        return { after, end: () => ok(json(409, { message: 'in progress' })) }
      case 'TLS reset':
        return { after: after / 2, end: () => offline('ECONNRESET') }
      case 'wrong clock': {
        // The gateway's clock is years off: a date to come back at says nothing.
        const when = new Date(clock.now().getTime() + (lot() - 0.5) * 10 * 31_536_000_000).toUTCString()
        return { after, end: () => ok({ ...json(503, {}), headers: { 'retry-after': when } }) }
      }
      default:
        if (after > headersMs) return { after: headersMs, end: done(() => late('no answer')) }
        return { after, end: () => ok(register.answer(request)) }
    }
  }
  return {
    met,
    send: (request, signal) =>
      new Promise<Wired>(resolve => {
        if (signal?.aborted) return resolve(fail(retryable('OnlineTimeout', 'no answer')))
        const { after, end } = ending(request)
        const cancel = clock.after(after, () => resolve(end()))
        signal?.addEventListener('abort', () => {
          cancel()
          resolve(fail(retryable('OnlineTimeout', 'no answer')))
        })
      }),
  }
}
