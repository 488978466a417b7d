import { expect, type Page, test } from '@playwright/test'
import { galleryAddress, serveGallery } from './walk/served-gallery.ts'

test.use({ viewport: { width: 1024, height: 768 } })

const open = (page: Page, query: string) => page.goto(`${galleryAddress}?${query}`)
const root = (page: Page) => page.locator('html')
const moving = (page: Page) => page.evaluate(() => document.getAnimations().length)
const kept = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('chipdesk.preferences') ?? '{}') as Record<string, unknown>)

test('who cannot read the sign-in screen makes it readable first, by keys alone', async ({ page }) => {
  await serveGallery(page)
  await open(page, 'state=signed-out')
  await page.getByTestId('text-larger').focus()
  for (let step = 0; step < 4; step++) await page.keyboard.press('Enter')
  await expect(root(page)).toHaveAttribute('style', /--text-scale: 2;/)
  await expect(page.getByTestId('text-larger')).toBeDisabled()
  await page.getByTestId('theme-next').click()
  await expect(root(page)).toHaveAttribute('data-theme', 'dark')
  await page.getByTestId('theme-next').click()
  await expect(root(page)).toHaveAttribute('data-theme', 'contrast')
  expect(await kept(page)).toMatchObject({ theme: 'contrast', textSize: 200 })
  await expect(page.getByTestId('sign-in').getByRole('textbox').first()).toBeInViewport()
})

test('nothing moves where it is chosen so, or where the system asks for it', async ({ page }) => {
  await serveGallery(page)
  await open(page, 'state=waiting')
  await expect.poll(() => moving(page)).toBeGreaterThan(0)
  await open(page, 'state=signed-in&view=display')
  await page.getByTestId('motion-reduced').check()
  await open(page, 'state=waiting')
  await expect(root(page)).toHaveAttribute('data-motion', 'reduced')
  expect(await moving(page)).toBe(0)

  await open(page, 'state=signed-in&view=display')
  await page.getByTestId('motion-system').check()
  await expect(root(page)).toHaveAttribute('data-motion', 'full')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect(root(page)).toHaveAttribute('data-motion', 'reduced')
  await open(page, 'state=reading')
  await expect(page.getByTestId('reading')).toBeVisible()
  expect(await moving(page)).toBe(0)
})

test('each light can be heard before it comes, and sound be switched off', async ({ page }) => {
  await page.addInitScript(() => {
    const heard: number[] = []
    Object.assign(window, { heard })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (when) {
      heard.push(Math.round(this.frequency.value))
      start.call(this, when)
    }
  })
  await serveGallery(page)
  await open(page, 'state=signed-in&view=display')
  const heard = () => page.evaluate<number[]>('window.heard')
  for (const [light, notes] of [
    ['green', 2],
    ['yellow', 1],
    ['red', 2],
    ['grey', 1],
  ] as const) {
    const before = (await heard()).length
    await page.getByTestId(`sound-try-${light}`).click()
    await expect.poll(async () => (await heard()).length - before, light).toBe(notes)
  }
  await page.getByTestId('sound-off').check()
  expect(await kept(page)).toMatchObject({ sound: false })
})
