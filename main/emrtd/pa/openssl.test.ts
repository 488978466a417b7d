import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  algorithmNames,
  authorityWith,
  type CountrySignature,
  signatureOf,
} from '../../../fixtures/country/algorithm-authority.ts'
import { openssl, opensslMissing, opensslNote } from '../../../fixtures/country/openssl.ts'
import type { SignedDataForm } from '../../../fixtures/country/signed-data.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../../fixtures/country/sod.ts'
import { verifyMasterList } from '../../trust/master-list.ts'
import { verifySod } from '../lds/sod.ts'
import { readOnly } from '../tlv.ts'
import { type Certificate, isSignedBy, parseCertificate } from './certificate.ts'
import { idData } from './signed-data.ts'

// The second opinion: every security object is shown to `openssl cms -verify` and every signer to `openssl verify`. Where the two differ
// is in a table, with why; a difference that is not in it fails, and so does one that is no longer there.

const vectors = new URL('../../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)
const boringssl = 'boringssl' in process.versions
const folder = mkdtempSync(join(tmpdir(), 'chipdesk-openssl-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Specimen {
  readonly file: Uint8Array
  /** Who may have issued the signer; none where nobody published it. */
  readonly issuers: readonly Uint8Array[]
  /** The signer's certificate where the file does not bring it. */
  readonly store?: Uint8Array
  /** A moment within the validity of all, seconds since 1970. */
  readonly at: number
}

const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END CERTIFICATE-----\n`
function written(name: string, certificates: readonly Uint8Array[]): string {
  const path = join(folder, name)
  writeFileSync(path, certificates.map(pem).join(''))
  return path
}
function certificateOf(bytes: Uint8Array): Certificate {
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

const content = encodeLdsSecurityObject(new Map([[1, new Uint8Array(95).fill(0x41)]]))
function made(signature: CountrySignature, form: SignedDataForm & { contentType?: string } = {}): Specimen {
  const { csca, signer } = authorityWith(signature)
  const file = encodeSod(content, signer, '2024-05-10', { digest: signature.hash, ...form })
  const outside = form.certificates?.length === 0 && { store: signer.certificate }
  return { file, issuers: [csca], ...outside, at: Date.parse('2024-05-10') / 1000 }
}

const p256: CountrySignature = { kind: 'ecdsa', curve: 'P-256', hash: 'SHA-256', domainParameters: 'named' }
const rsa: CountrySignature = { kind: 'rsa', padding: 'pkcs1', bits: 2048, exponent: 65537, hash: 'SHA-256' }
const inventedSpecimens: Readonly<Record<string, () => Specimen>> = {
  ...Object.fromEntries(algorithmNames.map(name => [name, () => made(signatureOf(name))])),
  'named curve': () => made(p256),
  brainpoolP320r1: () => made({ ...p256, curve: 'brainpoolP320r1', hash: 'SHA-384' }),
  brainpoolP192r1: () => made({ ...p256, curve: 'brainpoolP192r1' }),
  'P-192': () => made({ ...p256, curve: 'P-192' }),
  'RSA 1024': () => made({ ...rsa, bits: 1024 }),
  'plain ECDSA': () => made({ ...p256, form: 'plain' }),
  'specified ECDSA': () => made({ ...p256, form: 'specified' }),
  'MGF1 with another hash': () => made({ ...rsa, padding: 'pss', hash: 'SHA-512', mgfHash: 'SHA-1', saltLength: 11 }),
  'signer named by its key': () => made(p256, { signerNamedBy: 'key' }),
  'open lengths': () => made(p256, { lengths: 'indefinite' }),
  'attributes in another order, signed so': () => made(p256, { attributes: 'as-sent' }),
  'attributes in another order, signed in DER': () => made(p256, { attributes: 'as-der' }),
  'attributes missing': () => made(p256, { attributes: 'absent' }),
  'id-data': () => made(p256, { contentType: idData, version: 1 }),
  'id-data, version 3': () => made(p256, { contentType: idData }),
  'id-data, attributes missing': () => made(p256, { contentType: idData, version: 1, attributes: 'absent' }),
  'version 1': () => made(p256, { version: 1 }),
  'certificate in the store': () => made(p256, { certificates: [] }),
  'other hash of the content': () => made(p256, { digest: 'SHA-512' }),
}

/** Differences over the signature: what we say, and why OpenSSL says otherwise. */
const signatureDifferences: Readonly<Record<string, readonly [ours: string, why: string]>> = {
  'plain ECDSA': ['holds', 'OpenSSL knows the OIDs of TR-03111 and has no verification for them.'],
  'attributes in another order, signed in DER': [
    'holds',
    'RFC 5652 §5.4 has them signed in DER however they are sent; OpenSSL takes the order in which they came.',
  ],
  'attributes missing': [
    'malformed',
    'RFC 5652 §5.3 has signed attributes for all but id-data; OpenSSL does not look. What is signed as attributes could be shown as content.',
  ],
  'version 1': ['malformed', 'RFC 5652 §5.1 has version 3 here, nothing signs it, and OpenSSL does not look.'],
  'other hash of the content': [
    'holds',
    'The content has one hash and the signature names another, as Java signers may; OpenSSL takes the first for both.',
  ],
}

/** Differences over the signer under its issuer, by what OpenSSL says: we say that it is issued. */
const chainDifferences = {
  'explicit parameters': [
    /explicit ECC parameters/,
    'OpenSSL 3 refuses them in chains, though 9303-12 §4.4 asks for them; we take them where they are those of a known curve in every number.',
  ],
  'plain ECDSA': [
    /unable to get local issuer certificate/,
    'OpenSSL does not know the OIDs of TR-03111 as those of a key on a curve, and passes the issuer by.',
  ],
} as const

const message = (file: Uint8Array) => {
  const outer = readOnly(file, 0x77)
  if (!outer.ok) throw new Error(outer.error.message)
  return outer.value.value
}
const oursOf = (file: Uint8Array, store?: Uint8Array) => {
  const verified = verifySod(file, () => (store ? [certificateOf(store)] : []))
  return verified.ok ? 'holds' : verified.error.tag
}
function theirsOf(file: Uint8Array, store?: Uint8Array) {
  const command = ['cms', '-verify', '-inform', 'DER', '-noverify', '-binary', '-out', join(folder, 'content')]
  const more = store ? ['-certfile', written('store.pem', [store])] : []
  const said = openssl([...command, ...more], message(file))
  if (said.includes('CMS Verification successful')) return 'holds'
  return said.includes('CMS Verification failure') || said.includes('Error') ? 'fails' : said
}

/** The signer under its issuer: our answer and that of `openssl verify`, which has its reasons in words. */
function chainOf({ file, store, issuers, at }: Specimen) {
  const verified = verifySod(file, () => (store ? [certificateOf(store)] : []))
  if (!verified.ok) return undefined
  const { signer } = verified.value
  const certificates = issuers.map(certificateOf)
  const theirs = openssl(
    ['verify', '-partial_chain', '-purpose', 'any', '-attime', `${at}`, '-CAfile', written('issuers.pem', issuers)],
    Buffer.from(pem(signer.bytes)),
  )
  const hasExplicit = [signer, ...certificates].some(
    ({ publicKey }) => publicKey.ok && publicKey.value.kind === 'ec' && publicKey.value.domainParameters === 'explicit',
  )
  return { ours: certificates.some(issuer => isSignedBy(signer, issuer)), theirs, hasExplicit }
}

function compare(name: string, specimen: Specimen) {
  const { file, store } = specimen
  const [expected = 'holds'] = signatureDifferences[name] ?? []
  expect(oursOf(file, store)).toBe(expected)
  const differs = name in signatureDifferences
  expect(theirsOf(file, store)).toBe(differs === (expected === 'holds') ? 'fails' : 'holds')
  const twin = file.map((byte, i) => (i === file.length - (file[file.length - 1] === 0 ? 30 : 9) ? byte ^ 1 : byte))
  expect([oursOf(twin, store) === 'holds', theirsOf(twin, store)]).toEqual([false, 'fails'])

  const chain = specimen.issuers.length > 0 ? chainOf(specimen) : undefined
  if (!chain) return
  expect(chain.ours).toBe(true)
  const difference = chain.hasExplicit ? 'explicit parameters' : name
  expect(chain.theirs).toMatch(
    difference in chainDifferences ? chainDifferences[difference as keyof typeof chainDifferences][0] : /stdin: OK/,
  )
}

describe.skipIf(opensslMissing)(`security objects of the invented country, seen by OpenSSL${opensslNote}`, () => {
  for (const [name, specimen] of Object.entries(inventedSpecimens)) {
    const unsigned = boringssl && name === 'MGF1 with another hash'
    it.skipIf(unsigned)(`${name}${unsigned ? ' (skipped: BoringSSL signs none)' : ''}`, { timeout: 20_000 }, () => {
      compare(name, specimen())
    })
  }

  it('are all there of which the table says that they differ', () => {
    expect(Object.keys(inventedSpecimens)).toEqual(expect.arrayContaining(Object.keys(signatureDifferences)))
  })
})

const absent = there ? '' : ' (skipped: ../shared/vectors is absent)'
describe.skipIf(opensslMissing || !there)(`security objects of states, seen by OpenSSL${opensslNote}${absent}`, () => {
  const read = (path: string) => new Uint8Array(readFileSync(new URL(path, vectors)))
  const states = there ? readdirSync(new URL('sods/', vectors)).map(name => `sods/${name}`) : []
  const test = [
    'bsi-tr03105-5-reference/EF_SOD.bin',
    'bsi-tr03105-5-tsemrtd/EF_SOD.bin',
    'jmrtd-resources/lds/loes2006/ef011D.bin',
  ]
  const list = there ? verifyMasterList(read('masterlists/DE_ML_2026-05-28-08-28-45.ml')) : undefined
  const anchors = list?.ok ? list.value.certificates.map(certificateOf) : []

  it.each([...states, ...test])('%s', path => {
    const file = read(path)
    const verified = verifySod(file)
    if (!verified.ok) throw new Error(verified.error.message)
    const { signer } = verified.value
    const issuers = anchors.filter(anchor => isSignedBy(signer, anchor)).map(({ bytes }) => bytes)
    expect(issuers.length > 0).toBe(states.includes(path))
    // A month into the use of the signer, as documents are signed.
    compare(path, { file, issuers, at: signer.notBefore.getTime() / 1000 + 30 * 86_400 })
  })
})
