/** Everything about the screen shown that somebody could not read or hit, each as one sentence: for the walk, which runs it in the page. */
export function layoutFaults(): string[] {
  const tooWide = document.documentElement.scrollWidth - innerWidth
  const elements = [...document.body.querySelectorAll('*')].filter(isShown)
  return [
    ...(tooWide > 0 ? [`the page is ${tooWide} px too wide`] : []),
    ...elements.flatMap(faultsOf),
    ...roomToScroll(elements),
  ]
}

/** A finger's width (WCAG 2.5.5; the same as `--target`). */
const target = 44
/** Of the height of the window: what moves up and down must not be a slit. */
const leastRoom = 0.3

function isShown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  // Words for those who listen are there without being seen.
  return (
    width > 2 &&
    height > 2 &&
    getComputedStyle(element).clipPath === 'none' &&
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  )
}

function named(element: Element): string {
  const id = element.closest('[data-testid]')?.getAttribute('data-testid')
  return `${element.tagName.toLowerCase()}${id ? ` in ${id}` : ''}: ${(element.textContent ?? '').trim().slice(0, 60)}`
}

function faultsOf(element: Element): string[] {
  const faults: string[] = []
  const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element)
  const beyondX = element.scrollWidth - element.clientWidth
  const beyondY = element.scrollHeight - element.clientHeight
  const words = [...element.childNodes].some(
    ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim(),
  )
  if (words && overflowX === 'hidden' && beyondX > 1 && textOverflow !== 'ellipsis') faults.push('cut at the side')
  if (words && overflowY === 'hidden' && beyondY > 4 && webkitLineClamp === 'none') faults.push('cut below')
  // A wide table may say so and be moved on its own; words may not.
  if ((overflowX === 'auto' || overflowX === 'scroll') && beyondX > 1 && !element.closest('[data-wide]'))
    faults.push(`moves sideways by ${beyondX} px`)
  const { left, right, width, height } = element.getBoundingClientRect()
  const hit = element.matches(
    'button, select, textarea, a[href], input:not([type=checkbox], [type=radio], [type=file])',
  )
  if ((words || hit) && !element.closest('[data-wide]') && (right > innerWidth + 1 || left < -1))
    faults.push('beyond the edge')
  const narrow = element.tagName === 'BUTTON' && Math.round(width) < target
  if (hit && (narrow || Math.round(height) < target))
    faults.push(`too small to hit, ${Math.round(width)} x ${Math.round(height)}`)
  return faults.map(fault => `${fault}: ${named(element)}`)
}

/** The tallest of the places that move up and down. */
function roomToScroll(elements: readonly Element[]): string[] {
  const moving = elements.filter(element => {
    const { overflowY } = getComputedStyle(element)
    return (overflowY === 'auto' || overflowY === 'scroll') && element.scrollHeight > element.clientHeight + 1
  })
  const [tallest] = moving.sort((a, b) => b.clientHeight - a.clientHeight)
  if (!tallest || tallest.clientHeight >= leastRoom * innerHeight) return []
  return [`only ${tallest.clientHeight} of ${innerHeight} px to read in: ${named(tallest)}`]
}
