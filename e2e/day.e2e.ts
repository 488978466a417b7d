import { expect, test } from '@playwright/test'
import { proofSeed } from '../fixtures/proof/proof-size.ts'
import { type DeskName, dayAt, deskNames } from './day/day-script.ts'
import type { Hands } from './day/hands.ts'
import { keyboardHands } from './day/keyboard-hands.ts'
import { touchHands } from './day/touch-hands.ts'
import { workDay } from './day/work-day.ts'
import { freshHome, removeHome } from './home.ts'

const full = process.env.CHIPDESK_DAY === 'full'
const citizens = Number(process.env.CHIPDESK_CITIZENS ?? 0)

// Two desks side by side: each is a process with a reader service and a home of its own.
test.describe.configure({ mode: 'parallel' })

test.describe('a day by keyboard', () => {
  for (const desk of deskNames)
    test(desk, async ({ page }) => runDay(desk, citizens || (full ? 300 : 24), keyboardHands(page)))
})

test.describe('a day by touch', () => {
  test.use({ hasTouch: true })
  for (const desk of deskNames)
    test(desk, async ({ page }) => runDay(desk, citizens || (full ? 300 : 12), touchHands(page)))
})

/** @param count citizens at all four desks together */
async function runDay(desk: DeskName, count: number, hands: Hands) {
  const day = dayAt(desk, proofSeed(`${desk} by ${hands.name}`), count)
  test.setTimeout(60_000 + day.events.length * 60_000)
  const home = freshHome()
  const begun = performance.now()
  try {
    const served = await workDay(day, hands, home)
    const moves = served.reduce((sum, each) => sum + each.moves, 0) / served.length
    const pace = (performance.now() - begun) / 1000 / served.length
    process.stdout.write(
      `${desk} by ${hands.name}: ${served.length} citizens, ${moves.toFixed(1)} moves and ${pace.toFixed(1)} s each\n`,
    )
    expect(served.length).toBeGreaterThan(0)
  } finally {
    removeHome(home)
  }
}
