import { expect, test } from '@playwright/test'
import { startDesk } from '../running-desk.ts'
import type { DeskDay } from './day-script.ts'
import type { Hands } from './hands.ts'
import { named, type Served, serve } from './serve.ts'

const pin = '280619'

/** Works through a day at one desk. */
export async function workDay(day: DeskDay, hands: Hands, home: string): Promise<readonly Served[]> {
  let running = await startDesk(home, day.desk)
  const { page } = hands
  const come = async () => {
    await page.goto(running.url)
    await expect(page.getByTestId('waiting')).toBeVisible()
  }
  const served: Served[] = []
  let online = true
  let operator: 'demo' | 'demo-2' = 'demo'
  try {
    await come()
    for (const event of day.events) {
      if (event.kind === 'citizen') {
        const at = { desk: day.desk, running, hands, online, operator }
        const { citizen } = event
        served.push(await test.step(named(day.desk, citizen), () => serve(at, citizen)))
      } else if (event.kind === 'network') {
        online = event.online
        await running.network(online)
      } else if (event.kind === 'lunch') {
        await hands.press('lock')
        await hands.fill([['sign-in-secret', pin]], 'sign-in-submit')
        await expect(page.getByTestId('waiting')).toBeVisible()
      } else if (event.kind === 'operator') {
        await hands.press('sign-out')
        operator = event.id
        await hands.fill(
          [
            ['sign-in-name', operator],
            ['sign-in-secret', pin],
          ],
          'sign-in-submit',
        )
        await expect(page.getByTestId('waiting')).toBeVisible()
      } else {
        await running.kill()
        running = await startDesk(home, day.desk)
        // Whoever starts a demo desk is its first clerk.
        operator = 'demo'
        await come()
      }
    }
  } finally {
    await running.stop()
  }
  return served
}
