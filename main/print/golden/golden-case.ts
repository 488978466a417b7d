import type { PrintedDocument } from '../../protocol/printed-document.ts'

/** One print-out whose picture is kept. */
export interface GoldenCase {
  /** Also the name of its pictures: `NAME.png`, or `NAME-2.png` for a second page. */
  name: string
  document: PrintedDocument
  /** Words that stand on it, in the text that a search of the PDF finds. */
  says: readonly string[]
  /** Words that may not. */
  neverSays: readonly string[]
}

/**
 * A row of the table.
 * @param document of invented people, ids and times that never change
 */
export const goldenCase = (
  name: string,
  document: PrintedDocument,
  says: readonly string[] = [],
  neverSays: readonly string[] = [],
): GoldenCase => ({ name, document, says, neverSays })
