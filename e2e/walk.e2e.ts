import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import axe from 'axe-core'
import { type Scene, scenes } from '../renderer/gallery/scenes.ts'
import { shareDay } from './share-day.ts'
import { type Look, lookName, lookOf, looks } from './walk/looks.ts'
import { screenFaults } from './walk/screen-faults.ts'
import { galleryAddress, serveGallery } from './walk/served-gallery.ts'

/**
 * Every screen in every state, through the looks: axe without a finding, nothing cut, nothing beyond the edge, nothing too small for a finger. Each scene has one
 * look in a test run; `CHIPDESK_WALK=full` gives each of them all. Pictures are left in `build/walk` to be looked at.
 */
const pictures = join(import.meta.dirname, '..', 'build', 'walk')
const full = process.env.CHIPDESK_WALK === 'full'
/** In a test run an eighth of the scenes, another one each day. */
const eighth = process.env.CHIPDESK_WALK === 'share' ? shareDay() % 8 : undefined
const only = process.env.CHIPDESK_SCENES
const chosen = scenes.filter(
  ({ id }, at) => (!only || new RegExp(only).test(id)) && (eighth === undefined || at % 8 === eighth),
)
const perTest = full ? 4 : 7

test.describe.configure({ mode: 'parallel' })

for (let first = 0; first < chosen.length; first += perTest) {
  const few = chosen.slice(first, first + perTest)
  const name = few.length > 1 ? `${few[0]?.id} … ${few.at(-1)?.id}` : (few[0]?.id ?? '')
  test(`screens: ${name}`, async ({ page }) => {
    test.setTimeout(600_000)
    await serveGallery(page)
    await page.goto(`${galleryAddress}?state=waiting`)
    await page.evaluate(axe.source)
    for (const scene of few)
      for (const look of full ? looks : [lookOf(scenes.indexOf(scene))]) await walkTo(page, scene, look)
  })
}

async function walkTo(page: Page, { id, query }: Scene, look: Look) {
  await page.setViewportSize(look)
  const asked = { ...query, lang: look.language, theme: look.theme, text: String(look.text) }
  await page.evaluate(`show(${JSON.stringify(new URLSearchParams(asked).toString())})`)
  await expect(page.locator('main')).toBeVisible()
  await page.evaluate('document.fonts.ready')
  if (query.press) await expect(page.locator('html')).toHaveAttribute('data-pressed', query.press)
  // Answers come by a turn of the clock, and what is drawn then takes another.
  await page.waitForTimeout(120)
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${id}-${lookName(look)}.png`), animations: 'disabled' })
  expect.soft(await screenFaults(page), `${id}, ${lookName(look)}`).toEqual([])
}
