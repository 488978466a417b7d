import { serveStation, type TextPipe } from '../shell/station-wire.ts'
import { openStation } from './open-station.ts'

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

async function main(): Promise<void> {
  const station = await openStation({ mode: process.env.CHIPDESK_MODE === 'live' ? 'live' : 'demo' })
  if (!station.ok) {
    process.stderr.write(`${JSON.stringify(station.error)}\n`)
    process.exit(3)
  }
  serveStation(station.value, parentPipe())
  const end = () => station.value.close().finally(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end)
  process.once('disconnect', end)
}

void main()
