import { expect, test } from 'vitest'
import { UsageError } from './arguments.ts'
import { withheldGroups } from './evidence-option.ts'

test('groups to withhold are numbers, and need evidence to be withheld from', () => {
  expect(withheldGroups({})).toEqual([])
  expect(withheldGroups({ evidence: 'x', withhold: '2, 13' })).toEqual(['DG2', 'DG13'])
  for (const withhold of ['', 'DG2', '14', '15', '17', '2,', '-2'])
    expect(() => withheldGroups({ evidence: 'x', withhold }), withhold).toThrow(UsageError)
  expect(() => withheldGroups({ withhold: '2' })).toThrow(UsageError)
})
