import { randomInt } from 'node:crypto'

/** Crockford's base 32: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 26 characters of 5 bits: 130 bits. */
const payloadLength = 26
const checkLength = 2
const groupLength = 4

/** Powers of a generator of GF(32), x^5 + x^2 + 1, twice over so that sums of logarithms need no modulo. */
const powers: readonly number[] = (() => {
  const list: number[] = []
  for (let value = 1; list.length < 62; ) {
    list.push(value)
    value <<= 1
    if (value & 32) value ^= 0b100101
  }
  return list
})()
const logarithm = (value: number) => powers.indexOf(value)
const times = (value: number, power: number) => (value === 0 ? 0 : (powers[logarithm(value) + (power % 31)] ?? 0))

/** Σ symbolᵢ·αⁱ for the powers 0 and 1: both zero in every code as it was printed (a Reed–Solomon code of distance 3). */
function syndromes(symbols: readonly number[]): readonly [number, number] {
  let sum = 0
  let weighted = 0
  for (const [place, symbol] of symbols.entries()) {
    sum ^= symbol
    weighted ^= times(symbol, place)
  }
  return [sum, weighted]
}

/** The two characters that make both sums zero: found by trying, there are 1024. */
function withCheck(payload: readonly number[]): number[] {
  for (let pair = 0; pair < 1024; pair++) {
    const symbols = [...payload, pair >> 5, pair & 31]
    const [sum, weighted] = syndromes(symbols)
    if (sum === 0 && weighted === 0) return symbols
  }
  throw new Error('every payload has its check characters')
}

/** 130 bits from the operating system, with two check characters, in seven groups of four: `8F3K-…`. */
export function newRecoveryCode(): string {
  const payload = Array.from({ length: payloadLength }, () => randomInt(32))
  const text = withCheck(payload).map(symbol => alphabet[symbol])
  return text.join('').replace(/.{4}(?=.)/g, '$&-')
}

/** `length` and `letter` say what is there instead; `group` (from 1) is where one wrong character would explain it. */
export type CodeProblem =
  | { readonly wrong: 'length'; readonly length: number }
  | { readonly wrong: 'letter'; readonly letter: string }
  | { readonly wrong: 'typo'; readonly group: number | undefined }

/**
 * The code as typed from paper: any case, O for 0, I or L for 1, any blanks and hyphens. One or two wrong characters and two swapped ones are always
 * noticed.
 * @returns the 26 characters that carry the secret
 */
export function readRecoveryCode(typed: string): { readonly payload: string } | CodeProblem {
  const text = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const letter = [...text].find(character => !alphabet.includes(character))
  if (letter !== undefined) return { wrong: 'letter', letter }
  if (text.length !== payloadLength + checkLength) return { wrong: 'length', length: text.length }
  const [sum, weighted] = syndromes([...text].map(character => alphabet.indexOf(character)))
  if (sum === 0 && weighted === 0) return { payload: text.slice(0, payloadLength) }
  return { wrong: 'typo', group: groupOf(sum, weighted) }
}

/** A single wrong character stands at the quotient of the sums. */
function groupOf(sum: number, weighted: number): number | undefined {
  if (sum === 0 || weighted === 0) return undefined
  const place = (logarithm(weighted) - logarithm(sum) + 31) % 31
  return place < payloadLength + checkLength ? Math.floor(place / groupLength) + 1 : undefined
}
