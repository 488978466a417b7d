import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { personOf } from '../fixtures/country/population.ts'
import { qrTextOf } from '../fixtures/country/qr.ts'
import { plugSerialCable, type SerialCable, socatMissing } from '../native/scanner/virtual-serial-cable.ts'
import { freshHome, removeHome } from './home.ts'
import { makeFirstOperator, type RunningCounter, startCounter } from './running-counter.ts'

const mai = personOf('mai')
if (!mai) throw new Error('mai has moved away')

let home: string
let choice: string
let cable: SerialCable | undefined
let counter: RunningCounter | undefined

test.beforeEach(async ({ page }) => {
  test.skip(socatMissing !== undefined, socatMissing)
  home = freshHome()
  const wires = join(home, 'wires')
  mkdirSync(wires)
  cable = await plugSerialCable(wires)
  choice = join(home, 'config', 'desk', 'scanners.json')
  // A pseudo-terminal is in no list of ports before it is chosen. The key of the store lies beside the choice.
  mkdirSync(dirname(choice), { recursive: true, mode: 0o700 })
  writeFileSync(choice, JSON.stringify({ serial: { id: `path:${cable.path}`, baudRate: 9600 } }))
  counter = await startCounter(home, join(home, 'no-reader-service'))
  await page.goto(counter.url)
  await makeFirstOperator(page)
  await expect(page.getByTestId('waiting')).toBeVisible()
})
test.afterEach(async () => {
  await counter?.stop()
  await cable?.unplug()
  if (home) removeHome(home)
})

test('a serial scanner: its port and speed chosen, any code tried, the card declared at the counter', async ({
  page,
}) => {
  await page.getByTestId('more-open').click()
  await page.getByTestId('devices-open').click()
  await expect(page.getByTestId('scanner')).toHaveAttribute('data-state', 'ready')
  const port = page.getByTestId(`port-path:${cable?.path}`)
  await expect(port).toBeChecked()
  await expect(page.getByTestId('reader-line')).toHaveCount(0)
  await expectAccessible(page)

  // With the keyboard alone: from the chosen speed to the next, saved by Enter.
  await page.getByTestId('speed-9600').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('port-saved')).toHaveText('Đã lưu.')
  expect(JSON.parse(readFileSync(choice, 'utf8'))).toEqual({ serial: { id: `path:${cable?.path}`, baudRate: 19_200 } })
  await expect(page.getByTestId('scanner')).toHaveAttribute('data-state', 'ready')

  const live = page.getByTestId('live-scan')
  await cable?.send('https://example.invalid/menu\r')
  await expect(live).toContainText('Đây là mã QR của một trang web')
  await expect(live).not.toContainText('example')
  await cable?.send(Buffer.from('999190024680|Nguy\xe3n', 'latin1'), '\r')
  await expect(page.getByTestId('set-utf8')).toBeVisible()
  await expectAccessible(page)

  // On any other screen the refusal is said there.
  await page.keyboard.press('F3')
  await cable?.send('https://example.invalid/again\r')
  await expect(page.getByTestId('history').getByRole('alert')).toContainText('Đây là mã QR của một trang web')
  await page.getByTestId('more-open').click()
  await page.getByTestId('devices-open').click()

  await cable?.send(`${qrTextOf(mai)}\r`)
  await expect(live).toContainText('Mã căn cước')
  await expect(live).toContainText('UTF-8')
  await expect(page.getByTestId('set-utf8')).toHaveCount(0)
  await expect(page.getByTestId('devices')).not.toContainText(mai.personalNumber)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('declared')).toContainText('Nguyễn Thị Thanh Mai', { ignoreCase: true })

  await page.getByTestId('more-open').click()
  await page.getByTestId('devices-open').click()
  await cable?.unplug()
  await expect(page.getByTestId('scanner')).toHaveAttribute('data-state', 'down')
  await expect(page.getByTestId('device-problem').first()).toHaveAttribute('data-tag', 'ScannerNone')
  await expectAccessible(page)
})

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}
