import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { holdUntilSettled, inTime } from './blocked-calls.ts'
import type { LoadedService } from './load-service.ts'
import { pcscError } from './pcsc-errors.ts'
import { probeService } from './service-probe.ts'

// systemd starts the service on the first connection; a slow machine needs a moment for it.
const answerWithinMs = 2_000

const silent = () => chipDeskError('ServiceDown', { cause: 'the service does not answer' })

/** Why a session cannot be opened now; undefined if it can. Asked first, because the library waits for ever. */
export async function whyNoService(service: LoadedService): Promise<ChipDeskError | undefined> {
  if (process.platform !== 'linux') return undefined
  const answer = await probeService(service.socket, answerWithinMs)
  if (answer === 'answers') return undefined
  if (answer === 'denied') {
    return chipDeskError('ServiceAccessDenied', { cause: `${service.socket} refuses this user` })
  }
  if (answer === 'silent') return silent()
  // Where the library looks on this system only it knows; it looks without blocking.
  if (service.socketIsDefault) return undefined
  return chipDeskError('ServiceDown', { cause: `nobody listens on ${service.socket}` })
}

/** Opens a session with the service, as a handle: `ServiceDown`, `ServiceAccessDenied`. */
export async function openSession(service: LoadedService): Promise<Result<number, ChipDeskError>> {
  const problem = await whyNoService(service)
  if (problem) return fail(problem)
  const { client } = service
  try {
    const call = client.open()
    const opened = await inTime(call, answerWithinMs)
    if (opened.inTime) return ok(opened.value)
    holdUntilSettled(call, session => client.close(session))
    return fail(silent())
  } catch (thrown) {
    return fail(pcscError('establish', thrown))
  }
}
