import type { Page } from '@playwright/test'

/** Runs in the page, where axe is. What only people can judge is not asked for. */
const findings = `axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => 'axe ' + id + ': ' + html.slice(0, 200))))`

/** Everything about this screen of the gallery that somebody could not read, reach or understand; nothing, where it is well. */
export async function screenFaults(page: Page): Promise<string[]> {
  const axe = await page.evaluate<string[]>(findings)
  return [...axe, ...(await page.evaluate<string[]>('layoutFaults()'))]
}
