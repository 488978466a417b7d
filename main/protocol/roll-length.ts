import type { PrintedDocument } from './printed-document.ts'

/** Length of a roll in its HTML before it was measured. */
export const rollFallbackMm = 297

const pixelsPerMm = 96 / 25.4

/**
 * A piece of a roll as long as what is on it: CSS cannot say that, so who shows the page measures it. A sheet stays as it is.
 * @param contentPixels height of the body on a screen, in CSS pixels
 */
export function withRollLength(document: PrintedDocument, contentPixels: number): PrintedDocument {
  const { paper, html } = document
  if (paper.heightMm !== undefined) return document
  // One millimetre more, for rounding must not start a second page.
  const heightMm = Math.ceil(contentPixels / pixelsPerMm) + 1
  return {
    ...document,
    paper: { ...paper, heightMm },
    html: html.replace(
      `@page { size: ${paper.widthMm}mm ${rollFallbackMm}mm;`,
      `@page { size: ${paper.widthMm}mm ${heightMm}mm;`,
    ),
  }
}
