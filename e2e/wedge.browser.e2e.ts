import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { personaOf } from '../fixtures/country/persona.ts'
import { qrTextOf } from '../fixtures/country/qr.ts'
import { qrPng } from '../fixtures/media/qr-code.ts'
import { chipDeskError } from '../main/protocol/errors.ts'
import { startBrowserShell } from '../main/shell/browser/browser-shell.ts'
import { scriptedStation } from '../main/shell/scripted-station.ts'
import { freshHome, removeHome } from './home.ts'
import { type RunningCounter, startCounter } from './running-counter.ts'
import { composedKeys, hookedKeys, scan, scannerKeys, special } from './typed-scan.ts'

const rendererDir = join(import.meta.dirname, '..', 'build', 'renderer')
let home: string
let counter: RunningCounter
let page: Page

test.beforeAll(async ({ browser }) => {
  home = freshHome()
  counter = await startCounter(home)
  page = await (await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage()
  await page.goto(counter.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
})
test.beforeEach(async () => {
  await page.getByTestId('counter-open').click()
  await page.keyboard.press('F2')
  await expect(page.getByTestId('declared')).toHaveCount(0)
})
test.afterAll(async () => {
  await page.context().close()
  await counter.stop()
  removeHome(home)
})

const mai = personaOf('mai')
const khoi = personaOf('khoi')
if (!mai || !khoi) throw new Error('the first of the country are gone')
/** Scanners that type have no keys for the marks of names. */
const keyable = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
const code = keyable(qrTextOf(mai))
const declared = () => page.getByTestId('declared')
const expectMai = () => expect(declared()).toContainText(mai.personalNumber.slice(-3))

for (const [name, suffix] of [
  ['Enter', '\r'],
  ['Tab', '\t'],
  ['nothing', ''],
] as const)
  test(`a scan that ends with ${name}, typed into the search of the history, leaves it and goes to the counter`, async () => {
    await page.getByTestId('history-open').click()
    const search = page.getByTestId('history-search')
    await search.fill('mai')
    await page.evaluate("heard = []; document.addEventListener('input', ({ target }) => heard.push(target.value))")
    await scan(page, scannerKeys(code + suffix))
    await expectMai()
    await expect(declared()).toHaveAttribute('data-origin', 'qr')
    await expect(page.getByTestId('counter-input')).toHaveValue('')
    // What reached the field before it was known for a scan was taken out of it again.
    expect(await page.evaluate('heard.at(-1)')).toBe('mai')
  })

test('neither a button, nor a shortcut, nor what was half typed meets a scan; a hand is left alone', async () => {
  const input = page.getByTestId('counter-input')
  await input.pressSequentially('12', { delay: 120 })
  await scan(page, scannerKeys(`${mai.personalNumber}\r`))
  await expect(declared()).toHaveAttribute('data-origin', 'number')
  await expect(input).toHaveValue('')

  // Nor what comes past the keys: a camera, a serial scanner, the demo.
  await page.keyboard.press('F2')
  await input.pressSequentially('12', { delay: 120 })
  await page.getByTestId('demo-scan').click()
  await expect(declared()).toHaveAttribute('data-origin', 'qr')
  await expect(input).toHaveValue('')

  // There is no field for codes on this screen that would take the focus.
  await page.getByTestId('history-open').click()
  await page.getByTestId('demo-registry').focus()
  await page.evaluate(`acted = []
    document.addEventListener('keydown', ({ key }) => ['F3', 'Enter', ' '].includes(key) && acted.push(key))
    document.addEventListener('click', () => acted.push('click'))`)
  const half = code.length >> 1
  await scan(page, [
    ...scannerKeys(code.slice(0, half)),
    ...special('F3', 114),
    ...scannerKeys(`${code.slice(half)} \r`),
  ])
  await expect(declared()).toHaveAttribute('data-origin', 'qr')
  expect(await page.evaluate('acted')).toEqual([])

  await page.getByTestId('history-open').click()
  const search = page.getByTestId('history-search')
  await search.pressSequentially('thanh', { delay: 90 })
  await expect(search).toHaveValue('thanh')
  // A macro: as quick as a scanner, and no code.
  await scan(page, scannerKeys(' nguyen'))
  await expect(search).toHaveValue(/^thanh ?nguyen$/)
})

test('two codes in one burst open nothing', async () => {
  await scan(page, scannerKeys(`${code}\r${keyable(qrTextOf(khoi))}\r`))
  await expect(page.getByTestId('error')).toHaveAttribute('data-tag', 'DataUnknownCode')
  await expect(declared()).toHaveCount(0)
})

test('input methods: what they change is undone by the keys, or said', async () => {
  await page.getByTestId('counter-input').focus()
  await scan(page, composedKeys(`${code}\r`))
  await expectMai()
  await page.keyboard.press('F2')
  await expect(declared()).toHaveCount(0)

  // A hook takes letters away before anybody sees their keys; the separators are put right.
  await page.getByTestId('counter-input').focus()
  await scan(page, hookedKeys(`${code}\r`))
  await expectMai()
  await page.keyboard.press('F2')
  await expect(declared()).toHaveCount(0)

  await scan(page, hookedKeys('GDdd99912345678|4e677579e1bb856e20|01/01/1990|2|\r'))
  await expect(page.getByTestId('error')).toBeVisible()
  await expect(page.getByTestId('counter-input')).toHaveValue('')
})

test('a chip that wants one date more: asked with a picture, typed without slashes, and still open to a scan', async ({
  browser,
}) => {
  const station = scriptedStation()
  const shell = await startBrowserShell({ station, rendererDir })
  const desk = await (await browser.newContext({ locale: 'vi-VN' })).newPage()
  await desk.goto(shell.url)
  const fields = [{ id: 'birthDate', value: mai.birthDate, source: 'qr', level: 'declared' }] as const
  const error = chipDeskError('AccessNoSecret')
  station.show({ step: 'waiting', card: true, declared: { origin: 'qr', fields: [...fields] }, needs: 'expiry', error })
  await expect(desk.getByTestId('where-on-card')).toHaveAttribute('data-wanted', 'expiry')
  const date = desk.getByTestId('date-input')
  await expect(date).toBeFocused()
  await date.pressSequentially('0510', { delay: 100 })
  await desk.keyboard.press('Enter')
  await expect(date).toHaveAttribute('aria-invalid', 'true')
  const { violations } = await new AxeBuilder({ page: desk }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await date.pressSequentially('2031', { delay: 100 })
  await desk.keyboard.press('Enter')
  await expect.poll(() => station.calls.at(-1)).toEqual({ name: 'counter.answer', params: { text: '05/10/2031' } })

  await scan(desk, scannerKeys('999190000001\r'))
  const params = { text: '999190000001', scanned: true }
  await expect.poll(() => station.calls.at(-1)).toEqual({ name: 'counter.input', params })
  await expect(date).toHaveValue('05/10/2031')
  const next = [{ ...fields[0], value: khoi.birthDate }]
  station.show({ step: 'waiting', card: true, declared: { origin: 'qr', fields: next }, needs: 'expiry', error })
  await expect(date).toHaveValue('')
  await expect(date).toBeFocused()

  station.show({ step: 'waiting', card: false })
  await desk.getByTestId('counter-input').focus()
  // Letters that the method has made: the text as it came, and what the keys say.
  await scan(desk, composedKeys('daa999123456789\r'))
  await expect
    .poll(() => station.calls.at(-1)?.params)
    .toEqual({ text: 'dâ999123456789', keys: 'daa999123456789', scanned: true })
  await desk.context().close()
  await shell.close()
})

/** In the page; true if it took the file. */
const giveFile = `({ event, type, base64 }) => {
  const data = new DataTransfer()
  data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'card', { type }))
  const options = { bubbles: true, cancelable: true }
  const given = event === 'paste'
    ? new ClipboardEvent('paste', { ...options, clipboardData: data })
    : new DragEvent('drop', { ...options, dataTransfer: data })
  document.body.dispatchEvent(given)
  return given.defaultPrevented
}`

test('pasted text and pictures, dropped pictures, and what is none', async () => {
  const paste = (text: string) => page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  await paste(qrTextOf(mai))
  await page.getByTestId('counter-input').press('Control+V')
  await expect(declared()).toContainText(mai.fullName)
  await page.keyboard.press('F2')
  await expect(declared()).toHaveCount(0)

  const give = (event: 'paste' | 'drop', type: string, bytes: Uint8Array) =>
    page.evaluate(`(${giveFile})(${JSON.stringify({ event, type, base64: Buffer.from(bytes).toString('base64') })})`)
  expect(await give('drop', 'image/png', qrPng(qrTextOf(khoi)))).toBe(true)
  await expect(declared()).toContainText(khoi.fullName)
  await give('paste', 'image/png', qrPng(qrTextOf(mai)))
  await expect(declared()).toContainText(mai.fullName)

  const notice = page.getByTestId('input-notice')
  await give('drop', 'image/png', qrPng('https://example.invalid/menu'))
  await expect(notice).toHaveAttribute('data-kind', 'foreign')
  await give('drop', 'application/pdf', new TextEncoder().encode('%PDF-1.7 and no picture at all'))
  await expect(notice).toHaveAttribute('data-kind', 'no-picture')
  await give('drop', 'image/png', qrPng(qrTextOf(mai)).subarray(0, 400))
  await expect(notice).toHaveAttribute('data-kind', 'broken')
  await notice.getByRole('button').click()
  await expect(notice).toHaveCount(0)
})
