import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { personOf } from '../fixtures/country/population.ts'
import { freshHome, removeHome } from './home.ts'
import { enter, expectVerdict, lift, place, type RunningCounter, startCounter } from './running-counter.ts'

// The address with its token opens one window: every test has a counter of its own.
let home: string
let counter: RunningCounter
test.beforeEach(async ({ page }) => {
  home = freshHome()
  counter = await startCounter(home)
  await page.goto(counter.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
})
test.afterEach(async () => {
  await counter.stop()
  removeHome(home)
})

/** Reads somebody's card in demo mode, where the reference portal knows everybody. */
async function read(page: Page, persona: string) {
  const number = personOf(persona)?.personalNumber ?? ''
  await enter(page, number)
  await place(page, persona)
  await expectVerdict(page, 'authentic')
  return page.getByTestId('insurance')
}

test('in order: said in green, with the card and the portal’s own words; then a new card: told so, with what was said of both', async ({
  page,
}) => {
  const insurance = await read(page, 'mai')
  await expect(insurance).toHaveAttribute('data-light', 'green')
  await expect(insurance).toHaveAttribute('data-code', '000')
  await expect(insurance).toContainText('Được hưởng BHYT: thẻ còn giá trị')
  await expect(page.getByTestId('insurance-card')).toHaveText('HC4999994024680')
  await expect(page.getByTestId('insurance-note')).toContainText('Thẻ còn giá trị sử dụng!')
  await expect(insurance).not.toContainText('Bệnh ví dụ')
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await lift(page)
  await page.keyboard.press('F2')
  await expect(page.getByTestId('waiting')).toBeVisible()
  await read(page, 'anh')
  await expect(insurance).toHaveAttribute('data-action', 'accept-new-card')
  await expect(insurance).toContainText('theo thẻ mới')
  await expect(page.getByTestId('insurance-note')).toHaveCount(2)
})

test('the portal is away: pending, and answered by itself when it is back', async ({ page }) => {
  await page.getByTestId('demo-registry').click()
  const insurance = await read(page, 'mai')
  await expect(insurance).toHaveAttribute('data-status', 'pending')
  await expect(insurance).toHaveAttribute('data-light', 'yellow')
  await expect(insurance).toContainText('Chưa có kết quả BHYT')
  await page.getByTestId('demo-registry').click()
  await expect(insurance).toHaveAttribute('data-status', 'answered', { timeout: 40_000 })
  await expect(insurance).toHaveAttribute('data-light', 'green')
})
