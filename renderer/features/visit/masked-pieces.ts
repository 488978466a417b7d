import type { TextPiece } from '../../../main/protocol/changed-words.ts'
import { maskedNumber } from '../../../main/protocol/masked-number.ts'

/** So many digits that differ may be shown: more of them would be most of the number. */
const mostShown = 4

/**
 * A number beside another one, masked: its ends and the digits that differ are left, for those are what the clerk has to see. Of a number that is another one
 * altogether no more is left than of any masked number.
 */
export function maskedPieces(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const digits = pieces.flatMap(({ text, changed }) => [...text].map(digit => ({ digit, changed })))
  const whole = digits.map(({ digit }) => digit).join('')
  const differing = digits.filter(({ changed }) => changed).length
  if (whole === '') return pieces
  if (differing === 0 || differing > mostShown) return [{ text: maskedNumber(whole), changed: differing > 0 }]
  const kept = whole.length >= 12 ? 3 : 2
  let at = 0
  return pieces.map(({ text, changed }) => {
    const shown = [...text].map(digit => {
      const middle = at >= kept && at < digits.length - kept
      at++
      return middle && !changed ? '*' : digit
    })
    return { text: shown.join(''), changed }
  })
}
