import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { freshHome, removeHome } from './home.ts'
import { enter, expectVerdict, lift, place, type RunningCounter, startCounter } from './running-counter.ts'

const mai = { id: 'mai', number: '999190024680', can: '024680', name: 'Nguyễn Thị Thanh Mai' }

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

test('QR, card, green demo verdict, stored, found again after a restart', async ({ page }) => {
  await page.getByTestId(`demo-persona-${mai.id}`).click()
  await page.getByTestId('demo-scan').click()
  await expect(page.getByTestId('declared')).toContainText(mai.name, { ignoreCase: true })
  await page.getByTestId('demo-place').click()
  await expectVerdict(page, 'authentic')
  await expect(page.getByTestId('test-anchor')).toBeVisible()
  await expect(page.getByTestId('field-fullName')).toHaveAttribute('data-level', 'confirmed')
  await expect(page.getByTestId('field-placeOfResidence')).toContainText('Phường Sao Mai')
  await expect(page.getByTestId('check-sod.hashes').first()).toHaveAttribute('data-result', 'successful')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
  await expect(page.getByTestId('watermark')).toBeVisible()

  await lift(page)
  await expect(page.getByTestId('next')).toHaveAttribute('data-card', 'false')
  await place(page, 'khoi')
  await expect(page.getByTestId('waiting')).toBeVisible()

  await counter.stop()
  counter = await startCounter(home)
  await page.goto(counter.url)
  await page.getByTestId('history-open').click()
  await page.getByTestId('history-search').fill('thanh mai')
  await expect(page.getByTestId('history-row')).toHaveCount(1)
  await page.getByTestId('history-row').click()
  await expect(page.getByTestId('stored-result')).toContainText(mai.number.slice(-6))
})

test('register off: pending, then sent when it comes back', async ({ page }) => {
  const headerHeight = async () => (await page.getByRole('banner').boundingBox())?.height
  const before = await headerHeight()
  await page.getByTestId('demo-registry').click()
  await enter(page, mai.number)
  await place(page, mai.id)
  await expectVerdict(page, 'authentic')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'pending')
  // Nothing on the screen jumps when something waits, in either language.
  await expect(page.getByTestId('pending')).toBeVisible()
  expect(await headerHeight()).toBe(before)
  await page.getByTestId('language-en').click()
  expect(await headerHeight()).toBe(before)
  await expect(page.getByTestId('field-fullName')).toHaveAttribute('data-level', 'authentic')
  await page.getByTestId('demo-registry').click()
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered', { timeout: 40_000 })
  await expect(page.getByTestId('field-fullName')).toHaveAttribute('data-level', 'confirmed')
})

test('a card lifted while it is read: asked for again, and read again when it lies again, without another word', async ({
  page,
}) => {
  await enter(page, mai.number)
  await place(page, mai.id)
  await expect(page.getByTestId('phase')).toHaveAttribute('data-phase', /^dg/)
  await lift(page)
  await expect(page.getByTestId('interaction')).toHaveText('Đặt lại thẻ lên đầu đọc')
  await expect(page.getByTestId('announcer')).toContainText('Đặt lại thẻ lên đầu đọc')
  // Nobody lays it on again in time.
  await expectVerdict(page, 'incomplete')
  await expect(page.getByTestId('next')).toContainText('Đặt lại thẻ')
  await page.getByTestId('demo-place').click()
  await expectVerdict(page, 'authentic')
  // The next number while this card still lies there: it must be lifted first.
  await enter(page, '999083135790')
  await expect(page.getByTestId('waiting')).toHaveAttribute('data-need', 'lift')
})

test('DG13 changed after signing: red, and named', async ({ page }) => {
  await enter(page, mai.can)
  await place(page, `${mai.id}/dg13-changed`)
  await expectVerdict(page, 'altered')
  await expect(page.getByTestId('check-sod.hashes')).toHaveAttribute('data-result', 'failed')
  await expect(page.getByTestId('check-sod.hashes')).toContainText('DG13')
  await expect(page.getByTestId('field-placeOfResidence')).toHaveAttribute('data-level', 'unverified')
})

test('a wrong CAN is said as a wrong CAN, and the right one works without lifting the card', async ({ page }) => {
  await place(page, mai.id)
  await enter(page, '111111')
  await expect(page.getByTestId('error')).toHaveAttribute('data-tag', 'CardWrongKey')
  await enter(page, mai.can)
  await expectVerdict(page, 'authentic')
})

test('wrong input, a card that is no ID card, and a copy: each said, and the counter goes on', async ({ page }) => {
  await enter(page, '99919002468')
  await expectError(page, 'DataNumberInvalid')
  await enter(page, 'https://example.invalid/menu')
  await expectError(page, 'DataUnknownCode')
  await enter(page, mai.can)
  await place(page, `${mai.id}/other-application`)
  await expectError(page, 'CardNotAnIdCard')
  await place(page, `${mai.id}/clone`)
  await enter(page, mai.can)
  await expectVerdict(page, 'cloned')
  await lift(page)
  // Until the reader has told of it, the same number is that of whoever is on the screen.
  await expect(page.getByTestId('next')).toHaveAttribute('data-card', 'false')
  await enter(page, mai.can)
  await place(page, mai.id)
  await expectVerdict(page, 'authentic')
})

test('a code that is not of this card: what differs stands beside the chip, red by its number, yellow by its date', async ({
  page,
}) => {
  const code = (number: string, issued: string) =>
    `${number}||${mai.name}|15011990|Nữ|Thôn Đồng Xanh, Xã Mẫu, Tỉnh Ví Dụ|${issued}`
  await enter(page, code('999290024680', '10052021'))
  await place(page, mai.id)
  await expectVerdict(page, 'refused')
  await expect(page.getByTestId('differences')).toHaveAttribute('data-tone', 'red')
  await expect(page.getByTestId('difference-personalNumber').locator('mark')).toHaveText([/^2/, /^1/])
  await lift(page)
  await enter(page, code(mai.number, '10052016'))
  await place(page, mai.id)
  await expectVerdict(page, 'intact')
  await expect(page.getByTestId('differences')).toHaveAttribute('data-tone', 'yellow')
  await expect(page.getByTestId('difference-issueDate')).toContainText('10/05/2016')
  await expect(page.getByTestId('difference-placeOfResidence')).toHaveAttribute('data-weight', 'notable')
  await expect(page.getByTestId('difference-personalNumber')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByTestId('history-open').click()
  await page.getByTestId('history-row').first().click()
  await expect(page.getByTestId('stored-result').getByTestId('difference-issueDate')).toContainText('10/05/2016')
})

test('waiting, result and history have no accessibility violation that a tool can find', async ({ page }) => {
  await expectAccessible(page)
  await enter(page, mai.number)
  await place(page, mai.id)
  await expectVerdict(page, 'authentic')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  await expectAccessible(page)
  await page.getByTestId('history-open').click()
  await expect(page.getByTestId('history-row')).toHaveCount(1)
  await expectAccessible(page)
})

const expectError = (page: Page, tag: string) => expect(page.getByTestId('error')).toHaveAttribute('data-tag', tag)

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}
