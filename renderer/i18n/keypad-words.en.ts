import type { Dictionary } from './vi.ts'

export const englishKeypad: Dictionary['keypad'] = {
  title: 'Keys on the screen',
  keys: { delete: 'Delete', enter: 'Done', hide: 'Hide the keys', shift: 'Capital letter', space: 'space' },
  pages: { digits: 'Digits', hex: 'Digits and A–F', letters: 'Letters', signs: 'Digits and signs' },
  tones: { acute: 'acute tone', grave: 'grave tone', hook: 'hook tone', tilde: 'tilde tone', dot: 'dot tone' },
}
