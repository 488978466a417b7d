import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { citizenRecord } from '../fixtures/services/registry/registry-citizen-record.ts'
import { demoPin } from '../main/protocol/demo-accounts.ts'
import { accessible, closePaper, next, paper, person, read, visitsOf, write } from './desk-page.ts'
import { lookInto, storedVisits } from './desk-store.ts'
import { freshHome, removeHome } from './home.ts'
import { type RunningDesk, startDesk } from './running-desk.ts'

// One desk and one screen for the whole morning: numbers run on, and who comes back finds what is kept of them.
test.describe.configure({ mode: 'serial', timeout: 90_000 })

let home: string
let desk: RunningDesk
let context: BrowserContext
let page: Page
let visits: Awaited<ReturnType<typeof visitsOf>>

test.beforeAll(async ({ browser }) => {
  home = freshHome()
  desk = await startDesk(home, 'commune')
  visits = await visitsOf('commune')
  context = await browser.newContext({ hasTouch: true, timezoneId: 'Asia/Ho_Chi_Minh' })
  page = await context.newPage()
  await page.goto(desk.url)
})
test.afterAll(async () => {
  await context?.close()
  await desk?.stop()
  removeHome(home)
})
test.beforeEach(() => test.skip(desk.reader !== 'pcsc', 'no PC/SC service can be started here: no card is really read'))

const outcome = () => page.getByTestId('outcome')
const confirmation = () => page.getByTestId('document-ct07')
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())

test('online, by keys alone: residence beside the card, confirmation as a draft with its number', async () => {
  const { fullName, placeOfResidence } = person('no-mother')
  const { temporary } = citizenRecord(person('no-mother'))
  await expect(page.getByTestId('waiting')).toHaveAttribute('data-need', 'purpose')
  await accessible(page)
  await page.keyboard.press('1')
  const notice = page.getByTestId('notice')
  const { reads, why } = visits('RESIDENCE_CONFIRMATION').notice
  for (const { vi } of [...reads, why]) await expect(notice.getByText(vi)).toBeVisible()
  await expect(notice.getByText(/^\d+ (năm|ngày)$/)).toBeVisible()
  await accessible(page)

  await read(page, desk, 'no-mother', 'keys')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'authentic')
  await expect(page.getByTestId('desk-step-residence')).toHaveAttribute('data-state', 'done')
  await expect(outcome()).toHaveAttribute('data-light', 'green')
  const residence = page.getByTestId('residence')
  await expect(residence.getByText('Trên thẻ', { exact: true }).locator('xpath=following-sibling::dd')).toHaveText(
    placeOfResidence,
  )
  await expect(page.getByTestId('residence-permanent')).toHaveAttribute('data-result', 'same')
  await expect(page.getByTestId('residence-permanent')).toContainText(placeOfResidence)
  await expect(page.getByTestId('residence-temporary')).toHaveAttribute('data-result', 'different')
  await expect(page.getByTestId('residence-temporary')).toContainText(temporary?.address ?? '?')
  await expect(page.getByTestId('residence-temporary')).toContainText('Khác trên thẻ')
  await expect(page.getByTestId('residence-head')).toContainText(fullName)
  await expect(page.getByTestId('field-ethnicity')).toHaveCount(0)
  await expect(page.getByTestId('field-religion')).toHaveCount(0)
  await accessible(page)

  await page.keyboard.press('F4')
  await expect(paper(page)).toContainText('XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ')
  // In the margin of every sheet.
  const style = paper(page).locator('xpath=../head/style')
  expect(await style.evaluate(({ textContent }) => textContent)).toContain(
    'BẢN NHÁP – chưa có giá trị khi chưa được ký',
  )
  await expect(paper(page)).toContainText('1/XN')
  await expect(paper(page)).toContainText(fullName.toLocaleUpperCase('vi'))
  await expect(paper(page)).toContainText(placeOfResidence)
  await expect(paper(page)).toContainText(temporary?.address ?? '?')
  await expect(paper(page)).toContainText(validUntil())
  await expect(page.getByTestId('print-preview')).toContainText('210 × 297 mm')
  await accessible(page)
  await closePaper(page)
  await expect(confirmation()).toContainText('số 1/XN')
  await page.keyboard.press('F4')
  await expect(paper(page)).toContainText('1/XN')
  await expect(paper(page)).not.toContainText('2/XN')
  await closePaper(page)

  for (const [id, reason, title] of [
    ['ct01', 'Đề nghị xác nhận để nhập học', 'TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ'],
    ['ct04', 'Xác minh nơi tạm trú trước năm 2021', 'PHIẾU TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ'],
    ['ct06', 'Chưa có giấy tờ chứng minh chỗ ở hợp pháp', 'PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ'],
  ] as const) {
    await page.getByTestId(`document-${id}`).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('document-reason')).toBeFocused()
    await write(page, reason)
    await page.keyboard.press('Enter')
    await expect(paper(page)).toContainText(title)
    await expect(paper(page)).toContainText(reason)
    await expect(paper(page)).toContainText(fullName.toLocaleUpperCase('vi'))
    await closePaper(page)
  }
  await expect(page.getByTestId('document-ct04')).toContainText(`số 1/${today().slice(0, 4)}`)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'served')
  await next(page, desk)
})

