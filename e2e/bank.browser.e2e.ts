import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import type { Persona } from '../fixtures/country/persona.ts'
import { freePorts } from '../fixtures/services/free-ports.ts'
import { type CoreClient, coreClient } from '../fixtures/services/organisation/core-client.ts'
import bank from '../main/desks/definitions/bank.json' with { type: 'json' }
import { viVerdicts as vietnameseVerdicts } from '../main/protocol/check-texts.vi.ts'
import { demoAccounts, demoPin } from '../main/protocol/demo-accounts.ts'
import { maskedNumber } from '../main/protocol/masked-number.ts'
import type { Transaction } from '../main/protocol/transaction.ts'
import { stationPaths } from '../main/station/paths.ts'
import { decodeEvidence } from '../main/verification/evidence.ts'
import { type CameraBrowser, openCameraBrowser } from './camera-browser.ts'
import { accessible, closePaper, paper, person } from './desk-page.ts'
import { lookInto, storedVisits, storeWith } from './desk-store.ts'
import { freshHome, removeHome } from './home.ts'
import { expectVerdict } from './running-counter.ts'
import { type RunningDesk, startDesk } from './running-desk.ts'
import { scan, scannerKeys } from './typed-scan.ts'

/** The teller's day at a desk that is `bank.json`: cards over PC/SC, a camera before the customer, the core system at the door. */

test.describe.configure({ mode: 'serial', timeout: 120_000 })

const home = freshHome()
const token = 'an-invented-token-of-a-core-system-in-a-test'
let desk: RunningDesk
let camera: CameraBrowser
let page: Page
let core: CoreClient

test.beforeAll(async ({ launchOptions }) => {
  const port = await freePorts()
  const { config } = stationPaths(true, { CHIPDESK_HOME: home })
  mkdirSync(dirname(config), { recursive: true, mode: 0o700 })
  writeFileSync(config, JSON.stringify({ door: { port } }))
  await storeWith(home, { 'secret.door.token': token })
  core = coreClient(`http://127.0.0.1:${port}`, token)
  desk = await startDesk(home, 'bank')
  camera = await openCameraBrowser(launchOptions, { cookies: [], origins: [] }, false)
  page = camera.page
  await page.goto(desk.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
})
test.afterAll(async () => {
  await camera?.close()
  await desk?.stop()
  removeHome(home)
})

test.beforeEach(() => test.skip(desk.reader !== 'pcsc', 'no PC/SC service can be started here: no card is really read'))

const mai = person('mai')
const khoi = person('khoi')
const [first, second] = demoAccounts

const outcome = () => page.getByTestId('outcome')
const step = (id: string) => page.getByTestId(`desk-step-${id}`)
const expectLight = (light: string) => expect(outcome()).toHaveAttribute('data-light', light)
const expectStep = (id: string, state: string) => expect(step(id)).toHaveAttribute('data-state', state)
const answered = () => expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')

test('before the read: nothing is read until it is said what the customer has come for', async () => {
  await desk.place('khoi')
  await scan(page, scannerKeys(`${khoi.personalNumber}\r`))
  await expect(page.getByTestId('declared')).toBeVisible()
  await expect(page.getByTestId('waiting')).toHaveAttribute('data-need', 'purpose')
  await expect(page.getByTestId('customer-open')).toHaveCount(0)
  for (const { purpose } of bank.visits) await expect(page.getByTestId(`purpose-${purpose}`)).toBeVisible()
  await accessible(page)
  expect(await storedVisits(home)).toEqual([])
  await desk.lift()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('declared')).toHaveCount(0)
})

