import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'

/**
 * A connected card: bytes out, bytes in. Implemented by native/pcsc over a real PC/SC service and by the in-process chip.
 * Errors are `CardRemoved`, `CardMute`, `ReaderLost`, `ReaderBusy`, `ServiceDown` and the like; a status word is not an error.
 */
export interface CardTransport {
  readonly readerName: string
  readonly atr: Uint8Array
  /** Bytes of the longest response that the reader says it carries, status word included; absent where it says nothing. */
  readonly largestResponse?: number
  /** One APDU. `timeoutMs` is the card's time for it; past it the error is `CardMute` and the transport is dead. */
  transmit(command: Uint8Array, timeoutMs: number): Promise<Result<Uint8Array, ChipDeskError>>
  /** Ends the session; the chip is reset so that no secure channel survives. Never fails, may be called twice. */
  close(): Promise<void>
}

/** One reader as the service lists it. */
export interface ReaderStatus {
  readonly name: string
  readonly card: boolean
  /** Answer to reset, empty without a card. */
  readonly atr: Uint8Array
}

/** Where cards come from: the readers of a PC/SC service, watched. */
export interface CardSource {
  /** Calls back at once and at every change: readers in service order, or why there are none. Returns how to stop. */
  watch(listener: (readers: readonly ReaderStatus[], error?: ChipDeskError) => void): () => void
  /** Takes the card on a reader for this program alone. */
  connect(readerName: string): Promise<Result<CardTransport, ChipDeskError>>
  close(): Promise<void>
}