/** A year but for a day, in the words of the form. */
function validUntil() {
  const [year = 0, month = 1, day = 1] = today().split('-').map(Number)
  const until = new Date(Date.UTC(year + 1, month - 1, day - 1))
  return new RegExp(
    `có giá trị đến ngày 0?${until.getUTCDate()} tháng 0?${until.getUTCMonth() + 1} năm ${until.getUTCFullYear()}`,
  )
}

test('offline: the draft rests on the chip and says so; after the network it is another one', async () => {
  await desk.network(false)
  await page.getByTestId('purpose-RESIDENCE_CONFIRMATION').tap()
  await read(page, desk, 'khoi')
  await expect(outcome()).toHaveAttribute('data-light', 'yellow')
  await expect(page.getByTestId('desk-step-residence')).toHaveAttribute('data-state', 'waiting')
  await expect(page.getByTestId('residence')).toHaveCount(0)
  await expect(confirmation()).toHaveAttribute('data-basis', 'chip')
  await expect(page.getByTestId('documents')).toContainText('Chỉ theo chip của thẻ')
  await accessible(page)
  await confirmation().tap()
  await expect(paper(page)).toContainText('Số: 2/XN')
  await expect(paper(page)).toContainText('Dự thảo lập từ dữ liệu trên chip, chưa đối chiếu cơ sở dữ liệu dân cư.')
  await expect(paper(page)).toContainText(person('khoi').placeOfResidence)
  await expect(paper(page)).not.toContainText('VŨ NGỌC KHÁNH LINH')
  await accessible(page)
  await page.getByTestId('print-preview').getByRole('button', { name: 'Đóng' }).tap()

  // As long as there is no network, for with it the question is sent at any moment by itself.
  const attempts = () =>
    lookInto(home, reader => reader.pendingQuestions(9).reduce((sum, each) => sum + each.attempts, 0))
  const before = await attempts()
  await page.getByTestId('pending').tap()
  await expect.poll(attempts).toBeGreaterThan(before)
  await page.getByTestId('lists-open').tap()
  await desk.network(true)
  await page.getByTestId('review-send').tap()
  await expect(page.getByTestId('pending')).toHaveCount(0)
  await page.getByTestId('lists-close').tap()
  await expect(confirmation()).toHaveAttribute('data-basis', 'registry')
  await expect(page.getByTestId('residence-permanent')).toHaveAttribute('data-result', 'same')
  await expect(outcome()).toHaveAttribute('data-light', 'green')
  await confirmation().tap()
  await expect(paper(page)).toContainText('Số: 3/XN')
  await expect(paper(page)).toContainText('Dự thảo lập từ trả lời xác nhận của cơ sở dữ liệu về cư trú')
  await expect(paper(page)).toContainText('Vũ Ngọc Khánh Linh')
  await closePaper(page)
  await page.getByTestId('decide-served').tap()
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'served')
  await next(page, desk)
})

test('offline, and gone before the answer: looked at later, with what was said', async () => {
  await desk.network(false)
  await page.keyboard.press('1')
  await read(page, desk, 'binh')
  await expect(confirmation()).toHaveAttribute('data-basis', 'chip')
  await page.getByTestId('decide-referred').focus()
  await page.keyboard.press('Enter')
  await write(page, 'Hẹn trả kết quả')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'referred')
  await next(page, desk)
  await desk.network(true)
  await page.keyboard.press('F10')
  const row = page.getByTestId('review-row')
  await page.getByTestId('review-send').tap()
  await expect(row.getByTestId('open-late-answer')).toBeVisible()
  await expect(row).toContainText(person('binh').fullName)
  await expect(row).toContainText('Trả lời: Thẻ còn giá trị')
  await expect(row).not.toContainText('CONFIRMED')
  await accessible(page)
  await row.tap()
  await page.getByTestId('review-seen').tap()
  await expect(page.getByTestId('review-empty')).toBeVisible()
  await page.keyboard.press('F10')
})

