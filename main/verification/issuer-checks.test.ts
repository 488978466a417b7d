import { describe, expect, it } from 'vitest'
import { authorityOf, cscaName, type DocumentSigner, defaultSeed } from '../../fixtures/country/authority.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import {
  type CertificateRequest,
  type Name,
  signCscaCertificate,
  signDocumentSignerCertificate,
  signRevocationList,
} from '../../fixtures/country/certificate.ts'
import { deriveKey, type EllipticKey } from '../../fixtures/country/elliptic-key.ts'
import { td1 } from '../../fixtures/country/mrz.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../fixtures/country/sod.ts'
import { tlv } from '../emrtd/tlv.ts'
import type { CheckId } from '../protocol/checks.ts'
import type { CardRead } from '../reading/card-read.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import type { Trust } from '../trust/trust.ts'
import { watchClock } from './clock.ts'
import { verifyRead } from './verify-read.ts'

const { csca, revocationList, signers } = authorityOf(defaultSeed)
const cscaKey = deriveKey('brainpoolP512r1', defaultSeed, 'CSCA')
const newKey = deriveKey('brainpoolP384r1', defaultSeed, 'CSCA 2')
const at = new Date('2026-11-21T03:00:00Z')
const [mai] = personas
if (!mai) throw new Error('nobody lives here')

const file = (bytes: Uint8Array, name = 'country.test.cer') => ({ name, bytes })
const trustOf = (revocationLists: Uint8Array[] = [], certificates = [csca]) =>
  anchorStore(
    certificates.map(bytes => file(bytes)),
    { revocationLists },
  )

const dg1Of = (state: string) => tlv(0x61, tlv(0x5f1f, new TextEncoder().encode(td1(mai, state).join(''))))

/** EF.SOD and DG1 as they would come from a card. */
function read(
  { by = signers.current, on = '2024-05-10', state = 'VNM', hash = 'SHA-256' as const } = {},
  more = {},
): CardRead {
  const dg1 = dg1Of(state)
  const sod = encodeSod(encodeLdsSecurityObject(new Map([[1, dg1]]), hash), by, on)
  return {
    at: at.toISOString(),
    access: { protocol: 'none', attempts: [] },
    files: new Map([['SOD', sod] as const, ['DG1', dg1] as const, ...Object.entries(more)] as [never, Uint8Array][]),
    notRead: [],
    timings: {},
    apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
  }
}

const rowsOf = (id: CheckId, card: CardRead, anchors: Trust, when = at) =>
  verifyRead(card, { anchors, policy: 'demo', at: when }).report.checks.filter(check => check.id === id)

const period = { validFrom: '2021-01-01', validTo: '2035-01-01', keyUsedUntil: '2027-01-01' }
const signerOf = (
  change: Partial<CertificateRequest> = {},
  key: EllipticKey = deriveKey('brainpoolP256r1', defaultSeed, 'DS own'),
): DocumentSigner => {
  const subject: Name = { ...cscaName, commonName: 'TEST DS own' }
  const request = {
    serial: Uint8Array.of(0x41, 9),
    issuer: cscaName,
    subject,
    ...period,
    key,
    issuerKey: cscaKey,
    ...change,
  }
  return { certificate: signDocumentSignerCertificate(request), issuer: request.issuer, serial: request.serial, key }
}
const cscaOf = (change: Partial<CertificateRequest>) =>
  signCscaCertificate({
    serial: Uint8Array.of(0x41, 1),
    issuer: cscaName,
    subject: cscaName,
    validFrom: '2020-01-01',
    validTo: '2039-01-01',
    keyUsedUntil: '2030-01-01',
    key: cscaKey,
    issuerKey: cscaKey,
    ...change,
  })
const listOf = (revoked: Uint8Array[], thisUpdate = '2026-10-01', nextUpdate = '2027-01-01', key = cscaKey) =>
  signRevocationList(cscaName, key, { thisUpdate, nextUpdate, revoked })

