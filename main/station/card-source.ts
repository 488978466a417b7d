import { leadSocket } from '../../native/pcsc/lead-socket.ts'
import { boundSocket, computersSocket } from '../../native/pcsc/load-service.ts'
import { openPcsc } from '../../native/pcsc/open-pcsc.ts'
import { systemServiceHasReader } from '../../native/pcsc/system-service.ts'
import { isOwnSocket } from '../../native/virtual-reader/service-folder.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { CardSource } from '../reading/card-transport.ts'
import { runningVirtualReader } from './running-virtual-reader.ts'

export interface OpenedSource {
  readonly source: CardSource
  /** True for ChipDesk's own virtual reader: whatever lies on it is no real document. */
  readonly virtual: boolean
}

/**
 * The readers that this computer has: those of the system's PC/SC service, else the virtual reader that `chipdesk chip` started.
 * `PCSCLITE_CSOCK_NAME` overrules both. libpcsclite keeps the first socket it was told, so this is decided once per process.
 * @param options.virtual whether the virtual reader will do; a live desk says no, or an invented card would reach real records
 */
export async function openCardSource(options: { virtual: boolean }): Promise<Result<OpenedSource, ChipDeskError>> {
  const bound = boundSocket()
  // A demonstration was here before: where its reader was, lead to the computer's.
  if (!options.virtual && bound !== undefined && isOwnSocket(bound)) {
    const led = leadSocket(bound, computersSocket())
    return led.ok ? opened({ socket: bound }, false) : led
  }
  const virtual = options.virtual ? await runningVirtualReader() : undefined
  const named = process.env.PCSCLITE_CSOCK_NAME
  if (named) return opened({ socket: named }, named === virtual?.socket)
  if (virtual && (await systemServiceHasReader()) !== 'reader') return opened({ socket: virtual.socket }, true)
  return opened({}, false)
}

async function opened(options: { socket?: string }, virtual: boolean): Promise<Result<OpenedSource, ChipDeskError>> {
  const source = await openPcsc(options)
  return source.ok ? ok({ source: source.value, virtual }) : source
}
