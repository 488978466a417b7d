import type { CardInterface, ContextInterface, ReaderInterface, ReaderState } from 'smartcard'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { fail, ok, type Result } from '../../main/protocol/result.ts'
import { systemSocket } from './service-probe.ts'

/** The native bindings, as far as they are used here. */
export interface Smartcard {
  readonly Context: new () => ContextInterface
  readonly SCARD_SHARE_EXCLUSIVE: number
  readonly SCARD_PROTOCOL_T0: number
  readonly SCARD_PROTOCOL_T1: number
  readonly SCARD_LEAVE_CARD: number
  readonly SCARD_RESET_CARD: number
  readonly SCARD_STATE_PRESENT: number
  readonly SCARD_STATE_CHANGED: number
}
/** One session with the PC/SC service. A call that blocks it blocks every later call of it: one per purpose. */
export type ServiceSession = ContextInterface
export type ServiceReader = ReaderInterface
export type ServiceReaderState = ReaderState
export type ServiceCard = CardInterface

export interface LoadedSmartcard {
  readonly smartcard: Smartcard
  /** Path of the service's Unix socket; of no meaning outside Linux. */
  readonly socket: string
  /** True if nobody named the socket: then its place is the library's own affair. */
  readonly socketIsDefault: boolean
}

const socketVariable = 'PCSCLITE_CSOCK_NAME'
let socketOfThisProcess: string | undefined

/**
 * Loads the native module. The first socket named in a process is the one libpcsclite keeps for good, so asking for
 * another one later is a bug of the caller and throws.
 *
 * @returns `ServiceMissing` where the module was not built or its system library is not installed
 */
export async function loadSmartcard(named?: string): Promise<Result<LoadedSmartcard, ChipDeskError>> {
  const fromEnvironment = process.env[socketVariable]
  const socket = named ?? fromEnvironment ?? systemSocket
  if (socketOfThisProcess !== undefined && socketOfThisProcess !== socket) {
    throw new Error(`this process already talks to ${socketOfThisProcess}, it cannot talk to ${socket} too`)
  }
  if (named) process.env[socketVariable] = named
  try {
    const smartcard: Smartcard = await import('smartcard')
    socketOfThisProcess = socket
    return ok({ smartcard, socket, socketIsDefault: !named && !fromEnvironment })
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    const cure = 'install libpcsclite (libpcsclite-dev and a C++ compiler to build), then run npm run setup'
    return fail(chipDeskError('ServiceMissing', { cause: `the PC/SC module does not load: ${why}; ${cure}` }))
  }
}
