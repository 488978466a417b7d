import { expect, it } from 'vitest'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import type { Counter } from '../../../main/protocol/station-state.ts'
import { brokenRead, heldRead, holdRead, readUnderWay } from './broken-read.ts'

const reading = { step: 'reading' } as Counter
const waiting: Counter = { step: 'waiting', card: false }
const result = { step: 'result' } as Counter

it.each([
  ['the station died before anything was kept', reading, 'a', waiting, 'a', 'not-kept'],
  ['it died when the read was kept and not yet shown', reading, 'a', waiting, 'b', 'kept'],
  ['the first read of a desk was kept', reading, undefined, waiting, 'a', 'kept'],
  ['the first read of a desk was not', reading, undefined, waiting, undefined, 'not-kept'],
  ['only the connection was lost, and it is read still', reading, 'a', reading, 'a', undefined],
  ['only the connection was lost, and there is the result', reading, 'a', result, 'b', undefined],
  ['nothing was being read', waiting, 'a', waiting, 'a', undefined],
  ['a result was on the screen', result, 'a', waiting, 'a', undefined],
  [
    'the read failed meanwhile, which is said',
    reading,
    'a',
    { step: 'waiting', card: true, error: chipDeskError('CardRemoved') } as Counter,
    'a',
    undefined,
  ],
] as const)('%s', (_, before, keptBefore, after, keptAfter, says) => {
  expect(
    brokenRead(readUnderWay({ counter: before, ...(keptBefore && { lastKept: keptBefore }) }), {
      counter: after,
      ...(keptAfter && { lastKept: keptAfter }),
    }),
  ).toBe(says)
})

it('is held by the window from page to page, and no longer than the read', () => {
  const items = new Map<string, string>()
  const window = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  expect(heldRead(window)).toBeUndefined()
  for (const keptBefore of ['a', undefined]) {
    holdRead(window, { keptBefore })
    expect(heldRead(window)).toEqual({ keptBefore })
  }
  holdRead(window, undefined)
  expect(heldRead(window)).toBeUndefined()
})

it('is nothing where the window holds nothing', () => {
  const refuse = () => {
    throw new Error('denied')
  }
  const window = { getItem: refuse, setItem: refuse, removeItem: refuse }
  holdRead(window, { keptBefore: 'a' })
  expect(heldRead(window)).toBeUndefined()
})
