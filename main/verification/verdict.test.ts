import { assert, constantFrom, property, record, subarray, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CheckId, checkIds, checkResults, lightOfVerdict, reasons } from '../protocol/checks.ts'
import type { Check } from '../protocol/report.ts'
import { policyNames } from './policy.ts'
import { decideVerdict, type VerdictContext } from './verdict.ts'

const good = [
  'access.pace',
  'chip.active-authentication',
  'chip.chip-authentication',
  'sod.signature',
  'sod.hashes',
  'sod.com-consistency',
  'issuer.chain',
  'issuer.validity',
  'issuer.revocation',
  'issuer.state',
  'document.expiry',
  'document.mrz',
] as const satisfies readonly CheckId[]

const passing: readonly Check[] = good.map(id => ({ id, result: 'successful' }))
const counter: VerdictContext = { policy: 'counter', testAnchor: false, complete: true }
const withChecks = (...changed: Check[]): Check[] => [
  ...passing.filter(({ id }) => !changed.some(check => check.id === id)),
  ...changed,
]
const verdictOf = (checks: readonly Check[], context: Partial<VerdictContext> = {}) =>
  decideVerdict(checks, { ...counter, ...context })

describe('verdict of a card on which everything else is in order', () => {
  it('is authentic', () => {
    expect(verdictOf(passing)).toEqual({ verdict: 'authentic', light: 'green', reasons: [] })
    expect(verdictOf(passing, { policy: 'strict' }).verdict).toBe('authentic')
  })

  it.each<[CheckId, Check['result'], Check['reason'], string]>([
    ['sod.signature', 'failed', 'signature-wrong', 'altered'],
    ['sod.signature', 'failed', 'sod-malformed', 'altered'],
    ['sod.hashes', 'failed', 'hash-wrong', 'altered'],
    ['issuer.chain', 'failed', 'issuer-signature-wrong', 'altered'],
    ['issuer.state', 'failed', 'state-differs', 'altered'],
    ['chip.active-authentication', 'failed', 'chip-signature-wrong', 'cloned'],
    ['chip.chip-authentication', 'failed', 'chip-session-wrong', 'cloned'],
    ['chip.pace-cam', 'failed', 'chip-session-wrong', 'cloned'],
    ['access.pace', 'failed', 'downgraded', 'refused'],
    ['access.bac', 'failed', 'access-not-allowed', 'refused'],
    ['issuer.validity', 'failed', 'expired', 'refused'],
    ['issuer.validity', 'failed', 'not-yet-valid', 'refused'],
    ['document.expiry', 'failed', 'document-expired', 'refused'],
    ['document.mrz', 'failed', 'declared-data-differs', 'refused'],
    ['document.mrz', 'failed', 'check-digit-wrong', 'refused'],
    ['identity.registry', 'failed', 'registry-revoked', 'refused'],
    ['identity.registry', 'failed', 'registry-mismatch', 'refused'],
    ['issuer.chain', 'undetermined', 'no-anchor', 'intact'],
    ['issuer.chain', 'undetermined', 'issuer-profile-wrong', 'intact'],
    ['sod.signature', 'undetermined', 'signer-missing', 'intact'],
    ['sod.hashes', 'undetermined', 'not-read', 'intact'],
    ['sod.hashes', 'undetermined', 'hash-missing', 'intact'],
    ['sod.com-consistency', 'undetermined', 'com-lists-more', 'intact'],
    ['document.expiry', 'undetermined', 'unreadable', 'intact'],
    ['sod.com-consistency', 'not-supported', 'com-missing', 'authentic'],
    ['sod.com-consistency', 'undetermined', 'com-lists-less', 'authentic'],
    ['chip.active-authentication', 'not-supported', 'no-chip-key', 'authentic'],
    ['chip.chip-authentication', 'undetermined', 'chip-refused', 'authentic'],
    ['document.defect', 'not-supported', 'no-defect-list', 'authentic'],
    ['document.defect', 'undetermined', 'known-defect', 'authentic'],
    ['document.defect', 'undetermined', 'defect-unsettled', 'intact'],
    ['document.defect', 'failed', 'chip-key-compromised', 'refused'],
    ['issuer.revocation', 'failed', 'signer-revoked', 'refused'],
    ['issuer.revocation', 'failed', 'csca-revoked', 'refused'],
    ['issuer.revocation', 'undetermined', 'revocation-list-stale', 'authentic'],
    ['issuer.revocation', 'undetermined', 'clock-wrong', 'intact'],
    ['issuer.validity', 'failed', 'signed-out-of-period', 'refused'],
    ['issuer.validity', 'undetermined', 'signed-out-of-period', 'intact'],
    ['issuer.validity', 'undetermined', 'clock-wrong', 'intact'],
    ['document.expiry', 'undetermined', 'clock-wrong', 'intact'],
    ['identity.registry', 'undetermined', 'pending', 'authentic'],
    ['identity.registry', 'not-supported', 'not-asked', 'authentic'],
    ['identity.insurance', 'failed', 'registry-not-found', 'intact'],
  ])('%s %s (%s): %s', (id, result, reason, verdict) => {
    const decision = verdictOf(withChecks({ id, result, ...(reason && { reason }) }))
    expect([decision.verdict, decision.light]).toEqual([verdict, lightOfVerdict[decision.verdict]])
    if (verdict !== 'authentic') expect(decision.reasons).toContain(reason)
  })

  it('treats revocation by policy', () => {
    const unknown = withChecks({ id: 'issuer.revocation', result: 'undetermined', reason: 'no-revocation-list' })
    expect(verdictOf(unknown, { policy: 'counter' }).verdict).toBe('authentic')
    expect(verdictOf(unknown, { policy: 'demo' }).verdict).toBe('authentic')
    expect(verdictOf(unknown, { policy: 'strict' })).toMatchObject({
      verdict: 'intact',
      reasons: ['no-revocation-list'],
    })
  })

  it.each<[CheckId, Check['reason']]>([
    ['issuer.revocation', 'revocation-list-stale'],
    ['sod.hashes', 'known-defect'],
    ['document.defect', 'known-defect'],
  ])('does not tolerate %s %s where policy is strict', (id, reason) => {
    const open = [...passing, { id, result: 'undetermined', ...(reason && { reason }) } as const]
    expect(verdictOf(open, { policy: 'strict' })).toMatchObject({ verdict: 'intact', reasons: [reason] })
    expect(verdictOf(open, { policy: 'counter' }).verdict).toBe('authentic')
  })

  it('says that an algorithm is deprecated, and lets the policy decide what that is worth', () => {
    const old = withChecks({ id: 'sod.signature', result: 'successful', reason: 'deprecated-algorithm' })
    for (const policy of ['counter', 'demo'] as const)
      expect(verdictOf(old, { policy })).toMatchObject({ verdict: 'authentic', reasons: ['deprecated-algorithm'] })
    expect(verdictOf(old, { policy: 'strict' })).toMatchObject({ verdict: 'intact', reasons: ['deprecated-algorithm'] })
    const unknown = [...old, { id: 'issuer.chain', result: 'undetermined', reason: 'no-anchor' } as const]
    expect(verdictOf(unknown, { policy: 'counter' }).reasons).toEqual(['no-anchor', 'deprecated-algorithm'])
  })

  it('lets a test anchor be authentic in demo policy only, and says so', () => {
    expect(verdictOf(passing, { testAnchor: true, policy: 'demo' })).toMatchObject({
      verdict: 'authentic',
      reasons: ['test-anchor'],
    })
    for (const policy of ['counter', 'strict'] as const)
      expect(verdictOf(passing, { testAnchor: true, policy })).toMatchObject({
        verdict: 'refused',
        reasons: ['test-anchor'],
      })
  })

  it('treats BAC by policy', () => {
    const bac: Check[] = [
      ...passing.filter(({ id }) => id !== 'access.pace'),
      { id: 'access.pace', result: 'not-supported', reason: 'access-not-offered' },
      { id: 'access.bac', result: 'successful' },
    ]
    expect(verdictOf(bac).verdict).toBe('authentic')
    expect(verdictOf(bac, { policy: 'strict' })).toMatchObject({
      verdict: 'refused',
      reasons: ['access-not-allowed'],
    })
  })

  it('needs one proof of the chip and one access', () => {
    const without = (prefix: string) => passing.filter(({ id }) => !id.startsWith(prefix))
    expect(verdictOf(without('chip.')).verdict).toBe('intact')
    expect(verdictOf(without('access.')).verdict).toBe('intact')
    const keyless: Check = { id: 'chip.active-authentication', result: 'not-supported', reason: 'no-chip-key' }
    expect(verdictOf([...without('chip.'), keyless])).toMatchObject({ verdict: 'intact', reasons: ['no-chip-key'] })
  })

  it('judges an expired document whose issuer is unknown by policy', () => {
    const expired = withChecks(
      { id: 'issuer.chain', result: 'undetermined', reason: 'no-anchor' },
      { id: 'document.expiry', result: 'failed', reason: 'document-expired' },
    )
    expect(verdictOf(expired)).toMatchObject({ verdict: 'intact', reasons: ['document-expired', 'no-anchor'] })
    expect(verdictOf(expired, { policy: 'strict' }).verdict).toBe('refused')
  })

  it('is incomplete when the read ended early, unless red is proven', () => {
    expect(verdictOf(passing, { complete: false }).verdict).toBe('incomplete')
    const failing = withChecks({ id: 'sod.hashes', result: 'failed', reason: 'hash-wrong' })
    expect(verdictOf(failing, { complete: false }).verdict).toBe('altered')
    const wrongKey: Check[] = [{ id: 'access.pace', result: 'failed', reason: 'wrong-key' }]
    expect(verdictOf(wrongKey, { complete: false })).toMatchObject({ verdict: 'incomplete', reasons: ['wrong-key'] })
  })

  it('names the decisive reason first', () => {
    const both = withChecks(
      { id: 'document.expiry', result: 'failed', reason: 'document-expired' },
      { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong' },
    )
    expect(verdictOf(both).reasons[0]).toBe('hash-wrong')
    const open = withChecks(
      { id: 'chip.active-authentication', result: 'undetermined', reason: 'key-not-signed' },
      { id: 'chip.chip-authentication', result: 'undetermined', reason: 'not-asked' },
      { id: 'issuer.chain', result: 'undetermined', reason: 'no-anchor' },
    )
    expect(verdictOf(open).reasons).toEqual(['no-anchor', 'key-not-signed', 'not-asked'])
  })
})

const check = record({
  id: constantFrom(...checkIds),
  result: constantFrom(...checkResults),
  reason: constantFrom(...reasons),
})
const context = record({
  policy: constantFrom(...policyNames),
  testAnchor: constantFrom(true, false),
  complete: constantFrom(true, false),
})

describe('whatever the checks are', () => {
  it('green never stands beside a failed check, nor without signature, hashes, chain, chip and access', () => {
    let greens = 0
    assert(
      property(subarray([...passing]), uniqueArray(check, { maxLength: 4 }), context, (some, others, where) => {
        const checks = [...some, ...others]
        const { verdict, light } = decideVerdict(checks, where)
        expect(light).toBe(lightOfVerdict[verdict])
        if (verdict !== 'authentic') return
        greens++
        const successful = (prefix: string) =>
          checks.some(({ id, result }) => id.startsWith(prefix) && result === 'successful')
        expect(checks.some(({ result }) => result === 'failed')).toBe(false)
        for (const prefix of ['sod.signature', 'sod.hashes', 'issuer.chain', 'chip.', 'access.'])
          expect(successful(prefix)).toBe(true)
        expect(where.complete && (!where.testAnchor || where.policy === 'demo')).toBe(true)
      }),
      { numRuns: 20_000 },
    )
    // Enough greens among them for the property to mean something.
    expect(greens).toBeGreaterThan(20)
  })

  it('no failed check of any kind, for any reason, under any policy, is green beside whatever holds', () => {
    for (const policy of policyNames)
      for (const testAnchor of [false, true])
        for (const id of checkIds)
          for (const reason of [...reasons, undefined]) {
            const failing: Check = { id, result: 'failed', ...(reason && { reason }) }
            for (const checks of [[...passing, failing], withChecks(failing)])
              expect([id, reason, decideVerdict(checks, { policy, testAnchor, complete: true }).light]).not.toEqual([
                id,
                reason,
                'green',
              ])
          }
  })

  it('a failed check never makes a verdict better', () => {
    const rank = { authentic: 0, intact: 1, incomplete: 1, refused: 2, cloned: 2, altered: 2 }
    assert(
      property(
        subarray([...passing]),
        uniqueArray(check, { maxLength: 3 }),
        check,
        context,
        (some, others, added, where) => {
          const before = decideVerdict([...some, ...others], where).verdict
          const after = decideVerdict([...some, ...others, { ...added, result: 'failed' }], where).verdict
          expect(rank[after]).toBeGreaterThanOrEqual(rank[before])
        },
      ),
      { numRuns: 5000 },
    )
  })
})
