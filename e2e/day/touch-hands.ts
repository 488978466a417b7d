import { type CDPSession, expect, type Locator, type Page } from '@playwright/test'
import { type Hands, typeByHand } from './hands.ts'
import { comesToRest, type Drag, dragTo } from './in-page.ts'

/** WCAG 2.2 SC 2.5.5, CSS pixels. */
const smallest = 44

/** Hands that only tap what is in sight, and draw the page along where it is not. Only text comes from keys. */
export function touchHands(page: Page): Hands {
  let moves = 0
  let finger: Promise<CDPSession> | undefined

  async function tap(target: Locator, what: string) {
    await expect(target, what).toBeVisible()
    await expect(target, what).toBeEnabled()
    // Keys that come or go on the screen move what stands above them.
    await comesToRest(target)
    await intoSight(target, what)
    const box = await boxOf(target, what)
    expect(Math.min(box.width, box.height), `${what} is large enough for a finger`).toBeGreaterThanOrEqual(
      smallest - 0.5,
    )
    moves++
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  }

  /** Draws the nearest part that scrolls until a finger can get at the middle of it. */
  async function intoSight(target: Locator, what: string) {
    let still = true
    for (let drags = 0; drags < 12; ) {
      const drag = await dragTo(target)
      if (!drag && still) return
      if (!drag) {
        // A finger that comes down while the page still runs stops it, and touches nothing.
        await comesToRest(target)
        still = true
        continue
      }
      still = false
      drags++
      moves++
      await draw(drag)
      await comesToRest(target)
    }
    throw new Error(`no drag brings ${what} into sight`)
  }

  /** A finger goes down, is drawn along, rests, and is lifted: what it has stopped does not run on. */
  async function draw({ x, y, by }: Drag) {
    finger ??= page.context().newCDPSession(page)
    const session = await finger
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: readonly number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(to => ({ x, y: to })) })
    const from = y - by / 2
    await touch('touchStart', [from])
    for (const share of [0.25, 0.5, 0.75, 1]) await touch('touchMove', [from + by * share])
    await page.waitForTimeout(100)
    await touch('touchMove', [from + by])
    await touch('touchEnd', [])
  }

  const byId = (testId: string) => page.getByTestId(testId).first()
  async function write(testId: string, text: string) {
    // What moves under the finger, because an answer has just come, is tapped once more.
    for (let taps = 1; ; taps++) {
      await tap(byId(testId), testId)
      const hit = expect(byId(testId)).toBeFocused({ timeout: 1500 })
      if (taps === 2) await hit
      if (await hit.then(() => true).catch(() => false)) break
      process.stdout.write(`${testId}: a finger missed it\n`)
    }
    await page.keyboard.press('Control+a')
    await typeByHand(page, text)
  }

  return {
    name: 'touch',
    page,
    moves() {
      const made = moves
      moves = 0
      return made
    },
    press: testId => tap(byId(testId), testId),
    choose: testId => tap(page.locator('label').filter({ has: page.getByTestId(testId) }), testId),
    write,
    async fill(fields, submit) {
      for (const [testId, text] of fields) await write(testId, text)
      await tap(byId(submit), submit)
    },
    async away(dialog) {
      await tap(byId(dialog).getByRole('button').last(), `the last button of ${dialog}`)
      await expect(byId(dialog)).toBeHidden()
    },
  }
}

/** Once it has stopped moving: nobody taps what is still on its way. */
async function boxOf(target: Locator, what: string) {
  for (let looks = 0; looks < 100; looks++) {
    const [before, after] = [await target.boundingBox(), await target.boundingBox()]
    if (after && JSON.stringify(before) === JSON.stringify(after)) return after
  }
  throw new Error(`${what} has no place on the screen`)
}
