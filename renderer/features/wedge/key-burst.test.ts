import { describe, expect, it } from 'vitest'
import {
  continues,
  isScan,
  type KeyBurst,
  noBurst,
  scanStall,
  withAltCode,
  withComposed,
  withStroke,
} from './key-burst.ts'

const stroke = (key: string, at: number, code = '', shift = false) => ({ key, code, shift, capsLock: false, at })
const codeOf = (character: string) =>
  /\d/.test(character) ? `Digit${character}` : /[a-z]/i.test(character) ? `Key${character.toUpperCase()}` : 'Backslash'

/** Types text with the given pause before each key. */
function typed(text: string, pause: number, from = noBurst, start = 1000): KeyBurst {
  let burst = from
  let at = start
  for (const character of text) {
    burst = withStroke(burst, stroke(character, at, codeOf(character), /[A-Z|]/.test(character)))
    at += pause
  }
  return burst
}

describe('a burst', () => {
  it('of a scanner is a scan, of a person is not', () => {
    expect(isScan(typed('999190000001', 5))).toBe(true)
    expect(isScan(typed('999190000001', 30))).toBe(true)
    // 150 words a minute are 80 ms a key.
    expect(isScan(typed('999190000001', 79))).toBe(false)
    expect(isScan(typed('999190000001', 200))).toBe(false)
  })
  it('too short to be a code is none', () => expect(isScan(typed('12345', 2))).toBe(false))
  it('starts anew after a pause', () => {
    const scan = typed('999190000001', 4, typed('1234', 100), 9000)
    expect(scan).toMatchObject({ text: '999190000001', startedAt: 9000 })
  })
  it('of a scanner may stop for a moment, one of a person may not', () => {
    const [scan, hand] = [typed('999190', 5), typed('99919', 60)]
    expect(continues(scan, scan.lastAt + scanStall)).toBe(true)
    expect(continues(scan, scan.lastAt + scanStall + 1)).toBe(false)
    expect(continues(hand, hand.lastAt + 81)).toBe(false)
    expect(continues(noBurst, 5)).toBe(false)
  })
  it('goes on after the end of a line and knows that it may have ended', () => {
    const line = withStroke(typed('IDVNM1', 5), stroke('Enter', 1040, 'Enter'))
    expect(line).toMatchObject({ text: 'IDVNM1\n', ended: true })
    expect(typed('99', 5, line, 1045)).toMatchObject({ text: 'IDVNM1\n99', keys: 'IDVNM1\n99', ended: false })
    expect(withStroke(typed('999190', 5), stroke('Tab', 1040, 'Tab')).ended).toBe(true)
    expect(withStroke(noBurst, stroke('Enter', 5, 'Enter'))).toBe(noBurst)
  })
  it('is not touched by keys that write nothing', () => {
    const burst = typed('9991', 5)
    for (const key of ['F3', 'Escape', 'ArrowLeft', 'Home'])
      expect(withStroke(burst, stroke(key, 1020, key))).toBe(burst)
  })
})

describe('an input method', () => {
  it('that takes the keys leaves them readable, whatever it writes', () => {
    let burst = typed('999190000001', 4)
    burst = withStroke(burst, stroke('Process', 1050, 'Backslash', true))
    for (const [i, code] of ['KeyD', 'KeyD'].entries()) burst = withStroke(burst, stroke('Process', 1054 + 4 * i, code))
    burst = withComposed(burst, '\\đ', 1066)
    expect(burst).toMatchObject({ text: '999190000001\\đ', keys: '999190000001|dd', method: true, strokes: 15 })
  })
  it('that takes written letters back hides which keys they were', () => {
    let burst = withStroke(typed('Od', 5), stroke('Backspace', 1012, 'Backspace'))
    burst = withStroke(burst, stroke('đ', 1013))
    expect(burst).toMatchObject({ text: 'Ođ', keys: undefined, method: true })
  })
  it('alone, without keys before it, is no burst', () => expect(withComposed(noBurst, 'ơ', 5)).toBe(noBurst))
  it('is told from another layout by the keys', () => {
    const burst = withStroke(typed('99', 5), stroke('¦', 1011, 'Backslash', true))
    expect(burst).toMatchObject({ text: '99¦', keys: '99|', method: false })
  })
})

describe('Alt and a number', () => {
  it.each([
    ['7877', 'ễ'],
    ['0225', 'á'],
    ['0272', 'Đ'],
  ])('%s writes %s', (digits, letter) => expect(withAltCode(typed('Ng', 5), digits, 1012).text).toBe(`Ng${letter}`))
  it.each(['', '1', '99999999', 'abc'])('%j writes nothing', digits => {
    const burst = typed('Ng', 5)
    expect(withAltCode(burst, digits, 1012)).toBe(burst)
  })
})
