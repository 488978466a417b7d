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
  expect(provinces.size).toBe(63)
  expect(numberStructure('999190000001')).toEqual({ sex: 'F', birthYear: 1990 })
  expect(numberStructure('000205000001')).toEqual({ sex: 'M', birthYear: 2005 })
  expect(numberWarnings('999190000001', { sex: 'F', birthDate: '1990-01-15' })).toEqual(['province-unknown'])
  expect(numberWarnings('999190000001', { sex: 'M', birthDate: '1991' })).toEqual([
    'province-unknown',
    'sex-differs',
    'birth-year-differs',
  ])
})
