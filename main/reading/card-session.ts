import type { CommandApdu, Dialogue, ResponseApdu } from '../emrtd/apdu.ts'
import type { EmrtdError } from '../emrtd/emrtd-error.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type SecureMessaging, type SessionKeys, startSecureMessaging } from '../emrtd/secure-messaging.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import type { CardTransport } from './card-transport.ts'
import type { TraceEntry } from './trace.ts'
import {
  type Answer,
  type ApduCounter,
  completed,
  type Exchange,
  inPhase,
  openWire,
  type SessionBounds,
} from './wire.ts'

/** A conversation with one card: in plain until keys are there, and from then on in secure messaging or not at all. */
export interface CardSession {
  readonly transport: CardTransport
  /** Set by the caller; errors carry it. */
  phase: Phase
  send(command: CommandApdu): Promise<Result<Answer, ChipDeskError>>
  run<T>(dialogue: Dialogue<Result<T, EmrtdError>>): Promise<Result<T, ChipDeskError>>
  /** From the next command on, everything goes protected under these keys; those before are overwritten. */
  secure(keys: SessionKeys): void
  readonly cipher: SessionKeys['cipher'] | undefined
  /** The next command with its whole answer, for transcripts; resolves never if none follows. */
  captureNext(listener: (exchange: Exchange) => void): void
  /** Overwrites the keys. Nothing can be sent in a secured session after it. */
  close(): void
}

export function openSession(
  transport: CardTransport,
  counter: ApduCounter,
  bounds: SessionBounds,
  onTrace: (entry: TraceEntry) => void = () => {},
): CardSession {
  const wire = openWire(transport, counter, bounds)
  let messaging: SecureMessaging | undefined
  let capture: ((exchange: Exchange) => void) | undefined

  /** One command to the wire and its answer, whole; tells it to who waits for a transcript. */
  async function transmit(command: CommandApdu, phase: Phase, exchanges: Exchange[]) {
    const answered = await wire(command, phase, exchange => exchanges.push(exchange))
    const sent = exchanges[0]?.command
    if (!answered.ok || !sent) return answered
    const captured = capture
    capture = undefined
    captured?.({ command: sent, response: wholeResponse(answered.value, exchanges) })
    return answered
  }

  async function exchange(command: CommandApdu): Promise<Result<Answer, ChipDeskError>> {
    const { phase } = session
    const started = performance.now()
    const exchanges: Exchange[] = []
    const channel = messaging
    if (channel?.over) return fail(inPhase(channel.over, phase))
    const answered = await transmit(channel ? channel.protect(command) : command, phase, exchanges)
    const opened = answered.ok && channel ? channel.unprotect(answered.value) : answered
    const result = opened.ok ? opened : fail(productError(opened.error, phase))
    const ms = performance.now() - started
    onTrace({ index: counter.count, phase, ms, command, answered: result, secured: channel !== undefined, exchanges })
    return result
  }

  const session: CardSession = {
    transport,
    phase: 'connect',
    get cipher() {
      return messaging?.cipher
    },
    // Within the channel the chip may ask for the same once more under its protection.
    send: command => (messaging ? completed(command, exchange, session.phase) : exchange(command)),
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
      messaging?.close()
      messaging = startSecureMessaging(keys)
    },
    captureNext(listener) {
      capture = listener
    },
    close: () => messaging?.close(),
  }
  return session
}

const productError = (error: ChipDeskError | EmrtdError, phase: Phase): ChipDeskError =>
  'retry' in error ? error : inPhase(error, phase)

/** The raw response where one exchange gave it; else put together from all of them. */
function wholeResponse({ data, sw }: ResponseApdu, exchanges: readonly Exchange[]): Uint8Array {
  const [only, ...more] = exchanges
  if (only && more.length === 0) return only.response
  return Uint8Array.of(...data, sw >> 8, sw & 0xff)
}
