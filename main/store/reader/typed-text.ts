import { foldName } from './fold-name.ts'

/** What a typed text is compared with. */
export interface SearchedRow {
  readonly seq: number
  readonly name_folded: string
  readonly personal_number: string | null
  readonly old_id_number: string | null
}

/** A typed text, and whether a row is what it looks for. */
export type TypedText = (
  | { readonly kind: 'number'; readonly digits: string }
  /** In the words of FTS5. */
  | { readonly kind: 'name'; readonly match: string }
) & { matches(row: SearchedRow): boolean }

/**
 * Digits, however grouped, are a number; anything else is a name, whose last word may be half typed.
 * @returns undefined for no text at all, `nothing` for one without a letter or digit
 */
export function typedText(text: string): TypedText | 'nothing' | undefined {
  if (text.trim() === '') return undefined
  const digits = text.replace(/[\s.-]/g, '')
  if (/^[0-9]+$/.test(digits)) {
    return {
      kind: 'number',
      digits,
      matches: ({ personal_number: number, old_id_number: oldNumber }) =>
        number?.startsWith(digits) || number?.endsWith(digits) || oldNumber?.startsWith(digits) || false,
    }
  }
  const words = wordsOf(foldName(text))
  const [last, whole] = [words.at(-1), words.slice(0, -1)]
  if (last === undefined) return 'nothing'
  return {
    kind: 'name',
    // Every word quoted, so that none is an operator.
    match: [...whole.map(word => `"${word}"`), `"${last}"*`].join(' '),
    matches(row) {
      const name = wordsOf(row.name_folded)
      return whole.every(word => name.includes(word)) && name.some(word => word.startsWith(last))
    },
  }
}

const wordsOf = (folded: string): string[] => folded.match(/[\p{L}\p{N}]+/gu) ?? []
