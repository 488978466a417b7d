import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { insertCardInThread } from '../fixtures/chip/card-in-thread.ts'
import { issueCard } from '../fixtures/country/card.ts'
import { personaOf } from '../fixtures/country/persona.ts'
import { startVirtualReader } from '../native/virtual-reader/virtual-reader.ts'
import { accessible, write } from './desk-page.ts'
import { emptyHome, removeHome } from './home.ts'
import { startCounter } from './running-counter.ts'

const step = (page: Page) => page.getByTestId('first-run')
const primary = (page: Page) => page.getByTestId('first-run-primary')

test('from nothing to the first green read in less than two minutes, by keyboard alone, and never led again', async ({
  page,
}) => {
  const home = emptyHome()
  const begun = performance.now()
  let counter = await startCounter(home)
  await page.goto(counter.url)
  await expect(step(page)).toHaveAttribute('data-step', 'card')
  await expect(page.getByTestId('first-run-person-mai')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('first-run-choose')).toHaveAttribute('data-done', 'true')
  await expect(page.getByTestId('counter-input')).toBeFocused()
  await write(page, (await page.getByTestId('first-run-printed').textContent()) ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('first-run-reading')).toBeVisible()
  await expect(page.getByTestId('first-run-verdict')).toHaveAttribute('data-verdict', 'authentic', { timeout: 20_000 })
  const seconds = (performance.now() - begun) / 1000
  process.stdout.write(`from the command to the first green read: ${seconds.toFixed(1)} s\n`)
  expect(seconds).toBeLessThan(60)

  await accessible(page)
  await expect(primary(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('first-run-start')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('waiting')).toBeVisible()

  await page.reload()
  await expect(page.getByTestId('waiting')).toBeVisible()
  await counter.stop()
  counter = await startCounter(home)
  await page.goto(counter.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
  await expect(step(page)).toHaveCount(0)
  await counter.stop()
  removeHome(home)
})

test('a real desk: no service, then a reader, a card tried in the demonstration and then on the desk, what is left for later, an account', async ({
  page,
}) => {
  const persona = personaOf('mai')
  if (!persona) throw new Error('no such persona')
  const home = emptyHome()
  const folder = join(home, 'reader')
  const first = await startVirtualReader({ folder })
  test.skip(!first.ok, first.ok ? '' : `no virtual reader here: ${first.error.cause}`)
  if (!first.ok) return
  await first.value.stop()

  let counter = await startCounter(home, first.value.socket)
  await page.goto(counter.url)
  await expect(step(page)).toHaveAttribute('data-step', 'service')
  await expect(page.getByTestId('first-run-error')).toHaveAttribute('data-tag', 'ServiceDown')
  // Nobody is signed in, and nothing else is open to them.
  await page.keyboard.press('F3')
  await expect(step(page)).toHaveAttribute('data-step', 'service')

  const reader = await startVirtualReader({ folder })
  if (!reader.ok) throw new Error(reader.error.cause)
  await expect(page.getByTestId('first-run-found')).toHaveAttribute('data-done', 'true', { timeout: 10_000 })
  await expect(primary(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(step(page)).toHaveAttribute('data-step', 'card')

  await page.getByTestId('first-run-trial').click()
  await expect(step(page)).toHaveAttribute('data-demo', 'true', { timeout: 15_000 })
  await expect(page.getByTestId('watermark')).toBeVisible()
  await page.getByTestId('first-run-person-mai').click()
  await expect(page.getByTestId('first-run-choose')).toHaveAttribute('data-done', 'true')
  await page.getByTestId('first-run-scan').click()
  await expect(page.getByTestId('first-run-verdict')).toHaveAttribute('data-verdict', 'authentic', { timeout: 20_000 })
  await page.getByTestId('first-run-live').click()
  await expect(step(page)).toHaveAttribute('data-demo', 'false', { timeout: 15_000 })
  await expect(page.getByTestId('watermark')).toHaveCount(0)
  await expect(step(page)).toHaveAttribute('data-step', 'network')

  await page.getByTestId('first-run-go-card').click()
  const inserted = await insertCardInThread({ image: issueCard(persona).image, port: reader.value.port })
  if (!inserted.ok) throw new Error(inserted.error.cause)
  await expect(page.getByTestId('first-run-found')).toContainText('6 số cuối', { timeout: 10_000 })
  await expect(page.locator('body')).not.toContainText(persona.fullName)
  await page.keyboard.press('Enter')
  for (const later of ['network', 'anchor']) {
    await expect(step(page)).toHaveAttribute('data-step', later)
    await page.getByTestId('first-run-later').click()
  }
  await expect(step(page)).toHaveAttribute('data-step', 'operator')
  await expect(page.getByTestId('first-name')).toBeFocused()
  await expect(page.getByTestId('first-run-later')).toHaveCount(0)
  await page.getByTestId('first-name').fill('Cán bộ Thử')
  await page.getByTestId('first-id').fill('can-bo')
  for (const field of ['first-secret', 'first-again']) await page.getByTestId(field).fill('280619')
  await page.getByTestId('first-create').click()
  await expect(page.getByTestId('first-run-ready').getByRole('listitem')).toHaveCount(2)
  await accessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('waiting')).toBeVisible()

  await counter.stop()
  counter = await startCounter(home, first.value.socket)
  await page.goto(counter.url)
  await expect(page.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-out')
  await inserted.value.remove()
  await reader.value.stop()
  await counter.stop()
  removeHome(home)
})