test('online, by keyboard alone: record, card, register, face, teller record, hand-over, served', async () => {
  await choose('2')
  await expect(page.getByTestId('notice')).toContainText('Họ tên, số định danh')
  await tabTo('customer-open')
  await page.keyboard.press('Enter')
  await tabTo('customer-number')
  const { fullName } = khoi
  // In the order of the form, Enter after each. Letters with marks come as an input method writes them.
  for (const text of ['CIF-1', '12000000', khoi.personalNumber, fullName, '20/03/1983', '12/04/2021', '20/03/2043']) {
    if (/^\d+$/.test(text)) await page.keyboard.type(text, { delay: 45 })
    else await page.keyboard.insertText(text)
    await page.keyboard.press('Enter')
  }
  await expect(page.getByTestId('customer-amount')).toHaveValue('12.000.000')
  await accessible(page)
  await tabTo('counter-input')
  await page.keyboard.type(khoi.personalNumber, { delay: 45 })
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('declared')).toBeVisible()
  await desk.place('khoi')
  await expectVerdict(page, 'authentic')
  await answered()
  await expect(page.getByTestId('check-sod.hashes').first()).toHaveAttribute('data-result', 'successful')
  await expect(page.getByTestId('check-chip.chip-authentication')).toHaveAttribute('data-result', 'successful')

  expect((await newest()).registry).toMatchObject({
    status: 'answered',
    card: { verdict: 'VALID', keyId: 'reference-1', signature: expect.stringMatching(/.{40}/) },
    citizen: { match: 'FULL' },
  })
  await expect(page.getByTestId('field-personalNumber')).toContainText(maskedNumber(khoi.personalNumber))
  await expect(page.getByTestId('result')).not.toContainText(khoi.personalNumber)

  await expect(page.getByTestId('customer-comparison')).toHaveAttribute('data-tone', 'quiet')
  await expect(page.getByTestId('customer-comparison').locator('tr')).toHaveCount(0)
  await expect(page.getByTestId('customer-same')).toContainText('5')
  for (const id of ['identity', 'registry', 'customer']) await expectStep(id, 'done')
  await expectStep('face', 'to-do')
  await expect(step('face')).toHaveAttribute('data-need', 'required')
  await expectLight('yellow')

  const chip = page.getByTestId('face-chip')
  await expect
    .poll(() => chip.evaluate(image => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0)
  await page.keyboard.press('F6')
  const live = page.getByTestId('face-live')
  await expect(live).toHaveAttribute('data-status', 'running')
  await page.keyboard.press('F6')
  await expect(live).toHaveAttribute('data-frozen', 'true')
  expect(await coloursOf('face-still')).toBeGreaterThan(1)
  await accessible(page)
  await expectLight('yellow')
  await page.keyboard.press('F7')
  await expect(page.getByTestId('face-decided')).toHaveAttribute('data-decision', 'same')
  await expect(page.getByTestId('face-still')).toHaveCount(0)
  await expectStep('face', 'done')
  await expectLight('green')

  await page.keyboard.press('F4')
  await expect(paper(page)).toContainText(maskedNumber(khoi.personalNumber))
  await expect(paper(page)).toContainText(khoi.fullName)
  await expect(paper(page)).toContainText((await newest()).id)
  await expect(paper(page)).toContainText('reference-1')
  await expect(paper(page).locator('.verification svg')).toBeVisible()
  await expect(paper(page).locator('img, image, canvas')).toHaveCount(0)
  const written = await paper(page).innerText()
  for (const never of [khoi.personalNumber, khoi.religion, 'Kinh', 'Dân tộc', 'Tôn giáo', khoi.placeOfOrigin])
    expect(written).not.toContain(never)
  await accessible(page)
  await closePaper(page)

  await page.keyboard.press('Control+s')
  await expect(page.getByTestId('hand-over')).toHaveAttribute('data-status', 'answered')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'served')
  await accessible(page)
  await desk.lift()
})

/** A customer at the counter whose record the core system has pushed, for a transaction of an amount. */
async function pushed(of: Persona, amount: number, changed: Readonly<Record<string, string>> = {}) {
  const { personalNumber, fullName, birthDate } = of
  const fields = { personalNumber, fullName, birthDate, ...changed }
  expect(await core.push({ customerNumber: `CIF-${of.id}`, fields, amount })).toEqual({ status: 204 })
}

async function next(key: string) {
  await page.keyboard.press('F2')
  await expect(page.getByTestId('waiting')).toHaveAttribute('data-need', 'purpose')
  await choose(key)
}

/** A purpose, at the pace of a hand: a digit right after another key is a scanner's. */
async function choose(key: string) {
  await page.waitForTimeout(150)
  await page.keyboard.press(key)
  await expect(page.getByTestId('notice')).toBeVisible()
}

async function read(card: string, of: Persona) {
  await scan(page, scannerKeys(`${of.personalNumber}\r`))
  await desk.place(card)
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 15_000 })
}

test('a record from the core system: no face below ten million, one from ten million on', async () => {
  await next('2')
  await pushed(mai, 9_999_999)
  await expect(page.getByTestId('customer-core')).toContainText('9.999.999')
  await expect(page.getByTestId('core-personalNumber')).toHaveText(maskedNumber(mai.personalNumber))
  await accessible(page)
  await read('mai', mai)
  await answered()
  await expectStep('customer', 'done')
  await expect(step('face')).toHaveCount(0)
  await expectLight('green')
  await pushed(mai, 10_000_000)
  await expect(step('face')).toHaveAttribute('data-need', 'required')
  await expectLight('yellow')
  await page.keyboard.press('Shift+F7')
  await expectStep('face', 'stopped')
  await expectLight('red')
  await page.getByTestId('face-redo').click()
  await page.keyboard.press('F7')
  await expectLight('green')
  await desk.lift()
})

