import type { Page } from '@playwright/test'

/** One event of a keyboard wedge; what an input method adds between is one too. */
type Key = { readonly method: string; readonly params: Readonly<Record<string, unknown>> }

const shifted = '~!@#$%^&*()_+{}|:"<>?'
const plain = "`1234567890-=[]\\;',./"
const codes: Readonly<Record<string, string>> = {
  '`': 'Backquote',
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  ';': 'Semicolon',
  "'": 'Quote',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  ' ': 'Space',
}

/** The physical key of a character on a US keyboard, and whether Shift is held. */
function keyOf(character: string): { code: string; shift: boolean } {
  const base = plain[shifted.indexOf(character)] ?? character.toLowerCase()
  const shift = base !== character
  if (/[a-z]/.test(base)) return { code: `Key${base.toUpperCase()}`, shift }
  return { code: /\d/.test(base) ? `Digit${base}` : (codes[base] ?? ''), shift }
}

const down = (params: Record<string, unknown>): Key => ({
  method: 'Input.dispatchKeyEvent',
  params: { type: 'keyDown', ...params },
})
const up = (params: Record<string, unknown>): Key => ({
  method: 'Input.dispatchKeyEvent',
  params: { type: 'keyUp', ...params },
})

/** A scanner's keys for `text`; a character that no key has comes without one, as a program types it. */
export const scannerKeys = (text: string): Key[] =>
  [...text].flatMap(character => {
    if (character === '\r') return special('Enter', 13, '\r')
    if (character === '\t') return special('Tab', 9)
    const { code, shift } = keyOf(character)
    const key = { key: character, code, modifiers: shift ? 8 : 0 }
    return [down({ ...key, text: character }), up(key)]
  })

/** Function keys, Enter, Tab and Backspace. */
export function special(key: string, windowsVirtualKeyCode: number, text?: string): Key[] {
  const params = { key, code: key, windowsVirtualKeyCode }
  return [down({ ...params, ...(text && { text }) }), up(params)]
}

/**
 * The same through a hook such as UniKey's, Telex, as far as codes meet it: `|` becomes `\`, and a letter struck twice or marked is
 * taken back and typed anew by the program, without a key.
 */
export const hookedKeys = (text: string): Key[] =>
  [...text.replaceAll('|', '\\')].flatMap((character, i, all) => {
    const telex = /[dD]/.test(character) && all[i - 1] === character
    if (!telex) return scannerKeys(character)
    const written = { key: character === 'd' ? 'đ' : 'Đ', code: '', text: character === 'd' ? 'đ' : 'Đ' }
    return [...special('Backspace', 8), down(written), up(written)]
  })

/** The same through an input method of the system, which takes the letters and commits them at the next sign. */
export const composedKeys = (text: string): Key[] => {
  let composition = ''
  const keys: Key[] = []
  const commit = () => {
    if (composition !== '') keys.push({ method: 'Input.insertText', params: { text: composition } })
    composition = ''
  }
  for (const character of text) {
    if (!/[a-z]/i.test(character)) {
      commit()
      keys.push(...scannerKeys(character))
      continue
    }
    composition += character
    const { code, shift } = keyOf(character)
    const key = { key: 'Process', code, windowsVirtualKeyCode: 229, modifiers: shift ? 8 : 0 }
    const at = composition.replace(/aa/g, 'â').replace(/dd/g, 'đ')
    keys.push(
      down({ ...key, type: 'rawKeyDown' }),
      { method: 'Input.imeSetComposition', params: { text: at, selectionStart: at.length, selectionEnd: at.length } },
      up(key),
    )
    composition = at
  }
  commit()
  return keys
}

/** Seconds between two keys going down or up, as the system notes them. */
const pace = 0.0005

/**
 * Types as quickly as the browser takes it: all keys are on their way before the first is answered. Each has the time at which a scanner sent it, as the
 * system gives it to a page: a busy computer takes them late, yet does not tear them apart.
 */
export async function scan(page: Page, keys: readonly Key[]): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  // The keys are of several commands, which the types of the session tell apart.
  const send = browser.send.bind(browser) as (method: string, params: object) => Promise<unknown>
  const begun = Date.now() / 1000
  const timed = ({ method, params }: Key, i: number) =>
    method === 'Input.dispatchKeyEvent' ? { ...params, timestamp: begun + i * pace } : params
  await Promise.all(keys.map((key, i) => send(key.method, timed(key, i))))
  await browser.detach()
}
