import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { electronTest as test } from './electron-app.ts'
import { expectNoInjection } from './page-injections.ts'

const root = join(import.meta.dirname, '..')
const scripted = fileURLToPath(import.meta.resolve('./scripted-station-process.ts'))

test.beforeAll(() => {
  expect(spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { stdio: 'inherit' }).status).toBe(0)
})

test('shows the counter of the station', async ({ launch }) => {
  const { app, page } = await launch()
  await expect(page.getByTestId('waiting')).toBeVisible()
  expect(page.url()).toBe('app://chipdesk/index.html')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('gives the page one frozen bridge and nothing of Node or Electron', async ({ launch }) => {
  const { page } = await launch({ entry: scripted })
  expect(
    await page.evaluate(`({
      keys: Object.keys(chipdeskStation), frozen: Object.isFrozen(chipdeskStation),
      replaced: (() => { try { window.chipdeskStation = 1 } catch {} return typeof window.chipdeskStation })(),
      node: [typeof require, typeof process, typeof module, typeof Buffer, typeof global, typeof electron],
    })`),
  ).toEqual({
    keys: ['send', 'onMessage', 'onClose', 'print'],
    frozen: true,
    replaced: 'object',
    node: Array(6).fill('undefined'),
  })
})

test('lets no injected markup or script act', async ({ launch }) => {
  const { page } = await launch({ entry: scripted })
  await expect(page.getByTestId('waiting')).toBeVisible()
  await expectNoInjection(page)
})

test('goes nowhere and opens nothing', async ({ launch }) => {
  const { app, page } = await launch({ entry: scripted })
  await expect(page.getByTestId('waiting')).toBeVisible()
  for (const address of [
    'https://example.com/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://other/index.html',
    'app://chipdesk/../../package.json',
    'chrome://gpu',
    'devtools://devtools/bundled/inspector.html',
    'about:blank',
  ]) {
    await page.evaluate(`void window.open(${JSON.stringify(address)})`)
    await page.evaluate(`void (location.href = ${JSON.stringify(address)})`)
    await page.waitForTimeout(150)
    // An empty page is the one that cannot be denied; the counter comes back over it.
    if (address === 'about:blank') await page.waitForURL('app://chipdesk/index.html')
    expect([address, page.url()]).toEqual([address, 'app://chipdesk/index.html'])
  }
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await expect(page.getByTestId('waiting')).toBeVisible()
})

test('grants the camera and nothing else', async ({ launch }) => {
  const { page } = await launch({ entry: scripted })
  const ask = (name: string) =>
    page.evaluate(`navigator.permissions.query({ name: ${JSON.stringify(name)} }).then(p => p.state, () => 'unknown')`)
  expect(await ask('camera')).toBe('granted')
  for (const name of ['microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read', 'screen-wake-lock'])
    expect([name, await ask(name)]).not.toEqual([name, 'granted'])
  const media = (constraints: string) =>
    page.evaluate(`navigator.mediaDevices.${constraints}.then(() => 'given', error => error.name)`)
  expect(await media('getUserMedia({ audio: true })')).not.toBe('given')
  expect(await media('getDisplayMedia({ video: true })')).not.toBe('given')
})

test('starts a dead station again, and the screen goes on', async ({ launch }) => {
  const { page } = await launch({ entry: scripted })
  await expect(page.getByTestId('waiting')).toBeVisible()
  await page.evaluate(`(() => {
    window.told = []
    chipdeskStation.onClose(() => told.push('closed'))
    chipdeskStation.onMessage(text => { const { state } = JSON.parse(text); if (state) told.push(state.desk.id) })
  })()`)
  const told = () => page.evaluate('window.told') as Promise<string[]>
  await expect.poll(told).toHaveLength(1)
  await page.evaluate(`chipdeskStation.send('{"id":1,"call":"counter.input","params":{"text":"die"}}')`)
  await expect.poll(told).toHaveLength(3)
  const [first, closed, second] = await told()
  expect(closed).toBe('closed')
  expect(Number(second)).toBeGreaterThan(0)
  expect(second).not.toBe(first)
  await expect(page.getByTestId('waiting')).toBeVisible()
})

test('connects a page that was loaded again, and a crashed one', async ({ launch }) => {
  const { app, page } = await launch({ entry: scripted })
  await expect(page.getByTestId('waiting')).toBeVisible()
  await page.reload()
  await expect(page.getByTestId('waiting')).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const loaded = new Promise<void>(resolve => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    return loaded
  })
  // The test protocol has lost its page with the process that died.
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText', true),
      ),
    )
    .toContain('Mời đặt thẻ')
})

test('in kiosk mode fills the screen and does not close by itself', async ({ launch }) => {
  const { app, page } = await launch({ entry: scripted, args: ['--kiosk'] })
  await expect(page.getByTestId('waiting')).toBeVisible()
  const kiosk = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.close()
    return window?.isKiosk()
  })
  expect(kiosk).toBe(true)
  await page.waitForTimeout(300)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
