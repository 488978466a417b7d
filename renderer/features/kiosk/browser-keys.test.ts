import { describe, expect, it } from 'vitest'
import { isBrowserKey } from './browser-keys.ts'

const keys = (text: string) => {
  const parts = text.split(' ')
  const has = (name: string) => parts.includes(name)
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: has('Ctrl'),
    metaKey: has('Meta'),
    altKey: has('Alt'),
    shiftKey: has('Shift'),
  }
}

describe('a key of the browser in a kiosk', () => {
  it.each([
    'F11',
    'F12',
    'Ctrl Shift I',
    'Ctrl Shift J',
    'Ctrl Shift C',
    'Ctrl n',
    'Ctrl t',
    'Ctrl o',
    'Ctrl p',
    'Ctrl s',
  ])('%s does nothing', text => expect(isBrowserKey(keys(text))).toBe(true))
  it.each(['Ctrl u', 'Ctrl w', 'Ctrl r', 'Ctrl +', 'Alt ArrowLeft', 'Alt Home', 'Meta l'])('%s neither', text =>
    expect(isBrowserKey(keys(text))).toBe(true),
  )
  it.each([
    'F1',
    'F4',
    'F8',
    'F10',
    'Escape',
    'Enter',
    'i',
    'p',
    '0',
    'Ctrl c',
    'Ctrl v',
    'Ctrl a',
    'Ctrl z',
    'Shift I',
  ])('%s is the desk’s', text => expect(isBrowserKey(keys(text))).toBe(false))
})
