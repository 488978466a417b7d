import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checklistFindings, type Sources } from './electron-checklist.ts'

const folder = import.meta.dirname
const sources: Sources = Object.fromEntries(
  readdirSync(folder)
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'electron-checklist.ts')
    .map(name => [name, readFileSync(join(folder, name), 'utf8')]),
)
/** The sources with one text replaced in one file. */
function planted(file: string, from: string, to: string): Sources {
  const before = sources[file] ?? ''
  expect(before).toContain(from)
  return { ...sources, [file]: before.replace(from, to) }
}

describe("Electron's security checklist", () => {
  it('holds', () => {
    expect(Object.keys(sources)).toContain('main.ts')
    expect(checklistFindings(sources)).toEqual([])
  })

  it.each([
    ['1 other content', 'window.ts', 'window.loadURL(pageUrl)', "window.loadURL('https://example.com')"],
    ['2 Node in the page', 'window.ts', 'nodeIntegration: false', 'nodeIntegration: true'],
    ['2 Node in the page, by default', 'window.ts', 'nodeIntegration: false,', ''],
    ['2 Node in its workers', 'window.ts', 'webviewTag: false', 'webviewTag: false, nodeIntegrationInWorker: true'],
    ['3 no context isolation', 'window.ts', 'contextIsolation: true', 'contextIsolation: false'],
    ['4 no sandbox', 'window.ts', 'sandbox: true', 'sandbox: false'],
    ['4 no sandbox for the rest', 'main.ts', 'app.enableSandbox()', 'void 0'],
    ['5 no permission handler', 'permissions.ts', 'session.setPermissionRequestHandler(', 'void (('],
    ['5 no permission check', 'permissions.ts', 'session.setPermissionCheckHandler(', 'void (('],
    [
      '5 devices',
      'permissions.ts',
      'setDevicePermissionHandler(() => false)',
      'setDevicePermissionHandler(() => true)',
    ],
    ['6 no web security', 'window.ts', 'sandbox: true', 'webSecurity: false, sandbox: true'],
    ['8 insecure content', 'window.ts', 'sandbox: true', 'allowRunningInsecureContent: true, sandbox: true'],
    ['9 experiments', 'window.ts', 'sandbox: true', 'experimentalFeatures: true, sandbox: true'],
    ['10 Blink features', 'window.ts', 'sandbox: true', "enableBlinkFeatures: 'x', sandbox: true"],
    ['11 webview', 'window.ts', 'webviewTag: false', 'webviewTag: true'],
    ['12 webview options', 'window.ts', "'will-attach-webview', event => event.preventDefault()", "'x', () => {}"],
    ['13 navigation', 'window.ts', "'will-navigate'", "'did-navigate'"],
    ['13 redirects', 'window.ts', "'will-redirect', event => event.preventDefault()", "'will-redirect', () => {}"],
    ['14 new windows', 'window.ts', "action: 'deny'", "action: 'allow'"],
    ['15 other programs', 'main.ts', 'void station.stop()', 'void shell.openExternal(address)'],
    ['17 sender of messages', 'station-door.ts', 'isOurPage({', 'Boolean({'],
    ['17 another door', 'main.ts', 'Menu.setApplicationMenu(null)', "ipcMain.handle('x', () => 1)"],
    ['18 file:', 'window.ts', 'window.loadURL(pageUrl)', "window.loadFile('index.html')"],
    ['20 raw API on the page', 'preload.ts', "'chipdeskStation', bridge)", "'ipc', ipcRenderer)"],
    ['20 one more function', 'preload.ts', 'onClose(', 'quit() {}, onClose('],
    ['20 a citizens’ page that speaks', 'citizen-preload.ts', 'onClose(', 'send() {}, onClose('],
    ['20 a citizens’ page that calls', 'citizen-preload.ts', 'send(citizenChannels.open)', "send('station-text', '')"],
    ['20 the station before the citizen', 'citizen-preload.ts', "'chipdeskCitizen'", "'chipdeskStation'"],
    ['1 other content before the citizen', 'window.ts', 'window.loadURL(citizenUrl)', 'window.loadURL(address)'],
    ['17 printing for anybody', 'station-door.ts', '(heard(event) ? print(request) : refused)', 'print(request)'],
    ['12 scripts in a print-out', 'window.ts', 'javascript: false', 'javascript: true'],
    ['a print-out on the disk', 'window.ts', "partition: 'print'", "partition: 'persist:print'"],
    ['the network of a print-out', 'print-session.ts', 'cancel: !mayLoadPrinted(url)', 'cancel: false'],
    ['a print-out from elsewhere', 'window.ts', 'window.loadURL(printUrl)', 'window.loadURL(address)'],
    ['another window', 'main.ts', 'Menu.setApplicationMenu(null)', 'new BrowserWindow()'],
    ['script run from outside', 'main.ts', '  showCounter(window)', "window.webContents.executeJavaScript('x')"],
    ['the network of the page', 'renderer-scheme.ts', 'cancel: !mayLoad(url)', 'cancel: false'],
    ['switches', 'main.ts', 'registerRendererScheme()', "app.commandLine.appendSwitch('no-sandbox')"],
    ['debugging of the installed application', 'main.ts', 'forbiddenSwitch(process.argv', 'forbiddenSwitch([]'],
  ])('finds a planted mistake: %s', (_, file, from, to) => {
    expect(checklistFindings(planted(file, from, to))).not.toEqual([])
  })
})
