import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signCscaCertificate } from '../../fixtures/country/certificate.ts'
import { deriveKey } from '../../fixtures/country/elliptic-key.ts'
import { issuerLine, revocationListUnder, signerUnder } from '../../fixtures/country/issuer-line.ts'
import { fingerprintOf } from './anchor.ts'
import { planImport } from './import-plan.ts'
import { auditTrust } from './trust-audit.ts'
import { setStatus } from './trust-change.ts'
import { storedPath } from './trust-folder.ts'
import { changeTrustStore, openTrustStore } from './trust-store.ts'

const name = { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }
const [old, next] = issuerLine('audit test', name, [
  { validFrom: '2015-01-01', validTo: '2027-01-01' },
  { validFrom: '2020-01-01', validTo: '2033-01-01' },
])
if (!old || !next?.link) throw new Error('two keys')
const { link } = next
const small = deriveKey('P-224', 'audit test', 'small')
const abroad = { ...name, state: 'LA' }
const weak = signCscaCertificate({
  serial: Uint8Array.of(1),
  issuer: abroad,
  subject: { ...abroad, state: 'LA' },
  validFrom: '2027-06-01',
  validTo: '2037-01-01',
  keyUsedUntil: '2030-01-01',
  key: small,
  issuerKey: small,
})
const list = revocationListUnder(next, '2026-01-01', '2026-04-01')
const at = new Date('2026-11-21T00:00:00Z')
const isWeak = (key: { kind: string; curve?: { name: string } }) => key.curve?.name === 'P-224'
const who = { by: 'tester', at }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-audit-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const open = () => {
  const opened = openTrustStore(folder)
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}
function put(files: Record<string, Uint8Array>, as: 'identity-card' | 'passport') {
  const named = Object.entries(files).map(([name, bytes]) => ({ name, bytes }))
  const confirmed = new Set(Object.values(files).map(fingerprintOf))
  const plan = planImport(open(), named, { as, confirmed, registryKeys: {}, ...who })
  const done = plan.change && changeTrustStore(open(), { ...plan.change, ...who, action: 'import' })
  if (!done?.ok) throw new Error('not stored')
}

describe('an audit', () => {
  it('counts what is there, and names what an operator has to look at', () => {
    put(
      { 'old.cer': old.csca, 'link.cer': link, 'next.cer': next.csca, 'weak.cer': weak, 'a.crl': list },
      'identity-card',
    )
    put({ 'old.cer': old.csca }, 'passport')
    writeFileSync(join(folder, 'loose.cer'), old.csca)
    expect(auditTrust(open(), { at, isWeak })).toMatchObject({
      certificates: 4,
      issuerCountries: 2,
      byCountry: { VN: 3, LA: 1 },
      // The old anchor stands there for cards, for passports and as a loose file.
      byRole: { anchor: 5, link: 1 },
      byKind: { 'identity-card': 4, passport: 1 },
      byScheme: { ECDSA: 4 },
      bySignature: { 'ECDSA SHA-256': 4 },
      ecParameters: { explicit: 4, named: 0 },
      sha1: 0,
      selfIssued: { byName: 4, byText: 4, byBytes: 4 },
      validity: { valid: 3, expired: 0, notYetValid: 1 },
      expiringIn90Days: [{ fingerprint: fingerprintOf(old.csca), notAfter: '2027-01-01T00:00:00.000Z' }],
      duplicates: { sameCertificate: [fingerprintOf(old.csca)], sameKey: 2, sameSerial: [] },
      underPolicyFloor: [{ key: 'EC P-224' }],
      linksWithoutAnchor: [],
      revocationLists: [{ ageDays: 324, stale: true }],
      changes: 2,
      problems: [],
    })
  })

  it('names a link whose anchor was taken out of use, and counts that one still', () => {
    put({ 'old.cer': old.csca, 'link.cer': link }, 'identity-card')
    setStatus(open(), fingerprintOf(old.csca), 'disabled', who)
    expect(auditTrust(open(), { at, isWeak })).toMatchObject({
      certificates: 2,
      byStatus: { active: 1, disabled: 1 },
      linksWithoutAnchor: [{ fingerprint: fingerprintOf(link) }],
    })
  })

  it('reads every file again, also of what is not in use', () => {
    put({ 'old.cer': old.csca, 'link.cer': link }, 'identity-card')
    setStatus(open(), fingerprintOf(old.csca), 'disabled', who)
    writeFileSync(storedPath(folder, 'certificates', fingerprintOf(old.csca)), weak)
    expect(open().trust.problems).toEqual([])
    const { certificates, problems } = auditTrust(open(), { at, isWeak })
    expect([certificates, problems]).toMatchObject([1, [{ message: 'the file has another fingerprint' }]])
  })

  it('names a damaged signer, which is read only when it is asked for, and names nothing twice', () => {
    const { certificate } = signerUnder(old, 'audit signer', { validFrom: '2021-01-01', validTo: '2026-01-01' })
    put({ 'old.cer': old.csca, 'ds.cer': certificate }, 'identity-card')
    for (const bytes of [certificate, old.csca])
      writeFileSync(storedPath(folder, 'certificates', fingerprintOf(bytes)), weak)
    expect(open().trust.problems).toHaveLength(1)
    const { certificates, problems } = auditTrust(open(), { at, isWeak })
    expect([certificates, problems.map(({ message }) => message)]).toEqual([
      0,
      Array(2).fill('the file has another fingerprint'),
    ])
  })
})
