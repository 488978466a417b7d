import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { cardNumberOf, insuranceOf } from '../fixtures/country/insurance-card.ts'
import { dayText } from '../main/protocol/written-time.ts'
import { accessible, closePaper, next, paper, person, read, visitsOf, write } from './desk-page.ts'
import { storedVisits } from './desk-store.ts'
import { freshHome, removeHome } from './home.ts'
import { type RunningDesk, startDesk } from './running-desk.ts'

// One desk and one screen for the whole morning: who comes later finds what was left behind.
test.describe.configure({ mode: 'serial', timeout: 90_000 })

let home: string
let desk: RunningDesk
let context: BrowserContext
let page: Page
let visits: Awaited<ReturnType<typeof visitsOf>>

test.beforeAll(async ({ browser }) => {
  home = freshHome()
  desk = await startDesk(home, 'clinic')
  visits = await visitsOf('clinic')
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
const insurance = () => page.getByTestId('insurance')

test('online, by keys alone: told, read, covered, slip, handed over, served', async () => {
  const { personalNumber, fullName } = person('mai')
  const card = insuranceOf(person('mai'))
  await expect(page.getByTestId('waiting')).toHaveAttribute('data-need', 'purpose')
  await expect(page.getByTestId('notice')).toHaveCount(0)
  await accessible(page)
  await page.keyboard.press('1')
  const notice = page.getByTestId('notice')
  const { reads, why } = visits('PATIENT_ADMISSION').notice
  for (const { vi } of [...reads, why]) await expect(notice.getByText(vi)).toBeVisible()
  for (const said of [/^\d+ (năm|ngày)$/, 'Nghị định hướng dẫn Luật Bảo hiểm y tế'])
    await expect(notice.getByText(said)).toBeVisible()
  await accessible(page)

  await read(page, desk, 'mai', 'keys')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'authentic')
  await expect(outcome()).toHaveAttribute('data-light', 'green')
  await expect(page.getByTestId('field-fullName')).toHaveText(fullName)
  await expect(insurance().getByRole('heading')).toHaveText('Được hưởng BHYT: thẻ còn giá trị')
  await expect(page.getByTestId('insurance-validity')).toHaveText('01/01/2026 – 31/12/2030')
  await expect(page.getByTestId('insurance-registration')).toContainText(card?.card.registration.code ?? '?')
  await expect(page.getByTestId('insurance-fiveYears')).toHaveText(dayText(card?.fiveYearsOn ?? '?'))
  await expect(page.getByTestId('insurance-benefit')).toContainText('gợi ý')
  await expect(page.getByTestId('hint')).toContainText('Gợi ý')
  await expect(page.getByTestId('hint')).toContainText('Cán bộ quyết định')
  // What this desk does not show stays in the chip.
  await expect(page.getByTestId('field-religion')).toHaveCount(0)
  await expect(page.getByTestId('result')).not.toContainText(person('mai').mother)
  await accessible(page)

  await page.keyboard.press('F4')
  await expect(paper(page)).toContainText('PHIẾU TIẾP NHẬN')
  await expect(paper(page)).toContainText('Tiếp nhận người bệnh')
  await expect(paper(page)).toContainText('Được hưởng BHYT: thẻ còn giá trị')
  await expect(paper(page)).not.toContainText(personalNumber)
  await expect(page.getByTestId('print-preview')).toContainText('Giấy cuộn 80 mm')
  await accessible(page)
  await closePaper(page)
  await expect(page.getByTestId('document-reception-slip-80')).toContainText(/đã \p{L}+/u)

  const handOver = page.getByTestId('hand-over')
  await expect(handOver).toHaveAttribute('data-status', 'open')
  await page.keyboard.press('Control+s')
  await expect(handOver).toHaveAttribute('data-status', 'answered')
  await expect(handOver).toContainText(/số TN-\d+/)
  await expect(page.getByTestId('desk-step-hand-over')).toHaveAttribute('data-state', 'done')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'served')
  await accessible(page)
  await next(page, desk)
  await expect(page.getByTestId('lists-open')).toHaveAttribute('data-count', '0')
})

