import { describe, expect, it } from 'vitest'
import { en } from '../i18n/en.ts'
import { vi } from '../i18n/vi.ts'
import { digitGroups, fieldText, formatKilobytes } from './formats.ts'

it('groups long digit strings only, and loses none', () => {
  expect(digitGroups('999190000001')).toEqual(['999', '190', '000', '001'])
  expect(digitGroups('1900000017')).toEqual(['190', '000', '001', '7'])
  expect(digitGroups('000001')).toEqual(['000001'])
  expect(digitGroups('B1234567890')).toEqual(['B1234567890'])
})

it('writes decimals as each language does', () => {
  expect(formatKilobytes(13_450, 'en')).toBe('13.5')
  expect(formatKilobytes(0, 'en')).toBe('0.0')
})

describe('fieldText', () => {
  it.each([
    [{ id: 'sex', value: 'F' } as const, 'Nữ', 'Female'],
    [{ id: 'sex', value: 'X' } as const, 'Không ghi', 'Not stated'],
    [{ id: 'sex', value: '?' } as const, '?', '?'],
    [{ id: 'expiryDate', value: 'unlimited' } as const, 'Không thời hạn', 'No expiry'],
    [{ id: 'expiryDate', value: '2030-01-15' } as const, '15/01/2030', '15/01/2030'],
    [{ id: 'birthDate', value: '1948' } as const, '1948', '1948'],
    [{ id: 'nationality', value: 'VNM' } as const, 'Việt Nam', 'Việt Nam'],
    [{ id: 'nationality', value: 'UTO' } as const, 'UTO', 'UTO'],
    // A name that looks like a date is still a name.
    [{ id: 'fullName', value: '1990-01-15' } as const, '1990-01-15', '1990-01-15'],
  ])('%j', (field, inVietnamese, inEnglish) => {
    expect(fieldText(field, vi)).toBe(inVietnamese)
    expect(fieldText(field, en)).toBe(inEnglish)
  })
})
