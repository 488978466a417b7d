import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { demoAccounts, demoPin } from '../main/protocol/demo-accounts.ts'
import { maskedNumber } from '../main/protocol/masked-number.ts'
import { decodeEvidence } from '../main/verification/evidence.ts'
import { accessible, closePaper, paper, person, read } from './desk-page.ts'
import { lookInto } from './desk-store.ts'
import { freshHome, removeHome } from './home.ts'
import { type RunningDesk, startDesk } from './running-desk.ts'

test.describe.configure({ mode: 'serial' })
test.use({ permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 1024, height: 768 } })

const home = freshHome()
const mai = person('mai')
const second = demoAccounts[1]
let desk: RunningDesk
let page: Page

test.beforeAll(async ({ browser }) => {
  desk = await startDesk(home, 'bank')
  page = await browser.newPage()
  await page.goto(desk.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
})
test.afterAll(async () => {
  await page?.close()
  await desk?.stop()
  removeHome(home)
})
test.beforeEach(() => test.skip(desk.reader !== 'pcsc', 'no PC/SC service can be started here: no card is really read'))

const copied = () => page.evaluate(() => navigator.clipboard.readText())
const said = () => page.getByTestId('copied')
const auditOf = (action: string) => lookInto(home, reader => reader.auditList({ action, limit: 100 }))

test('what a clerk takes along of a result: one value by keys, a number no more than is seen, all of it by F8', async () => {
  await page.getByTestId('purpose-BANK_COUNTER_TXN').click()
  await read(page, desk, 'mai')
  await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
  // Without scrolling: the answer, what to do, and the next person.
  for (const id of ['verdict', 'to-do', 'next-person', 'copy-all', 'document-teller-record'])
    await expect(page.getByTestId(id)).toBeInViewport()

  await page.getByTestId('copy-fullName').focus()
  await page.keyboard.press('Enter')
  await expect(said()).toHaveAttribute('data-ok', 'true')
  expect(await copied()).toBe(await page.getByTestId('field-fullName').innerText())
  await page.keyboard.press('ArrowDown')
  await expect(page.getByTestId('copy-personalNumber')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(copied).toBe(maskedNumber(mai.personalNumber))
  await page.keyboard.press('F8')
  await expect.poll(copied).toContain('Kết quả: ')
  expect(await copied()).not.toContain(mai.personalNumber)
  const number = page.getByTestId('field-personalNumber')
  await number.getByTestId('shown-number').click()
  await page.getByTestId('copy-personalNumber').click()
  await expect.poll(copied).toBe(mai.personalNumber)
  await number.getByTestId('shown-number').click()
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))
    document.execCommand = () => false
  })
  await page.keyboard.press('F8')
  await expect(said()).toHaveAttribute('data-ok', 'false')
  await expect(said()).toContainText('Ctrl+C')

  await page.keyboard.press('F4')
  await expect(paper(page)).toContainText(maskedNumber(mai.personalNumber))
  await closePaper(page)
})

