import { expect, it } from 'vitest'
import { canOf, documentNumberOf, isPersonalNumber, numberStructure, numberWarnings } from './personal-number.ts'
import { provinces } from './provinces.ts'

it('keeps to the one hard rule', () => {
  expect(isPersonalNumber('000190000001')).toBe(true)
  for (const text of ['00019000001', '0001900000011', '00019000000a', '٠٠٠١٩٠٠٠٠٠٠١', '000190000001\n'])
    expect(isPersonalNumber(text)).toBe(false)
})

it('derives CAN and document number', () => {
  expect(canOf('999190000001')).toBe('000001')
  expect(documentNumberOf('999190000001')).toBe('190000001')
})

it('reads the structure and warns softly', () => {
  expect(numberStructure('999190000001')).toEqual({ sex: 'F', birthYear: 1990 })
  expect(numberStructure('000205000001')).toEqual({ sex: 'M', birthYear: 2005 })
  expect(numberWarnings('999190000001', { sex: 'F', birthDate: '1990-01-15' })).toEqual([])
  expect(numberWarnings('999190000001', { sex: 'M', birthDate: '1991' })).toEqual(['sex-differs', 'birth-year-differs'])
  expect(numberWarnings('999190000001', { sex: 'M' })).toEqual(['sex-differs'])
})

it('says nothing of a number that has left the scheme', () => {
  // 4 and 90 would be a birth in 2190.
  expect(numberWarnings('999490000001', { sex: 'F', birthDate: '1990-01-15' }, 2026)).toEqual([])
  expect(numberWarnings('999235000001', { sex: 'F' }, 2026)).toEqual([])
  expect(numberWarnings('999235000001', { sex: 'F' }, 2036)).toEqual(['sex-differs'])
  expect(numberWarnings('99923500000', { sex: 'F' }, 2036)).toEqual([])
})

it('knows every prefix, and where its province belongs now', () => {
  expect(provinces.size).toBe(63)
  expect(new Set([...provinces.values()].map(({ now }) => now)).size).toBe(34)
  expect([...provinces].every(([code, { code: same }]) => code === same && /^0\d\d$/.test(code))).toBe(true)
  expect(provinces.get('002')).toEqual({ code: '002', name: 'Hà Giang', until: '2025-06-30', now: 'Tuyên Quang' })
  expect(provinces.get('079')).toEqual({ code: '079', name: 'TP. Hồ Chí Minh', now: 'TP. Hồ Chí Minh' })
  expect(provinces.get('046')).toMatchObject({ until: '2024-12-31', now: 'TP. Huế' })
  // Eleven stayed as they were, twenty-three took in fifty-two with themselves.
  expect([...provinces.values()].filter(({ until }) => until === '2025-06-30')).toHaveLength(29)
  for (const { now } of provinces.values())
    if (now !== 'TP. Huế') expect([...provinces.values()].some(({ name }) => name === now)).toBe(true)
})

it('takes prefixes from 101 up for countries, and those of invented people for none', () => {
  expect(numberStructure('101090000001')).toHaveProperty('countryCode', '101')
  expect(numberStructure('999090000001')).not.toHaveProperty('countryCode')
  expect(numberStructure('000090000001')).toEqual({ sex: 'M', birthYear: 1990 })
})
