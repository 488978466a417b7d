import { type CommandApdu, decodeResponse, encodeCommand, type ResponseApdu } from '../emrtd/apdu.ts'
import { getResponse } from '../emrtd/commands.ts'
import type { EmrtdError } from '../emrtd/emrtd-error.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { readTlvs } from '../emrtd/tlv.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import type { ApduCount } from './card-read.ts'
import type { CardTransport } from './card-transport.ts'
import type { ReadLimits } from './read-limits.ts'

/** One command and its answer as they went over the wire. */
export interface Exchange {
  readonly command: Uint8Array
  readonly response: Uint8Array
}

/** Counters that live through reconnections of one read. */
export interface ApduCounter {
  count: number
  bytesOut: number
  bytesIn: number
  readonly byPhase: Record<string, ApduCount>
}

/** What bounds a session: the limits of the read, and the `performance.now()` at which it is over. */
export interface SessionBounds {
  readonly limits: ReadLimits
  readonly endsAt: number
  readonly signal: AbortSignal
}

/** Sends one command, protected or not, as it goes over the wire; `seen` is told every exchange that this took. */
export type Wire = (
  command: CommandApdu,
  phase: Phase,
  seen: (exchange: Exchange) => void,
) => Promise<Result<Answer, ChipDeskError>>

/** A card that announces more data after this many GET RESPONSE has none to give that anybody asked for. */
const mostResponses = 16

/** A timer may ring so much before its time. */
const timerEarlyMs = 1

/**
 * The wire to a card: counted, bounded, cancelled at every APDU. It answers `61XX` with GET RESPONSE and `6CXX` by asking once more with that
 * Le, as a card over T=0 wants it (ISO/IEC 7816-4 §5.6): below secure messaging, whose counter and MAC cover neither.
 */
export function openWire(transport: CardTransport, counter: ApduCounter, bounds: SessionBounds): Wire {
  const { limits, endsAt, signal } = bounds
  const cancelled = new Promise<undefined>(resolve => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })

  /** Why the next command is not sent. */
  function over(phase: Phase): ChipDeskError | undefined {
    if (signal.aborted) return chipDeskError('CardReadCancelled', { phase })
    if (counter.count >= limits.apdus)
      return chipDeskError('ProtocolLength', { phase, cause: `${counter.count} APDUs` })
    return performance.now() <= endsAt ? undefined : noEnd(phase)
  }
  const noEnd = (phase: Phase) => chipDeskError('CardMute', { phase, cause: `no end within ${limits.readMs} ms` })

  return async function send(command, phase, seen) {
    const exchange = async (next: CommandApdu): Promise<Result<ResponseApdu, ChipDeskError>> => {
      const end = over(phase)
      if (end) return fail(end)
      const bytes = encodeCommand(next)
      const ms = Math.max(1, Math.min(limits.apduMs, Math.ceil(endsAt - performance.now())))
      const answered = await Promise.race([transport.transmit(bytes, ms), cancelled])
      count(counter, phase, bytes.length, answered?.ok ? answered.value.length : 0)
      // Whatever the card does while the clerk gives up on it, the clerk's word is the reason, and he waits for no card.
      if (!answered || signal.aborted) return fail(chipDeskError('CardReadCancelled', { phase }))
      if (!answered.ok) {
        const toTheEnd = answered.error.tag === 'CardMute' && performance.now() + timerEarlyMs > endsAt
        return fail(toTheEnd ? noEnd(phase) : { ...answered.error, phase })
      }
      seen({ command: bytes, response: answered.value })
      const response = decodeResponse(answered.value)
      if (!response.ok) return fail(inPhase(response.error, phase))
      // Some cards answer SELECT with control information that nobody asked for; more than a short answer is a fault. Secure messaging
      // counts for itself.
      const { length } = response.value.data
      if (length <= (next.le ?? 256) || isSecured(next)) return response
      return fail(chipDeskError('ProtocolLength', { phase, cause: `${length} bytes to an Le of ${next.le ?? 'none'}` }))
    }
    return completed(command, exchange, phase, isSecured(command) ? isProtected : undefined)
  }
}

/** An answer; `le` where it came only when the command was repeated with that Le. */
export type Answer = ResponseApdu & { readonly le?: number }

/**
 * Asks until the answer to a command is whole: once more with the Le that a `6CXX` names, and for what a `61XX` announces. A card that announces
 * and does not give is left with that status word; one that gives without end is `ProtocolLength`.
 * @param isWhole tells an answer that is whole although its status word is `61XX`
 */
export async function completed(
  command: CommandApdu,
  exchange: (command: CommandApdu) => Promise<Result<ResponseApdu, ChipDeskError>>,
  phase: Phase,
  isWhole: (answer: ResponseApdu) => boolean = () => false,
): Promise<Result<Answer, ChipDeskError>> {
  let answered: Result<Answer, ChipDeskError> = await exchange(command)
  if (answered.ok && isWrongLe(answered.value) && command.le !== undefined) {
    const le = answered.value.sw & 0xff || 256
    const again = await exchange({ ...command, le })
    answered = again.ok ? ok({ ...again.value, le }) : again
  }
  if (answered.ok && announcesMore(answered.value.sw) && isWhole(answered.value)) return answered
  const parts: Uint8Array[] = []
  for (let asked = 0; answered.ok && announcesMore(answered.value.sw); asked += 1) {
    const { data, sw } = answered.value
    if (asked > 0 && data.length === 0) break
    if (asked === mostResponses)
      return fail(chipDeskError('ProtocolLength', { phase, cause: `more than ${mostResponses} GET RESPONSE` }))
    parts.push(data)
    answered = await exchange(getResponse(sw & 0xff || 256))
  }
  return answered.ok && parts.length > 0
    ? ok({ ...answered.value, data: joined([...parts, answered.value.data]) })
    : answered
}

/** A whole protected answer, whose status word is also within (9303-11 §9.8.4); what comes in portions is cut somewhere. */
function isProtected({ data, sw }: ResponseApdu): boolean {
  const objects = readTlvs(data, 3)
  const [status, checksum] = objects.ok ? objects.value.slice(-2) : []
  const [high, low] = status?.value ?? []
  return checksum?.tag === 0x8e && status?.tag === 0x99 && high === sw >> 8 && low === (sw & 0xff)
}

const isSecured = ({ cla }: CommandApdu) => (cla & 0x0c) === 0x0c
const isWrongLe = ({ data, sw }: ResponseApdu) => data.length === 0 && sw >> 8 === 0x6c
const announcesMore = (sw: number) => sw >> 8 === 0x61

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function count(counter: ApduCounter, phase: Phase, bytesOut: number, bytesIn: number) {
  counter.count += 1
  counter.bytesOut += bytesOut
  counter.bytesIn += bytesIn
  const before = counter.byPhase[phase] ?? { count: 0, bytesOut: 0, bytesIn: 0 }
  counter.byPhase[phase] = {
    count: before.count + 1,
    bytesOut: before.bytesOut + bytesOut,
    bytesIn: before.bytesIn + bytesIn,
  }
}

/** An error of the core as one of the product, with the phase in which it happened. */
export const inPhase = (error: EmrtdError, phase: Phase): ChipDeskError =>
  chipDeskError(error.tag, { phase, cause: error.message, ...(error.sw !== undefined && { sw: error.sw }) })
