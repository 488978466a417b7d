import { setTimeout as pause } from 'node:timers/promises'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { fail, ok, type Result } from '../../main/protocol/result.ts'
import { holdUntilSettled, inTime } from './blocked-calls.ts'
import { anyProtocol, type Blockage, leaveCard } from './card-session.ts'
import { pcscError } from './pcsc-errors.ts'
import type { ServiceCard, ServiceReader, ServiceSession, Smartcard } from './smartcard-module.ts'

const connectWithinMs = 3_000
// Other programs look at every new card for a moment, and hold it while they do.
const busyAttempts = 5
const busyPauseMs = 150

interface Target {
  readonly smartcard: Smartcard
  readonly service: ServiceSession
  readonly reader: ServiceReader
}

/** Closes the session when a connection that ran out of time is over at last. */
function holdConnection({ smartcard, service }: Target, call: Promise<ServiceCard>, blockage: Blockage): void {
  blockage.begin()
  holdUntilSettled(call, () => {
    blockage.end()
    call.then(
      card => leaveCard({ smartcard, service, card }),
      () => service.close(),
    )
  })
}

/**
 * Takes the card on a reader for this program alone, waiting a little for another program that has it. Closes the
 * session where it fails.
 *
 * @returns `CardNone`, `CardMute`, `CardNotAnIdCard`, `ReaderBusy`, `ReaderLost`, `ServiceDown`, `ServiceAccessDenied`
 */
export async function connectCard(target: Target, blockage: Blockage): Promise<Result<ServiceCard, ChipDeskError>> {
  const { smartcard, service, reader } = target
  for (let attempts = 1; ; attempts++) {
    try {
      const call = reader.connect(smartcard.SCARD_SHARE_EXCLUSIVE, anyProtocol(smartcard))
      const answer = await inTime(call, connectWithinMs)
      if (answer.inTime) return ok(answer.value)
      holdConnection(target, call, blockage)
      return fail(chipDeskError('CardMute', { cause: `connect: no answer within ${connectWithinMs} ms` }))
    } catch (thrown) {
      const error = pcscError('connect', thrown)
      if (error.tag !== 'ReaderBusy' || attempts === busyAttempts) {
        service.close()
        return fail(error)
      }
    }
    await pause(busyPauseMs)
  }
}
