import { expect, type Page, test } from '@playwright/test'
import type { Hands } from './day/hands.ts'
import { keyboardHands } from './day/keyboard-hands.ts'
import { touchHands } from './day/touch-hands.ts'
import { freshHome, removeHome } from './home.ts'
import { type RunningDesk, startDesk } from './running-desk.ts'

/** One way through all that a clerk needs, with nothing but keys, and with nothing but a finger: what is on a key is on a button too. */
let home: string
let desk: RunningDesk
test.beforeEach(async () => {
  home = freshHome()
  desk = await startDesk(home, 'clinic')
})
test.afterEach(async () => {
  await desk.stop()
  removeHome(home)
})

test('by keys alone', ({ page }) => aroundTheDesk(page, keyboardHands(page)))

test.describe('a touch screen', () => {
  test.use({ hasTouch: true })
  test('by a finger alone', ({ page }) => aroundTheDesk(page, touchHands(page)))
})

const pin = '280619'

async function aroundTheDesk(page: Page, hands: Hands) {
  test.setTimeout(120_000)
  const seen = (testId: string) => expect(page.getByTestId(testId)).toBeVisible()
  const root = page.locator('html')
  /** A key that does from everywhere what a finger finds on the page of the rest. */
  const byKeyOr = async (key: string, testId: string) => {
    if (hands.name === 'keyboard') return page.keyboard.press(key)
    await hands.press('more-open')
    await hands.press(testId)
  }
  await page.goto(desk.url)
  await seen('waiting')

  // Somebody whose eyes have become weaker sits down.
  await hands.press('more-open')
  await hands.press('display-open')
  await hands.choose('theme-contrast')
  await hands.choose('text-size-150')
  await expect(root).toHaveAttribute('data-theme', 'contrast')
  await hands.press('settings-close', 'Escape')

  await hands.press('purpose-PATIENT_ADMISSION', '1')
  await hands.fill([['counter-input', '999190024680']], 'counter-submit')
  await desk.place('mai')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'authentic', { timeout: 30_000 })
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  await expect(page.getByTestId('insurance')).toHaveAttribute('data-status', 'answered')
  await hands.press('document-reception-slip-a5', hands.name === 'keyboard' ? 'F4' : undefined)
  await seen('print-preview')
  await hands.away('print-preview')
  await hands.press('copy-all', 'F8')
  await expect(page.getByTestId('copied')).not.toBeEmpty()
  await desk.lift()
  await hands.press('next-person', 'F2')
  await seen('waiting')

  await hands.press('history-open', 'F3')
  await hands.write('history-search', 'thanh mai')
  await expect(page.getByTestId('history-row')).toHaveCount(1)
  await hands.press('history-row')
  await seen('stored-result')
  await hands.press('history-close', 'Escape')

  await hands.press('lists-open', 'F10')
  for (const list of ['queue', 'today', 'statistics', 'shift']) {
    await hands.press(`list-${list}`)
    await expect(page.getByTestId('lists')).toHaveAttribute('data-view', list)
  }
  await hands.press('lists-close', 'Escape')

  await byKeyOr('F9', 'diagnostics-open')
  await expect(page.getByTestId('finding').first()).toBeVisible()
  await hands.press('diagnostics-close', 'Escape')
  await byKeyOr('F1', 'help-open')
  await seen('help')
  // Help gives back the screen that it was asked for on.
  await hands.press('help-close', 'Escape')
  if (hands.name === 'touch') await hands.press('more-close')
  await seen('waiting')

  await hands.press('lock')
  await hands.fill([['sign-in-secret', pin]], 'sign-in-submit')
  await seen('waiting')
}
