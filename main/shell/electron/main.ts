import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, powerMonitor, screen, session } from 'electron'
import { stationSecret } from '../../station/station-secret.ts'
import { kioskPort } from '../kiosk-port.ts'
import { hasRenderer } from '../renderer-files.ts'
import { type SupervisedStation, superviseStation } from '../supervised-station.ts'
import { followCitizenDisplay } from './citizen-display.ts'
import { forbiddenSwitch } from './forbidden-switches.ts'
import { lockWithScreen } from './lock-with-screen.ts'
import { limitPermissions } from './permissions.ts'
import { printJobs } from './print-jobs.ts'
import { readPrinters } from './printers.ts'
import { registerRendererScheme, serveRenderer } from './renderer-scheme.ts'
import { operatingSystemStorage } from './safe-storage.ts'
import { openCitizenDoor, openPrintDoor, openStationDoor } from './station-door.ts'
import { startStationProcess } from './station-process.ts'
import { citizenWindow, confineContents, counterWindow, showCitizens, showCounter } from './window.ts'

const build = join(import.meta.dirname, '..')
const rendererDir = join(build, 'renderer')
const kiosk = process.argv.includes('--kiosk') || process.env.CHIPDESK_KIOSK === '1'
/** A second display is the citizens' only where somebody has said so. */
const forCitizens = process.argv.includes('--citizen-screen') || process.env.CHIPDESK_CITIZEN_SCREEN === '1'

let window: BrowserWindow | undefined
let station: SupervisedStation | undefined
let stopping = false

/** Where the station has its configuration. */
const home = () => process.env.CHIPDESK_HOME ?? join(app.getPath('appData'), 'chipdesk')

/** An administrator may have chosen others meanwhile. */
async function printers() {
  const chosen = await readPrinters(home())
  if (!chosen) process.stderr.write('printers.json is not understood: every print-out asks for its printer\n')
  return chosen ?? {}
}

/** Under an installed application only the installer says what runs; in development the environment may. */
function stationPlan(): { entry: string; node: string | undefined } {
  const bundled = join(build, 'station', 'station.cjs')
  if (!app.isPackaged)
    return { entry: process.env.CHIPDESK_STATION_ENTRY ?? bundled, node: process.env.CHIPDESK_STATION_NODE }
  const node = join(process.resourcesPath, 'station-node', process.platform === 'win32' ? 'node.exe' : 'node')
  // A Node of its own cannot look into the archive.
  if (existsSync(node)) return { entry: bundled.replace('app.asar', 'app.asar.unpacked'), node }
  return { entry: bundled, node: undefined }
}

async function start(): Promise<void> {
  if (!(await hasRenderer(rendererDir))) throw new Error('renderer not built')
  Menu.setApplicationMenu(null)
  limitPermissions(session.defaultSession)
  serveRenderer(session.defaultSession, rendererDir)
  const plan = stationPlan()
  const mode = process.env.CHIPDESK_MODE === 'demo' ? 'demo' : 'live'
  const secret = await stationSecret(mode, operatingSystemStorage())
  // The station names the same on the screen; what the keyring said stands only here.
  if (!secret.ok) process.stderr.write(`${JSON.stringify(secret.error)}\n`)
  const handed = secret.ok ? secret.value : undefined
  station = superviseStation(() => startStationProcess({ ...plan, secret: handed }))
  const shown = kiosk ? { ...station, port: kioskPort(station.port, () => app.quit()) } : station
  window = counterWindow({ kiosk, developer: !app.isPackaged })
  openStationDoor(window.webContents, shown)
  openPrintDoor(window.webContents, printJobs({ owner: window, kiosk, printers }))
  lockWithScreen(station.port, powerMonitor)
  showCounter(window)
  if (forCitizens) openCitizenScreen(window, station)
}

/** What stands before the citizen ends with the counter. */
function openCitizenScreen(counter: BrowserWindow, served: SupervisedStation): void {
  counter.once('closed', () => app.quit())
  const clerks = () => screen.getDisplayMatching(counter.getBounds()).id
  followCitizenDisplay(screen, clerks, display => {
    const citizens = citizenWindow(display, { developer: !app.isPackaged })
    openCitizenDoor(citizens.webContents, served)
    showCitizens(citizens)
    return () => citizens.destroy()
  })
}

/** The station is given the time to close its store; then the application ends. */
function stopStationFirst(event: { preventDefault(): void }): void {
  if (stopping || !station) return
  stopping = true
  event.preventDefault()
  // Not `quit`: in kiosk mode the window refuses to close.
  void station.stop().finally(() => app.exit(0))
}

// Electron would put a dialog in front of the citizen and go on half alive; whoever started the counter starts it again.
process.on('uncaughtException', fault => {
  process.stderr.write(`${fault.stack ?? fault.name}\n`)
  app.exit(4)
})

const forbidden = app.isPackaged ? forbiddenSwitch(process.argv, process.getuid?.() === 0) : undefined
if (forbidden) {
  process.stderr.write(`refused to start with ${forbidden}\n`)
  app.exit(2)
} else {
  // Beside the station's own configuration, under whatever name the binary runs.
  app.setPath('userData', join(home(), 'window'))
  registerRendererScheme()
  // Root cannot have Chromium's sandbox, and asking for both never starts.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  confineContents(app)
  if (!app.requestSingleInstanceLock()) app.quit()
  else {
    app.on('second-instance', () => window?.focus())
    app.on('window-all-closed', () => app.quit())
    app.on('before-quit', stopStationFirst)
    app
      .whenReady()
      .then(start)
      .catch(error => {
        dialog.showErrorBox(
          'ChipDesk',
          `Không khởi động được. / Could not start.\n\n${error instanceof Error ? error.message : ''}`,
        )
        app.exit(3)
      })
  }
}
