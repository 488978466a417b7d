import { join } from 'node:path'
import { systemServiceHasReader } from '../../native/pcsc/system-service.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { startBrowserShell } from '../shell/browser/browser-shell.ts'
import { openAppWindow } from '../shell/browser/open-app-window.ts'
import { startElectron } from '../shell/start-electron.ts'
import { openStation } from '../station/open-station.ts'
import { stationPaths } from '../station/paths.ts'
import { portOf, readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone } from './terminal.ts'
import { untilStopped } from './until-stopped.ts'

const root = join(import.meta.dirname, '..', '..')

/**
 * `npm start`: the counter. Demo mode where no reader is plugged in; the Electron shell where there is a screen and its binary,
 * else the browser shell.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    port: { type: 'string' },
    demo: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
  })
  if (values.demo && values.live) throw new UsageError('--demo or --live, not both')
  const mode = values.live || (!values.demo && (await systemServiceHasReader()) === 'reader') ? 'live' : 'demo'
  if (!values['no-open'] && values.port === undefined) {
    const ended = await startElectron({ root, mode })
    if (ended !== undefined) return ended
  }
  return browserShell(mode, portOf(values.port), !values['no-open'])
}

async function browserShell(mode: 'demo' | 'live', port: number | undefined, open: boolean): Promise<number> {
  const station = await openStation({ mode })
  if (!station.ok) return notDone(station.error, false)
  try {
    const shell = await startBrowserShell({
      station: station.value,
      rendererDir: join(root, 'build', 'renderer'),
      ...(port !== undefined && { port }),
    })
    console.log(
      mode === 'demo' ? 'No reader found: demo mode, with invented people on a virtual reader.' : 'Waiting for a card.',
    )
    const profileDir = join(stationPaths(mode === 'demo').store, '..', 'browser')
    const window = open && (await openAppWindow({ url: shell.url, profileDir }))
    console.log(
      window
        ? `ChipDesk is open in its own window. Another one: ${shell.newToken()}`
        : `Open once in a browser on this computer:  ${shell.url}`,
    )
    console.log('Ctrl-C ends it.')
    await Promise.race([untilStopped(), ...(window ? [window.closed] : [])])
    await shell.close()
    return exitCodes.done
  } catch (error) {
    return notDone(error as ChipDeskError, false)
  } finally {
    await station.value.close()
  }
}
