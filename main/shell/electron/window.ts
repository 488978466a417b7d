import { join } from 'node:path'
import { type App, BrowserWindow, type WebContents } from 'electron'
import { pageUrl } from './page-origin.ts'

/** A page that dies at once is not loaded in an endless rush. */
const reloadMs = 1_000

/** The counter's window. The only place that makes one: every window has these preferences and no other. */
export function counterWindow(options: { kiosk: boolean; developer: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    kiosk: options.kiosk,
    show: false,
    backgroundColor: '#ffffff',
    title: 'ChipDesk',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: options.developer,
      // A card may be placed while another window is in front.
      backgroundThrottling: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  if (options.kiosk) window.on('close', event => event.preventDefault())
  return window
}

/** Shows the page, and shows it again should its process die or an empty page, which nothing can deny, take its place. */
export function showCounter(window: BrowserWindow): void {
  const show = () => {
    // The files are at hand; a load that fails was overtaken by another, or by the end of the window.
    if (!window.isDestroyed()) window.loadURL(pageUrl).catch(() => {})
  }
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason !== 'clean-exit') setTimeout(show, reloadMs)
  })
  window.webContents.on('did-navigate', (_, url) => {
    if (url !== pageUrl) show()
  })
  show()
}

/** No contents of the application, whoever makes them, go anywhere else, open anything, or hold anything inside. */
export function confineContents(app: App): void {
  app.on('web-contents-created', (_, contents: WebContents) => {
    contents.on('will-navigate', event => {
      if (event.url !== pageUrl) event.preventDefault()
    })
    contents.on('will-redirect', event => event.preventDefault())
    contents.on('will-frame-navigate', event => {
      if (!event.isMainFrame) event.preventDefault()
    })
    contents.on('will-attach-webview', event => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
