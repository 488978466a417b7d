import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { probeService, systemSocket } from './service-probe.ts'

/** Whether the computer's own PC/SC service runs, and has a reader. */
export type SystemService = 'no-service' | 'no-reader' | 'reader'

const probeWithinMs = 250
const listWithinMs = 700

// Where the driver vpcd is installed its readers are always listed; nobody can lay a card on them by hand.
const virtualReaders = 'Virtual PCD'

const listing = `
const { Context } = require(process.argv[1])
try {
  const context = new Context()
  const real = context.listReaders().filter(reader => !reader.name.startsWith(process.argv[2]))
  context.close()
  process.stdout.write(real.length > 0 ? 'reader' : 'no-reader')
} catch {
  process.stdout.write('no-service')
}`

function modulePath(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('smartcard')
  } catch {
    return undefined
  }
}

/**
 * Looks for a reader of the computer itself, whatever service this process talks to: done in a child process, because
 * libpcsclite keeps the first socket it was told. Takes less than a second; what does not answer in it is not there.
 */
export async function systemServiceHasReader(): Promise<SystemService> {
  const path = modulePath()
  if (!path) return 'no-service'
  if (process.platform === 'linux' && (await probeService(systemSocket, probeWithinMs)) !== 'answers')
    return 'no-service'
  const { PCSCLITE_CSOCK_NAME: _, ...env } = process.env
  const node = { ...env, ELECTRON_RUN_AS_NODE: '1' }
  return new Promise(resolve => {
    const options = { env: node, timeout: listWithinMs, killSignal: 'SIGKILL' as const }
    execFile(process.execPath, ['-e', listing, path, virtualReaders], options, (error, output) => {
      if (error) resolve('no-service')
      else resolve(output === 'reader' || output === 'no-reader' ? output : 'no-service')
    })
  })
}
