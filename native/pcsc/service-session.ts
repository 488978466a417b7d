import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { fail, ok, type Result } from '../../main/protocol/result.ts'
import { pcscError } from './pcsc-errors.ts'
import { probeService } from './service-probe.ts'
import type { LoadedSmartcard, ServiceSession } from './smartcard-module.ts'

// systemd starts the service on the first connection; a slow machine needs a moment for it.
const answerWithinMs = 2_000

/** Why a session cannot be opened now, without blocking on a service that hangs; undefined if it can. */
export async function whyNoService(loaded: LoadedSmartcard): Promise<ChipDeskError | undefined> {
  if (process.platform !== 'linux') return undefined
  const answer = await probeService(loaded.socket, answerWithinMs)
  if (answer === 'answers') return undefined
  if (answer === 'denied') {
    return chipDeskError('ServiceAccessDenied', { cause: `${loaded.socket} refuses this user` })
  }
  if (answer === 'silent') return chipDeskError('ServiceDown', { cause: `nobody answers on ${loaded.socket}` })
  // Where the library looks on this system only it knows; it looks without blocking.
  if (loaded.socketIsDefault) return undefined
  return chipDeskError('ServiceDown', { cause: `nobody listens on ${loaded.socket}` })
}

/** Opens a new session with the service: `ServiceDown`, `ServiceAccessDenied`. */
export async function openSession(loaded: LoadedSmartcard): Promise<Result<ServiceSession, ChipDeskError>> {
  const problem = await whyNoService(loaded)
  if (problem) return fail(problem)
  try {
    return ok(new loaded.smartcard.Context())
  } catch (error) {
    return fail(pcscError('establish', error))
  }
}