describe('revocation of the signer', () => {
  const revocationOf = (card: CardRead, anchors: Trust, when = at) =>
    rowsOf('issuer.revocation', card, anchors, when)[0]

  it('is known from a fresh list', () => {
    expect(revocationOf(read(), trustOf([revocationList]))).toMatchObject({ result: 'successful' })
  })

  it('refuses the document, whenever it was signed', () => {
    const { report } = verifyRead(read({ by: signers.revoked, on: '2021-05-10' }), {
      anchors: trustOf([revocationList]),
      policy: 'demo',
      at,
    })
    expect(report).toMatchObject({ verdict: 'refused', light: 'red' })
    expect(report.reasons).toContain('signer-revoked')
  })

  it('is not known from a list that is over, whose age is said, nor without one', () => {
    const stale = trustOf([listOf([], '2026-01-01', '2026-04-01')])
    expect(revocationOf(read(), stale)).toMatchObject({
      result: 'undetermined',
      reason: 'revocation-list-stale',
      detail: expect.stringContaining('235 days'),
    })
    expect(revocationOf(read(), trustOf())).toMatchObject({ result: 'undetermined', reason: 'no-revocation-list' })
  })

  it('is not what another key under the same name says', () => {
    const forged = listOf([signers.current.serial], '2026-10-01', '2027-01-01', deriveKey('brainpoolP512r1', 'x', 'y'))
    expect(revocationOf(read(), trustOf([forged]))).toMatchObject({ reason: 'no-revocation-list' })
  })

  it('is what the newest key of the issuer says, if an anchor of its kind or a link certificate makes it one', () => {
    const list = listOf([signers.current.serial], '2026-10-01', '2027-01-01', newKey)
    const newCsca = cscaOf({ serial: Uint8Array.of(2), key: newKey, issuerKey: newKey })
    const link = cscaOf({ serial: Uint8Array.of(3), key: newKey, issuerKey: cscaKey })
    expect(revocationOf(read(), trustOf([list]))).toMatchObject({ reason: 'no-revocation-list' })
    expect(revocationOf(read(), trustOf([list], [csca, newCsca]))).toMatchObject({ reason: 'signer-revoked' })
    expect(revocationOf(read(), trustOf([list], [csca, link]))).toMatchObject({ reason: 'signer-revoked' })
  })

  it('extends to the anchor itself', () => {
    const serial = Uint8Array.of(0x41, 1)
    const trust = trustOf([listOf([serial])], [cscaOf({ serial })])
    expect(revocationOf(read(), trust)).toMatchObject({ result: 'failed', reason: 'csca-revoked' })
  })

  it('extends to a link certificate that leads to the anchor', () => {
    const serial = Uint8Array.of(0x41, 3)
    const link = cscaOf({ serial, key: newKey, issuerKey: cscaKey })
    const by = signerOf({ issuerKey: newKey })
    expect(revocationOf(read({ by }), trustOf([listOf([])], [csca, link]))).toMatchObject({ result: 'successful' })
    expect(revocationOf(read({ by }), trustOf([listOf([serial])], [csca, link]))).toMatchObject({
      reason: 'csca-revoked',
    })
  })

  it('is asked of the signer of EF.CardSecurity too, where it is another', () => {
    const { cardSecurity } = issueCard(mai, { profile: 'cam', hostile: 'signer-revoked' }).image
    if (!cardSecurity) throw new Error('a card of profile cam has EF.CardSecurity')
    const rows = rowsOf('issuer.revocation', read({}, { CardSecurity: cardSecurity }), trustOf([revocationList]))
    expect(rows.map(({ result }) => result)).toEqual(['successful', 'failed'])
    expect(rows[1]).toMatchObject({ reason: 'signer-revoked', detail: expect.stringMatching(/^EF\.CardSecurity: /) })
    const same = issueCard(mai, { profile: 'cam' }).image.cardSecurity as Uint8Array
    expect(rowsOf('issuer.revocation', read({}, { CardSecurity: same }), trustOf([revocationList]))).toHaveLength(1)
  })
})

describe('validity', () => {
  const validityOf = (card: CardRead, anchors = trustOf(), when = at) =>
    rowsOf('issuer.validity', card, anchors, when)[0]

  it('is that of the signer now', () => {
    expect(validityOf(read())).toMatchObject({ result: 'successful' })
    expect(validityOf(read({ by: signers.expired, on: '2024-05-10' }))).toMatchObject({
      result: 'failed',
      reason: 'expired',
    })
    expect(validityOf(read({ by: signerOf({ validFrom: '2026-12-01' }), on: '2026-12-02' }))).toMatchObject({
      result: 'failed',
      reason: 'not-yet-valid',
    })
  })

  it('is that of the moment of signing too', () => {
    for (const on of ['2020-12-01', '2026-11-30'])
      expect(validityOf(read({ on }))).toMatchObject({ result: 'failed', reason: 'signed-out-of-period' })
    expect(validityOf(read({ on: '2026-11-22' }))).toMatchObject({ result: 'successful' })
  })

  it('doubts what was signed when the key was to be used no more, and nothing else about it', () => {
    const by = signerOf({ keyUsedUntil: '2023-01-01' })
    expect(validityOf(read({ by, on: '2022-12-31' }))).toMatchObject({ result: 'successful' })
    expect(validityOf(read({ by, on: '2023-01-05' }))).toMatchObject({
      result: 'undetermined',
      reason: 'signed-out-of-period',
    })
  })

  it('outlives the use of the key of the CSCA, and not its certificate', () => {
    const when = new Date('2034-01-01T00:00:00Z')
    expect(validityOf(read(), trustOf(), when)).toMatchObject({ result: 'successful' })
    const short = trustOf([], [cscaOf({ validTo: '2033-01-01' })])
    expect(validityOf(read(), short, when)).toMatchObject({
      result: 'failed',
      reason: 'expired',
      detail: expect.stringMatching(/^anchor/),
    })
  })

  it('is that of a link certificate too', () => {
    const by = signerOf({ issuerKey: newKey })
    const link = (validTo: string) => cscaOf({ serial: Uint8Array.of(3), key: newKey, issuerKey: cscaKey, validTo })
    expect(validityOf(read({ by }), trustOf([], [csca, link('2030-01-01')]))).toMatchObject({ result: 'successful' })
    expect(validityOf(read({ by }), trustOf([], [csca, link('2025-01-01')]))).toMatchObject({
      result: 'failed',
      reason: 'expired',
      detail: expect.stringMatching(/^link/),
    })
  })
})