test('a differing name stops, marks alone warn; a second person takes a yellow visit on, and it stays yellow', async () => {
  await next('2')
  await page.getByTestId('customer-open').click()
  const { personalNumber } = mai
  for (const [id, text] of Object.entries({
    personalNumber,
    fullName: 'Nguyễn Thị Thanh Lan',
    birthDate: '15/01/1990',
  }))
    await page.getByTestId(`customer-${id}`).fill(text)
  await scan(page, scannerKeys(`${personalNumber}\r`))
  await expect(page.getByTestId('declared')).toBeVisible()
  await page.getByTestId('customer-amount').fill('5000000')
  // Citizens do not wait until the form is kept.
  await desk.place('mai')
  await expect(page.getByTestId('customer-comparison')).toContainText('5.000.000')
  await answered()
  await expect(page.getByTestId('row-fullName')).toHaveAttribute('data-tone', 'red')
  await expect(page.getByTestId('row-fullName').locator('mark').first()).toHaveText(/^Lan/)
  await expectStep('customer', 'stopped')
  await expectLight('red')
  await expect(outcome()).toHaveAttribute('data-override', 'never')
  await expect(page.getByTestId('override-open')).toHaveCount(0)
  await expect(page.getByTestId('decide-served')).toBeDisabled()
  await expect(page.getByTestId('hand-over-send')).toHaveCount(0)
  await accessible(page)

  await page.getByTestId('customer-change').click()
  await page.getByTestId('customer-fullName').fill('NGUYEN THI THANH MAI')
  await page.getByTestId('customer-compare').click()
  await expect(page.getByTestId('row-fullName')).toHaveAttribute('data-tone', 'yellow')
  await expectStep('customer', 'warned')
  await expectLight('yellow')

  await page.getByTestId('override-open').click()
  await page.getByTestId('override-reason').fill('Tên khác')
  await page.getByTestId('override-submit').click()
  await expect(page.getByTestId('override-reason')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByTestId('second-person')).toHaveCount(0)
  await page.getByTestId('override-reason').fill(reason)
  await page.getByTestId('override-submit').click()
  const dialog = page.getByTestId('second-person')
  await expect(dialog).toContainText(reason)
  await accessible(page)
  // The first person is no second one.
  await consent(first.id)
  await expect(page.getByTestId('sign-in-error')).toHaveAttribute('data-tag', 'ApiNotPermitted')
  await expect(outcome()).toHaveAttribute('data-override', 'possible')
  await consent(second.id)
  await expect(dialog).toHaveCount(0)
  await expect(outcome()).toHaveAttribute('data-override', 'done')
  await expectLight('yellow')
  await page.getByTestId('decide-served').click()
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'served')
  await page.getByTestId('document-teller-record').click()
  await expect(paper(page)).toContainText(reason)
  await expect(paper(page)).toContainText(second.id)
  await closePaper(page)
  await desk.lift()
})

const reason = 'Hồ sơ cũ nhập không dấu, đã xem thẻ'
const consent = async (id: string) => {
  await page.getByTestId('sign-in-name').fill(id)
  await page.getByTestId('sign-in-secret').fill(demoPin)
  await page.getByTestId('sign-in-submit').click()
}

test('the number of another customer: red, and refused with a reason', async () => {
  await next('3')
  await pushed(mai, 1_000_000, { personalNumber: khoi.personalNumber })
  await expect(page.getByTestId('customer-core')).toBeVisible()
  await read('mai', mai)
  await expect(page.getByTestId('row-personalNumber')).toHaveAttribute('data-tone', 'red')
  await expectLight('red')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('decide-refused').click()
  await page.getByTestId('decision-submit').click()
  await expect(page.getByTestId('decision-reason')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByTestId('decision')).not.toHaveAttribute('data-outcome', /./)
  await page.getByTestId('decision-reason').fill('Không phải chủ tài khoản')
  await page.getByTestId('decision-submit').click()
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'refused')
  await expect(page.getByTestId('decision')).toContainText('Không phải chủ tài khoản')
  await accessible(page)
  await desk.lift()
})

test('a card past its date stops', async () => {
  await next('2')
  await pushed(mai, 1_000_000)
  await read('mai/expired', mai)
  await answered()
  await expectStep('identity', 'stopped')
  await expect(page.getByTestId('why-expired-document')).toBeVisible()
  await expectLight('red')
  await expect(outcome()).toHaveAttribute('data-override', 'never')
  await expect(page.getByTestId('decide-served')).toBeDisabled()
  await accessible(page)
  await desk.lift()
})

