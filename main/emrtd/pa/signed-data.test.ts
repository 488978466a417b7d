import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { authorityOf } from '../../../fixtures/country/authority.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../../fixtures/country/sod.ts'
import { verifySod } from '../lds/sod.ts'
import { readOnly, tlv } from '../tlv.ts'
import { readBer } from './ber-element.ts'
import { isSignedBy, readCertificate } from './certificate.ts'
import { parseSignedData, verifySignedData } from './signed-data.ts'

const { signers } = authorityOf('signed data test')
const dg1 = new Uint8Array(90).fill(0x41)
const dg2 = new Uint8Array(500).fill(0x42)
const content = encodeLdsSecurityObject(
  new Map([
    [1, dg1],
    [2, dg2],
  ]),
)
const sod = encodeSod(content, signers.current, '2024-05-10')

const cmsOf = (file: Uint8Array) => {
  const outer = readOnly(file, 0x77)
  if (!outer.ok) throw new Error(outer.error.message)
  return outer.value.value
}
const tagOf = (file: Uint8Array) => {
  const verified = verifySod(file)
  return verified.ok ? 'ok' : verified.error.tag
}
/** Replaces the only place of some bytes by others as long. */
const replaced = (bytes: Uint8Array, from: string, to: string) => {
  const text = bytesToHex(bytes)
  const parts = text.split(from)
  if (parts.length !== 2 || from.length !== to.length) throw new Error(`${parts.length - 1} places`)
  return hexToBytes(parts.join(to))
}

describe('EF.SOD of the invented country', () => {
  it('holds, and names its algorithm, signer and time', () => {
    const verified = verifySod(sod)
    expect(verified).toMatchObject({
      ok: true,
      value: {
        algorithm: 'ECDSA brainpoolP256r1 SHA-256',
        signer: { subject: { country: 'VN' } },
        signingTime: new Date('2024-05-10T00:00:00Z'),
        securityObject: { version: 0, hashAlgorithm: 'SHA-256' },
      },
    })
  })

  it('does not hold with other content, attributes, signature or signer', () => {
    const digest = bytesToHex(content.subarray(-32))
    expect(tagOf(replaced(sod, digest, digest.replace(/^../, '00')))).toBe('signed-hash-wrong')
    // Every attribute value is covered: content type, signing time, message digest.
    const time = Buffer.from('240510').toString('hex')
    expect(tagOf(replaced(sod, `170d${time}`, `170d${time.replace('30', '31')}`))).toBe('signature-wrong')
    const other = authorityOf('signed data test, other').signers.current
    expect(tagOf(encodeSod(content, { ...signers.current, key: other.key }, '2024-05-10'))).toBe('signature-wrong')
    expect(tagOf(encodeSod(content, { ...signers.current, certificate: other.certificate }, '2024-05-10'))).toBe(
      'signer-missing',
    )
  })

  it('is refused with trailing bytes, cut off, empty, or as something else', () => {
    expect(tagOf(concatBytes(sod, Uint8Array.of(0)))).toBe('malformed')
    for (let cut = 0; cut < sod.length; cut += 7) expect(tagOf(sod.subarray(0, cut))).toBe('malformed')
    expect(tagOf(tlv(0x77))).toBe('malformed')
    expect(verifySignedData(cmsOf(sod), ['1.2.3'])).toMatchObject({ ok: false, error: { tag: 'malformed' } })
  })

  it('is refused without signed attributes, with two signers, or with an attribute twice', () => {
    const cms = cmsOf(sod)
    const parsed = parseSignedData(cms)
    if (!parsed.ok) throw new Error(parsed.error.message)
    const attributes = parsed.value.signedAttributes
    const sent = concatBytes(Uint8Array.of(0xa0), attributes.subarray(1))
    const info = readBer(cms)
    const signerInfos = info.ok ? info.value.children[1]?.children[0]?.children.at(-1) : undefined
    const signerInfo = signerInfos?.children[0]
    if (!signerInfos || !signerInfo) throw new Error('no signer')
    // Lengths of the whole no longer agree: rebuilt from the inside out.
    const rebuilt = (infos: Uint8Array) => {
      const members = info.ok ? (info.value.children[1]?.children[0]?.children ?? []) : []
      const signedData = tlv(0x30, ...members.slice(0, -1).map(each => each.bytes), infos)
      return tlv(0x77, tlv(0x30, hexToBytes('06092a864886f70d010702'), tlv(0xa0, signedData)))
    }
    const without = (skip: (bytes: Uint8Array) => Uint8Array[]) =>
      rebuilt(tlv(0x31, tlv(0x30, ...signerInfo.children.flatMap(each => skip(each.bytes)))))
    expect(tagOf(without(bytes => [bytes]))).toBe('ok')
    expect(tagOf(without(bytes => (bytes[0] === 0xa0 ? [] : [bytes])))).toBe('malformed')
    expect(tagOf(rebuilt(tlv(0x31, signerInfo.bytes, signerInfo.bytes)))).toBe('malformed')
    const digestAttribute = readBer(attributes)
    const one = digestAttribute.ok ? digestAttribute.value.children[0] : undefined
    const doubled = tlv(0xa0, sent.subarray(2), one?.bytes ?? new Uint8Array())
    expect(tagOf(without(bytes => [bytes[0] === 0xa0 ? doubled : bytes]))).toBe('malformed')
  })

  it('is accepted with indefinite lengths and a content in segments, as some issuers send it', () => {
    const info = readBer(cmsOf(sod))
    const members = info.ok ? (info.value.children[1]?.children[0]?.children ?? []) : []
    const open = (tag: string, ...parts: Uint8Array[]) =>
      concatBytes(hexToBytes(`${tag}80`), ...parts, Uint8Array.of(0, 0))
    const segments = open('24', tlv(0x04, content.subarray(0, 40)), tlv(0x04, content.subarray(40)))
    const encapsulated = open('30', hexToBytes('0606678108010101'), open('a0', segments))
    const rest = members.map((each, i) => (i === 2 ? encapsulated : each.bytes))
    const cms = open('30', hexToBytes('06092a864886f70d010702'), open('a0', open('30', ...rest)))
    expect(tagOf(tlv(0x77, cms))).toBe('ok')
  })

  it('refuses a signer whose curve has a chosen generator (CVE-2020-0601)', () => {
    // With G' = public point and private key 1 anybody signs for a known key. Same field, so it is no unknown curve.
    const base =
      '8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997'
    const signer = bytesToHex(signers.current.certificate)
    const point = bytesToHex(signers.current.key.publicKey.subarray(1))
    expect(signer.split(base)).toHaveLength(2)
    const forged = hexToBytes(signer.replace(base, point))
    const file = encodeSod(content, { ...signers.current, certificate: forged }, '2024-05-10')
    expect(verifySod(file)).toMatchObject({
      ok: false,
      error: { tag: 'malformed', message: 'elliptic curve with the field of a known one and other parameters' },
    })
  })

  it('if accepted with any one bit changed, still says the same hashes, signer key and algorithm', () => {
    const said = (file: Uint8Array) => {
      const verified = verifySod(file)
      if (!verified.ok) return undefined
      const { securityObject, signer, algorithm } = verified.value
      const hashes = [...securityObject.hashes].map(([id, digest]) => `${id} ${bytesToHex(digest)}`)
      const key = signer.publicKey.ok && signer.publicKey.value.kind === 'ec' && signer.publicKey.value.point.toHex()
      return JSON.stringify([securityObject.hashAlgorithm, hashes, algorithm, key])
    }
    const original = said(sod)
    let accepted = 0
    for (let bit = 3; bit < sod.length * 8; bit += 29) {
      const mutant = sod.slice()
      mutant[bit >> 3] = (mutant[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const answer = said(mutant)
      if (answer === undefined) continue
      accepted++
      expect(answer).toBe(original)
    }
    // What is left are the parts of the signer's certificate that its issuer signs, not this signature.
    expect(accepted / Math.floor((sod.length * 8) / 29)).toBeLessThan(0.35)
  })
})

const vectors = new URL('../../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)
const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, vectors)))

