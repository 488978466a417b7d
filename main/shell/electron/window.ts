import { join } from 'node:path'
import { type App, BrowserWindow, type WebContents } from 'electron'
import type { SomeDisplay } from './citizen-display.ts'
import { counterWindowOptions } from './counter-window-options.ts'
import { citizenUrl, pageUrl, printUrl } from './page-origin.ts'
import { reloadDelays } from './reload-delays.ts'

/** The same for every window. */
const confined = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
}

/** For every window with a page of the product. */
const preferences = (preload: 'preload' | 'citizen-preload', developer: boolean) => ({
  ...confined,
  preload: join(import.meta.dirname, `${preload}.cjs`),
  devTools: developer,
  // A card may be placed while another window is in front.
  backgroundThrottling: false,
})

/** The counter's window. */
export function counterWindow(options: { kiosk: boolean; developer: boolean }): BrowserWindow {
  const { devTools, ...shape } = counterWindowOptions(options)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    ...shape,
    show: false,
    backgroundColor: '#ffffff',
    title: 'ChipDesk',
    webPreferences: preferences('preload', devTools),
  })
  window.once('ready-to-show', () => window.show())
  if (options.kiosk) window.on('close', event => event.preventDefault())
  return window
}

/** The window before the citizen. It never takes the keyboard: what a scanner types is the counter's. */
export function citizenWindow(display: SomeDisplay, options: { developer: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    ...display.bounds,
    frame: false,
    fullscreen: true,
    focusable: false,
    skipTaskbar: true,
    show: false,
    backgroundColor: '#ffffff',
    title: 'ChipDesk',
    webPreferences: preferences('citizen-preload', options.developer),
  })
  window.once('ready-to-show', () => window.showInactive())
  return window
}

/** Holds one print-out while it is printed. Never shown; a session of its own, in memory. */
export function printWindow(): BrowserWindow {
  const only = { devTools: false, javascript: false, partition: 'print' }
  return new BrowserWindow({ show: false, title: 'ChipDesk', webPreferences: { ...confined, ...only } })
}

/** @returns when everything of the print-out is there */
export const showPrintOut = (window: BrowserWindow): Promise<void> => window.loadURL(printUrl)

/** Shows the page, and shows it again should its process die or an empty page, which nothing can deny, take its place. */
export function showCounter(window: BrowserWindow): void {
  keepShowing(window, pageUrl, () => window.loadURL(pageUrl))
}

/** The same of the page before the citizen. */
export function showCitizens(window: BrowserWindow): void {
  keepShowing(window, citizenUrl, () => window.loadURL(citizenUrl))
}

function keepShowing(window: BrowserWindow, address: string, load: () => Promise<void>): void {
  const show = () => {
    // The files are at hand; a load that fails was overtaken by another, or by the end of the window.
    if (!window.isDestroyed()) load().catch(() => {})
  }
  const delay = reloadDelays()
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason !== 'clean-exit') setTimeout(show, delay(performance.now()))
  })
  window.webContents.on('did-navigate', (_, url) => {
    if (url !== address) show()
  })
  show()
}

/** No contents of the application, whoever makes them, go anywhere else, open anything, or hold anything inside. */
export function confineContents(app: App): void {
  app.on('web-contents-created', (_, contents: WebContents) => {
    contents.on('will-navigate', event => {
      if (event.url !== pageUrl && event.url !== citizenUrl) event.preventDefault()
    })
    contents.on('will-redirect', event => event.preventDefault())
    contents.on('will-frame-navigate', event => {
      if (!event.isMainFrame && event.url !== printUrl) event.preventDefault()
    })
    contents.on('will-attach-webview', event => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
