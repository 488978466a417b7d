/**
 * A Vietnamese input method as UniKey and EVKey work, written from how they behave at the keyboard: for tests, so that a scanner that
 * types through one can be simulated. Only letters of the present word are changed; anything else ends the word.
 */
export interface TypingOptions {
  readonly method: 'telex' | 'vni'
  /** `always` changes every word that has a vowel; `spelling` only what can be a Vietnamese syllable, the default of both programs. */
  readonly check?: 'always' | 'spelling'
  /** What becomes of letters that no key has: a scanner sends them by Alt codes past the method, or leaves them out, or a `?`. */
  readonly beyondAscii?: 'kept' | 'lost' | 'question'
  /** What the layout makes of the key of the bar. */
  readonly bar?: string
}

interface Letter {
  readonly base: string
  readonly mark: '' | '^' | '+' | '(' | '-'
}
interface Word {
  readonly letters: readonly Letter[]
  /** A combining tone mark, or none. */
  readonly tone: string
  /** An undone key leaves the rest of the word alone. */
  readonly off: boolean
}

const empty: Word = { letters: [], tone: '', off: false }
const markSigns = { '': '', '^': '\u0302', '+': '\u031b', '(': '\u0306', '-': '' }
const telexTones: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
  z: '',
}
const vniTones: Readonly<Record<string, string>> = {
  1: '\u0301',
  2: '\u0300',
  3: '\u0309',
  4: '\u0303',
  5: '\u0323',
  0: '',
}
const vniMarks: Readonly<Record<string, readonly [Letter['mark'], string]>> = {
  6: ['^', 'aeo'],
  7: ['+', 'uo'],
  8: ['(', 'a'],
  9: ['-', 'd'],
}
const brackets: Readonly<Record<string, string>> = { '[': 'ơ', ']': 'ư', '{': 'Ơ', '}': 'Ư' }
const isVowel = ({ base }: Letter) => 'aeiouy'.includes(base.toLowerCase())

/** What arrives on the screen when `text` is typed key by key through the method. */
export function typedThrough(text: string, options: TypingOptions): string {
  const { beyondAscii = 'kept', bar = '|' } = options
  let done = ''
  let word = empty
  const end = (after: string) => {
    done += shown(word) + after
    word = empty
  }
  for (const key of text) {
    if (key === '|') end(bar)
    else if (key > '~') end(beyondAscii === 'kept' ? key : beyondAscii === 'lost' ? '' : '?')
    else if (options.method === 'telex' && brackets[key]) end(brackets[key])
    else if (/[a-z]/i.test(key) || (options.method === 'vni' && /\d/.test(key) && word.letters.length > 0)) {
      const next = changed(word, key, options)
      if (next) word = next
      else if (/[a-z]/i.test(key)) word = { ...word, letters: [...word.letters, { base: key, mark: '' }] }
      else end(key)
    } else end(key)
  }
  end('')
  return done
}

/** The word after a key that changes it; undefined if the key is only itself. */
function changed(word: Word, key: string, { method, check = 'spelling' }: TypingOptions): Word | undefined {
  if (word.off || (check === 'spelling' && !canBeSyllable(word))) return undefined
  const lower = key.toLowerCase()
  const tone = (method === 'telex' ? telexTones : vniTones)[lower]
  if (tone !== undefined) return toned(word, key, tone)
  if (method === 'vni') {
    const [mark, bases] = vniMarks[key] ?? []
    return mark && bases ? marked(word, key, mark, bases) : undefined
  }
  if (lower === 'd') return marked(word, key, '-', 'd')
  if ('aeo'.includes(lower)) return marked(word, key, '^', lower)
  if (lower !== 'w') return undefined
  return marked(word, key, '(', 'a') ?? marked(word, key, '+', 'uo')
}

function toned(word: Word, key: string, tone: string): Word | undefined {
  if (!word.letters.some(isVowel)) return undefined
  if (tone === '') return word.tone ? { ...word, tone: '' } : undefined
  if (tone !== word.tone) return { ...word, tone }
  return { letters: [...word.letters, { base: key, mark: '' }], tone: '', off: true }
}

function marked(word: Word, key: string, mark: Letter['mark'], bases: string): Word | undefined {
  const at = word.letters.findLastIndex(({ base }) => bases.includes(base.toLowerCase()))
  const found = word.letters[at]
  // đ is made of the first letter alone.
  if (!found || (mark === '-' && at > 0)) return undefined
  const set = (value: Letter['mark']) => word.letters.with(at, { base: found.base, mark: value })
  if (found.mark !== mark) return { ...word, letters: set(mark) }
  return { ...word, letters: [...set(''), { base: key, mark: '' }], off: true }
}

const initials = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?'
const finals = '(?:ch|ng|nh|[cmnptiouya])?'
const syllable = new RegExp(`^${initials}(?:[aeiouy]{0,3})${finals}$`)
const canBeSyllable = ({ letters }: Word) => syllable.test(letters.map(({ base }) => base.toLowerCase()).join(''))

function shown({ letters, tone }: Word): string {
  const at = toneAt(letters)
  return letters
    .map(({ base, mark }, i) => {
      if (mark === '-') return base === 'D' ? 'Đ' : 'đ'
      return (base + markSigns[mark] + (i === at ? tone : '')).normalize('NFC')
    })
    .join('')
}

/** The old way: on a letter with a mark, else before a final consonant, else on the one before the last vowel. */
function toneAt(letters: readonly Letter[]): number {
  const withMark = letters.findLastIndex(letter => isVowel(letter) && letter.mark !== '')
  if (withMark !== -1) return withMark
  const last = letters.findLastIndex(isVowel)
  const before = letters[last - 1]
  return before && isVowel(before) && last === letters.length - 1 ? last - 1 : last
}
