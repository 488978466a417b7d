import { isCardText } from '../waiting/recognise-input.ts'

/** What a picture holds: the one code meant, codes of two cards, codes of something else, or nothing. */
export type ChosenCode =
  | { readonly kind: 'card'; readonly text: string }
  | { readonly kind: 'two' | 'foreign' | 'none' }

/** A poster's or a payment's code beside the card is passed over; which of two cards is meant nobody can know. */
export function chooseCode(texts: readonly string[]): ChosenCode {
  const [text, second] = texts.filter(isCardText)
  if (text === undefined) return { kind: texts.length > 0 ? 'foreign' : 'none' }
  return second === undefined ? { kind: 'card', text } : { kind: 'two' }
}
