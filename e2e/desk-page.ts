import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { personOf } from '../fixtures/country/population.ts'
import { loadDefinitions } from '../main/desks/load-definitions.ts'
import type { RunningDesk } from './running-desk.ts'

/** An invented person who must be there. */
export function person(id: string) {
  const found = personOf(id)
  if (!found) throw new Error(`nobody is called ${id}`)
  return found
}

/** The visits of a definition that the product brings, by their purpose. */
export async function visitsOf(definition: string) {
  const loaded = await loadDefinitions()
  const found = loaded.ok ? loaded.value.find(({ id }) => id === definition) : undefined
  return (purpose: string) => {
    const visit = found?.visits.find(each => each.purpose === purpose)
    if (!visit) throw new Error(`no visit for ${purpose}`)
    return visit
  }
}

/** Nothing that a tool finds inaccessible, of what is on the screen now. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // The frame of a print-out runs no script: the other mode waits for it for ever.
    .setLegacyMode()
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

/** Gives the number of somebody whose purpose is settled, and lays their card: `PERSON`, `PERSON/HOSTILE`. @param by keys alone, as a hand types them */
export async function read(page: Page, desk: RunningDesk, card: string, by?: 'keys'): Promise<void> {
  const { personalNumber } = person(card.split('/')[0] ?? '')
  const input = page.getByTestId('counter-input')
  await expect(input).toBeFocused()
  await (by ? write(page, personalNumber) : input.fill(personalNumber))
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('step-number')).toHaveAttribute('data-state', 'done')
  await desk.place(card)
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 15_000 })
}

/** Lets this citizen go by the key for the next. */
export async function next(page: Page, desk: RunningDesk): Promise<void> {
  await desk.lift()
  await page.keyboard.press('F2')
  await expect(page.getByTestId('waiting')).toHaveAttribute('data-need', 'purpose')
}

/** The page inside the print preview that is open. */
export const paper = (page: Page): Locator => page.getByTestId('print-preview').frameLocator('iframe').locator('body')

/** Puts the preview away by its key, and is back where it was opened. */
export async function closePaper(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('print-preview')).toHaveCount(0)
  await expect(page.getByTestId('result')).toBeVisible()
}

/** Types as fingers do: what comes faster is a scanner's. */
export const write = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 45 })
