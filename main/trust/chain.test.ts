import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { authorityOf } from '../../fixtures/country/authority.ts'
import {
  distinguishedName,
  signCscaCertificate,
  signDocumentSignerCertificate,
} from '../../fixtures/country/certificate.ts'
import { deriveKey } from '../../fixtures/country/elliptic-key.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../fixtures/country/sod.ts'
import { verifySod } from '../emrtd/lds/sod.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { anchorStore } from './anchor-store.ts'
import { chainToAnchor, validityAt } from './chain.ts'

const vectors = new URL('../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)

const certificate = (der: Uint8Array) => {
  const parsed = parseCertificate(der)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const pem = (path: URL) => {
  const base64 = readFileSync(path, 'latin1').replace(/-----[^-]+-----|\s/g, '')
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

describe('chain of the invented country', () => {
  const { csca, signers } = authorityOf('chain test')
  const store = anchorStore([{ name: 'country.test.cer', bytes: csca }])

  it('leads its signers to its anchor, which is a test', () => {
    expect(store.problems).toEqual([])
    const chain = chainToAnchor(certificate(signers.current.certificate), store)
    expect(chain).toMatchObject({ outcome: 'issued', anchor: { kind: 'test' } })
  })

  it('knows no anchor for an issuer of the same name with another key', () => {
    const other = authorityOf('chain test, unknown')
    expect(chainToAnchor(certificate(other.signers.current.certificate), store)).toEqual({ outcome: 'no-anchor' })
  })

  it('finds a signer forged that names the key of the anchor', () => {
    const other = certificate(authorityOf('chain test, unknown').signers.current.certificate)
    const ours = certificate(signers.current.certificate)
    const { authorityKeyId } = ours
    if (!authorityKeyId) throw new Error('the invented country names its keys')
    expect(chainToAnchor({ ...other, authorityKeyId }, store)).toMatchObject({ outcome: 'forged' })
  })

  it('refuses every one-bit change of what is signed or of the signature', () => {
    const der = signers.current.certificate
    for (let bit = 0; bit < der.length * 8; bit += 37) {
      const twin = der.slice()
      twin[bit >> 3] = (twin[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const parsed = parseCertificate(twin)
      if (parsed.ok) expect(chainToAnchor(parsed.value, store).outcome).not.toBe('issued')
    }
  })

  it('does not let another country, a CA or a key for other uses sign documents', () => {
    const signer = certificate(signers.current.certificate)
    const abroad = { ...signer, subject: { ...signer.subject, country: 'LA' } }
    expect(chainToAnchor(abroad, store).outcome).toBe('no-anchor')
    expect(chainToAnchor({ ...signer, basicConstraints: { ca: true } }, store).outcome).toBe('unsuitable')
    expect(chainToAnchor({ ...signer, keyUsage: 0x0200 }, store).outcome).toBe('unsuitable')
    expect(chainToAnchor({ ...signer, unknownCritical: ['1.2.3'] }, store).outcome).toBe('unsuitable')
    // A use that is named excludes the others, critical or not.
    expect(chainToAnchor({ ...signer, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }, store).outcome).toBe('unsuitable')
    expect(chainToAnchor({ ...signer, extendedKeyUsage: ['2.5.29.37.0'] }, store).outcome).toBe('issued')
  })

  // 9303-12 table 6: a master list signer has the same issuer, and a critical extended key usage of its own.
  it('does not let a signer of master lists sign documents', () => {
    const name = { state: 'VN', organisation: 'Country', commonName: 'TEST chain' }
    const key = deriveKey('brainpoolP256r1', 'chain test', 'usage')
    const period = { validFrom: '2021-01-01', validTo: '2035-01-01', keyUsedUntil: '2030-01-01' }
    const request = { serial: Uint8Array.of(1), issuer: name, subject: name, ...period, key, issuerKey: key }
    const anchor = anchorStore([{ name: 'chain.test.cer', bytes: signCscaCertificate(request) }])
    const signer = certificate(signDocumentSignerCertificate({ ...request, extendedKeyUsage: '2.23.136.1.1.3' }))
    expect(chainToAnchor(signer, anchor)).toMatchObject({
      outcome: 'unsuitable',
      message: 'critical extension 2.5.29.37',
    })
    expect(chainToAnchor(certificate(signDocumentSignerCertificate(request)), anchor).outcome).toBe('issued')
  })

  it('says validity at a moment, ends included', () => {
    const signer = certificate(signers.current.certificate)
    expect(validityAt(signer, signer.notBefore)).toBe('valid')
    expect(validityAt(signer, signer.notAfter)).toBe('valid')
    expect(validityAt(signer, new Date(signer.notBefore.getTime() - 1))).toBe('not-yet-valid')
    expect(validityAt(signer, new Date(signer.notAfter.getTime() + 1))).toBe('expired')
  })
})

describe('EF.SOD with one bit changed', () => {
  const { csca, signers } = authorityOf('chain test')
  const store = anchorStore([{ name: 'country.test.cer', bytes: csca }])
  const sod = encodeSod(encodeLdsSecurityObject(new Map([[1, new Uint8Array(90)]])), signers.current, '2024-05-10')
  const outcomeOf = (file: Uint8Array) => {
    const verified = verifySod(file)
    return verified.ok ? chainToAnchor(verified.value.signer, store).outcome : verified.error.tag
  }

  it('is accepted under a known issuer only where the signer is named in other letters', () => {
    expect(outcomeOf(sod)).toBe('issued')
    // The name in the signer identifier is not signed; it is compared without letter case, beside the serial number.
    const name = Buffer.from(distinguishedName(signers.current.issuer))
    const from = Buffer.from(sod).lastIndexOf(name)
    for (let bit = 5; bit < sod.length * 8; bit += 23) {
      const place = bit >> 3
      if (place >= from && place < from + name.length) continue
      const mutant = sod.slice()
      mutant[place] = (mutant[place] ?? 0) ^ (1 << (bit & 7))
      expect([place, outcomeOf(mutant)]).not.toEqual([place, 'issued'])
    }
  }, 20_000)
})

describe.skipIf(!there)(
  `certificates nobody here wrote${there ? '' : ' (skipped: ../shared/vectors is absent)'}`,
  () => {
    const folders = there ? readdirSync(new URL('self-mock-certs/', vectors)) : []
    // Some folders hold one of the two alone.
    const file = (name: string, kind: string) => new URL(`self-mock-certs/${name}/mock_${kind}.pem`, vectors)
    const pairs = folders.filter(name => existsSync(file(name, 'csca')) && existsSync(file(name, 'dsc')))

    it('are enough to mean something', () => {
      expect(pairs.length).toBeGreaterThan(30)
    })

    it.each(pairs)('%s: signer chains to its CSCA, a twin with one bit changed does not', name => {
      const csca = pem(file(name, 'csca'))
      const dsc = pem(file(name, 'dsc'))
      const store = anchorStore([{ name: 'mock.cer', bytes: csca }])
      expect(store.problems).toEqual([])
      expect(chainToAnchor(certificate(dsc), store).outcome).toBe('issued')
      const twin = dsc.slice()
      const inSignature = twin.length - 20
      twin[inSignature] = (twin[inSignature] ?? 0) ^ 1
      expect(chainToAnchor(certificate(twin), store).outcome).not.toBe('issued')
    })

    it('holds the passport anchor of Viet Nam', () => {
      const bytes = new Uint8Array(readFileSync(new URL('masterlists/VN_csca_180.der', vectors)))
      const store = anchorStore([{ name: 'VN_csca_180.der', bytes }])
      expect(store).toMatchObject({ problems: [], anchors: [{ kind: 'passport' }] })
      expect(certificate(bytes)).toMatchObject({
        subject: { country: 'VN', text: expect.stringContaining('CN=CSCA ePassport Vietnam') },
        serial: '506f1357a3a196c24dc32cf464140cae',
        subjectKeyId: '88918f5a25ece37a3e04c52d38a4f2b5123c85c7',
        basicConstraints: { ca: true, pathLength: 0 },
        publicKey: { ok: true, value: { kind: 'ec', curve: { name: 'brainpoolP512r1' } } },
      })
    })
  },
)
