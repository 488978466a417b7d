import { setTimeout as pause } from 'node:timers/promises'
import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { holdUntilSettled, inTime } from './blocked-calls.ts'
import { type Blockage, type HeldCard, heldCard, letGo } from './held-card.ts'
import { pcscError } from './pcsc-errors.ts'
import type { ServiceClient } from './service-client.ts'

const connectWithinMs = 3_000
// Other programs look at every new card for a moment, and hold it while they do.
const busyAttempts = 5
const busyPauseMs = 150

async function attempt(
  client: ServiceClient,
  readerName: string,
  blockage: Blockage,
): Promise<Result<HeldCard, ChipDeskError>> {
  try {
    const call = client.connect(readerName)
    const answer = await inTime(call, connectWithinMs)
    if (answer.inTime) return ok(heldCard(client, answer.value))
    blockage.begin()
    const later = (card: { card: number; atr: Uint8Array }) => {
      blockage.end()
      return letGo(heldCard(client, card), blockage)
    }
    holdUntilSettled(call, later, blockage.end)
    return fail(chipDeskError('CardMute', { cause: `connect: no answer within ${connectWithinMs} ms` }))
  } catch (thrown) {
    return fail(pcscError('connect', thrown))
  }
}

/**
 * Takes the card on a reader for this program alone, waiting a little for another program that has it.
 * @returns `CardNone`, `CardMute`, `CardNotAnIdCard`, `ReaderBusy`, `ReaderLost`, `ServiceDown`, `ServiceAccessDenied`
 */
export async function connectCard(
  client: ServiceClient,
  readerName: string,
  blockage: Blockage,
): Promise<Result<HeldCard, ChipDeskError>> {
  for (let attempts = 1; ; attempts++) {
    const connected = await attempt(client, readerName, blockage)
    if (connected.ok || connected.error.tag !== 'ReaderBusy' || attempts === busyAttempts) return connected
    await pause(busyPauseMs)
  }
}
