import { expect, type Page, test } from '@playwright/test'
import { freePorts } from '../fixtures/services/free-ports.ts'
import { freshHome, removeHome } from './home.ts'
import { recoveryBudget } from './recovery-time.ts'
import { enter, expectVerdict, place, type RunningCounter, startCounter } from './running-counter.ts'

const number = '999190024680'

let home: string
/** Of its own, for the second start gets the same. */
let port: string
let desk: RunningCounter
test.beforeEach(async () => {
  home = freshHome()
  port = String(await freePorts())
  desk = await startCounter(home, undefined, port)
})
test.afterEach(async () => {
  await desk.stop()
  removeHome(home)
})

async function beginReading(page: Page) {
  await page.goto(desk.url)
  await enter(page, number)
  await place(page, 'mai')
  await expect(page.getByTestId('phase')).toHaveAttribute('data-phase', 'dg2', { timeout: 15_000 })
}

test('a page that crashes in mid-read: the next one shows the read as it is', async ({ page, context }) => {
  await beginReading(page)
  const crashed = page.waitForEvent('crash')
  const session = await context.newCDPSession(page)
  void session.send('Page.crash').catch(() => undefined)
  await crashed
  const begun = performance.now()
  const next = await context.newPage()
  await next.goto(new URL('/', desk.url).href)
  await expect(next.getByTestId('reading').or(next.getByTestId('result'))).toBeVisible()
  const ms = performance.now() - begun
  process.stdout.write(`page crashed in mid-read, true again after ${Math.round(ms)} ms\n`)
  expect(ms).toBeLessThan(recoveryBudget())
  await expect(next.getByTestId('broken-read')).toHaveCount(0)
  await expectVerdict(next, 'authentic')
  await expect(next.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
})

test('a station that dies in mid-read: the screen says so, shows no verdict, and then that nothing was stored', async ({
  page,
}) => {
  await beginReading(page)
  await desk.kill()
  await expect(page.getByTestId('connection-lost')).toBeVisible({ timeout: recoveryBudget() })
  await expect(page.getByTestId('verdict')).toHaveCount(0)
  const begun = performance.now()
  desk = await startCounter(home, undefined, port)
  const started = performance.now()
  await page.goto(desk.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
  await expect(page.getByTestId('connection-lost')).toHaveCount(0)
  const [whole, shown] = [performance.now() - begun, performance.now() - started]
  process.stdout.write(
    `station killed in mid-read: started after ${Math.round(whole - shown)} ms, true on the screen ${Math.round(shown)} ms later\n`,
  )
  expect(whole).toBeLessThan(recoveryBudget())
  await expect(page.getByTestId('broken-read')).toHaveAttribute('data-says', 'not-kept')
  await expect(page.getByTestId('verdict')).toHaveCount(0)
  await page.keyboard.press('F3')
  await expect(page.getByTestId('history')).toBeVisible()
  await expect(page.getByTestId('history-row')).toHaveCount(0)
})
