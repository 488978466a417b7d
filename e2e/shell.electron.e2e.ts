import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { electronTest as test } from './electron-app.ts'
import { expectNoInjection } from './page-injections.ts'
import { recoveryBudget } from './recovery-time.ts'

const root = join(import.meta.dirname, '..')
const scripted = fileURLToPath(import.meta.resolve('./scripted-station-process.ts'))

/** Kills the station's process below this one, as a fault does. */
function killStation(electron: number): boolean {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const row = stdout.split('\n').find(line => {
    const [, parent, ...args] = line.trim().split(/\s+/)
    return Number(parent) === electron && args.join(' ').includes('station')
  })
  const pid = Number(row?.trim().split(/\s+/)[0])
  return pid > 0 && process.kill(pid, 'SIGKILL')
}

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
    keys: ['send', 'onMessage', 'onClose', 'print', 'printers'],
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

test('in mid-read: a page that crashes shows the read again, a station that dies comes back and nothing is said to be verified', async ({
  launch,
}) => {
  const { app, page } = await launch()
  const inPage = (script: string) =>
    app.evaluate(
      // What a page was asked when it died is never answered.
      ({ BrowserWindow }, text) =>
        Promise.race([
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text, true),
          new Promise(resolve => setTimeout(resolve, 200, false)),
        ]),
      script,
    )
  const shows = (testId: string) => inPage(`document.querySelector('[data-testid="${testId}"]') !== null`)
  const timed = async (what: string, testIds: readonly string[]) => {
    const begun = performance.now()
    const shown = async () => {
      for (const testId of testIds) if (await shows(testId).catch(() => false)) return true
      return false
    }
    await expect.poll(shown, { intervals: [50], timeout: 20_000 }).toBe(true)
    const ms = Math.round(performance.now() - begun)
    process.stdout.write(`${what}: true again after ${ms} ms\n`)
    expect(ms).toBeLessThan(recoveryBudget())
  }
  await page.getByTestId('counter-input').fill('999190024680')
  await page.keyboard.press('Enter')
  await page.getByTestId('demo-place').click()
  await expect(page.getByTestId('reading')).toBeVisible({ timeout: 15_000 })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await timed('page crashed in mid-read', ['reading', 'result'])
  await expect.poll(() => shows('result'), { timeout: 20_000 }).toBe(true)

  await inPage(`document.querySelector('[data-testid="demo-remove"]').click()`)
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.sendInputEvent({ type: 'keyDown', keyCode: 'F2' })
  })
  await expect.poll(() => shows('waiting'), { timeout: 10_000 }).toBe(true)
  await inPage(`document.querySelector('[data-testid="demo-scan"]').click()`)
  // The card that was taken off is gone from the page as well.
  const mayPlace = () =>
    inPage(`document.querySelector('[data-testid="demo-place"]').getAttribute('aria-disabled') === 'false'`)
  await expect.poll(mayPlace, { timeout: 10_000 }).toBe(true)
  await inPage(`document.querySelector('[data-testid="demo-place"]').click()`)
  await expect.poll(() => shows('reading'), { timeout: 15_000, intervals: [50] }).toBe(true)
  expect(killStation(app.process().pid ?? 0)).toBe(true)
  await expect.poll(() => shows('connection-lost'), { timeout: recoveryBudget(), intervals: [20] }).toBe(true)
  expect(await shows('verdict')).toBe(false)
  await timed('station killed in mid-read', ['broken-read'])
  expect(await shows('connection-lost')).toBe(false)
  expect(await shows('verdict')).toBe(false)
})

test('in kiosk mode fills the screen and does not close by itself', async ({ launch }) => {
  const { app, page } = await launch({ entry: scripted, args: ['--kiosk'] })
  await expect(page.getByTestId('waiting')).toBeVisible()
  const kiosk = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.close()
    window?.webContents.openDevTools()
    return window?.isKiosk()
  })
  expect(kiosk).toBe(true)
  await page.waitForTimeout(300)
  expect(
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isDevToolsOpened()),
  ).toBe(false)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  // The scripted station lets everybody out; the real one only an administrator.
  await page.getByTestId('kiosk-leave').click()
  await page.getByTestId('sign-in-name').fill('head')
  await page.getByTestId('sign-in-secret').fill('204060')
  const ended = new Promise(resolve => app.process().once('exit', resolve))
  await page.keyboard.press('Enter')
  expect(await ended).toBe(0)
})