describe.skipIf(!there)(`signatures nobody here made${there ? '' : ' (skipped: ../shared/vectors is absent)'}`, () => {
  it.each([
    ['sods/EF_SOD_AT.bin', 'ECDSA brainpoolP256r1 SHA-256'],
    ['sods/EF_SOD_DE.bin', 'ECDSA brainpoolP384r1 SHA-384'],
    ['sods/EF_SOD_FI.bin', 'ECDSA brainpoolP512r1 SHA-512'],
    ['sods/EF_SOD_FR.bin', 'RSA 2048 SHA-256'],
    ['sods/EF_SOD_GB.bin', 'ECDSA P-256 SHA-256'],
    ['sods/EF_SOD_RU.bin', 'ECDSA P-256 SHA-1'],
    ['sods/EF_SOD_SG.bin', 'RSA-PSS 2048 SHA-256 salt 32'],
    ['sods/EF_SOD_US.bin', 'RSA 2048 SHA-256'],
    ['bsi-tr03105-5-reference/EF_SOD.bin', 'RSA-PSS 2048 SHA-256 salt 32'],
    ['bsi-tr03105-5-tsemrtd/EF_SOD.bin', 'ECDSA brainpoolP224r1 SHA-1'],
  ])('%s: %s', (path, algorithm) => {
    const file = bytesOf(path)
    expect(verifySod(file)).toMatchObject({ ok: true, value: { algorithm } })
    const twin = file.slice()
    twin[twin.length - 9] = (twin[twin.length - 9] ?? 0) ^ 1
    expect(verifySod(twin).ok).toBe(false)
  })

  it('are all among those of the folder', () => {
    expect(readdirSync(new URL('sods/', vectors))).toHaveLength(8)
  })

  it('hold on the German master list, and for every certificate on it whose issuer is on it too', () => {
    const list = verifySignedData(bytesOf('masterlists/DE_ML_2026-05-28-08-28-45.ml'), ['2.23.136.1.1.2'])
    if (!list.ok) throw new Error(list.error.message)
    expect(list.value.signer.subject.text).toContain('CN=CSCA Master List Signer')
    const structure = readBer(list.value.content, 200_000)
    const certificates = (structure.ok ? (structure.value.children[1]?.children ?? []) : []).map(element => {
      const certificate = readCertificate(element)
      if (!certificate.ok) throw new Error(certificate.error.message)
      return certificate.value
    })
    expect(certificates.filter(({ publicKey, scheme }) => publicKey.ok && scheme.ok)).toHaveLength(588)
    const unsigned = certificates.filter(certificate => {
      const issuers = certificates.filter(({ subjectKeyId, subject }) =>
        certificate.authorityKeyId
          ? subjectKeyId === certificate.authorityKeyId
          : subject.key === certificate.issuer.key,
      )
      return issuers.length > 0 && !issuers.some(issuer => isSignedBy(certificate, issuer))
    })
    expect(unsigned).toEqual([])
  }, 30_000)
})
