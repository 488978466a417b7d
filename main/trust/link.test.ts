import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { signCscaCertificate, signDocumentSignerCertificate } from '../../fixtures/country/certificate.ts'
import { deriveKey } from '../../fixtures/country/elliptic-key.ts'
import { issuerLine, signerUnder } from '../../fixtures/country/issuer-line.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { anchorStore } from './anchor-store.ts'
import { anchorAbove, chainToAnchor } from './chain.ts'

const name = { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }
const [first, second, third] = issuerLine('link test', name, [
  { validFrom: '2015-01-01', validTo: '2028-01-01' },
  { validFrom: '2020-01-01', validTo: '2033-01-01' },
  { validFrom: '2025-01-01', validTo: '2038-01-01' },
])
const [secondLink, thirdLink] = [second?.link, third?.link]
if (!first || !second || !secondLink || !third || !thirdLink) throw new Error('three keys, two links')
const certificate = (der: Uint8Array) => {
  const parsed = parseCertificate(der)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const file = (label: string, bytes: Uint8Array) => ({ name: `${label}.cer`, bytes })
const period = { validFrom: '2025-06-01', validTo: '2035-01-01' }
const signer = certificate(signerUnder(third, 'link test signer', period).certificate)
const at = new Date('2026-11-21T00:00:00Z')

describe('CSCA link certificates', () => {
  const links = [file('2', secondLink), file('3', thirdLink)]

  it('lead from a new key to the old anchor, over as many as there are', () => {
    const trust = anchorStore([file('1', first.csca), ...links])
    const chain = chainToAnchor(signer, trust, { at })
    expect(chain).toMatchObject({ outcome: 'issued', anchor: { source: '1.cer', kind: 'identity-card' } })
    expect(chain.outcome === 'issued' && chain.links.map(({ serial }) => serial)).toEqual(
      [thirdLink, secondLink].map(link => certificate(link).serial),
    )
  })

  it('are no anchors: alone they prove nothing', () => {
    const trust = anchorStore(links)
    expect(trust).toMatchObject({ anchors: [], problems: [] })
    expect(chainToAnchor(signer, trust, { at })).toEqual({ outcome: 'no-anchor' })
    expect(anchorAbove(certificate(thirdLink), trust)).toBeUndefined()
  })

  it('do not help where one in the row is missing', () => {
    const trust = anchorStore([file('1', first.csca), file('3', thirdLink)])
    expect(chainToAnchor(signer, trust, { at }).outcome).toBe('no-anchor')
  })

  it('are left out where the new key is an anchor itself', () => {
    const trust = anchorStore([file('1', first.csca), ...links, file('new', third.csca)])
    expect(chainToAnchor(signer, trust, { at })).toMatchObject({ anchor: { source: 'new.cer' }, links: [] })
  })

  it('are left out of a way on which one is not valid at the time, if there is another', () => {
    const trust = anchorStore([file('1', first.csca), ...links, file('new', second.csca)])
    const late = new Date('2030-01-01T00:00:00Z')
    // The oldest anchor has ended; the second one and the link under it have not.
    const chain = chainToAnchor(signer, trust, { at: late })
    expect(chain).toMatchObject({ outcome: 'issued', anchor: { source: 'new.cer' } })
    expect(chain.outcome === 'issued' && chain.links).toHaveLength(1)
  })

  it('over one that is valid at the time are taken where another of the same key is not', () => {
    const late = { validFrom: '2027-01-01', validTo: '2036-01-01' }
    const request = { issuer: name, subject: name, keyUsedUntil: '2030-01-01', key: third.key, issuerKey: second.key }
    const early = signCscaCertificate({ ...request, ...late, serial: Uint8Array.of(1) })
    // The one that is not valid yet comes first in the order of the files.
    const trust = anchorStore([file('1', first.csca), file('0', early), ...links])
    const chain = chainToAnchor(signer, trust, { at })
    expect(chain.outcome === 'issued' && chain.links.map(({ serial }) => serial)).toEqual(
      [thirdLink, secondLink].map(link => certificate(link).serial),
    )
  })

  it('that sign each other all round cost a bounded number of signatures', () => {
    const keys = Array.from({ length: 25 }, (_, i) => deriveKey('brainpoolP256r1', 'all round', `${i}`))
    const request = {
      issuer: name,
      subject: name,
      validFrom: '2020-01-01',
      validTo: '2036-01-01',
      keyUsedUntil: '2030-01-01',
    }
    const round = keys.flatMap((key, i) =>
      keys
        .filter((_, j) => j !== i && j < 8)
        .map((issuerKey, j) => signCscaCertificate({ ...request, key, issuerKey, serial: Uint8Array.of(i + 1, j) })),
    )
    const trust = anchorStore(round.map((bytes, i) => file(`round-${i}`, bytes)))
    const [, last] = keys
    const lost =
      last && signDocumentSignerCertificate({ ...request, key: last, issuerKey: last, serial: Uint8Array.of(7) })
    const before = process.threadCpuUsage()
    expect(chainToAnchor(certificate(lost ?? new Uint8Array()), trust, { at }).outcome).toBe('no-anchor')
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
  })

  it('with one bit changed do not link', () => {
    const bytes = thirdLink.slice()
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1
    const trust = anchorStore([file('1', first.csca), file('2', secondLink), file('3', bytes)])
    expect(chainToAnchor(signer, trust, { at }).outcome).toBe('no-anchor')
  })

  it('end at an anchor of the kind that is asked for', () => {
    const trust = anchorStore([{ name: '1.passport.cer', bytes: first.csca }, ...links])
    expect(chainToAnchor(signer, trust, { at, use: 'passport' }).outcome).toBe('issued')
    expect(chainToAnchor(signer, trust, { at, use: 'identity-card' })).toMatchObject({
      outcome: 'no-anchor',
      ofOtherKind: { kind: 'passport' },
    })
  })
})

describe('scope of an anchor', () => {
  const ofFirst = certificate(signerUnder(first, 'scope signer', period).certificate)

  it.each([
    ['1.passport.cer', 'passport', 'issued'],
    ['1.passport.cer', 'identity-card', 'no-anchor'],
    ['1.cer', 'identity-card', 'issued'],
    ['1.cer', 'passport', 'no-anchor'],
    ['1.test.cer', 'identity-card', 'issued'],
    ['1.test.cer', 'passport', 'issued'],
  ] as const)('%s under a document that is a %s: %s', (name, use, outcome) => {
    const trust = anchorStore([{ name, bytes: first.csca }])
    expect(chainToAnchor(ofFirst, trust, { at, use }).outcome).toBe(outcome)
  })

  it('changes the digest: the same certificate for something else is another trust', () => {
    const digestOf = (name: string) => anchorStore([{ name, bytes: first.csca }]).digest
    expect(new Set(['1.cer', '1.passport.cer', '1.test.cer'].map(digestOf)).size).toBe(3)
  })
})

const indonesia = '../shared/vectors/masterlists/IDN'
describe.skipIf(!existsSync(indonesia))('the Indonesian line (needs ../shared/vectors)', () => {
  const read = (label: string) =>
    existsSync(indonesia) ? new Uint8Array(readFileSync(`${indonesia}/${label}.cer`)) : new Uint8Array()
  const named = (label: string) => ({ name: `${label}.passport.cer`, bytes: read(label) })
  const pick = (label: string) => {
    const { anchors, problems } = anchorStore([named(label)])
    return { anchors: anchors.length, problems }
  }

  it('has three anchors and two links', () => {
    const labels = ['2010-12_CSCA', '2016-01_CSCA', '2020-10_CSCA', '2016-01_CSCA_LINK', '2020-10_CSCA_LINK']
    expect(labels.map(label => pick(label).anchors)).toEqual([1, 1, 1, 0, 0])
    expect(labels.flatMap(label => pick(label).problems)).toEqual([])
  })

  it('links the key of 2020 over that of 2016 to the anchor of 2010, each name being another', () => {
    const trust = anchorStore(['2010-12_CSCA', '2016-01_CSCA_LINK', '2020-10_CSCA_LINK'].map(named))
    const parsed = parseCertificate(read('2020-10_CSCA_LINK'))
    expect(parsed.ok && anchorAbove(parsed.value, trust)).toMatchObject({ source: '2010-12_CSCA.passport.cer' })
    const broken = anchorStore(['2010-12_CSCA', '2020-10_CSCA_LINK'].map(named))
    expect(parsed.ok && anchorAbove(parsed.value, broken)).toBeUndefined()
  })
})
