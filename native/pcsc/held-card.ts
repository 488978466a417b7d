import { holdUntilSettled, inTime } from './blocked-calls.ts'
import type { ServiceClient } from './service-client.ts'

/** A card held exclusively. */
export interface HeldCard {
  readonly atr: Uint8Array
  transmit(command: Uint8Array): Promise<Uint8Array>
  reset(): Promise<void>
  release(): Promise<void>
}

export const heldCard = (client: ServiceClient, { card, atr }: { card: number; atr: Uint8Array }): HeldCard => ({
  atr,
  transmit: command => client.transmit(card, command),
  reset: () => client.reset(card),
  release: () => client.release(card),
})

/** Told while a call to the service that ran out of time still occupies the reader. */
export interface Blockage {
  begin(): void
  end(): void
}

const withinMs = 2_000

/** Waits for the end of a call that concerns the reader, and marks the reader if it takes too long. */
async function settle(
  call: Promise<void>,
  blockage: Blockage,
  later: () => unknown,
): Promise<'done' | 'failed' | 'late'> {
  try {
    if ((await inTime(call, withinMs)).inTime) return 'done'
  } catch {
    return 'failed'
  }
  blockage.begin()
  const settled = () => {
    blockage.end()
    return later()
  }
  holdUntilSettled(call, settled, settled)
  return 'late'
}

/** Lets go of the card without touching it. Whatever goes wrong, nothing holds it any more. */
export async function letGo(card: HeldCard, blockage: Blockage): Promise<void> {
  await settle(card.release(), blockage, () => {})
}

/**
 * Resets the card, so that no secure channel survives, and lets go of it.
 * @returns whether the card was there and started again
 */
export async function resetCard(card: HeldCard, blockage: Blockage): Promise<boolean> {
  const reset = await settle(card.reset(), blockage, () => letGo(card, blockage))
  // Where it failed the card was removed meanwhile, which resets it too.
  if (reset !== 'late') await letGo(card, blockage)
  return reset === 'done'
}
