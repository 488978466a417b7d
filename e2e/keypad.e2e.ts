import { expect, type Page, test } from '@playwright/test'
import axe from 'axe-core'
import { screenFaults } from './walk/screen-faults.ts'
import { galleryAddress, serveGallery } from './walk/served-gallery.ts'

test.use({ hasTouch: true, viewport: { width: 1024, height: 768 } })

async function open(page: Page, query: string) {
  await page.goto(`${galleryAddress}?${query}`)
  await page.evaluate(axe.source)
  await page.evaluate('document.fonts.ready')
}
const keypad = (page: Page) => page.getByTestId('keypad')
async function press(page: Page, keys: readonly string[]) {
  for (const key of keys) await keypad(page).getByTestId(`key-${key}`).tap()
}
/** Whether a field is whole in sight and above the keys. */
async function isAboveKeys(page: Page, field: string) {
  const [box, keys] = await Promise.all([page.getByTestId(field).boundingBox(), keypad(page).boundingBox()])
  return box !== null && keys !== null && box.y >= 0 && box.y + box.height <= keys.y
}

test('whoever has fingers only types numbers, names and secrets', async ({ page }) => {
  await serveGallery(page)

  // The number of a card: by its field it has digits, and Enter gives it to the counter.
  await open(page, 'state=waiting')
  const number = page.getByTestId('counter-input')
  await expect(keypad(page)).toHaveCount(0)
  await number.tap()
  await expect(keypad(page)).toHaveAttribute('data-page', 'digits')
  await press(page, [...'999199000017', 'delete', '8'])
  await expect(number).toHaveValue('999199000018')
  await expect(number).toBeFocused()
  expect(await isAboveKeys(page, 'counter-input')).toBe(true)
  await press(page, ['enter'])
  await expect(number).toHaveValue('')
  await press(page, ['hide'])
  await expect(keypad(page)).toHaveCount(0)

  // A name, with capitals and tones, in the largest text: nothing is cut, nothing is too small, the field stays in sight.
  for (const theme of ['light', 'dark', 'contrast']) {
    await open(page, `state=signed-in-admin&view=trust&theme=${theme}&text=200`)
    await page.getByTestId('trust-find').tap()
    await expect(keypad(page)).toHaveAttribute('data-page', 'letters')
    expect(await isAboveKeys(page, 'trust-find')).toBe(true)
    expect(await screenFaults(page), theme).toEqual([])
  }
  await press(page, ['shift', ...'nguyên', 'tilde', 'space', 'đ', 'ư', 'ơ', 'n', 'g', 'grave', 'signs', '7'])
  await expect(page.getByTestId('trust-find')).toHaveValue('Nguyễn đường7')

  // A secret, in a dialog that lies over everything else.
  await open(page, 'state=second-person&lang=en')
  await page.getByTestId('second-person').locator('input').first().tap()
  await expect(keypad(page)).toHaveAttribute('data-page', 'letters')
  await press(page, [...'head'])
  const secret = page.getByTestId('second-person').locator('input[type=password]')
  await secret.tap()
  await expect(keypad(page)).toHaveAttribute('data-page', 'digits')
  await press(page, [...'2040'])
  await expect(secret).toHaveValue('2040')
  const box = await secret.boundingBox()
  const keys = await keypad(page).boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(keys?.y ?? 0)

  // Real keys, which a scanner has too, need none on the screen; nor does a mouse.
  await page.keyboard.press('6')
  await expect(keypad(page)).toHaveCount(0)
  await expect(secret).toHaveValue('20406')
  await secret.click()
  await expect(keypad(page)).toHaveCount(0)
})
