import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import telecom from '../main/desks/definitions/telecom.json' with { type: 'json' }
import { maskedNumber } from '../main/protocol/masked-number.ts'
import { accessible, closePaper, paper, person } from './desk-page.ts'
import { lookInto, storedVisits } from './desk-store.ts'
import { freshHome, removeHome } from './home.ts'
import { expectVerdict } from './running-counter.ts'
import { type RunningDesk, startDesk } from './running-desk.ts'
import { scan, scannerKeys } from './typed-scan.ts'

/** A shop that is nothing but `telecom.json`: `main/desks/definition-check.test.ts` holds that no code knows of it. */

test.describe.configure({ mode: 'serial', timeout: 120_000 })

const [visit] = telecom.visits
const [purpose] = telecom.purposes
const mai = person('mai')
const khoi = person('khoi')
let home: string
let desk: RunningDesk
let context: BrowserContext
let page: Page

test.beforeAll(async ({ browser }) => {
  home = freshHome()
  desk = await startDesk(home, 'telecom')
  context = await browser.newContext({ locale: 'vi-VN' })
  page = await context.newPage()
  await page.goto(desk.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
})
test.afterAll(async () => {
  await context?.close()
  await desk?.stop()
  removeHome(home)
})
test.beforeEach(() => test.skip(desk.reader !== 'pcsc', 'no PC/SC service can be started here: no card is really read'))

const waiting = () => page.getByTestId('waiting')
const step = (id: string) => page.getByTestId(`desk-step-${id}`)
const expectLight = (light: string) => expect(page.getByTestId('outcome')).toHaveAttribute('data-light', light)
const expectStep = (id: string, state: string) => expect(step(id)).toHaveAttribute('data-state', state)
const record = () => page.getByTestId('document-identity-record')
/** The number scanned and the card on the pad: all that a read needs but the consent. */
async function comes(card: string) {
  await desk.lift()
  await page.keyboard.press('F2')
  await expect(waiting()).toHaveAttribute('data-need', 'consent')
  await scan(page, scannerKeys(`${person(card.split('/')[0] ?? '').personalNumber}\r`))
  await expect(page.getByTestId('declared')).toBeVisible()
  await desk.place(card)
  await expect(page.getByTestId('step-card')).toHaveAttribute('data-state', 'done')
}

test('a shop made of a file: its title, its purpose, its law and its notice, in both languages', async () => {
  await expect(page.getByRole('banner')).toContainText(telecom.title.vi)
  for (const language of ['vi', 'en'] as const) {
    await page.getByTestId(`language-${language}`).click()
    await expect(page.getByTestId('step-visit')).toContainText(purpose?.name[language] ?? '?')
    const notice = page.getByTestId('notice')
    for (const { [language]: told } of [...(visit?.notice.reads ?? []), ...(visit?.notice.keeps ?? [])])
      await expect(notice).toContainText(told)
    await expect(notice).toContainText(visit?.notice.why[language] ?? '?')
    await expect(notice).toContainText(telecom.legalBases[1]?.title[language] ?? '?')
    await accessible(page)
  }
  await page.getByTestId('language-vi').click()
})

test('a consent that is refused: nothing is read, asked or stored', async () => {
  await comes('mai')
  // No answer stands by itself, and Enter gives none.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  await expect(waiting()).toHaveAttribute('data-need', 'consent')
  await page.getByTestId('consent-refused').click()
  await expect(page.getByTestId('declared')).toHaveCount(0)
  await expect(waiting()).toHaveAttribute('data-need', 'consent')
  const stored = await lookInto(home, reader => ({
    visits: reader.historyPage({ limit: 9 }).transactions,
    reads: reader.auditList({ limit: 50 }).filter(({ subject }) => subject),
    waiting: reader.pendingCount(),
  }))
  expect(stored).toEqual({ visits: [], reads: [], waiting: 0 })
})

test('online: consent spoken, then the read, the register, the record to print, served', async () => {
  await comes('mai')
  expect(await storedVisits(home)).toEqual([])
  await page.getByTestId('consent-spoken').click()
  await expectVerdict(page, 'authentic')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  for (const id of ['identity', 'registry']) await expectStep(id, 'done')
  await expectLight('green')
  for (const other of ['customer', 'face', 'insurance', 'residence', 'hand-over'])
    await expect(step(other)).toHaveCount(0)
  await expect(page.getByTestId('field-placeOfResidence')).toBeVisible()
  await expect(page.getByTestId('field-religion')).toHaveCount(0)
  await expect(page.getByTestId('result')).not.toContainText(mai.mother)
  await accessible(page)

  await expect(record()).toHaveAttribute('data-basis', 'registry')
  await page.keyboard.press('F4')
  for (const said of [
    mai.fullName,
    maskedNumber(mai.personalNumber),
    purpose?.name.vi,
    'nói',
    telecom.legalBases[1]?.title.vi,
  ])
    await expect(paper(page)).toContainText(said ?? '?')
  const [stored] = await storedVisits(home)
  await expect(paper(page)).toContainText(stored?.id ?? '?')
  for (const never of [mai.personalNumber, mai.placeOfResidence, mai.ethnicity])
    await expect(paper(page)).not.toContainText(never)
  await expect(paper(page).locator('img, image, canvas')).toHaveCount(0)
  await accessible(page)
  await closePaper(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'served')
  expect(stored?.consent).toMatchObject({ type: 'CONSENT', method: 'SPOKEN', textVersion: telecom.version })
})

test('offline: consent signed stands in the request that waits; the register answers when the network is back', async () => {
  await desk.network(false)
  await comes('khoi')
  await page.getByTestId('consent-signed').click()
  await expectVerdict(page, 'authentic')
  await expectStep('registry', 'waiting')
  await expectStep('identity', 'waiting')
  await expectLight('yellow')
  await expect(record()).toHaveAttribute('data-basis', 'chip')
  await accessible(page)
  const bodies = await lookInto(home, reader =>
    reader
      .pendingQuestions(9)
      .flatMap(({ question }) =>
        question.kind === 'registry' ? [question.card.body, question.citizen?.body ?? '{}'] : [],
      ),
  )
  expect(bodies).toHaveLength(2)
  for (const body of bodies)
    expect(JSON.parse(body)).toMatchObject({
      purpose: { code: visit?.purpose, legalBasisCode: visit?.legalBasis },
      consent: { type: 'CONSENT', method: 'SIGNED', textVersion: telecom.version },
    })
  await desk.network(true)
  await page.keyboard.press('F10')
  await page.getByTestId('review-send').click()
  await expect(page.getByTestId('open-pending')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  await expectLight('green')
  await expect(record()).toHaveAttribute('data-basis', 'registry')
})

test('refused: a card that the register has withdrawn, and one whose data were changed', async () => {
  await desk.register('revoked')
  await comes('mai')
  await page.getByTestId('consent-spoken').click()
  await expectStep('registry', 'stopped')
  await expectVerdict(page, 'refused')
  await expectLight('red')
  await expect(page.getByTestId('why-registry-refused')).toBeVisible()
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-override', 'never')
  await expect(page.getByTestId('decide-served')).toBeDisabled()
  await expect(record()).toHaveAttribute('data-basis', 'declared')
  await accessible(page)
  await page.getByTestId('decide-refused').click()
  await page.getByTestId('decision-reason').fill('Thẻ đã bị thu hồi')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', 'refused')

  await desk.register('normal')
  await comes('mai/dg13-changed')
  await page.getByTestId('consent-spoken').click()
  await expectVerdict(page, 'altered')
  await expectStep('identity', 'stopped')
  await expectLight('red')
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-override', 'never')
})

test('what is stored is what the file says is kept, with the consent, and no evidence', async () => {
  await desk.stop()
  const visits = await storedVisits(home)
  expect(visits.map(({ consent }) => consent?.method)).toEqual(['SPOKEN', 'SPOKEN', 'SIGNED', 'SPOKEN'])
  for (const { id, purpose: why, consent, report, ...rest } of visits) {
    expect(why).toEqual({ code: visit?.purpose, legalBasis: visit?.legalBasis })
    expect(consent).toMatchObject({ type: 'CONSENT', textVersion: telecom.version })
    expect(new Set(report.document.map(field => field.id))).toEqual(new Set(visit?.keeps))
    const text = JSON.stringify({ report, ...rest })
    for (const { placeOfResidence, placeOfOrigin, father, mother, personalMarks } of [mai, khoi])
      for (const secret of [placeOfResidence, placeOfOrigin, father, mother, personalMarks])
        expect(text).not.toContain(secret)
    expect(text).not.toMatch(/Phật giáo|data:image|\/9j\//)
    expect(await lookInto(home, reader => reader.evidence(id))).toBeUndefined()
  }
})
