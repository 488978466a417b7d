import type { Page } from '@playwright/test'

/** What a clerk can do with a screen. Everything is found by its test id and reached as a person reaches it; nothing is done past the screen. */
export interface Hands {
  readonly name: 'keyboard' | 'touch'
  /** The page under the hands: another one after the desk was started anew. */
  readonly page: Page
  /** Presses or taps since the last call, typed characters not counted. */
  moves(): number
  /** Does what a button does. @param key that does the same */
  press(testId: string, key?: string): Promise<void>
  /** Chooses one of a group of radio buttons. */
  choose(testId: string): Promise<void>
  /** Writes into a field. There is no keypad on the screen: a finger points at the field, the text comes from keys. */
  write(testId: string, text: string): Promise<void>
  /** Fills a form from its first field down, and sends it. @param submit its button */
  fill(fields: readonly (readonly [testId: string, text: string])[], submit: string): Promise<void>
  /** Puts a dialog away. */
  away(dialog: string): Promise<void>
}

/** In groups, with a moment between them: without one it would be a scanner's, which are told apart by their pace (`wedge/key-burst.ts`). */
export async function typeByHand(page: Page, text: string): Promise<void> {
  for (let at = 0; at < text.length; at += group) {
    await page.keyboard.type(text.slice(at, at + group))
    if (at + group < text.length) await page.waitForTimeout(pause)
  }
}
const group = 5
/** Ms. */
const pause = 90
