import { longestSecret } from '../../../main/protocol/session.ts'

/** A scanner in keyboard mode wrote into the field: the fields of a card's code, or its printed lines. Never a try of a PIN. */
export const isScan = (text: string): boolean =>
  text.length > longestSecret ||
  /^\d{9,12}[|\\¦]/.test(text) ||
  (text.match(/\|/g)?.length ?? 0) >= 3 ||
  /<<</.test(text)
