import { expect, test } from '@playwright/test'
import { documentationPicture } from './documentation-picture.ts'
import { freshHome, removeHome } from './home.ts'
import { enter, expectVerdict, place, startCounter } from './running-counter.ts'

/** Pictures for the documentation, from a real read; `npm run pictures` renews docs/screen-*.jpg. */
test('the four main screens', async ({ page }) => {
  const home = freshHome()
  const counter = await startCounter(home)
  const shot = (name: string) => documentationPicture(page, `screen-${name}`)
  await page.goto(counter.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
  await shot('waiting')
  await enter(page, '999190024680')
  await place(page, 'mai')
  await expect(page.getByTestId('phase')).toHaveAttribute('data-phase', 'dg2')
  await shot('reading')
  await expectVerdict(page, 'authentic')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  await page.waitForTimeout(500)
  await shot('result')
  await place(page, 'mai/dg13-changed')
  await enter(page, '999190024680')
  await expectVerdict(page, 'altered')
  await page.waitForTimeout(500)
  await shot('altered')
  await page.getByTestId('history-open').click()
  await expect(page.getByTestId('history-row')).toHaveCount(2)
  await shot('history')
  await counter.stop()
  removeHome(home)
})