test('offline: yellow, no answer on the slip, and the answers come when the network does', async () => {
  await desk.network(false)
  await page.getByTestId('purpose-PATIENT_ADMISSION').tap()
  await read(page, desk, 'khoi')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'authentic')
  await expect(outcome()).toHaveAttribute('data-light', 'yellow')
  await expect(page.getByTestId('desk-step-insurance')).toHaveAttribute('data-state', 'waiting')
  await expect(insurance()).toHaveAttribute('data-status', 'pending')
  await expect(insurance().getByRole('heading')).toHaveText('Chưa có kết quả BHYT')
  await expect(insurance()).not.toContainText('Được hưởng')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'pending')
  await accessible(page)
  await page.getByTestId('document-reception-slip-80').tap()
  await expect(paper(page)).toContainText('Chưa có kết quả BHYT: cổng chưa trả lời')
  await expect(paper(page)).toContainText('Trung ương chưa trả lời.')
  await expect(paper(page)).not.toContainText('Được hưởng')
  await page.getByTestId('print-preview').getByRole('button', { name: 'Đóng' }).tap()
  await page.getByTestId('hand-over-send').tap()
  await expect(page.getByTestId('hand-over')).toHaveAttribute('data-status', 'pending')
  await page.getByTestId('decide-served').tap()
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'served')
  await desk.lift()
  await page.getByTestId('next-person').tap()
  await expect(page.getByTestId('lists-open')).toHaveAttribute('data-count', '1')

  await page.getByTestId('lists-open').tap()
  const row = page.getByTestId('review-row')
  await expect(row.getByTestId('open-pending')).toBeVisible()
  await expect(row.getByTestId('open-late-answer')).toHaveCount(0)
  await desk.network(true)
  await page.getByTestId('review-send').tap()
  await expect(row.getByTestId('open-late-answer')).toBeVisible()
  await expect(row).toContainText('Trả lời: 000 – Được hưởng BHYT: thẻ còn giá trị')
  await expect(row).toContainText('Trả lời: Thẻ còn giá trị')
  await expect(page.getByTestId('pending')).toHaveCount(0)
  await row.tap()
  await expect(page.getByTestId('stored-result').getByTestId('insurance')).toHaveAttribute('data-code', '000')
  await accessible(page)
  await page.getByTestId('review-seen').tap()
  await expect(page.getByTestId('review-empty')).toBeVisible()
  await expect(page.getByTestId('lists-open')).toHaveAttribute('data-count', '0')
  await page.keyboard.press('F10')
})

test('refused: a copied chip is nobody’s, whatever the insurance says of the name on it', async () => {
  await page.keyboard.press('1')
  await read(page, desk, 'mai/clone')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'cloned')
  await expect(outcome()).toHaveAttribute('data-light', 'red')
  await expect(page.getByTestId('desk-step-identity')).toHaveAttribute('data-state', 'stopped')
  await expect(page.getByTestId('override')).toHaveAttribute('data-override', 'never')
  await expect(page.getByTestId('override')).toContainText('Không ai được cho qua kết quả này')
  await expect(page.getByTestId('override-open')).toHaveCount(0)
  await expect(page.getByTestId('hand-over')).toHaveCount(0)
  await expect(page.getByTestId('decide-served')).toBeDisabled()
  await accessible(page)
  await page.keyboard.press('Control+s')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('decide-refused').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('decision-reason')).toBeFocused()
  await write(page, 'Chip sao chép, đã báo phụ trách')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'refused')
  await expect(page.getByTestId('decision')).toContainText('Chip sao chép, đã báo phụ trách')
  await expect(page.getByTestId('hand-over')).toHaveCount(0)
  await next(page, desk)
})

for (const { id, code, says, act } of [
  {
    id: 'fifty-nine',
    code: '010',
    says: 'Không được hưởng BHYT hôm nay: thẻ đã hết giá trị',
    act: 'Hỏi người bệnh đã gia hạn hay có thẻ khác chưa. Chưa có thì tiếp nhận không BHYT.',
  },
  {
    id: 'outside-5',
    code: '110',
    says: 'Không nhận thẻ này: thẻ đã bị thu hồi',
    act: 'hướng dẫn người bệnh liên hệ cơ quan BHXH',
  },
])
  test(`refused by the insurance, ${code}: the card is good, the patient is not covered, and what to do`, async () => {
    await page.keyboard.press('2')
    await read(page, desk, id)
    await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'authentic')
    await expect(insurance()).toHaveAttribute('data-code', code)
    await expect(insurance()).toHaveAttribute('data-light', 'red')
    await expect(insurance().getByRole('heading')).toContainText(says)
    await expect(insurance()).toContainText(act)
    await expect(page.getByTestId('desk-step-insurance')).toHaveAttribute('data-state', 'stopped')
    await accessible(page)
    await next(page, desk)
  })

