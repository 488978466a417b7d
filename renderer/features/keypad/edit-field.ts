import { type Tone, withTone } from './tone.ts'

export type TextField = HTMLInputElement | HTMLTextAreaElement

/** Types of inputs that text is typed into letter by letter; dates and numbers bring a chooser of their own. */
const typedInto: ReadonlySet<string> = new Set(['text', 'search', 'password', 'tel', 'email', 'url'])

/** A field that keys may write into, if this is one. */
export function asTextField(target: unknown): TextField | undefined {
  const isField =
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && typedInto.has(target.type))
  return isField && !target.disabled && !target.readOnly ? target : undefined
}

/** Replaces part of a field as typing does: within its length, at its caret, and so that whoever listens hears of it. */
function replace(field: TextField, text: string, from: number, to: number, inputType: string): void {
  const { maxLength, value } = field
  if (maxLength >= 0 && text.length > to - from && value.length - (to - from) + text.length > maxLength) return
  // `setRangeText` goes past the setter by which React remembers a value, so that it sees that the value is another one.
  if (field.type === 'email') setValue(field, value.slice(0, from) + text + value.slice(to))
  else field.setRangeText(text, from, to, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType, data: text || null }))
}

/** Of a field that has no caret to be asked for. */
function setValue(field: TextField, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
}

function selection(field: TextField): readonly [number, number] {
  const end = field.value.length
  return [field.selectionStart ?? end, field.selectionEnd ?? end]
}

export function typeInto(field: TextField, text: string): void {
  const [from, to] = selection(field)
  replace(field, text, from, to, 'insertText')
}

/** What is selected, else the letter before the caret with all its marks. */
export function deleteBefore(field: TextField): void {
  const [from, to] = selection(field)
  const letters = [...new Intl.Segmenter().segment(field.value.slice(0, from))]
  const begin = from === to ? (letters.at(-1)?.index ?? from) : from
  if (begin !== to) replace(field, '', begin, to, 'deleteContentBackward')
}

/** Puts a tone on the syllable before the caret. */
export function putTone(field: TextField, tone: Tone): void {
  const [, caret] = selection(field)
  const [word = ''] = /[\p{L}\p{M}]*$/u.exec(field.value.slice(0, caret)) ?? []
  const toned = withTone(word, tone)
  if (toned !== word) replace(field, toned, caret - word.length, caret, 'insertText')
}

/** Enter of a keyboard: for whoever listens to it, else the form is sent, else a new line where there are lines. */
export function pressEnter(field: TextField): void {
  const key = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true } as const
  const wanted = field.dispatchEvent(new KeyboardEvent('keydown', key))
  field.dispatchEvent(new KeyboardEvent('keyup', key))
  if (!wanted) return
  if (field instanceof HTMLTextAreaElement) typeInto(field, '\n')
  else field.form?.requestSubmit()
}
