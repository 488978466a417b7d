import { expect, test } from 'vitest'
import { maskedNumber } from './masked-number.ts'

test.each([
  ['999190000001', '999****001'],
  ['000190000001', '000****001'],
  ['190000001', '19****01'],
  ['12345', '12****45'],
  ['1234', '****'],
  ['', '****'],
])('%s is shown as %s', (number, shown) => {
  expect(maskedNumber(number)).toBe(shown)
})
