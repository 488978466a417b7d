import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type BrowserShell, startBrowserShell } from '../main/shell/browser/browser-shell.ts'
import { type ScriptedStation, scriptedStation } from '../main/shell/scripted-station.ts'
import { expectNoInjection } from './page-injections.ts'

const rendererDir = join(import.meta.dirname, '..', 'build', 'renderer')
let station: ScriptedStation
let shell: BrowserShell

test.beforeEach(async () => {
  station = scriptedStation()
  shell = await startBrowserShell({ station, rendererDir })
})
test.afterEach(() => shell.close())

test('the printed address opens the counter once, and a reload keeps it', async ({ page, browser }) => {
  await page.goto(shell.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
  expect(page.url()).not.toContain('token')
  await page.reload()
  await expect(page.getByTestId('waiting')).toBeVisible()
  await expect.poll(() => station.subscribers).toBe(1)
  const before = station.subscribers
  const other = await (await browser.newContext()).newPage()
  const asked = other.waitForResponse(
    answer => answer.url().endsWith('/session') && answer.request().method() === 'GET',
  )
  await other.goto(shell.url)
  expect((await asked).status()).toBe(401)
  expect(station.subscribers).toBe(before)
  // Only the fragment differs: the page loads itself anew for the fresh token.
  await other.goto(shell.newToken())
  await expect(other.getByTestId('waiting')).toBeVisible()
  await other.reload()
  await expect(other.getByTestId('waiting')).toBeVisible()
  await other.context().close()
})

test('lets no injected markup or script act', async ({ page }) => {
  await page.goto(shell.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
  await expectNoInjection(page)
})

test('a page of another site in the same browser gets nothing', async ({ page, context }) => {
  await page.goto(shell.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
  const sockets = station.subscribers
  const other = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<p>other site</p>'))
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const evil = await context.newPage()
  // Another name for this machine, hence another site; cookies of 127.0.0.1 are not its own.
  for (const host of ['localhost', '127.0.0.1']) {
    await evil.goto(`http://${host}:${(other.address() as AddressInfo).port}/`)
    const ours = new URL(shell.url).origin
    const attempts: Record<string, string> = {
      'reads the page': `fetch('${ours}/').then(r => r.text())`,
      'reads it with cookies': `fetch('${ours}/session', { credentials: 'include' }).then(r => r.text())`,
      'posts a token': `fetch('${ours}/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })`,
      'opens the socket': `new Promise((yes, no) => { const s = new WebSocket('${ours.replace('http', 'ws')}/station'); s.onopen = yes; s.onerror = no })`,
      'loads the script': `new Promise((yes, no) => document.body.append(Object.assign(document.createElement('script'), { src: '${ours}/index.html', onload: yes, onerror: no })))`,
    }
    for (const [name, script] of Object.entries(attempts)) {
      const outcome = await evil.evaluate(`(${script}).then(() => 'done', () => 'refused')`)
      expect([host, name, outcome]).toEqual([host, name, 'refused'])
    }
    const frame = evil.waitForResponse(answer => answer.url() === `${ours}/`)
    await evil.evaluate(
      `void document.body.append(Object.assign(document.createElement('iframe'), { src: '${ours}/' }))`,
    )
    expect((await frame).status()).toBe(403)
  }
  expect([station.subscribers, station.calls]).toEqual([sockets, []])
  other.close()
  other.closeAllConnections()
})
