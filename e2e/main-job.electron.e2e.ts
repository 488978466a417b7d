import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { electronTest as test } from './electron-app.ts'
import { enter, expectVerdict, place } from './running-counter.ts'

const root = join(import.meta.dirname, '..')

test.beforeAll(() => {
  expect(spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { stdio: 'inherit' }).status).toBe(0)
})

for (const [what, entry] of [
  ['its sources', join(root, 'main', 'station', 'process.ts')],
  ['its bundle', undefined],
] as const) {
  test(`the main job in the Electron shell, with the station run from ${what}`, async ({ launch }) => {
    const { page } = await launch(entry ? { entry } : {})
    await expect(page.getByTestId('waiting')).toBeVisible()
    await enter(page, '999190024680')
    await place(page, 'mai')
    await expectVerdict(page, 'authentic')
    await expect(page.getByTestId('test-anchor')).toBeVisible()
    await expect(page.getByTestId('registry')).toHaveAttribute('data-status', 'answered')
    await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')
    await page.getByTestId('history-open').click()
    await expect(page.getByTestId('history-row')).toHaveCount(1)
  })
}