describe('issuing state', () => {
  it('must be that of signer and anchor', () => {
    expect(rowsOf('issuer.state', read(), trustOf())).toMatchObject([{ result: 'successful', detail: 'VNM and VN' }])
    expect(rowsOf('issuer.state', read({ state: 'LAO' }), trustOf())).toMatchObject([
      { result: 'failed', reason: 'state-differs' },
    ])
  })

  it('must be that of the issuer that the signer names, also where its subject says what fits', () => {
    const by = signerOf({ issuer: { ...cscaName, state: 'LA' } })
    expect(rowsOf('issuer.state', read({ by }), trustOf())).toMatchObject([
      { result: 'failed', reason: 'state-differs', detail: 'VNM and VN and LA' },
    ])
  })
})

describe('deprecated algorithms', () => {
  it('hold, and are said', () => {
    const weak = signerOf({}, deriveKey('brainpoolP192r1', defaultSeed, 'DS own'))
    expect(rowsOf('sod.signature', read({ by: weak }), trustOf())).toMatchObject([
      { result: 'successful', reason: 'deprecated-algorithm', detail: expect.stringContaining('brainpoolP192r1') },
    ])
    expect(rowsOf('sod.signature', read({ hash: 'SHA-1' as never }), trustOf())).toMatchObject([
      { result: 'successful', reason: 'deprecated-algorithm', detail: expect.stringContaining('SHA-1') },
    ])
    expect(rowsOf('sod.signature', read(), trustOf())[0]).not.toHaveProperty('reason')
  })

  it('are said of the key above the signer', () => {
    const key = deriveKey('brainpoolP192r1', defaultSeed, 'CSCA')
    const trust = trustOf([], [cscaOf({ key, issuerKey: key })])
    expect(rowsOf('issuer.chain', read({ by: signerOf({ issuerKey: key }) }), trust)).toMatchObject([
      { result: 'successful', reason: 'deprecated-algorithm', detail: expect.stringContaining('brainpoolP192r1') },
    ])
  })
})

describe('a clock that is not to be believed', () => {
  const under = (clockSays: string, floor: string, card = read(), anchors = trustOf([revocationList])) => {
    const { at: when, doubt } = watchClock(new Date(floor), () => Date.parse(clockSays)).read()
    return verifyRead(card, { anchors, policy: 'demo', at: when, ...(doubt && { clock: doubt }) }).report
  }
  const rows = (report: ReturnType<typeof under>) =>
    report.checks.flatMap(({ id, result, reason }) => (reason === 'clock-wrong' ? [`${id} ${result}`] : []))

  it('leaves open what depends on it, and is named in the verdict', () => {
    const report = under('2022-01-01', '2026-11-01')
    expect(rows(report)).toEqual([
      'issuer.validity undetermined',
      'issuer.revocation undetermined',
      'document.expiry undetermined',
    ])
    expect(report.verdict).toBe('intact')
    expect(report.reasons).toContain('clock-wrong')
    expect(report.checks.find(({ reason }) => reason === 'clock-wrong')?.detail).toContain('desk clock 2022-01-01')
    expect(rows(under('2026-11-21', '2026-11-01'))).toEqual([])
  })

  it('does not bring back what was over at the time that has surely passed', () => {
    const expired = under('2022-01-01', '2026-11-01', read({ by: signers.expired }))
    expect(expired).toMatchObject({ verdict: 'refused' })
    expect(expired.checks.find(({ id }) => id === 'issuer.validity')).toMatchObject({
      result: 'failed',
      reason: 'expired',
    })
    // The document of this person is good until 15 January 2030.
    expect(under('2022-01-01', '2030-02-01').checks.find(({ id }) => id === 'document.expiry')).toMatchObject({
      result: 'failed',
      reason: 'document-expired',
    })
  })

  it('does not hide a revocation in a list that it takes for one of the future', () => {
    const report = under('2022-01-01', '2026-11-01', read({ by: signers.revoked }))
    expect(report.verdict).toBe('refused')
    expect(report.reasons).toContain('signer-revoked')
  })
})
