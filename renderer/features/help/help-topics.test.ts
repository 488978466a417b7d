import { describe, expect, it } from 'vitest'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import { englishHelp } from '../../i18n/help-words.en.ts'
import { vietnameseHelp } from '../../i18n/help-words.vi.ts'
import { shortcutAction } from '../shell/shortcut-action.ts'
import { helpPartFor, helpTasks, matches } from './help-topics.ts'

it('finds Vietnamese words typed without their marks, in any order', () => {
  expect(matches('Thẻ hết hạn, đọc lại', 'doc the')).toBe(true)
  expect(matches('Thẻ hết hạn', 'HẾT HẠN')).toBe(true)
  expect(matches('Thẻ hết hạn', 'het mang')).toBe(false)
  expect(matches('anything', '  ')).toBe(true)
})

describe('opens at what fits', () => {
  const waiting = { step: 'waiting', card: true } as const
  it.each([
    ['history', waiting, 'history'],
    ['queue', waiting, 'no-network'],
    ['audit', waiting, 'inspection'],
    ['about', waiting, 'read'],
    ['counter', waiting, 'read'],
    ['counter', { ...waiting, error: chipDeskError('CardWrongKey') }, 'card-not-open'],
    ['counter', { ...waiting, error: chipDeskError('CardRemoved') }, 'card-lifted'],
    ['counter', { ...waiting, error: chipDeskError('DataUnknownCode') }, 'wrong-letters'],
  ] as const)('%s', (view, counter, part) => expect(helpPartFor(view, counter)).toBe(part))
})

describe.each([
  ['vi', vietnameseHelp],
  ['en', englishHelp],
])('%s', (_, words) => {
  it('has steps for every task, short enough to be read at a counter', () => {
    for (const task of helpTasks) {
      const { title, steps } = words.tasks[task]
      expect(title.length, task).toBeLessThan(60)
      expect(steps.length, task).toBeGreaterThan(1)
      for (const step of steps) expect(step.length, step).toBeLessThan(180)
    }
  })
})

it('names no key of the page that does nothing', () => {
  const named = Object.keys(vietnameseHelp.keys).filter(key => /^(F\d+|Esc)$/.test(key) && key !== 'F6' && key !== 'F7')
  expect(named.length).toBeGreaterThan(7)
  for (const key of named)
    expect(shortcutAction(key === 'Esc' ? 'Escape' : key, 'counter', 'waiting'), key).toBeDefined()
})
