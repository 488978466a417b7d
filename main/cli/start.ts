import { join } from 'node:path'
import { systemServiceHasReader } from '../../native/pcsc/system-service.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { startBrowserShell } from '../shell/browser/browser-shell.ts'
import { keepOpen } from '../shell/browser/keep-open.ts'
import { openAppWindow } from '../shell/browser/open-app-window.ts'
import { kioskPort } from '../shell/kiosk-port.ts'
import { startElectron } from '../shell/start-electron.ts'
import { stationPaths } from '../station/paths.ts'
import { openReopeningStation } from '../station/reopening-station.ts'
import type { KeySecrets } from '../store/keys/keeping.ts'
import { keyState } from '../store/keys/key-state.ts'
import { portOf, readArguments, UsageError } from './arguments.ts'
import { askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone } from './terminal.ts'
import { untilStopped } from './until-stopped.ts'

const root = join(import.meta.dirname, '..', '..')
/** Of the browser shell; the next one may run a demonstration beside a desk. */
const usualPorts = { live: 18_600, demo: 18_601 }

/**
 * `npm start`: the counter. Demo mode where no reader is plugged in; the Electron shell where there is a screen and its binary,
 * else the browser shell.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    port: { type: 'string' },
    demo: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    desk: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    'citizen-screen': { type: 'boolean', default: false },
    kiosk: { type: 'boolean', default: false },
  })
  if (values.kiosk && values['no-open']) throw new UsageError('--kiosk fills the screen, --no-open opens no window')
  if (values.demo && values.live) throw new UsageError('--demo or --live, not both')
  const mode = values.live || (!values.demo && (await systemServiceHasReader()) === 'reader') ? 'live' : 'demo'
  if (values.desk !== undefined && mode === 'live')
    throw new UsageError('--desk is for the demo; a desk with a reader has its definition in config.json')
  const { desk, kiosk } = values
  const shown: Shown = { mode, desk, kiosk, citizenScreen: values['citizen-screen'] }
  const secrets = await storeSecrets(mode)
  if (!secrets.ok) return notDone(secrets.error, false)
  // Only here can a passphrase be typed: the window of the other shell opens a store that the operating system keeps the key of.
  if (!values['no-open'] && values.port === undefined && !secrets.value) {
    const ended = await startElectron({ root, ...shown })
    if (ended !== undefined) return ended
  }
  return browserShell(shown, portOf(values.port), !values['no-open'], secrets.value)
}

/** Asks for the passphrase of the store's key where it is kept by one. */
async function storeSecrets(mode: 'demo' | 'live'): Promise<Result<KeySecrets | undefined, ChipDeskError>> {
  const kept = keyState(stationPaths(mode === 'demo').key)
  if (!kept.ok) return kept
  if (kept.value?.keeping.way !== 'passphrase') return ok(undefined)
  const answers = askedAnswers()
  const passphrase = await answers.secret('Mật khẩu của kho / Passphrase of the store')
  answers.close()
  return passphrase === undefined ? fail(chipDeskError('StoreKeySealed')) : ok({ passphrase })
}

/** What is opened, and how. */
interface Shown {
  readonly mode: 'demo' | 'live'
  readonly desk: string | undefined
  readonly citizenScreen: boolean
  readonly kiosk: boolean
}

async function browserShell(
  { mode, desk, citizenScreen, kiosk }: Shown,
  port: number | undefined,
  open: boolean,
  secrets: KeySecrets | undefined,
): Promise<number> {
  const station = await openReopeningStation({ mode, desk, ...(secrets && { secrets }) })
  if (!station.ok) return notDone(station.error, false)
  let leave = () => {}
  const left = new Promise<void>(resolve => {
    leave = resolve
  })
  try {
    const shell = await startBrowserShell({
      station: kiosk ? kioskPort(station.value, leave) : station.value,
      rendererDir: join(root, 'build', 'renderer'),
      ...(port !== undefined && { port }),
      usualPort: usualPorts[mode],
    })
    console.log(
      mode === 'demo' ? 'No reader found: demo mode, with invented people on a virtual reader.' : 'Waiting for a card.',
    )
    const profileDir = join(stationPaths(mode === 'demo').store, '..', 'browser')
    const window = open && (await openAppWindow({ url: shell.url, profileDir, kiosk }))
    if (kiosk && !window)
      return notDone(chipDeskError('ConfigInvalid', { cause: 'no screen or no browser for a kiosk' }), false)
    console.log(
      window
        ? `ChipDesk is open in its own window. Another one: ${shell.newToken()}`
        : `Open once in a browser on this computer:  ${shell.url}`,
    )
    // Whoever has this address sees what the citizen sees and can do nothing.
    if (citizenScreen) console.log(`Open once on the display before the citizen:  ${shell.newCitizenToken()}`)
    console.log('Ctrl-C ends it.')
    if (window && kiosk)
      await keepOpen({
        first: window,
        again: () => openAppWindow({ url: shell.newToken(), profileDir, kiosk }),
        over: Promise.race([untilStopped(), left]),
      })
    else await Promise.race([untilStopped(), ...(window ? [window.closed] : [])])
    await shell.close()
    return exitCodes.done
  } catch (error) {
    return notDone(error as ChipDeskError, false)
  } finally {
    await station.value.close()
  }
}
