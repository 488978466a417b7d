import { describe, expect, test } from 'vitest'
import { secretProblem } from './secret-rules.ts'

const owner = { id: 'lan.nguyen', officerNumber: '999190020304' }

describe('a PIN', () => {
  test.each(['204060', '731946', '5829371', '00918273'])('%s may be one', pin => {
    expect(secretProblem(pin, owner)).toBeUndefined()
  })
  test.each(['', '1', '12345', '97314'])('%j is too short', pin => {
    expect(secretProblem(pin, owner)).toBe('pin-short')
  })
  test.each([
    ...['000000', '999999', '123456', '654321', '012345', '890123', '246802', '975319'],
    ...['121212', '123123', '787878', '123321', '112233', '998877', '100000', '101011'],
    ...['147258', '159753', '11111111', '12345678', '87654321'],
  ])('%s is trivial', pin => {
    expect(secretProblem(pin, owner)).toBe('pin-trivial')
  })
  test.each(['199073', '731990', '150390', '900315', '020304', '190020'])('%s is of the person', pin => {
    expect(secretProblem(pin, owner)).toBe('pin-birth')
  })
  test('the same is nothing special of somebody else', () => {
    for (const pin of ['199073', '150390', '190020'])
      expect(secretProblem(pin, { id: 'x', officerNumber: '999085000777' })).toBeUndefined()
    expect(secretProblem('199073', { id: 'x' })).toBeUndefined()
  })
  test('a year of this century is told by the century digit', () => {
    expect(secretProblem('200573', { id: 'x', officerNumber: '999305000777' })).toBe('pin-birth')
    expect(secretProblem('190573', { id: 'x', officerNumber: '999305000777' })).toBeUndefined()
  })
})

describe('a password', () => {
  test.each(['quầy số 7 mở cửa', 'Tr0ng-Ruong', 'correct horse'])('%s may be one', password => {
    expect(secretProblem(password, owner)).toBeUndefined()
  })
  test('is longer than a PIN', () => {
    expect(secretProblem('abc12', owner)).toBe('password-short')
    expect(secretProblem('ab!1234', owner)).toBe('password-short')
  })
  test.each(['password', 'Password1', 'matkhau123', 'Mật khẩu 1', 'lan.nguyen1', 'aaaaaaaaab', 'ab12ab12', 'admin123'])(
    '%s is too simple',
    password => {
      expect(secretProblem(password, owner)).toBe('password-simple')
    },
  )
  test('ends somewhere', () => {
    expect(secretProblem(`${'dài '.repeat(32)}x`, owner)).toBe('secret-long')
  })
})
