/** A reader as the service reports it; `state` holds the flags and the event count of SCARD_READERSTATE. */
export interface ReportedReader {
  readonly name: string
  readonly state: number
  readonly changed: boolean
  readonly atr: Uint8Array | null
}

/**
 * The calls into the PC/SC library, made in a thread of their own (service-thread.ts) because many of them block: while
 * the service hangs, while a card answers a presence check. Numbers are handles of that thread. Each failure is an
 * Error whose only content is its text (pcsc-errors.ts).
 */
export interface ServiceCalls {
  /** Opens a session with the service. */
  open(): number
  list(session: number): readonly ReportedReader[]
  /** Resolves at the next change, with null when cancelled, and with nothing after `timeoutMs`. */
  wait(
    session: number,
    readers: readonly ReportedReader[],
    timeoutMs: number,
  ): Promise<readonly ReportedReader[] | null>
  cancel(session: number): void
  close(session: number): void
  /** Takes the card on a reader exclusively, in a session of its own: what blocks that card blocks no other. */
  connect(readerName: string): Promise<{ readonly card: number; readonly atr: Uint8Array }>
  transmit(card: number, command: Uint8Array): Promise<Uint8Array>
  /** Lets the card start anew. */
  reset(card: number): Promise<void>
  /** Lets go of the card as it is, and closes its session. */
  release(card: number): void
}
export type ServiceCallName = keyof ServiceCalls

/** What goes to the thread. */
export interface ServiceRequest {
  readonly id: number
  readonly call: ServiceCallName
  readonly parameters: readonly unknown[]
}

/** What comes back; the first message, with id 0, says whether the native module could be loaded. */
export interface ServiceReply {
  readonly id: number
  readonly value?: unknown
  /** Text of what was thrown. */
  readonly failure?: string
}
