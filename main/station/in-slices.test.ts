import { expect, test } from 'vitest'
import { inSlices } from './in-slices.ts'

function* rows(count: number, eachMs: number) {
  for (let row = 0; row < count; row++) {
    const until = performance.now() + eachMs
    while (performance.now() < until);
    yield row
  }
}

test('a long list lets others in, and loses no row', async () => {
  const seen: (number | string)[] = []
  const others = setInterval(() => seen.push('other'), 1)
  await inSlices(rows(40, 2), row => seen.push(row))
  clearInterval(others)
  expect(seen.filter(each => typeof each === 'number')).toEqual([...Array(40).keys()])
  expect(seen.filter(each => each === 'other').length).toBeGreaterThan(2)
})

test('a store that fails on the way is heard of', async () => {
  function* broken() {
    yield 1
    throw new Error('disk')
  }
  await expect(inSlices(broken(), () => {})).rejects.toThrow('disk')
})
