const marks: Readonly<Record<string, string>> = { '\u0306': 'w', '\u031b': 'w' }
const tones: Readonly<Record<string, string>> = {
  '\u0301': 's',
  '\u0300': 'f',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
}

/**
 * The keys of the Telex method that make `text`: `ầ` is `aaf`, `Đ` is `DD`. Every tone key right after its letter, which is where a code
 * has it; somebody's typing may have had it later in the word.
 */
export function telexKeys(text: string): string {
  return [...text.normalize('NFC')].map(keysOf).join('')
}

function keysOf(letter: string): string {
  if (letter === 'đ') return 'dd'
  if (letter === 'Đ') return 'DD'
  const [base = '', ...added] = letter.normalize('NFD')
  const upper = base !== base.toLowerCase()
  const keys = added.map(mark => marks[mark] ?? tones[mark] ?? (mark === '\u0302' ? base.toLowerCase() : mark))
  // The canonical order puts the dot below before the circumflex; a code has the letter twice before its tone.
  keys.sort((one, other) => Number('sfrxj'.includes(one)) - Number('sfrxj'.includes(other)))
  return base + (upper ? keys.join('').toUpperCase() : keys.join(''))
}
