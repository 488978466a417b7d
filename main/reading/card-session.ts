import { type CommandApdu, type Dialogue, decodeResponse, encodeCommand, type ResponseApdu } from '../emrtd/apdu.ts'
import type { EmrtdError } from '../emrtd/emrtd-error.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type SecureMessaging, type SessionKeys, startSecureMessaging } from '../emrtd/secure-messaging.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import type { CardTransport } from './card-transport.ts'
import type { ReadLimits } from './read-options.ts'

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
}

/** A conversation with one card: secure messaging once keys are there, counting, time-out and cancelling at every APDU. */
export interface CardSession {
  readonly transport: CardTransport
  /** Set by the caller; errors carry it. */
  phase: Phase
  send(command: CommandApdu): Promise<Result<ResponseApdu, ChipDeskError>>
  run<T>(dialogue: Dialogue<Result<T, EmrtdError>>): Promise<Result<T, ChipDeskError>>
  /** From the next command on, everything goes protected under these keys. */
  secure(keys: SessionKeys): void
  readonly cipher: SessionKeys['cipher'] | undefined
  /** The next exchange on the wire, for transcripts; resolves never if none follows. */
  captureNext(listener: (exchange: Exchange) => void): void
}

/** What bounds a session: the limits of the read, and the `performance.now()` at which it is over. */
export interface SessionBounds {
  readonly limits: ReadLimits
  readonly endsAt: number
  readonly signal: AbortSignal
}

export function openSession(
  transport: CardTransport,
  counter: ApduCounter,
  { limits, endsAt, signal }: SessionBounds,
): CardSession {
  let messaging: SecureMessaging | undefined
  let capture: ((exchange: Exchange) => void) | undefined
  const cancelled = new Promise<undefined>(resolve => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })

  /** Why the next command is not sent. */
  function over(phase: Phase): ChipDeskError | undefined {
    if (signal.aborted) return chipDeskError('CardReadCancelled', { phase })
    if (counter.count >= limits.apdus)
      return chipDeskError('ProtocolLength', { phase, cause: `${counter.count} APDUs` })
    if (performance.now() > endsAt)
      return chipDeskError('CardMute', { phase, cause: `no end within ${limits.readMs} ms` })
    return undefined
  }

  async function exchange(command: CommandApdu, phase: Phase): Promise<Result<ResponseApdu, ChipDeskError>> {
    const end = over(phase)
    if (end) return fail(end)
    const bytes = encodeCommand(command)
    const answered = await Promise.race([transport.transmit(bytes, limits.apduMs), cancelled])
    counter.count += 1
    counter.bytesOut += bytes.length
    // Whatever the card does while the clerk gives up on it, the clerk's word is the reason, and he waits for no card.
    if (!answered || signal.aborted) return fail(chipDeskError('CardReadCancelled', { phase }))
    if (!answered.ok) return fail({ ...answered.error, phase })
    counter.bytesIn += answered.value.length
    const captured = capture
    capture = undefined
    captured?.({ command: bytes, response: answered.value })
    const response = decodeResponse(answered.value)
    return response.ok ? response : fail(inPhase(response.error, phase))
  }

  const session: CardSession = {
    transport,
    phase: 'connect',
    get cipher() {
      return messaging?.cipher
    },
    async send(command) {
      const { phase } = session
      if (!messaging) return exchange(command, phase)
      const answered = await exchange(messaging.protect(command), phase)
      if (!answered.ok) return answered
      const opened = messaging.unprotect(answered.value)
      return opened.ok ? opened : fail(inPhase(opened.error, phase))
    },
    async run(dialogue) {
      let step = dialogue.next()
      while (!step.done) {
        const answered = await session.send(step.value)
        if (!answered.ok) {
          dialogue.return(fail({ tag: 'AccessRefused', message: 'card lost' }))
          return answered
        }
        step = dialogue.next(answered.value)
      }
      return step.value.ok ? ok(step.value.value) : fail(inPhase(step.value.error, session.phase))
    },
    secure(keys) {
      messaging = startSecureMessaging(keys)
    },
    captureNext(listener) {
      capture = listener
    },
  }
  return session
}

/** An error of the core as one of the product, with the phase in which it happened. */
export const inPhase = (error: EmrtdError, phase: Phase): ChipDeskError =>
  chipDeskError(error.tag, { phase, cause: error.message, ...(error.sw !== undefined && { sw: error.sw }) })
