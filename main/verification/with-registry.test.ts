import { describe, expect, test } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import type { Report } from '../protocol/report.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { withRegistry } from './with-registry.ts'

const proven = [
  'access.pace',
  'chip.active-authentication',
  'sod.signature',
  'sod.hashes',
  'issuer.chain',
  'issuer.validity',
  'issuer.state',
  'document.expiry',
] as const

const report: Report = {
  verdict: 'authentic',
  light: 'green',
  reasons: [],
  checks: [
    ...proven.map(id => ({ id, result: 'successful' as const })),
    { id: 'identity.registry', result: 'undetermined', reason: 'pending' },
  ],
  document: [
    { id: 'personalNumber', value: '999190024680', source: 'dg13', level: 'authentic' },
    { id: 'fullName', value: 'Nguyễn Thị Thanh Mai', source: 'dg13', level: 'authentic' },
    { id: 'birthDate', value: '1990-01-15', source: 'qr', level: 'declared' },
  ],
  access: { protocol: 'PACE' },
  dataGroups: { present: [], read: [], notRead: [] },
  timings: {},
  apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
  trust: { anchors: 1, test: false, digest: '' },
  policy: 'counter',
  at: '2026-11-21T08:00:00.000Z',
}

type Answered = Extract<RegistryState, { status: 'answered' }>
type Card = NonNullable<Answered['card']>
type Citizen = NonNullable<Answered['citizen']>

function answered(card: Card['verdict'], citizen?: Partial<Citizen>): RegistryState {
  const signed = { transactionId: 't', signedText: '', signature: '', keyId: 'k', checkedAt: report.at }
  return {
    status: 'answered',
    requestId: 'r',
    answeredAt: report.at,
    card: { ...signed, verdict: card },
    citizen: { match: 'FULL', perField: { fullName: { match: true }, birthDate: { match: true } }, ...citizen },
  }
}

const check = (result: Report) => result.checks.find(({ id }) => id === 'identity.registry')

describe('withRegistry', () => {
  test('confirms what the chip proved and the register matched, and nothing else', () => {
    const confirmed = withRegistry(report, answered('VALID'))
    expect(confirmed.verdict).toBe('authentic')
    expect(confirmed.document.map(({ level }) => level)).toEqual(['confirmed', 'confirmed', 'declared'])
  })

  test.each(['REVOKED', 'EXPIRED', 'REPLACED', 'LOST_REPORTED', 'NUMBER_MISMATCH'] as const)(
    '%s turns a green card red',
    verdict => {
      const refused = withRegistry(report, answered(verdict))
      expect(refused).toMatchObject({ verdict: 'refused', light: 'red' })
      expect(refused.document.map(({ level }) => level)).not.toContain('confirmed')
    },
  )

  test.each([
    [{ lifeStatus: 'DECEASED' as const }, 'refused'],
    [{ numberStatus: 'CANCELLED' as const }, 'refused'],
    [{ match: 'NONE' as const }, 'refused'],
    [{ match: 'PARTIAL' as const }, 'intact'],
    [{ match: 'NOT_FOUND' as const }, 'intact'],
    [{ lifeStatus: 'MISSING' as const }, 'intact'],
  ])('%j gives %s', (citizen, verdict) => {
    expect(withRegistry(report, answered('VALID', citizen)).verdict).toBe(verdict)
  })

  test.each([{ lifeStatus: 'DECEASED' as const }, { numberStatus: 'CANCELLED' as const }])(
    '%j confirms no field, though the register has them so',
    citizen => {
      const refused = withRegistry(report, answered('VALID', citizen))
      expect(refused.document.map(({ level }) => level)).not.toContain('confirmed')
    },
  )

  test.each([
    ['NOT_FOUND', 'intact', 'registry-not-found'],
    ['INVALID_NUMBER', 'intact', 'registry-mismatch'],
    ['PURPOSE_NOT_ALLOWED', 'authentic', 'registry-unknown'],
  ])('a question refused with %s gives %s', (cause, verdict, reason) => {
    const error = chipDeskError('OnlineRefused', { cause })
    const refused = withRegistry(report, { status: 'failed', requestId: 'r', error })
    expect(refused.verdict).toBe(verdict)
    expect(check(refused)).toMatchObject({ result: 'undetermined', reason })
  })

  test('a signer that the register does not know is not green', () => {
    expect(withRegistry(report, answered('UNKNOWN_SIGNER')).verdict).toBe('intact')
  })

  test('pending stays pending: the chip alone decides, nothing is confirmed', () => {
    const pending = withRegistry(report, { status: 'pending', requestId: 'r', since: report.at })
    expect(pending.verdict).toBe('authentic')
    expect(check(pending)).toMatchObject({ result: 'undetermined', reason: 'pending' })
    expect(pending.document.map(({ level }) => level)).not.toContain('confirmed')
  })

  test('an answer never lifts a verdict that the chip did not earn', () => {
    const altered: Report = {
      ...report,
      checks: [...report.checks, { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong' }],
    }
    expect(withRegistry(altered, answered('VALID')).verdict).toBe('altered')
    const incomplete: Report = { ...report, verdict: 'incomplete', light: 'grey' }
    expect(withRegistry(incomplete, answered('VALID')).verdict).toBe('incomplete')
  })
})
