import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { fingerprintOf } from './anchor.ts'
import { chainToAnchor } from './chain.ts'
import { planImport } from './import-plan.ts'
import { auditTrust } from './trust-audit.ts'
import { changeTrustStore, emptyTrustStore, openTrustStore } from './trust-store.ts'

const lists = '../shared/vectors/masterlists'
const there = existsSync(lists)
const read = (name: string) => new Uint8Array(there ? readFileSync(`${lists}/${name}`) : [])
const german = { name: 'DE.ml', bytes: read('DE_ML_2026-05-28-08-28-45.ml') }
const older = { name: 'DE-2024.ml', bytes: read('DE_ML_2024-08-07-07-38-24.ml') }
const folder = mkdtempSync(join(tmpdir(), 'german-list-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const root = () => new Uint8Array(readFileSync(`${lists}/DE_ROOT_CA_CSCA07.cer`))
const at = new Date('2026-05-28T12:00:00Z')
const options = () => ({ confirmed: new Set([fingerprintOf(root())]), registryKeys: {}, at, by: 'tester' })
const open = () => {
  const opened = openTrustStore(folder)
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}
/** Time that the processor worked at it: others may be at work on the same machine. */
function timed<T>(run: () => T): { value: T; ms: number } {
  const before = process.threadCpuUsage()
  const value = run()
  const { user, system } = process.threadCpuUsage(before)
  return { value, ms: (user + system) / 1000 }
}
const stored = () => (open().index.certificates.length > 0 ? undefined : importList())
function importList() {
  const store = open()
  return timed(() => {
    const plan = planImport(store, [german], options())
    const changed = plan.change && changeTrustStore(store, { ...plan.change, by: 'tester', at, action: 'import' })
    if (!changed?.ok) throw new Error('not stored')
    return plan
  })
}

// Counted by another program in vectors/README.md. Its 509 self-issued certificates have one name on both sides letter by letter.
describe.skipIf(!there)('the German master list of 2026-05-28 (needs ../shared/vectors)', () => {
  it('is imported under its root, confirmed by fingerprint, in under three seconds', () => {
    const { value, ms } = importList()
    expect(value.lines.filter(({ state }) => state === 'new')).toHaveLength(1 + 588)
    expect(ms).toBeLessThan(3000)
  })

  it('without that fingerprint stays out', () => {
    const plan = planImport(emptyTrustStore(folder), [german], { ...options(), confirmed: new Set() })
    expect(plan.change).toBeUndefined()
    expect(plan.lines[1]).toMatchObject({ what: 'anchor', cure: `--confirm ${fingerprintOf(root())}` })
  })

  it('has the counts of the reference', () => {
    stored()
    const audit = auditTrust(open(), { at, isWeak: key => key.kind === 'rsa' && key.bits < 2048 })
    expect(audit).toMatchObject({
      certificates: 588,
      issuerCountries: 112,
      byRole: { anchor: 375, link: 205, unusable: 8 },
      byKind: { passport: 375 },
      byScheme: { RSA: 312, ECDSA: 151, 'RSA-PSS': 125 },
      bySignature: { 'RSA SHA-256': 268 },
      ecParameters: { explicit: 160, named: 4 },
      sha1: 34,
      // Two link certificates differ in letter case (ro and RO, si and SI), five more in string types.
      selfIssued: { byName: 511, byText: 509, byBytes: 504 },
      validity: { valid: 588, expired: 0, notYetValid: 0 },
      underPolicyFloor: [],
      problems: [],
    })
    expect([audit.expiringIn90Days.length, audit.linksWithoutAnchor.length]).toEqual([11, 14])
    expect(audit.byCountry).toMatchObject({ CN: 25, DE: 9, VN: 1 })
  })

  it('is opened in under 100 ms, with every file compared with its fingerprint', () => {
    stored()
    const times = Array.from({ length: 5 }, () => timed(open)).map(({ ms }) => ms)
    expect(open().trust.anchors).toHaveLength(375)
    expect(Math.min(...times)).toBeLessThan(100)
  })

  it('is not parsed again: the second import finds everything there by its fingerprint', () => {
    stored()
    const { value, ms } = timed(() => planImport(open(), [german], options()))
    expect(value.lines.filter(({ state }) => state === 'present')).toHaveLength(1 + 588)
    expect(value.change).toBeUndefined()
    expect(ms).toBeLessThan(500)
  })

  it('keeps the list of 2024 out, which has what states took back since; by its fingerprint it is taken', () => {
    stored()
    const refused = planImport(open(), [older], { ...options(), confirmed: new Set() })
    expect(refused).toEqual({ lines: [expect.objectContaining({ state: 'unconfirmed' })] })
    expect(refused.lines[0]?.note).toContain('older than the one of 2026-05-28')
    const confirmed = new Set([fingerprintOf(older.bytes)])
    const plan = planImport(open(), [older], { ...options(), confirmed })
    const list = plan.lines.find(({ what }) => what === 'master-list')
    expect(list).toMatchObject({
      state: 'new',
      note: expect.stringContaining('under C=DE, O=bund, OU=bsi, CN=csca-germany'),
    })
  })

  it('has one certificate of Viet Nam, and that proves passports alone', () => {
    stored()
    const vietnam = parseCertificate(read('VN_csca_180.der'))
    if (!vietnam.ok) throw new Error(vietnam.error.message)
    const { trust } = open()
    const ours = trust.anchors.filter(({ country }) => country === 'VN')
    expect(ours).toMatchObject([{ kind: 'passport', fingerprint: fingerprintOf(read('VN_csca_180.der')) }])
    // A signer of that issuer cannot be made here; the issuer's own certificate is signed by the same key.
    const asSigner = { ...vietnam.value, basicConstraints: { ca: false }, keyUsage: 0x8000 }
    expect(chainToAnchor(asSigner, trust, { at, use: 'passport' })).toMatchObject({ outcome: 'issued' })
    expect(chainToAnchor(asSigner, trust, { at, use: 'identity-card' })).toMatchObject({
      outcome: 'no-anchor',
      ofOtherKind: { kind: 'passport', country: 'VN' },
    })
  })

  it('does not make it one of identity cards without its fingerprint', () => {
    stored()
    const file = { name: 'VN.der', bytes: read('VN_csca_180.der') }
    const as = 'identity-card' as const
    expect(planImport(open(), [file], { ...options(), as }).lines).toMatchObject([{ state: 'refused' }])
    const confirmed = new Set([fingerprintOf(file.bytes)])
    expect(planImport(open(), [file], { ...options(), as, confirmed }).lines).toMatchObject([
      { state: 'new', kind: 'identity-card' },
    ])
  })
})
