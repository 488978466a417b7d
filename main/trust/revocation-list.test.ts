import { describe, expect, it } from 'vitest'
import { authorityOf, cscaName, defaultSeed } from '../../fixtures/country/authority.ts'
import { signCscaCertificate, signRevocationList } from '../../fixtures/country/certificate.ts'
import { deriveKey } from '../../fixtures/country/elliptic-key.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { parseRevocationList, revocationOf } from './revocation-list.ts'

const { csca, revocationList, signers } = authorityOf(defaultSeed)
const certificateOf = (bytes: Uint8Array) => {
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const listOf = (bytes: Uint8Array) => {
  const parsed = parseRevocationList(bytes)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const issuer = certificateOf(csca)
const cscaKey = deriveKey('brainpoolP512r1', defaultSeed, 'CSCA')
const made = (thisUpdate: string, nextUpdate: string, revoked: Uint8Array[] = [], key = cscaKey) =>
  listOf(signRevocationList(cscaName, key, { thisUpdate, nextUpdate, revoked }))
const at = new Date('2026-11-21T00:00:00Z')
const [current, revoked] = [certificateOf(signers.current.certificate), certificateOf(signers.revoked.certificate)]

describe('a revocation list', () => {
  it('is read whole', () => {
    const list = listOf(revocationList)
    expect([...list.revoked.keys()]).toEqual([revoked.serial])
    expect(list.issuer.key).toBe(issuer.subject.key)
    expect(list.authorityKeyId).toBe(issuer.subjectKeyId)
  })

  it('names its revoked signer and clears the others', () => {
    const lists = [listOf(revocationList)]
    expect(revocationOf(revoked, [issuer], lists, at)).toMatchObject({ state: 'revoked' })
    expect(revocationOf(current, [issuer], lists, at)).toMatchObject({ state: 'good' })
  })

  it('that is past its next update is stale; a revocation in it still counts', () => {
    const old = made('2026-01-01', '2026-04-01', [signers.revoked.serial])
    expect(revocationOf(current, [issuer], [old], at)).toMatchObject({ state: 'stale', daysOverdue: 234 })
    expect(revocationOf(revoked, [issuer], [old], at).state).toBe('revoked')
  })

  it('does not lose a revocation when a newer list leaves it out', () => {
    const lists = [made('2026-01-01', '2027-01-01', [signers.revoked.serial]), made('2026-06-01', '2027-06-01')]
    expect(revocationOf(revoked, [issuer], lists, at).state).toBe('revoked')
    expect(revocationOf(current, [issuer], lists, at)).toMatchObject({ thisUpdate: new Date('2026-06-01') })
  })

  it('of another key, of another name or of the future is none', () => {
    const forged = made('2026-01-01', '2027-01-01', [signers.current.serial], deriveKey('brainpoolP512r1', 'x', 'y'))
    const future = made('2027-01-01', '2028-01-01', [signers.current.serial])
    const stranger = listOf(authorityOf('another country').revocationList)
    for (const list of [forged, future, stranger])
      expect(revocationOf(current, [issuer], [list], at).state).toBe('absent')
  })

  it('that names no end is good for 90 days', () => {
    const { nextUpdate: _, ...endless } = made('2026-09-01', '2026-10-01')
    expect(revocationOf(current, [issuer], [endless], at).state).toBe('good')
    expect(revocationOf(current, [issuer], [endless], new Date('2026-12-01')).state).toBe('stale')
  })

  it('signed with a newer key of the issuer counts for certificates of the older one', () => {
    const newerKey = deriveKey('brainpoolP512r1', defaultSeed, 'CSCA 2')
    const period = { validFrom: '2026-01-01', validTo: '2039-01-01', keyUsedUntil: '2030-01-01' }
    const names = { serial: Uint8Array.of(2), issuer: cscaName, subject: cscaName }
    const newer = certificateOf(signCscaCertificate({ ...names, ...period, key: newerKey, issuerKey: newerKey }))
    const lists = [made('2026-06-01', '2027-06-01', [signers.current.serial], newerKey)]
    expect(revocationOf(current, [issuer], lists, at).state).toBe('absent')
    expect(revocationOf(current, [issuer, newer], lists, at).state).toBe('revoked')
  })

  it('signed with a key that may not sign lists is none', () => {
    const only = { ...issuer, keyUsage: 0x0400 }
    expect(revocationOf(revoked, [only], [listOf(revocationList)], at).state).toBe('absent')
  })

  it('with one changed byte is never one that counts', () => {
    for (let i = 0; i < revocationList.length; i += 7) {
      const parsed = parseRevocationList(revocationList.map((byte, j) => (i === j ? byte ^ 1 : byte)))
      if (parsed.ok) expect(revocationOf(revoked, [issuer], [parsed.value], at).state).toBe('absent')
    }
  })
})
