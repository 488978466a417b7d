import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { probeService } from '../pcsc/service-probe.ts'
import { findInstalledParts, type InstalledParts } from './installed-parts.ts'
import { findPortPair, listensOn } from './loopback-ports.ts'
import { makeServiceFolder, type ServiceFolder, writeReaderConfig } from './service-folder.ts'

/** A private PC/SC service with one reader of two slots, which a card reaches by connecting to a loopback port. */
export interface VirtualReader {
  /** For `openPcsc`, or as `PCSCLITE_CSOCK_NAME` of another program. */
  readonly socket: string
  /** Of slot 0; slot 1 is the next one. */
  readonly port: number
  readonly pid: number
  /** Ends the service and removes its files. May be called twice. */
  stop(): Promise<void>
}

const readyWithinMs = 10_000
const outputKept = 4_096
// pcscd appends ` 00 00`, and takes at most 128 bytes (MAX_READERNAME).
const nameAllowed = /^[^"\p{Cc}]{1,100}$/u

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

interface Service {
  readonly child: ChildProcess
  /** The last of what it said, for a diagnosis. */
  output(): string
  alive(): boolean
}

function launch(parts: InstalledParts, folder: ServiceFolder): Service {
  const args = [String(process.pid), folder.socket, parts.preload, parts.pcscd, folder.config]
  const child = spawn(parts.launcher, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' })
  let tail = ''
  let alive = true
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-outputKept)
    })
    // Neither the service nor what it prints keeps this process running; it dies with us (PR_SET_PDEATHSIG).
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref()
  }
  child.on('error', error => {
    alive = false
    tail += error.message
  })
  child.on('exit', () => {
    alive = false
  })
  child.unref()
  return { child, output: () => tail.trim(), alive: () => alive }
}

async function end(service: Service): Promise<void> {
  if (!service.alive()) return
  const exited = once(service.child, 'exit')
  service.child.ref()
  service.child.kill('SIGKILL')
  await exited
}

/** `ready` when the service answers and its driver listens on both ports; `taken` when somebody else got them first. */
async function becomeReady(service: Service, socket: string, port: number, deadline: number) {
  while (service.alive() && Date.now() < deadline) {
    const answer = await probeService(socket, Math.max(1, deadline - Date.now()))
    // pcscd answers only after its drivers were started: a port that is not open now never will be.
    if (answer === 'answers') return listensOn(service.child.pid ?? 0, [port, port + 1]) ? 'ready' : 'taken'
    await pause(10)
  }
  return 'failed'
}

/**
 * Starts a private PC/SC service with a virtual reader; any number run side by side, as any user, and the system's own
 * service and real readers stay untouched. Nothing is left running when this process ends, however it ends. Linux only.
 *
 * @param options.name of the reader; the service appends ` 00 00` for slot 0 and ` 00 01` for slot 1
 * @param options.folder for the socket and the configuration, a fresh temporary one by default; the same folder gives
 *   the same socket again
 * @returns `ServiceMissing` with its cure where a part is not installed or built, `ServiceDown` where it does not start
 */
export async function startVirtualReader(
  options: { name?: string; folder?: string } = {},
): Promise<Result<VirtualReader, ChipDeskError>> {
  const name = options.name ?? 'ChipDesk Virtual Reader'
  if (!nameAllowed.test(name)) throw new Error(`not a name for a reader: ${JSON.stringify(name)}`)
  const parts = findInstalledParts()
  if (!parts.ok) return parts

  const folder = makeServiceFolder(options.folder)
  const deadline = Date.now() + readyWithinMs
  let said = ''
  while (Date.now() < deadline) {
    const port = await findPortPair()
    writeReaderConfig(folder.config, { name, driver: parts.value.driver, port })
    const service = launch(parts.value, folder)
    const outcome = await becomeReady(service, folder.socket, port, deadline)
    if (outcome === 'ready') {
      const stop = async () => {
        await end(service)
        folder.remove()
      }
      return ok({ socket: folder.socket, port, pid: service.child.pid ?? 0, stop })
    }
    await end(service)
    said = service.output()
    if (outcome === 'failed') break
  }
  folder.remove()
  return fail(chipDeskError('ServiceDown', { cause: `the virtual reader did not start: ${said}` }))
}
