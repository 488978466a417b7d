import { expect } from '@playwright/test'
import type { Hands } from './hands.ts'
import { countsOnScreen } from './in-page.ts'
import type { Served } from './serve.ts'

/** After an outage: a line that was long silent is left alone for a while, unless a clerk says that it is well again. */
export async function sendWaiting(hands: Hands): Promise<void> {
  const { page } = hands
  await hands.press('lists-open', 'F10')
  await hands.press('review-send')
  await expect(page.getByTestId('pending')).toBeHidden({ timeout: 60_000 })
  await hands.press('lists-close', 'Escape')
  await expect(page.getByTestId('waiting')).toBeVisible()
}

/** Sends what waits, looks at everything that stayed open, and holds the desk's own counts against what was done. */
export async function closeDay(hands: Hands, served: readonly Served[]): Promise<void> {
  const { page } = hands
  await hands.press('lists-open', 'F10')
  await expect(page.getByTestId('lists')).toHaveAttribute('data-view', 'review')
  await expect(page.getByTestId('pending')).toBeHidden({ timeout: 40_000 })
  const rows = page.getByTestId('review-row')
  await expect(rows.first().or(page.getByTestId('review-empty'))).toBeVisible()
  for (let left = await rows.count(); left > 0; left--) {
    await hands.press('review-row')
    await expect(page.getByTestId('stored-result')).toBeVisible()
    await hands.press('review-seen')
    await expect(rows).toHaveCount(left - 1)
  }
  await expect(page.getByTestId('review-empty')).toBeVisible()
  await hands.press('list-shift')
  await expect(page.getByTestId('shift')).toBeVisible()
  await hands.press('list-statistics')
  const counts = countsOf(served)
  if (counts.visits === 0) await expect(page.getByTestId('statistics-empty')).toBeVisible()
  else {
    await expect(page.getByTestId('total-visits')).toBeVisible()
    expect(await countsOnScreen(page)).toEqual(counts)
  }
  await hands.press('lists-close', 'Escape')
  await expect(page.getByTestId('waiting')).toBeVisible()
}

function countsOf(served: readonly Served[]) {
  const visits = served.filter(({ expected }) => expected !== undefined)
  const by = (keys: readonly string[]) => {
    const counts: Record<string, number> = {}
    for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
    return counts
  }
  return {
    visits: visits.length,
    withoutCard: visits.filter(({ citizen }) => citizen.withoutCard).length,
    overrides: visits.filter(({ overridden }) => overridden).length,
    purpose: by(visits.map(({ citizen }) => citizen.purpose)),
    decision: by(visits.flatMap(({ decision }) => decision ?? [])),
    document: by(visits.flatMap(({ papers }) => papers)),
  }
}
