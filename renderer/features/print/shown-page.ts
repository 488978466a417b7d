import type { PrintedDocument } from '../../../main/protocol/printed-document.ts'
import { withRollLength } from '../../../main/protocol/roll-length.ts'

/** The empty page that both shells serve with a policy of its own: a print-out's styles may act in it, and no script. */
export const printPageUrl = './print.html'

/**
 * Puts a print-out into the frame that holds the empty page.
 * @returns the document as it is printed, a roll cut to its length; and how high it is on the screen, in CSS pixels
 */
export async function showPage(
  frame: HTMLIFrameElement,
  printed: PrintedDocument,
): Promise<{ printed: PrintedDocument; height: number }> {
  const page = frame.contentDocument
  if (!page) throw new Error('the frame holds no page')
  fill(page, printed.html)
  // Fonts begin to load when the first layout asks for them.
  page.body.getBoundingClientRect()
  await page.fonts.ready
  const height = page.body.getBoundingClientRect().height
  const cut = withRollLength(printed, height)
  if (cut !== printed) fill(page, cut.html)
  return { printed: cut, height }
}

/** By the frame's own parser: what ours makes is under the policy of our page, which lets no style in it act. */
function fill(page: Document, html: string): void {
  const { DOMParser: Parser } = page.defaultView as Window & typeof globalThis
  const parsed = new Parser().parseFromString(html, 'text/html')
  page.replaceChild(page.adoptNode(parsed.documentElement), page.documentElement)
}
