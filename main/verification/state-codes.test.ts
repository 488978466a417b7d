import { expect, it } from 'vitest'
import { statesAgree } from './state-codes.ts'

it('compares the issuer of a document with the country of a certificate', () => {
  for (const [state, country] of [
    ['VNM', 'VN'],
    ['D', 'DE'],
    ['VNM', 'VNM'],
    ['HKG', 'CN'],
    ['RKS', 'KS'],
    ['RKS', 'XK'],
    ['UNO', 'UN'],
    ['EUE', 'EU'],
    ['GBD', 'GB'],
    ['GBN', 'GB'],
    ['XPO', 'XPO'],
  ] as const)
    expect(statesAgree(state, country)).toBe(true)
  expect(statesAgree('VNM', 'LA')).toBe(false)
  expect(statesAgree('UTO', 'VN')).toBe(false)
  expect(statesAgree('GBD', 'VN')).toBe(false)
  // Nobody published a two-letter code for it.
  expect(statesAgree('XPO', 'FR')).toBeUndefined()
  expect(statesAgree('QQQ', 'VN')).toBeUndefined()
})
