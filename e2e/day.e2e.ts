import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { proofSeed } from '../fixtures/proof/proof-size.ts'
import { type DeskDay, dayScript } from './day/day-script.ts'
import type { Hands } from './day/hands.ts'
import { keyboardHands } from './day/keyboard-hands.ts'
import { touchHands } from './day/touch-hands.ts'
import { workDay } from './day/work-day.ts'

const full = process.env.CHIPDESK_DAY === 'full'
const citizens = Number(process.env.CHIPDESK_CITIZENS ?? 0)

test.describe('a day by keyboard', () => {
  const seed = proofSeed('day by keyboard')
  for (const day of dayScript(seed, citizens || (full ? 300 : 24)))
    test(day.desk, async ({ page }) => runDay(day, page, keyboardHands))
})

test.describe('a day by touch', () => {
  test.use({ hasTouch: true })
  const seed = proofSeed('day by touch')
  for (const day of dayScript(seed, citizens || (full ? 300 : 12)))
    test(day.desk, async ({ page }) => runDay(day, page, touchHands))
})

async function runDay(day: DeskDay, page: Page, handsOn: (page: Page) => Hands) {
  test.setTimeout(60_000 + day.events.length * 20_000)
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-day-'))
  try {
    const served = await workDay(day, handsOn(page), home)
    const moves = served.reduce((sum, each) => sum + each.moves, 0)
    process.stdout.write(`${day.desk}: ${served.length} citizens, ${(moves / served.length).toFixed(1)} moves each\n`)
    expect(served.length).toBeGreaterThan(0)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