test('not found by the personal number: asked again by the number of the card', async () => {
  const { card } = insuranceOf(person('uyen')) ?? {}
  await desk.portal('code-050')
  await page.keyboard.press('2')
  await read(page, desk, 'uyen')
  await expect(insurance()).toHaveAttribute('data-code', '050')
  await expect(insurance().getByRole('heading')).toHaveText('Không tìm thấy thẻ BHYT theo số này')
  await accessible(page)
  await desk.portal('checked-elsewhere-today')
  const number = page.getByTestId('insurance-number')
  await number.focus()
  await write(page, '12345')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('insurance-again')).toContainText('Mã thẻ có 15 ký tự, mã số BHXH có 10 số.')
  await number.fill(card ? cardNumberOf(card) : '')
  await page.keyboard.press('Enter')
  await expect(insurance()).toHaveAttribute('data-code', '000')
  await expect(insurance()).toContainText('Cùng ngày, nơi khác đã tra thẻ này')
  await expect(page.getByTestId('why-insurance-checked-elsewhere')).toBeVisible()
  await expect(page.getByTestId('insurance-again')).toHaveCount(0)
  await desk.portal('normal')
  await next(page, desk)
})

test('without a card: a child by the number of its insurance, an emergency by no number at all', async () => {
  const child = person('toddler')
  const { card } = insuranceOf(child) ?? {}
  await page.keyboard.press('1')
  await page.getByTestId('without-card-open').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('reason-CHILD_UNDER_6')).toBeFocused()
  await accessible(page)
  await page.keyboard.press('Space')
  await page.getByTestId('without-insurance').fill(card ? cardNumberOf(card) : '')
  await page.getByTestId('without-name').fill(child.fullName)
  await page.getByTestId('without-birth').fill(dayText(child.birthDate))
  await page.keyboard.press('Enter')
  await expectDeclared('Trẻ em dưới 6 tuổi')
  await expect(insurance()).toHaveAttribute('data-code', '000')
  await expect(page.getByTestId('insurance-card')).toHaveText(card ? cardNumberOf(card) : '?')
  await next(page, desk)

  await page.keyboard.press('1')
  await page.getByTestId('without-card-open').tap()
  await page.getByTestId('reason-EMERGENCY').check()
  await page.getByTestId('without-submit').tap()
  await expect(page.getByTestId('without-problem')).toContainText('ít nhất một trong ba')
  await page.getByTestId('without-name').fill('Người bệnh chưa rõ tên')
  await page.getByTestId('without-submit').tap()
  await expectDeclared('Cấp cứu')
  await expect(insurance()).toHaveCount(0)
  await next(page, desk)
})

/** Nothing on the screen or on the slip is more than somebody's word. */
async function expectDeclared(reason: string) {
  await expect(page.getByTestId('result')).toBeVisible()
  const fields = page.locator('[data-testid^="field-"]')
  await expect(fields.first()).toBeVisible()
  for (const field of await fields.all()) await expect(field).toHaveAttribute('data-level', 'declared')
  await expect(outcome()).toContainText(`Không có thẻ: ${reason}`)
  await expect(outcome()).not.toHaveAttribute('data-light', 'green')
  await expect(page.getByTestId('why-no-chip')).toBeVisible()
  await accessible(page)
  const slip = page.getByTestId('document-reception-slip-80')
  await expect(slip).toHaveAttribute('data-basis', 'declared')
  await slip.tap()
  await expect(paper(page)).toContainText('KHÔNG CÓ THẺ CĂN CƯỚC')
  await expect(paper(page)).toContainText('Dữ liệu tự khai')
  await expect(paper(page)).toContainText(reason)
  await expect(paper(page)).not.toContainText('Thẻ thật')
  await closePaper(page)
}

test('what is stored after the morning is what the definition keeps, and nothing else', async () => {
  await desk.stop()
  const stored = await storedVisits(home)
  const names = stored.map(({ report }) => report.document.find(({ id }) => id === 'fullName')?.value)
  expect(names.length).toBe(8)
  for (const { purpose, report, withoutCard } of stored) {
    const keeps = visits(purpose?.code ?? '').keeps
    const ids = new Set(report.document.map(({ id }) => id))
    if (withoutCard) expect(keeps).toEqual(expect.arrayContaining([...ids]))
    else expect([...ids].sort()).toEqual([...keeps].sort())
  }
  const all = JSON.stringify(stored)
  const { mother, father, oldIdNumber, expiryDate, placeOfOrigin, personalMarks } = person('mai')
  for (const gone of [mother, father, oldIdNumber, expiryDate, placeOfOrigin, personalMarks])
    expect(all).not.toContain(gone)
})
