import { describe, expect, it } from 'vitest'
import { isScan, noBurst, textToSend, withCharacters } from './scan-burst.ts'

/** Types text with the given pause before each character. */
function typed(text: string, pause: number, from = noBurst, start = 1000) {
  let burst = from
  let at = start
  for (const character of text) {
    burst = withCharacters(burst, character, at)
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
    const half = typed('1234', 100)
    const scan = typed('999190000001', 4, half, 9000)
    expect(scan.text).toBe('999190000001')
    expect(isScan(scan)).toBe(true)
  })
  it('takes several characters at once, as input methods give them', () => {
    let burst = withCharacters(noBurst, '999190000001|', 10)
    burst = withCharacters(burst, 'Nguyễn', 14)
    expect(isScan(burst)).toBe(true)
  })
})

describe('textToSend', () => {
  it('drops what a person left before the scan', () => {
    const scan = typed('999190000001', 4)
    expect(textToSend('12999190000001', scan)).toBe('999190000001')
  })
  it('keeps everything a person typed', () => {
    expect(textToSend('999190000001', typed('000001', 150))).toBe('999190000001')
  })
  it('keeps the value where the scan was edited since', () => {
    expect(textToSend('99919000000', typed('999190000001', 4))).toBe('99919000000')
  })
})
