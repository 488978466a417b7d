import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { joinService, type ServiceClient } from './service-client.ts'
import { systemSocket } from './service-probe.ts'

/** The PC/SC library, ready to be called. */
export interface LoadedService {
  readonly client: ServiceClient
  /** Path of the service's Unix socket; of no meaning outside Linux. */
  readonly socket: string
  /** True if nobody named the socket: then its place is the library's own affair. */
  readonly socketIsDefault: boolean
  /** Lets Node end when nothing else is to be done. */
  done(): void
}

const socketVariable = 'PCSCLITE_CSOCK_NAME'
let socketOfThisProcess: string | undefined
/** As it was before this process named one itself. */
const givenSocket = process.env[socketVariable]

/** Where libpcsclite of this process goes, for good; undefined while it has not been told. */
export const boundSocket = (): string | undefined => socketOfThisProcess

/** The service that this computer's readers are on: whoever started the process may have named another than the system's. */
export const computersSocket = (): string => givenSocket ?? systemSocket

/**
 * Loads the native module. The first socket named in a process is the one libpcsclite keeps for good, so asking for
 * another one later is a bug of the caller and throws. Only the main thread may name one.
 *
 * @returns `ServiceMissing` where the module was not built or its system library is not installed
 */
export async function loadService(named?: string): Promise<Result<LoadedService, ChipDeskError>> {
  const fromEnvironment = process.env[socketVariable]
  const socket = named ?? fromEnvironment ?? systemSocket
  if (socketOfThisProcess !== undefined && socketOfThisProcess !== socket) {
    throw new Error(`this process already talks to ${socketOfThisProcess}, it cannot talk to ${socket} too`)
  }
  if (named) process.env[socketVariable] = named
  socketOfThisProcess = socket
  try {
    return ok({ ...(await joinService()), socket, socketIsDefault: !named && !fromEnvironment })
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    const cure = 'install libpcsclite (libpcsclite-dev and a C++ compiler to build), then run npm run setup'
    return fail(chipDeskError('ServiceMissing', { cause: `the PC/SC module does not load: ${why}; ${cure}` }))
  }
}
