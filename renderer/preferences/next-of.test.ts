import { expect, it } from 'vitest'
import { nextOf } from './next-of.ts'

it('goes round', () => {
  expect(nextOf(['a', 'b'], 'a')).toBe('b')
  expect(nextOf(['a', 'b'], 'b')).toBe('a')
})
