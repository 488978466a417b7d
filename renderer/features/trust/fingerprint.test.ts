import { expect, it } from 'vitest'
import { compareTyped, groupsOf, shownGroups } from './fingerprint.ts'

const fingerprint = '2084aed7a991b3158e63ad750d3dc38bc6c9dcf5958f28d1162f49884e91ada8'

it('is shown in sixteen groups, of which the last four are hidden before it was compared', () => {
  expect(groupsOf(fingerprint)).toHaveLength(16)
  expect(shownGroups(fingerprint).join(' ')).toBe('2084 AED7 A991 B315 8E63 AD75 0D3D C38B C6C9 DCF5 958F 28D1')
})

it.each([
  ['162F 4988 4E91 ADA8', 'same'],
  ['16:2f:49:88:4e:91:ad:a8', 'same'],
  [`SHA-256: ${groupsOf(fingerprint).join(':')}`, 'same'],
  ['162f 4988 4e91 ada9', 'other'],
  // The last group alone could have been made to fit.
  ['ADA8', 'short'],
  ['', 'short'],
  [fingerprint.replace('2', '3'), 'other'],
  // The first groups are on the screen already.
  [fingerprint.slice(0, 16), 'other'],
  // An SHA-1 fingerprint says nothing about this one.
  [fingerprint.slice(0, 40), 'short'],
])('%s is %s', (typed, answer) => expect(compareTyped(fingerprint, typed)).toBe(answer))
