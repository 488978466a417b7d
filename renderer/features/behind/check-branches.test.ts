import { expect, it } from 'vitest'
import { checkIds } from '../../../main/protocol/checks.ts'
import type { Check } from '../../../main/protocol/report.ts'
import { checkBranches } from './check-branches.ts'

const all: Check[] = checkIds.map(id => ({ id, result: 'successful' }))

it('puts every check there is into one branch, in the order of the guideline', () => {
  const branches = checkBranches(all)
  expect(branches.map(({ id }) => id)).toEqual([
    'access',
    'chip',
    'object',
    'issuer',
    'integrity',
    'document',
    'identity',
  ])
  expect(branches.flatMap(({ checks }) => checks.map(({ id }) => id)).toSorted()).toEqual([...checkIds].toSorted())
})

it('marks a branch by its worst check, and leaves out one without any', () => {
  const some: Check[] = [
    { id: 'chip.active-authentication', result: 'successful' },
    { id: 'chip.pace-cam', result: 'not-supported' },
    { id: 'sod.hashes', result: 'successful', detail: 'DG1' },
    { id: 'sod.hashes', result: 'failed', detail: 'DG13' },
    { id: 'access.bac', result: 'not-supported' },
  ]
  expect(checkBranches(some).map(({ id, worst, checks }) => [id, worst, checks.length])).toEqual([
    ['access', 'not-supported', 1],
    ['chip', 'successful', 2],
    ['integrity', 'failed', 2],
  ])
})
