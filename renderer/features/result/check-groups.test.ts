import { describe, expect, it } from 'vitest'
import { checkIds } from '../../../main/protocol/checks.ts'
import type { Check } from '../../../main/protocol/report.ts'
import { checkGroups } from './check-groups.ts'

const passed = checkIds.map((id): Check => ({ id, result: 'successful' }))
const lightOf = (checks: Check[], group: string) => checkGroups(checks).find(({ id }) => id === group)?.light

describe('checkGroups', () => {
  it('loses no check', () => {
    const shown = checkGroups(passed).flatMap(({ rows }) => rows.map(({ check }) => check.id))
    expect(shown.toSorted()).toEqual(checkIds.toSorted())
  })

  it('puts the worst group and the worst check first', () => {
    const groups = checkGroups([
      { id: 'access.pace', result: 'successful' },
      { id: 'document.expiry', result: 'undetermined', reason: 'unreadable' },
      { id: 'sod.signature', result: 'successful' },
      { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong' },
    ])
    expect(groups.map(({ id, light }) => [id, light])).toEqual([
      ['data', 'red'],
      ['document', 'yellow'],
      ['access', 'green'],
    ])
    expect(groups[0]?.rows[0]?.check.id).toBe('sod.hashes')
  })

  it('lets the reason of the verdict lead, but no failure wait', () => {
    const checks: Check[] = [
      { id: 'issuer.revocation', result: 'undetermined', reason: 'no-revocation-list' },
      { id: 'chip.chip-authentication', result: 'not-supported', reason: 'no-chip-key' },
    ]
    expect(checkGroups(checks, 'no-chip-key').map(({ id, light }) => [id, light])).toEqual([
      ['chip', 'yellow'],
      ['issuer', 'yellow'],
    ])
    const failed: Check = { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong' }
    expect(checkGroups([...checks, failed], 'no-chip-key').map(({ id }) => id)).toEqual(['data', 'chip', 'issuer'])
  })

  it('lets one proof of the chip suffice, but not beside a failed one', () => {
    const aa: Check = { id: 'chip.active-authentication', result: 'successful' }
    expect(lightOf([aa, { id: 'chip.chip-authentication', result: 'not-supported' }], 'chip')).toBe('green')
    expect(lightOf([aa, { id: 'chip.chip-authentication', result: 'failed' }], 'chip')).toBe('red')
    expect(lightOf([{ id: 'chip.chip-authentication', result: 'not-supported' }], 'chip')).toBe('grey')
  })

  it('does not let a success hide an open question elsewhere', () => {
    expect(
      lightOf(
        [
          { id: 'issuer.chain', result: 'successful' },
          { id: 'issuer.revocation', result: 'undetermined' },
        ],
        'issuer',
      ),
    ).toBe('yellow')
  })

  it('explains a reason once', () => {
    const rows = checkGroups([
      { id: 'issuer.chain', result: 'undetermined', reason: 'no-anchor' },
      { id: 'issuer.validity', result: 'undetermined', reason: 'no-anchor' },
      { id: 'issuer.revocation', result: 'undetermined', reason: 'no-revocation-list' },
      { id: 'issuer.state', result: 'successful' },
    ]).flatMap(group => group.rows)
    expect(rows.map(({ explain }) => explain)).toEqual([true, false, true, false])
  })

  it('shows the hashes of all data groups as one row, as bad as the worst', () => {
    const [data] = checkGroups([
      { id: 'sod.hashes', result: 'successful', detail: 'DG1' },
      { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong', detail: 'DG13' },
      { id: 'sod.signature', result: 'successful' },
    ])
    expect(data?.rows.map(({ check, parts }) => [check.id, check.result, parts.map(({ detail }) => detail)])).toEqual([
      ['sod.hashes', 'failed', ['DG13', 'DG1']],
      ['sod.signature', 'successful', []],
    ])
  })
})