for (const { scenario, reason, says } of [
  { scenario: 'residence-unverified', reason: 'residence-pending', says: 'Nơi cư trú chưa được xác nhận.' },
  { scenario: 'residence-refused', reason: 'residence-unknown', says: 'Cơ sở dữ liệu không xác nhận được nơi cư trú' },
  { scenario: 'deceased', reason: 'holder-deceased', says: 'Trung ương ghi người này đã mất.' },
] as const)
  test(`refused by the register, ${scenario}: no confirmation, and what to do`, async () => {
    await desk.register(scenario)
    await page.keyboard.press('1')
    await read(page, desk, 'uyen')
    await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
    await expect(page.getByTestId(`why-${reason}`).first()).toContainText(says)
    await expect(confirmation()).toHaveCount(0)
    await expect(outcome()).toHaveAttribute('data-light', scenario === 'deceased' ? 'red' : 'yellow')
    await accessible(page)
    if (scenario === 'deceased') {
      await expect(page.getByTestId('documents')).toHaveCount(0)
      await expect(page.getByTestId('decide-served')).toBeDisabled()
    } else {
      await page.getByTestId('document-ct06').tap()
      await write(page, 'Nơi cư trú chưa rõ')
      await page.keyboard.press('Enter')
      await expect(paper(page)).toContainText('PHIẾU TỪ CHỐI')
      await expect(paper(page)).toContainText('Nơi cư trú chưa rõ')
      await closePaper(page)
    }
    await desk.register('normal')
    await next(page, desk)
  })

test('refused: an address changed after signing confirms nothing, and nobody may pass it', async () => {
  await page.keyboard.press('1')
  await read(page, desk, 'mai/dg13-changed')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'altered')
  await expect(outcome()).toHaveAttribute('data-light', 'red')
  await expect(page.getByTestId('documents')).toHaveCount(0)
  await expect(page.getByTestId('override')).toHaveAttribute('data-override', 'never')
  await expect(page.getByTestId('override-open')).toHaveCount(0)
  await expect(page.getByTestId('decide-served')).toBeDisabled()
  await accessible(page)
  await next(page, desk)
})

test('what this desk holds of somebody: shown and printed after the own card, deleted by two', async () => {
  await page.keyboard.press('F10')
  await page.getByTestId('list-own-data').tap()
  await expect(page.getByTestId('own-data-needs-card')).toBeVisible()
  await expect(page.getByTestId('own-data')).toHaveCount(0)
  await accessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('2')
  await read(page, desk, 'khoi')
  await page.getByTestId('own-data-open').tap()
  await expect(page.getByTestId('own-data')).toContainText(person('khoi').fullName)
  await expect(page.getByTestId('own-visit')).toHaveCount(2)
  await expect(page.getByTestId('own-visit').last()).toContainText('nơi thường trú')
  await expect(page.getByTestId('own-access').first()).toBeVisible()
  await accessible(page)
  await page.getByTestId('list-print').tap()
  await expect(paper(page)).toContainText(person('khoi').fullName)
  await accessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('print-preview')).toHaveCount(0)

  await page.getByTestId('erase-open').tap()
  await page.getByTestId('erase-ask').tap()
  const second = page.getByTestId('second-person')
  await expect(second).toBeVisible()
  await accessible(page)
  await second.getByTestId('sign-in-name').fill('demo-2')
  await second.getByTestId('sign-in-secret').fill(demoPin)
  await second.getByTestId('sign-in-submit').tap()
  await expect(second).toHaveCount(0)
  // By law the desk keeps what it did for a public service; somebody asked, and that is on record.
  await expect(page.getByTestId('erased')).toHaveText(
    'Chưa xóa được lượt nào: luật buộc giữ 2 lượt. Hết hạn máy tự xóa.',
  )
  await expect(page.getByTestId('own-visit')).toHaveCount(2)
  await accessible(page)
})

test('what is stored after the morning is what the definition keeps, and nothing else', async () => {
  await desk.stop()
  const stored = await storedVisits(home)
  expect(stored.length).toBe(8)
  for (const { purpose, report } of stored) {
    const ids = report.document.map(({ id }) => id)
    expect([...new Set(ids)].sort()).toEqual([...visits(purpose?.code ?? '').keeps].sort())
  }
  const papers = stored.flatMap(({ acts = [] }) => acts.filter(act => act.kind === 'document'))
  const numbers = papers.flatMap(({ document, number }) => (document === 'ct07' && number ? [number] : []))
  expect(numbers.sort()).toEqual(['1/XN', '2/XN', '3/XN'])
  // The register gives the ethnic group and the religion with a confirmation: nobody needs them afterwards.
  const { father, mother, oldIdNumber, expiryDate, religion } = person('khoi')
  const all = JSON.stringify(stored)
  for (const gone of [father, mother, oldIdNumber, expiryDate, religion]) expect(all).not.toContain(gone)
  const log = await lookInto(home, reader => reader.auditList({ limit: 1000 }))
  const [consented, deleted] = ['call.consent', 'store.purge'].map(action => log.find(entry => entry.action === action))
  expect(consented).toMatchObject({
    operator: 'demo-2',
    outcome: 'done',
    facts: expect.stringContaining('citizen.erase'),
  })
  expect(deleted).toMatchObject({
    operator: 'demo',
    outcome: 'nothing',
    subject: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})
