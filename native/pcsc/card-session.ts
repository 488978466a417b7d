import { holdUntilSettled, inTime } from './blocked-calls.ts'
import type { ServiceCard, ServiceSession, Smartcard } from './smartcard-module.ts'

/** A card held exclusively, in a session with the service of its own: what blocks it blocks nothing else. */
export interface CardSession {
  readonly smartcard: Smartcard
  readonly service: ServiceSession
  readonly card: ServiceCard
}

/** Told while a call into the service that ran out of time still occupies the reader. */
export interface Blockage {
  begin(): void
  end(): void
}

const resetWithinMs = 2_000

export const anyProtocol = (smartcard: Smartcard) => smartcard.SCARD_PROTOCOL_T0 | smartcard.SCARD_PROTOCOL_T1

/** Lets go of the card without touching it. */
export function leaveCard({ smartcard, service, card }: CardSession): void {
  try {
    card.disconnect(smartcard.SCARD_LEAVE_CARD)
  } catch {
    // Removed, or the service is gone: then nothing holds it any more.
  }
  service.close()
}

/**
 * Resets the card, so that no secure channel survives, and lets go of it. The reset is a call with a time of its own,
 * where `disconnect` would reset in the JavaScript thread and stay there with a card that does not answer.
 *
 * @returns whether the card was there and started again
 */
export async function resetCard(session: CardSession, blockage: Blockage): Promise<boolean> {
  const { smartcard, card } = session
  try {
    const call = card.reconnect(smartcard.SCARD_SHARE_EXCLUSIVE, anyProtocol(smartcard), smartcard.SCARD_RESET_CARD)
    if (!(await inTime(call, resetWithinMs)).inTime) {
      blockage.begin()
      holdUntilSettled(call, () => {
        blockage.end()
        leaveCard(session)
      })
      return false
    }
    leaveCard(session)
    return true
  } catch {
    // Removed meanwhile: that resets it too.
    leaveCard(session)
    return false
  }
}
