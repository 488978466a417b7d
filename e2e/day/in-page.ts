import type { Locator, Page } from '@playwright/test'

/** Where the focus is, seen from what is looked for. */
export const focusSeenFrom = (page: Page, testId: string): Promise<'gone' | 'there' | 'before' | 'after'> =>
  page.evaluate(`(() => {
    const here = document.activeElement
    const wanted = document.querySelector('[data-testid="${testId}"]')
    if (!wanted) return 'gone'
    if (!here || here === document.body) return 'before'
    if (here === wanted) return 'there'
    return here.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? 'after' : 'before'
  })()`)

/** Whether the focus is on one of the radio buttons of this name. */
export const focusIsIn = (page: Page, group: string): Promise<boolean> =>
  page.evaluate(`document.activeElement?.getAttribute('name') === ${JSON.stringify(group)}`)

/** The answer of the desk, as the parts of the screen say it. */
export interface OnScreen {
  readonly verdict?: string
  readonly light?: string
  readonly steps: Readonly<Record<string, string>>
  readonly insurance?: string
  readonly override?: string
  readonly served: boolean
  readonly handOver: boolean
  readonly papers: readonly string[]
}

export const onScreen = (page: Page): Promise<OnScreen> =>
  page.evaluate(`(() => {
    const all = start => [...document.querySelectorAll('[data-testid^="' + start + '"]')]
    const one = testId => document.querySelector('[data-testid="' + testId + '"]')
    const after = (start, { dataset }) => dataset.testid.slice(start.length)
    return {
      verdict: one('verdict')?.dataset.verdict,
      light: one('outcome')?.dataset.light,
      steps: Object.fromEntries(all('desk-step-').map(step => [after('desk-step-', step), step.dataset.state])),
      insurance: one('insurance')?.dataset.code,
      override: one('outcome')?.dataset.override,
      served: one('decide-served')?.matches(':enabled') ?? false,
      handOver: one('hand-over-send') !== null,
      papers: all('document-').map(paper => after('document-', paper)),
    }
  })()`)

export interface Drag {
  /** Where the finger goes down. */
  readonly x: number
  readonly y: number
  readonly by: number
}

/**
 * How far and from where the page has to be drawn to get a finger at the middle of something, with room for the finger; nothing where it can be touched already,
 * or where it can be touched and the page goes no further.
 */
export const dragTo = (target: Locator): Promise<Drag | undefined> => target.evaluate(dragInPage)
const dragInPage = new Function(
  'element',
  `
    const box = element.getBoundingClientRect()
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const isThere = at => {
      const top = at > 0 && at < innerHeight ? document.elementFromPoint(x, at) : null
      return top !== null && element.contains(top)
    }
    const room = Math.min(box.height / 2 - 2, 20)
    if (isThere(y) && isThere(y - room) && isThere(y + room)) return undefined
    let scroller = element.parentElement
    while (scroller && !(scroller.scrollHeight > scroller.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(scroller).overflowY)))
      scroller = scroller.parentElement
    const view = (scroller ?? document.documentElement).getBoundingClientRect()
    const [from, to] = [Math.max(view.top, 0), Math.min(view.bottom, innerHeight)]
    const middle = (from + to) / 2
    const reach = (to - from) / 2 - 8
    const left = !scroller ? 0 : y > middle ? scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop : scroller.scrollTop
    if (isThere(y) && left < 2) return undefined
    return { x: view.left + view.width / 2, y: middle, by: Math.max(Math.min(middle - y, reach), -reach) }
  `,
) as (element: unknown) => Drag | undefined

/** Resolves when something has stayed where it is for five pictures of the screen. */
export const comesToRest = (target: Locator): Promise<void> => target.evaluate(restInPage)
const restInPage = new Function(
  'element',
  `return new Promise(resolve => {
    let [last, same] = [NaN, 0]
    const look = () => {
      const { top } = element.getBoundingClientRect()
      same = top === last ? same + 1 : 0
      last = top
      if (same >= 5) resolve()
      else requestAnimationFrame(look)
    }
    look()
  })`,
) as (element: unknown) => Promise<void>

/** The counts of the desk, as its list of statistics shows them. */
export const countsOnScreen = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(`(() => {
    const total = id => Number(document.querySelector('[data-testid="total-' + id + '"]').textContent)
    const rows = id => Object.fromEntries([...document.querySelectorAll('[data-testid="counts-' + id + '"] tr')]
      .map(row => [row.dataset.key, Number(row.querySelector('td:last-child').textContent)]))
    return { visits: total('visits'), withoutCard: total('without-card'), overrides: total('overrides'),
      purpose: rows('purpose'), decision: rows('decision'), document: rows('document') }
  })()`)

/** Everything that the browser keeps of its own for the page. */
export const keptByBrowser = (page: Page): Promise<string> =>
  page.evaluate(`(async () => JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, document.cookie,
    (await indexedDB.databases()).map(({ name }) => name), await caches.keys().catch(() => []),
  ]))()`)
