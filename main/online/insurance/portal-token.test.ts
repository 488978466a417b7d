import { expect, test } from 'vitest'
import { facility } from '../../../fixtures/services/insurance/insurance-facility.ts'
import { lifetime, portalPassword } from './portal-token.ts'

test('the password goes as MD5 in hex', () => {
  expect(portalPassword('')).toBe('d41d8cd98f00b204e9800998ecf8427e')
  expect(portalPassword(facility.password)).toBe(facility.passwordMd5)
  expect(portalPassword('mật khẩu')).toMatch(/^[0-9a-f]{32}$/)
})

const now = Date.parse('2026-11-22T01:00:00Z')
const minute = 60_000
test.each([
  ['2026-11-22T02:00:00.1231047Z', 60 * minute + 123],
  ['2026-11-22T09:00:00.123', 60 * minute + 123],
  ['2026-11-22T09:00:00+07:00', 60 * minute],
  [3600, 60 * minute],
  ['3600', 60 * minute],
  ['2027-11-22T01:00:00Z', 24 * 60 * minute],
  ['2026-11-22T00:00:00Z', 50 * minute],
  ['sắp tới', 50 * minute],
  [undefined, 50 * minute],
  [0, 50 * minute],
  [{}, 50 * minute],
])('expires_in %s', (expiresIn, expected) => expect(lifetime(expiresIn, now)).toBe(expected))