test('an altered card: nobody takes it on, nothing is handed over, and its record says that it was refused', async () => {
  await next('2')
  await pushed(mai, 1_000_000)
  await read('mai/dg13-changed', mai)
  await expectVerdict(page, 'altered')
  await expectStep('identity', 'stopped')
  await expectLight('red')
  await expect(outcome()).toHaveAttribute('data-override', 'never')
  await expect(page.getByTestId('hand-over-send')).toHaveCount(0)
  await expect(page.getByTestId('decide-served')).toBeDisabled()
  await expect(page.locator('[data-testid^=document-]')).toHaveCount(1)
  await expect(page.getByTestId('document-teller-record')).toHaveAttribute('data-basis', 'declared')
  await page.keyboard.press('F4')
  await expect(paper(page).locator('.verdict')).toContainText(vietnameseVerdicts.altered.title)
  await expect(paper(page)).not.toContainText(vietnameseVerdicts.authentic.title)
  await closePaper(page)
  await desk.lift()
})

test('offline: yellow, waiting for the register; it answers later, and the visit is looked at', async () => {
  await desk.network(false)
  await next('1')
  await pushed(mai, 0)
  await read('mai', mai)
  await expectVerdict(page, 'authentic')
  await page.keyboard.press('F7')
  await expect(page.getByTestId('face-decided')).toBeVisible()
  await expectStep('identity', 'waiting')
  await expectStep('registry', 'waiting')
  await expectStep('face', 'done')
  await expectLight('yellow')
  await expect(page.getByTestId('document-teller-record')).toHaveAttribute('data-basis', 'chip')
  await accessible(page)
  await page.getByTestId('decide-referred').click()
  await page.getByTestId('decision-reason').fill('Chờ trung ương')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'referred')
  await desk.lift()
  await page.keyboard.press('F2')
  await page.keyboard.press('F10')
  await expect(page.getByTestId('review-row').filter({ has: page.getByTestId('open-pending') })).toHaveCount(1)
  await desk.network(true)
  await page.getByTestId('review-send').click()
  const late = page.getByTestId('review-row').filter({ has: page.getByTestId('open-late-answer') })
  await expect(late).toHaveCount(1)
  await expect(page.getByTestId('open-pending')).toHaveCount(0)
  await accessible(page)
  await late.click()
  await expect(page.getByTestId('stored-result').getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  await page.getByTestId('review-seen').click()
  await expect(late).toHaveCount(0)
  await page.keyboard.press('Escape')
})

test('what is stored is what the definition keeps, and nothing else of anybody', async () => {
  await desk.stop()
  const visits = await storedVisits(home)
  expect(visits).toHaveLength(7)
  for (const visit of visits) {
    const { keeps } = bank.visits.find(({ purpose }) => purpose === visit.purpose?.code) ?? { keeps: [] }
    expect(new Set(visit.report.document.map(({ id }) => id))).toEqual(new Set(keeps))
    expect(visit.consent).toMatchObject({ type: 'LEGAL_DUTY', method: 'SCREEN', textVersion: bank.version })
    const text = JSON.stringify(visit)
    for (const { religion, placeOfOrigin, father, mother, personalMarks } of [mai, khoi])
      for (const secret of [religion, placeOfOrigin, father, mother, personalMarks])
        if (secret !== 'Không') expect(text).not.toContain(secret)
    // A face begins like this in base64: JPEG, or JPEG 2000.
    expect(text).not.toMatch(/\/9j\/|data:image|AAAADGpQ/)
    const kept = await lookInto(home, reader => decodeEvidence(reader.evidence(visit.id) ?? ''))
    const { files, withheld } = kept.ok ? kept.value.read : {}
    expect([...(files?.keys() ?? [])].toSorted()).toEqual(['COM', 'CardAccess', 'DG1', 'DG14', 'DG15', 'SOD'])
    expect([...(withheld?.keys() ?? [])].toSorted()).toEqual(['DG13', 'DG2'])
  }
})

async function newest(): Promise<Transaction> {
  const [visit] = await storedVisits(home)
  if (!visit) throw new Error('no visit is stored')
  return visit
}

/** Presses Tab until the focus is there. */
async function tabTo(testId: string) {
  const target = page.getByTestId(testId)
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate(element => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${testId}`)
}

/** How many colours a picture has: one that was never drawn has one. */
const coloursOf = (testId: string) =>
  page.getByTestId(testId).evaluate(element => {
    const canvas = element as unknown as {
      readonly width: number
      readonly height: number
      getContext(kind: '2d'): { getImageData(...box: number[]): { readonly data: Uint8Array } }
    }
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    return new Set(new Uint32Array(data.buffer)).size
  })
