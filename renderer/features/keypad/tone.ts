export const tones = ['acute', 'grave', 'hook', 'tilde', 'dot'] as const
/** Sắc, huyền, hỏi, ngã, nặng. */
export type Tone = (typeof tones)[number]

const marks: Readonly<Record<Tone, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  hook: '\u0309',
  tilde: '\u0303',
  dot: '\u0323',
}
const anyTone = /[\u0300\u0301\u0303\u0309\u0323]/g
const vowel = /^[aăâeêioôơuưy]$/
const shaped = /^[ăâêôơư]$/
/** Open pairs of which the tone has stood on either letter: `hòa` and `hoà`, `thủy` and `thuỷ`. */
const eitherWay = ['oa', 'oe', 'uy']

/**
 * Puts a tone on a syllable, where Vietnamese spelling has it: on the letter with a mark of its own (`nguyễn`, `đường`, `giữa`), else on the
 * letter before the last consonant (`hoàn`), else on the first of an open pair (`thủy`, `hòa`; the `u` of `qu` and the `i` of `gi` are no
 * vowels there). The same tone once more moves it on an open pair that is written either way (`thuỷ`), and takes it away elsewhere.
 * @param syllable letters as they stand before the caret, composed or not, in any case
 * @returns NFC; the syllable itself where it has no vowel
 */
export function withTone(syllable: string, tone: Tone): string {
  const letters = [...syllable.normalize('NFC')].map(letter => ({
    bare: letter.normalize('NFD').replace(anyTone, '').normalize('NFC'),
    tone: (letter.normalize('NFD').match(anyTone) ?? [])[0],
  }))
  const plain = letters.map(({ bare }) => bare.toLowerCase())
  const span = vowelSpan(plain)
  if (!span) return syllable
  const places = placesOf(plain, span)
  const had = letters.findIndex(letter => letter.tone === marks[tone])
  const place = had < 0 ? places[0] : places[places.indexOf(had) + 1]
  return letters
    .map(({ bare }, at) => (at === place ? `${bare}${marks[tone]}` : bare))
    .join('')
    .normalize('NFC')
}

interface Span {
  readonly from: number
  /** Behind its last letter. */
  readonly to: number
}

/** The last run of vowels, without the `u` of `qu` and the `i` of `gi` before another vowel. */
function vowelSpan(letters: readonly string[]): Span | undefined {
  const isVowel = (at: number) => vowel.test(letters[at] ?? '')
  const last = letters.findLastIndex((_, at) => isVowel(at))
  if (last < 0) return undefined
  let from = last
  while (isVowel(from - 1)) from--
  const before = letters[from - 1]
  const isInitial = (before === 'q' && letters[from] === 'u') || (before === 'g' && letters[from] === 'i')
  return { from: isInitial && from < last ? from + 1 : from, to: last + 1 }
}

/** Where the tone goes, and where it may go instead. */
function placesOf(letters: readonly string[], { from, to }: Span): readonly number[] {
  const vowels = letters.slice(from, to)
  const own = vowels.findLastIndex(letter => shaped.test(letter))
  if (own >= 0) return [from + own]
  if (vowels.length === 1) return [from]
  if (vowels.length > 2 || to < letters.length) return [from + 1]
  return eitherWay.includes(vowels.join('')) ? [from, from + 1] : [from]
}
