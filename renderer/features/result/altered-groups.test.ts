import { expect, it } from 'vitest'
import type { Check } from '../../../main/protocol/report.ts'
import { alteredGroups } from './altered-groups.ts'

it('names what was altered, not what could not be checked', () => {
  const checks: Check[] = [
    { id: 'sod.hashes', result: 'successful', detail: 'DG1' },
    { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong', detail: 'DG13 SHA-256' },
    { id: 'sod.hashes', result: 'undetermined', reason: 'not-read', detail: 'DG2' },
    { id: 'sod.signature', result: 'failed', reason: 'signature-wrong' },
  ]
  expect([...alteredGroups({ checks })]).toEqual(['dg13'])
})
