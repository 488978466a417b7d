import { handedSecretFlag, takeSecret } from '../shell/handed-secret.ts'
import { serveStation, type TextPipe } from '../shell/station-wire.ts'
import { refusedStation } from './refused-station.ts'
import { openReopeningStation } from './reopening-station.ts'

/** How long a station that could not open says why, before the process ends and whoever supervises it tries again. */
const refusedMs = 15_000

interface ParentPort {
  postMessage(text: string): void
  on(event: 'message', listener: (message: { data: unknown }) => void): void
}

/** The shell that started this process: an Electron utility process has a parent port, a forked Node a channel. */
function parentPipe(): TextPipe {
  const port = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort
  return {
    send: text => (port ? port.postMessage(text) : process.send?.(text)),
    onMessage: listener =>
      port
        ? port.on('message', ({ data }) => typeof data === 'string' && listener(data))
        : process.on('message', message => typeof message === 'string' && listener(message)),
    onClose: listener => process.on('disconnect', listener),
  }
}

/** A shell that says so hands over what the operating system has sealed, before anything else. */
function handed(): { readonly pipe: TextPipe; readonly secret: Promise<Uint8Array | undefined> | undefined } {
  const pipe = parentPipe()
  return process.env[handedSecretFlag] === undefined ? { pipe, secret: undefined } : takeSecret(pipe)
}

async function main(): Promise<void> {
  // Demo mode is asked for, never fallen into: an installed counter without a reader says that it has none.
  const mode = process.env.CHIPDESK_MODE === 'demo' ? 'demo' : 'live'
  const { pipe, secret } = handed()
  const unsealed = await secret
  const station = await openReopeningStation({
    mode,
    desk: process.env.CHIPDESK_DESK,
    ...(unsealed && { secrets: { unsealed } }),
  })
  if (!station.ok) {
    process.stderr.write(`${JSON.stringify(station.error)}\n`)
    serveStation(refusedStation(station.error), pipe)
    for (const end of ['disconnect', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(end, () => process.exit(3))
    setTimeout(() => process.exit(3), refusedMs)
    return
  }
  serveStation(station.value, pipe)
  const end = () => station.value.close().finally(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end)
  process.once('disconnect', end)
}

void main()
