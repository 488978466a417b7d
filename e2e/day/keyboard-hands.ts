import { expect, type Page } from '@playwright/test'
import { type Hands, typeByHand } from './hands.ts'
import { focusIsIn, focusSeenFrom } from './in-page.ts'

/** More presses than this to reach something on one screen is out of reach. */
const furthest = 90

/** Hands that only press keys: no mouse, no finger, and no focus but where keys have moved it. */
export function keyboardHands(page: Page): Hands {
  let moves = 0
  const press = async (key: string) => {
    moves++
    await page.keyboard.press(key)
  }
  const target = (testId: string) => page.getByTestId(testId).first()

  const seen = (testId: string) => focusSeenFrom(page, testId)

  async function reach(testId: string) {
    await expect(target(testId)).toBeEnabled()
    for (let presses = 0; presses <= furthest; presses++) {
      const at = await seen(testId)
      if (at === 'there') return
      await press(at === 'after' ? 'Shift+Tab' : 'Tab')
    }
    throw new Error(`no key gets to ${testId} in ${furthest} presses`)
  }

  async function write(testId: string, text: string) {
    await reach(testId)
    await press('Control+a')
    await typeByHand(page, text)
  }

  return {
    name: 'keyboard',
    page,
    moves() {
      const made = moves
      moves = 0
      return made
    },
    async press(testId, key) {
      await expect(target(testId)).toBeEnabled()
      if (key) return press(key)
      await reach(testId)
      await press('Enter')
    },
    async choose(testId) {
      await expect(target(testId)).toBeEnabled()
      const group = (await target(testId).getAttribute('name')) ?? ''
      for (let presses = 0; !(await focusIsIn(page, group)); presses++) {
        if (presses > furthest) throw new Error(`no key gets to ${group}`)
        await press((await seen(testId)) === 'after' ? 'Shift+Tab' : 'Tab')
      }
      for (let presses = 0; presses < 10; presses++) {
        if ((await seen(testId)) === 'there') {
          if (!(await target(testId).isChecked())) await press('Space')
          return
        }
        await press('ArrowDown')
      }
      throw new Error(`no arrow gets to ${testId}`)
    },
    write,
    async fill(fields, submit) {
      for (const [testId, text] of fields) await write(testId, text)
      await reach(submit)
      await press('Enter')
    },
    async away(dialog) {
      await press('Escape')
      await expect(target(dialog)).toBeHidden()
    },
  }
}
