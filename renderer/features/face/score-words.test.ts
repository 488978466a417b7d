import { expect, it } from 'vitest'
import { englishFace } from '../../i18n/face-words.en.ts'
import { vietnameseFace } from '../../i18n/face-words.vi.ts'
import { portraitOf } from './draw-portrait.ts'
import { formatScore, problemWords } from './score-words.ts'

it('a score is never rounded up over a threshold', () => {
  expect(formatScore(0.5999, 'vi')).toBe('0,59')
  expect(formatScore(0.5999, 'en')).toBe('0.59')
  expect(formatScore(1, 'vi')).toBe('1,00')
})

it('every way to have no score has words of its own, in both languages', () => {
  const all = [
    { status: 'no-face', picture: 'chip' },
    { status: 'no-face', picture: 'live' },
    { status: 'several', picture: 'chip' },
    { status: 'several', picture: 'live' },
    { status: 'missing' },
    { status: 'too-slow' },
    { status: 'failed' },
  ] as const
  for (const { comparison } of [vietnameseFace, englishFace])
    expect(new Set(all.map(result => problemWords(result, comparison))).size).toBe(all.length)
  expect(problemWords({ status: 'compared', score: 0.1, method: '' }, vietnameseFace.comparison)).toBeUndefined()
})

it.each([
  [1280, 720, { x: 370, y: 0, width: 540, height: 720 }],
  [480, 640, { x: 0, y: 0, width: 480, height: 640 }],
  [300, 900, { x: 0, y: 250, width: 300, height: 400 }],
])('the middle of %s × %s in the proportions of the chip', (width, height, part) => {
  expect(portraitOf(width, height)).toEqual(part)
})
