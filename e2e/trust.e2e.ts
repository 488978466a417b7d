import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import axe from 'axe-core'
import { screenFaults } from './walk/screen-faults.ts'
import { galleryAddress, serveGallery } from './walk/served-gallery.ts'

const pictures = join(import.meta.dirname, '..', 'build', 'walk')

test('the trust store is gone through, and nothing is imported by one blind click', async ({ page }) => {
  test.setTimeout(120_000)
  await serveGallery(page)
  await page.setViewportSize({ width: 1024, height: 768 })
  const open = async (more: string) => {
    await page.goto(`${galleryAddress}?state=signed-in-admin&view=trust&${more}`)
    await page.evaluate(axe.source)
    await page.evaluate('document.fonts.ready')
  }
  const look = async (name: string) => {
    await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
    expect.soft(await screenFaults(page), name).toEqual([])
  }

  // Hundreds of certificates by country; found by what the country is called in either language, without marks.
  await open('lang=vi')
  await expect(page.getByTestId('trust-country').first()).toHaveAttribute('data-country', 'VN')
  await page.getByTestId('trust-find').fill('germany')
  await expect(page.getByTestId('trust-country')).toHaveCount(1)
  await expect(page.getByTestId('trust-entry')).toHaveCount(12)
  // What is taken away is asked for twice.
  await page.getByTestId('trust-disable').first().click()
  await look('trust-sure')
  await page.getByTestId('trust-keep').click()
  await expect(page.getByTestId('trust-really-disable')).toHaveCount(0)

  for (const [theme, tab] of [
    ['dark', 'lists'],
    ['contrast', 'audit'],
    ['light', 'import'],
  ] as const) {
    await open(`lang=${theme === 'dark' ? 'en' : 'vi'}&theme=${theme}&text=200`)
    await page.getByTestId(`trust-${tab}`).click()
    if (tab === 'lists') await expect(page.getByTestId('trust-stale')).toBeVisible()
    if (tab === 'audit') await expect(page.getByTestId('trust-log-entry')).toHaveCount(2)
    await look(`trust-${tab}`)
  }
  const file = { name: 'invented.ml', mimeType: 'application/octet-stream', buffer: Buffer.alloc(200_000, 7) }
  await page.getByTestId('trust-files').setInputFiles(file)
  await expect(page.getByTestId('trust-import-status')).toHaveAttribute('data-step', 'preview')
  await expect(page.getByTestId('trust-line')).toHaveCount(5)
  const waiting = page.locator('[data-testid=trust-line][data-what=anchor][data-state=unconfirmed]')
  const whole = (await waiting.locator('code').textContent()) ?? ''
  expect(whole.match(/[0-9A-F]{4}/g)).toHaveLength(12)
  await waiting.getByTestId('trust-compare').click()
  await page.getByTestId('trust-typed').fill('0000 0000 0000 0000')
  await page.getByTestId('trust-compare-check').click()
  await expect(page.getByTestId('trust-compare-wrong')).toBeVisible()
  await look('trust-compare-wrong')
  await expect(page.getByTestId('trust-compared')).toHaveCount(0)

  // Too much for the wire is said before it is sent.
  await page.getByTestId('trust-import-again').click()
  await page.getByTestId('trust-files').setInputFiles({ ...file, buffer: Buffer.alloc(20 * 1024 * 1024 + 1) })
  await expect(page.getByTestId('trust-refused')).toBeVisible()

  // In demo mode nothing is imported; without an anchor the screen says that no card can be green.
  await open('lists=empty&theme=dark')
  await expect(page.getByTestId('trust-missing')).toContainText('Việt Nam')
  await page.getByTestId('trust-go-import').click()
  await expect(page.getByTestId('trust-choose')).toBeVisible()
})
