import { expect, test } from '@playwright/test'
import { dayInVietnam } from '../../main/protocol/day-in-vietnam.ts'
import { startDesk } from '../running-desk.ts'
import { closeDay, sendWaiting } from './close-day.ts'
import type { DeskDay } from './day-script.ts'
import { leaksOf } from './disk-search.ts'
import type { Hands } from './hands.ts'
import { keptByBrowser } from './in-page.ts'
import { named, type Served, serve } from './serve.ts'
import { checkStore } from './stored-day.ts'

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
  const searched: string[] = []
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
        if (online) await sendWaiting(hands)
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
        // What a thief finds who pulls the plug.
        const settled = served.filter(each => each.online)
        searched.push(...(await leaksOf(day.desk, home, served, settled)))
        running = await startDesk(home, day.desk)
        // The services of a demo live and die with its desk.
        if (!online) await running.network(false)
        // Whoever starts a demo desk is its first clerk.
        operator = 'demo'
        await come()
      }
    }
    await running.network(true)
    await test.step('the end of the day', () => closeDay(hands, served))
    const browser = await keptByBrowser(page)
    for (const { citizen } of served) expect(browser).not.toContain(citizen.persona.personalNumber)
  } finally {
    await running.stop()
  }
  searched.push(...(await leaksOf(day.desk, home, served)))
  expect.soft(searched, 'nothing on the disk that the policy does not list').toEqual([])
  await checkStore(day.desk, home, served, dayInVietnam(new Date()))
  return served
}
