import { describe, expect, it } from 'vitest'
import type { Check, Report } from '../protocol/report.ts'
import { compareReports, isUnchanged } from './report-comparison.ts'

const report = (checks: readonly Check[], more: Partial<Report> = {}): Report => ({
  verdict: 'intact',
  light: 'yellow',
  reasons: [],
  checks: [...checks],
  document: [],
  access: { protocol: 'PACE' },
  dataGroups: { present: [], read: [], notRead: [] },
  timings: {},
  apdu: { count: 1, bytesOut: 1, bytesIn: 1, readSize: 1 },
  trust: { anchors: 0, test: false, digest: 'aa' },
  policy: 'counter',
  at: '2026-11-21T03:00:00.000Z',
  ...more,
})
const hash = (group: string, result: Check['result'], rest: Partial<Check> = {}): Check => ({
  id: 'sod.hashes',
  result,
  detail: group,
  ...rest,
})

describe('a report made again', () => {
  it('finds each of several rows of one id by its part, in whatever order', () => {
    const { checks } = compareReports(
      report([hash('DG1', 'successful'), hash('DG13', 'successful')]),
      report([hash('DG13', 'failed', { reason: 'hash-wrong' }), hash('DG1', 'successful')]),
    )
    expect(checks.map(({ part, outcome }) => [part, outcome])).toEqual([
      ['DG13', 'different'],
      ['DG1', 'same'],
    ])
  })

  it('tells a reason that changed under the same result', () => {
    const open = (reason: Check['reason']): Check => ({
      id: 'issuer.revocation',
      result: 'undetermined',
      ...(reason && { reason }),
    })
    const comparison = compareReports(report([open('no-anchor')]), report([open('no-revocation-list')]))
    expect(comparison.checks[0]?.outcome).toBe('different')
    expect(isUnchanged(comparison)).toBe(false)
  })

  it('is the same where a group is only withheld by now, and different where its hash is wrong', () => {
    const before = report([hash('DG2', 'successful')])
    const kept = report([hash('DG2 withheld', 'successful', { reason: 'withheld' })])
    expect(isUnchanged(compareReports(before, kept))).toBe(true)
    const wrong = report([hash('DG2 withheld', 'failed', { reason: 'hash-wrong' })])
    expect(isUnchanged(compareReports(before, wrong))).toBe(false)
  })

  it('names what nobody can ask again, and what was not asked then', () => {
    const registry: Check = { id: 'identity.registry', result: 'successful' }
    const defect: Check = { id: 'document.defect', result: 'successful' }
    const comparison = compareReports(report([registry]), report([defect]))
    expect(comparison.checks.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['document.defect', 'new'],
      ['identity.registry', 'not-repeated'],
    ])
  })

  it('lists an anchor added since, another policy, time and level, and never a value', () => {
    const name = (value: string, level: 'intact' | 'authentic') =>
      ({ id: 'fullName', value, source: 'dg13', level }) as const
    const { differences } = compareReports(
      report([], { document: [name('Một Người', 'intact')] }),
      report([], {
        verdict: 'authentic',
        policy: 'strict',
        at: '2030-01-01T00:00:00.000Z',
        trust: { anchors: 1, test: false, digest: 'bb' },
        document: [name('Người Khác', 'authentic')],
      }),
    )
    expect(differences.map(({ what }) => what)).toEqual(['verdict', 'policy', 'time', 'trust', 'field'])
    expect(differences).toContainEqual({ what: 'trust', before: '0 anchors, digest aa', after: '1 anchors, digest bb' })
    expect(JSON.stringify(differences)).not.toContain('Người')
  })

  it('finds no difference in fields that went with a withheld group', () => {
    const name = { id: 'fullName', value: 'Một Người', source: 'dg1', level: 'authentic' } as const
    const withheld = { present: ['DG13'], read: [], notRead: [{ dg: 'DG13', reason: 'withheld' }] }
    expect(compareReports(report([]), report([], { document: [name], dataGroups: withheld })).differences).toEqual([])
    expect(compareReports(report([]), report([], { document: [name] })).differences).toHaveLength(1)
  })

  it('says that a value is another one without saying which', () => {
    const name = (value: string) => ({ id: 'fullName', value, source: 'dg13', level: 'intact' }) as const
    const { differences } = compareReports(
      report([], { document: [name('Một')] }),
      report([], { document: [name('Hai')] }),
    )
    expect(differences).toEqual([{ what: 'field', before: 'fullName', after: 'fullName: another value' }])
  })
})
