import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { startInsurancePortal } from '../fixtures/services/insurance/insurance-portal.ts'
import { freshHome, removeHome } from './home.ts'
import { makeFirstOperator, type RunningCounter, startCounter } from './running-counter.ts'

let home: string
let counter: RunningCounter
test.beforeEach(async () => {
  home = freshHome()
  // No card is read here: no PC/SC service is where it is looked for.
  counter = await startCounter(home, join(home, 'no-service'))
})
test.afterEach(async () => {
  await counter.stop()
  removeHome(home)
})

async function openSettings(page: Page, view: string) {
  await page.getByTestId('more-open').click()
  await page.getByTestId(`${view}-open`).click()
  await expect(page.getByTestId('settings')).toHaveAttribute('data-view', view)
}
const saved = (page: Page) => expect(page.getByTestId('settings-saved')).toBeVisible({ timeout: 20_000 })
const leave = (page: Page) => page.getByTestId('settings-close').click()

test('an administrator sets a desk: kind and name at once, without leaving the screen', async ({ page }) => {
  await page.goto(counter.url)
  await makeFirstOperator(page)
  await openSettings(page, 'desk')
  await page
    .locator('label')
    .filter({ has: page.getByTestId('setting-desk.definition-bank') })
    .click()
  await page.getByTestId('setting-desk.name').fill('Quầy giao dịch số 9')
  await page.getByTestId('setting-lockAfterSeconds').fill('-5')
  await expect(page.getByTestId('save-bar')).toBeVisible()
  await page.getByTestId('changes-show').click()
  await expect(page.getByTestId('changes')).toContainText('Quầy giao dịch số 9')

  // What cannot be is refused as a whole, and the field is named.
  await page.getByTestId('settings-save').click()
  await expect(page.getByTestId('settings-refused')).toBeVisible()
  await expect(page.getByTestId('setting-lockAfterSeconds')).toHaveAttribute('aria-invalid', 'true')
  await page.getByTestId('setting-lockAfterSeconds').fill('600')

  // Nobody loses what was typed by going away.
  await leave(page)
  await expect(page.getByTestId('leave-dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('setting-desk.name')).toHaveValue('Quầy giao dịch số 9')

  await page.getByTestId('settings-save').click()
  await saved(page)
  await expect(page.getByTestId('setting-desk.name')).toHaveValue('Quầy giao dịch số 9')
  await leave(page)
  await expect(page.getByTestId('waiting')).toBeVisible()
  await expect(page.getByTestId('purpose-BANK_COUNTER_TXN')).toBeVisible()

  // And after a start.
  await counter.stop()
  counter = await startCounter(home, join(home, 'no-service'))
  await page.goto(counter.url)
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('Quầy giao dịch số 9')
})

test('the insurance is connected: address refused, then tried with and without its password', async ({ page }) => {
  const portal = await startInsurancePortal()
  const { username, password, code } = portal.facility
  await page.goto(counter.url)
  await makeFirstOperator(page)
  await openSettings(page, 'network')
  const card = page.getByTestId('service-insurance')
  const field = (name: string) => card.getByTestId(`setting-insurance.${name}`)
  await card.getByTestId('edit-insurance').click()
  await field('url').fill('http://bhyt.example/')
  await field('username').fill(username)
  await field('facilityCode').fill(code)
  await page.getByTestId('settings-save').click()
  await expect(page.getByTestId('settings-refused')).toBeVisible()
  await expect(field('url')).toHaveAttribute('aria-invalid', 'true')
  await field('url').fill(portal.url)
  await page.getByTestId('settings-save').click()
  await saved(page)

  const found = card.getByTestId('tested-insurance').locator('[data-works]')
  await card.getByTestId('test-insurance').click()
  await expect(found).toHaveAttribute('data-problem', 'secret-missing')
  await card.getByTestId('set-insurance.password').click()
  await card.getByTestId('value-insurance.password').fill(password)
  await page.keyboard.press('Enter')
  await expect(card.getByTestId('secret-insurance.password')).toHaveAttribute('data-set', 'true', { timeout: 20_000 })
  await card.getByTestId('test-insurance').click()
  await expect(found).toHaveAttribute('data-works', 'true')
  await portal.stop()
  await card.getByTestId('test-insurance').click()
  await expect(found).toHaveAttribute('data-works', 'false')
  expect(await page.content()).not.toContain(password)
})

test('paper: a test page of each kind, and the slip of this desk', async ({ page }) => {
  await page.goto(counter.url)
  await makeFirstOperator(page)
  await openSettings(page, 'printing')
  for (const paper of ['58', 'a4']) {
    await page.getByTestId(`test-page-${paper}`).click()
    await expect(page.getByTestId('print-preview').locator('iframe').contentFrame().locator('body')).not.toBeEmpty()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('print-preview')).toHaveCount(0)
  }
  // What a desk prints depends on what kind of desk it is to be, also before that is saved.
  await page.getByTestId('settings-desk').click()
  await page
    .locator('label')
    .filter({ has: page.getByTestId('setting-desk.definition-clinic') })
    .click()
  await page.getByTestId('settings-printing').click()
  await page
    .locator('label')
    .filter({ has: page.getByTestId('setting-printing.slip-80') })
    .click()
  await page.getByTestId('settings-save').click()
  await saved(page)
  await expect(page.getByTestId('setting-printing.slip-80')).toBeChecked()
})
