import { expect, test } from 'vitest'
import { benefitOf } from './benefit-levels.ts'
import { insuranceConfigSchema } from './insurance-config.ts'

const least = { url: 'https://egw.example/', username: '99901_BV', facilityCode: '99901' }

test('three settings are enough; stays in hospital are off', () => {
  expect(insuranceConfigSchema.parse(least)).toEqual({
    ...least,
    connectTimeoutMs: 4000,
    timeoutMs: 10_000,
    limitMs: 5000,
    history: false,
  })
  expect(insuranceConfigSchema.safeParse({ ...least, url: 'http://127.0.0.1:8080' }).success).toBe(true)
})

test.each<[string, object]>([
  ['an address without TLS', { url: 'http://egw.example/' }],
  ['no address', { url: 'egw' }],
  ['a password', { password: 'x' }],
  ['a facility that is none', { facilityCode: '9990' }],
  ['no user name', { username: '' }],
  ['a limit of nothing', { limitMs: 0 }],
  ['a share above all', { benefits: [{ from: '2026-01-01', percent: { 4: 101 } }] }],
  ['a level that is none', { benefits: [{ from: '2026-01-01', percent: { 6: 80 } }] }],
])('refused: %s', (_, change) => {
  expect(insuranceConfigSchema.safeParse({ ...least, ...change }).success).toBe(false)
})

test('the share is that of the day, by the table of the desk', () => {
  const { benefits } = insuranceConfigSchema.parse({
    ...least,
    benefits: [
      { from: '2027-01-01', percent: { 4: 85 } },
      { from: '2015-01-01', percent: { 3: 95, 4: 80 } },
    ],
  })
  expect(benefitOf('DN4990000000001', '2026-12-31', benefits)).toEqual({ level: 4, percent: 80 })
  expect(benefitOf('DN4990000000001', '2027-01-01', benefits)).toEqual({ level: 4, percent: 85 })
  expect(benefitOf('CN3990000000001', '2027-01-01', benefits)).toEqual({ level: 3 })
  expect(benefitOf('DN4990000000001', '2014-12-31')).toEqual({ level: 4 })
  expect(benefitOf('QN5990000000001', '2026-11-22')).toEqual({ level: 5, percent: 100 })
  expect(benefitOf('0000000001', '2026-11-22')).toBeUndefined()
})
