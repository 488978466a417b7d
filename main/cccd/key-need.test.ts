import { describe, expect, it } from 'vitest'
import { type DeclaredInput, parseDeclaredInput } from './declared-input.ts'
import { keyNeed, withAnswer, withKey } from './key-need.ts'
import { insuranceText, mrzKey, mrzText, nghiem, td3 } from './specimen-texts.ts'

function read(text: string): DeclaredInput {
  const input = parseDeclaredInput(text, 2026)
  if (!input.ok) throw new Error(input.error.message)
  return input.value
}

describe('what is still missing to open the chip', () => {
  it.each([
    ['a card code', nghiem.qr, undefined, 'expiry'],
    ['a card code without a birth', nghiem.qr.replace('15011990', ''), undefined, 'birth'],
    ['a number', '999190000001', undefined, 'birth'],
    ['a CAN', '000001', undefined, 'mrz'],
    ['the printed lines', mrzText, undefined, undefined],
    ['the lines of a passport', td3.join('\n'), undefined, undefined],
    ['a former card', '999000001', 'can', 'mrz'],
    ['an insurance card', insuranceText('GD4999990000001'), 'can', 'mrz'],
    ['an insurance number', '9990000001', 'can', 'mrz'],
    [
      'an insurance card with the personal number',
      insuranceText('999190000001').replace('|1948|', '|1990|'),
      undefined,
      'expiry',
    ],
  ] as const)('of %s', (_, text, byCan, byMrz) => {
    expect(keyNeed(read(text))).toBe(byCan)
    expect(keyNeed(read(text), 'mrz')).toBe(byMrz)
  })

  it('is asked for one at a time, until the key is whole', () => {
    const number = read('999190000001')
    const born = withAnswer(number, 'birth', '15/01/1990') ?? number
    expect(keyNeed(born, 'mrz')).toBe('expiry')
    expect(born.mrzInformation).toBeUndefined()
    const expiring = withAnswer(born, 'expiry', '15/01/2030') ?? born
    expect(keyNeed(expiring, 'mrz')).toBeUndefined()
    expect(expiring.mrzInformation).toEqual(mrzKey)
    expect(read(mrzText).mrzInformation).toEqual(expiring.mrzInformation)
  })

  it.each([
    ['15012030', '300115'],
    [' 15.1.2030 ', '300115'],
    ['5-1-2030', '300105'],
    ['Không thời hạn', '991231'],
    ['KHÔNG THỜI HẠN'.normalize('NFD'), '991231'],
    ['2030', undefined],
    ['300115', undefined],
    ['31/02/2030', undefined],
    ['', undefined],
  ])('takes %j for an expiry as %s', (text, digits) => {
    const answered = withAnswer(read(nghiem.qr), 'expiry', text)
    expect(answered?.mrzInformation?.expiryDate).toBe(digits)
    expect(answered === undefined).toBe(digits === undefined)
  })

  it('fills what is not known of a birth (9303-3 §4.7)', () => {
    const answered = withAnswer(read(nghiem.qr.replace('15011990', '1990')), 'expiry', '15/01/2030')
    expect(answered?.mrzInformation?.birthDate).toBe('90<<<<')
    expect(withAnswer(read('999190000001'), 'birth', '1990')?.birthDate).toBe('1990')
  })

  it('leaves a key of the printed lines as it is', () => {
    const lines = read(mrzText)
    expect(withKey({ ...lines, birthDate: '1991-01-01' }).mrzInformation).toEqual(mrzKey)
  })
})
