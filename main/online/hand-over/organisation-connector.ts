import type { Result } from '../../emrtd/result.ts'
import type { RegistryFailure } from '../registry-failure.ts'

/** One hand-over, ready to go. */
export interface HandOver {
  /** A UUID; also the Idempotency-Key. */
  readonly requestId: string
  /** JSON text whose UTF-8 bytes are what is handed over, the same on every try. */
  readonly body: string
}

/** The other system's own number for what it has taken, where it gave one. */
export interface HandOverReceipt {
  readonly receipt?: string
}

/** A way to the organisation's own system: a hospital's HIS, a bank's core. */
export interface OrganisationConnector {
  /**
   * Hands over. `ok` means that the other system has it for good; it may be told the same again, and takes it once.
   * Errors: `ConfigInvalid`, `OnlineOffline`, `OnlineTimeout`, `OnlineFailed`, `OnlineAnswerInvalid`, `OnlineAccount`, which are tried again, and
   * `OnlineRefused`, which is final. Their causes are codes and fixed words.
   */
  handOver(asked: HandOver, signal: AbortSignal): Promise<Result<HandOverReceipt, RegistryFailure>>
  close(): Promise<void>
}
