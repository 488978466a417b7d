import { expect, test } from 'vitest'
import { isBrowserKey } from '../kiosk/browser-keys.ts'
import { isActionPress } from './use-action-keys.ts'

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: true,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  defaultPrevented: false,
  ...more,
})

test('a kiosk that keeps the browser from saving its page keeps nobody from handing over', () => {
  expect(isBrowserKey(press('s'))).toBe(true)
  expect(isActionPress(press('s', { defaultPrevented: true }))).toBe(true)
})

test('a key that somebody else has taken, that is held down or means something else is no action', () => {
  expect(isActionPress(press('Enter'))).toBe(true)
  for (const more of [{ defaultPrevented: true }, { repeat: true }, { altKey: true }, { ctrlKey: false }])
    expect(isActionPress(press('Enter', more))).toBe(false)
})
