import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { demoAccounts, demoPin } from '../main/protocol/demo-accounts.ts'
import { freshHome, removeHome } from './home.ts'
import { enter, expectVerdict, place, type RunningCounter, startCounter } from './running-counter.ts'

let home: string
let counter: RunningCounter
test.beforeEach(async () => {
  home = freshHome()
  counter = await startCounter(home)
})
test.afterEach(async () => {
  await counter.stop()
  removeHome(home)
})

const [first, second] = demoAccounts
const clean = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
const signIn = async (page: Page, id: string, pin: string) => {
  await page.getByTestId('sign-in-name').fill(id)
  await page.getByTestId('sign-in-secret').fill(pin)
  await page.getByTestId('sign-in-submit').click()
}

test('a locked desk shows nothing of the citizen, and everything again to the one who was there', async ({ page }) => {
  await page.goto(counter.url)
  await expect(page.getByTestId('operator')).toContainText(first.name)
  await enter(page, '999190024680')
  await place(page, 'mai')
  await expectVerdict(page, 'authentic')
  const citizen = /999190024680|Mai\b/i
  await expect(page.locator('body')).toContainText('Mai')
  await page.getByTestId('lock').click()
  await expect(page.getByTestId('sign-in')).toHaveAttribute('data-state', 'locked')
  expect(await page.content()).not.toMatch(citizen)
  // Keys of the counter do nothing here.
  for (const key of ['F2', 'F3', 'F4', 'Escape']) await page.keyboard.press(key)
  await expect(page.getByTestId('locked-operator')).toContainText(first.name)
  await clean(page)
  await page.getByTestId('sign-in-secret').fill('731946')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('sign-in-error')).toHaveAttribute('data-tag', 'ApiPinWrong')
  await expect(page.getByTestId('sign-in-secret')).toHaveValue('')
  await page.getByTestId('sign-in-secret').fill(demoPin)
  await page.keyboard.press('Enter')
  await expectVerdict(page, 'authentic')
})

test('another person finds an empty counter; a card laid down meanwhile is not read', async ({ page }) => {
  await page.goto(counter.url)
  await enter(page, '999190024680')
  await place(page, 'mai')
  await expectVerdict(page, 'authentic')
  await page.getByTestId('sign-out').click()
  await expect(page.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-out')
  await clean(page)
  await expect(page.getByTestId('history-open')).toHaveCount(0)
  await signIn(page, second.id, demoPin)
  await expect(page.getByTestId('operator')).toContainText(second.name)
  await expect(page.getByTestId('waiting')).toBeVisible()
})

test('an administrator makes an account, and its owner works with it', async ({ page }) => {
  await page.goto(counter.url)
  await page.getByTestId('operator').click()
  await expect(page.getByTestId('account-demo-2')).toBeVisible()
  await page.getByTestId('account-new').click()
  await page.getByTestId('account-name').fill('Cán bộ Thử Ba')
  await page.getByTestId('account-id').fill('ba')
  await page.getByTestId('account-secret').fill('123456')
  await page.getByTestId('account-save').click()
  await expect(page.getByTestId('sign-in-error')).toHaveAttribute('data-tag', 'ApiOperatorInvalid')
  await clean(page)
  await page.getByTestId('account-secret').fill('204060')
  await page.getByTestId('account-save').click()
  await expect(page.getByTestId('account-ba')).toBeVisible()
  await page.getByTestId('sign-out').click()
  await signIn(page, 'ba', '204060')
  await page.getByTestId('operator').click()
  await expect(page.getByTestId('account-new')).toHaveCount(0)
  await page.getByTestId('own-current').fill('204060')
  await page.getByTestId('own-next').fill('385104')
  await page.getByTestId('own-again').fill('385104')
  await page.getByTestId('own-save').click()
  await expect(page.getByTestId('own-said')).not.toBeEmpty()
  await page.getByTestId('lock').click()
  await page.getByTestId('sign-in-secret').fill('385104')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('waiting')).toBeVisible()
})

test('wrong PINs wait, after a start of the station too', async ({ page }) => {
  await page.goto(counter.url)
  await page.getByTestId('sign-out').click()
  for (let time = 0; time < 5; time++) {
    await signIn(page, first.id, '731946')
    await expect(page.getByTestId(time < 4 ? 'sign-in-error' : 'sign-in-delayed')).toBeVisible()
    await expect(page.getByTestId('sign-in-submit')).toHaveAttribute('aria-busy', 'false')
  }
  await expect(page.getByTestId('sign-in-left')).toContainText(/0:(30|2\d)/)
  await counter.stop()
  counter = await startCounter(home)
  await page.goto(counter.url)
  await page.getByTestId('sign-out').click()
  await signIn(page, first.id, demoPin)
  await expect(page.getByTestId('sign-in-delayed')).toBeVisible()
  await expect(page.getByTestId('sign-in-left')).toBeVisible()
})