test('behind it: every check, the certificates, the times, the commands without data; Esc puts that away first', async () => {
  await page.getByTestId('drawer-open').click()
  const drawer = page.getByTestId('drawer')
  await expect(drawer.getByTestId('tree-sod.hashes').first()).toHaveAttribute('data-result', 'successful')
  expect(
    await drawer.locator('[data-testid^=branch-]').evaluateAll(all => all.map(({ dataset }) => dataset.testid)),
  ).toEqual(['access', 'chip', 'object', 'issuer', 'integrity', 'document', 'identity'].map(id => `branch-${id}`))
  await accessible(page)
  await page.getByTestId('drawer-certificates').click()
  await expect(drawer.getByTestId('certificate-document-signer')).toContainText('SHA-256')
  await expect(drawer.getByTestId('certificate-anchor')).toContainText('EC ')
  await accessible(page)
  await page.getByTestId('drawer-times').click()
  await expect(drawer.getByTestId('time-dg2')).toContainText(/\d/)
  await page.getByTestId('drawer-commands').click()
  expect(await auditOf('transaction.trace')).toHaveLength(0)
  await page.getByTestId('commands-show').click()
  await expect(drawer.getByTestId('command').nth(10)).toBeAttached()
  await expect(drawer).not.toContainText(mai.personalNumber.slice(-6))
  expect(await auditOf('transaction.trace')).toHaveLength(1)
  await accessible(page)

  await page.getByTestId('drawer-evidence').click()
  await page.getByTestId('evidence-save').click()
  await expect(page.getByTestId('second-person')).toBeVisible()
  await page.getByTestId('second-person').getByTestId('sign-in-name').fill(second.id)
  await page.getByTestId('second-person').getByTestId('sign-in-secret').fill(demoPin)
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  const evidence = decodeEvidence(readFileSync(await file.path(), 'utf8'))
  expect(evidence.ok && evidence.value.report.verdict).toBe('authentic')
  await expect(page.getByTestId('evidence-saved')).toContainText(file.suggestedFilename())

  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(page.getByTestId('result')).toBeVisible()
  await expect(page.getByTestId('drawer-open')).toBeFocused()
  await desk.lift()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('waiting')).toBeVisible()
})

test('later, by keys: found, opened, printed again, verified again by today’s trust', async () => {
  await page.keyboard.press('F3')
  await expect(page.getByTestId('history-day')).toHaveAttribute('data-count', '1')
  expect(await auditOf('history.view')).toHaveLength(0)
  await page.keyboard.type('thanh mai', { delay: 45 })
  await expect(page.getByTestId('history-row')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByTestId('history-row')).toBeFocused()
  await expect(page.getByTestId('history-row')).toContainText(maskedNumber(mai.personalNumber))
  await accessible(page)
  await page.keyboard.press('Enter')
  const stored = page.getByTestId('stored-result')
  await expect(stored.getByTestId('document-teller-record')).toBeVisible()
  await page.keyboard.press('F4')
  await expect(paper(page)).toContainText(maskedNumber(mai.personalNumber))
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('print-preview')).toHaveCount(0)
  await page.getByTestId('verify-again-run').click()
  await expect(page.getByTestId('verified')).toHaveAttribute('data-verdict', 'authentic')
  await expect(page.getByTestId('verified')).toContainText('Không có gì khác')
  await accessible(page)
  await page.getByTestId('drawer-open').click()
  await page.getByTestId('drawer-commands').click()
  await expect(page.getByTestId('commands-gone')).toBeVisible()
  await page.getByTestId('drawer-certificates').click()
  await expect(page.getByTestId('certificate-document-signer')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(stored).toBeVisible()
  expect((await auditOf('history.verify')).map(({ outcome }) => outcome)).toEqual(['authentic'])
})

test('filters: days, verdict, purpose, desk; nothing that matches says so, and all come back', async () => {
  await page.getByTestId('history-search').fill('')
  const rows = page.getByTestId('history-row')
  await page.getByTestId('span-yesterday').click()
  await expect(page.getByTestId('history-none')).toBeVisible()
  await page.getByTestId('span-week').click()
  await expect(rows).toHaveCount(1)
  await page.getByTestId('filters-open').click()
  await page.getByTestId('filter-verdict').selectOption('altered')
  await expect(page.getByTestId('history-none')).toBeVisible()
  await accessible(page)
  await page.getByTestId('filter-verdict').selectOption('authentic')
  await page.getByTestId('filter-purpose').selectOption('BANK_COUNTER_TXN')
  await expect(rows).toHaveCount(1)
  await page.getByTestId('filter-purpose').selectOption('BANK_INFO_UPDATE')
  await expect(page.getByTestId('history-none')).toBeVisible()
  await page.getByTestId('filters-clear').click()
  await expect(rows).toHaveCount(1)
  await page.getByTestId('filter-from').fill('1/1/2020')
  await page.getByTestId('filter-to').fill('31/12/2020')
  await expect(page.getByTestId('history-none')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('waiting')).toBeVisible()
})
