import { type Tone, tones } from './tone.ts'

export type KeypadPage = 'digits' | 'hex' | 'letters' | 'signs'

export type KeypadKey =
  | { readonly does: 'type'; readonly text: string }
  | { readonly does: 'tone'; readonly tone: Tone }
  | { readonly does: 'delete' | 'enter' | 'hide' | 'shift' | 'space' }
  | { readonly does: 'page'; readonly page: KeypadPage }

const typing = (letters: string): KeypadKey[] => [...letters].map(text => ({ does: 'type', text }))
const [remove, enter, hide] = (['delete', 'enter', 'hide'] as const).map(does => ({ does }))
const to = (page: KeypadPage): KeypadKey => ({ does: 'page', page })
const row = (...keys: readonly (KeypadKey | undefined)[]) => keys.filter(key => key !== undefined)

/**
 * Keys in the order that everybody knows: of a telephone for digits, of a keyboard for letters. Vietnamese letters are keys of their own and the
 * tones are five keys: what is touched is what appears, without a way of typing to be known or to be switched off for names of accounts.
 */
export const layouts: Readonly<Record<KeypadPage, readonly (readonly KeypadKey[])[]>> = {
  digits: [
    row(...typing('123'), remove),
    row(...typing('456/')),
    row(...typing('789'), to('letters')),
    row(hide, ...typing('0'), enter),
  ],
  hex: [
    row(...typing('123AB'), remove),
    row(...typing('456CD:')),
    row(...typing('789EF'), to('letters')),
    row(hide, ...typing('0'), enter),
  ],
  letters: [
    row(...typing('ăâđêôơư'), ...tones.map(tone => ({ does: 'tone' as const, tone }))),
    row(...typing('qwertyuiop')),
    row(...typing('asdfghjkl')),
    row({ does: 'shift' }, ...typing('zxcvbnm'), remove),
    row(hide, to('signs'), { does: 'space' }, ...typing('.'), enter),
  ],
  signs: [
    row(...typing('1234567890')),
    row(...typing('@#&%+=*$')),
    row(...typing('-_/\\:;()')),
    row(...typing(',.?!\'"<>'), remove),
    row(hide, to('letters'), { does: 'space' }, enter),
  ],
}

/** What is read of a field to know its keys. */
export interface FieldTraits {
  readonly type: string
  readonly inputMode: string
  /** `data-keypad` of a field that says so itself. */
  readonly wish?: string | undefined
}

/** A PIN is digits; whoever has a password changes to the letters with one key. */
export function firstPage({ type, inputMode, wish }: FieldTraits): KeypadPage {
  if (wish === 'digits' || wish === 'hex' || wish === 'letters') return wish
  const digits = type === 'password' || type === 'tel' || ['numeric', 'decimal', 'tel'].includes(inputMode)
  return digits ? 'digits' : 'letters'
}
