import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** No binary file of the repository is longer. */
const mostBytes = 100_000

/** What the page shows, as `docs/NAME.jpg`, in the best quality that stays short enough for the history. */
export async function documentationPicture(page: Page, name: string): Promise<void> {
  for (let quality = 84; quality > 20; quality -= 4) {
    const picture = await page.screenshot({ type: 'jpeg', quality })
    if (picture.length > mostBytes) continue
    return writeFileSync(join(import.meta.dirname, '..', 'docs', `${name}.jpg`), picture)
  }
  throw new Error(`${name} is longer than ${mostBytes} bytes in any quality`)
}
