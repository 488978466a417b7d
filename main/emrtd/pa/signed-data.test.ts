import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { authorityOf } from '../../../fixtures/country/authority.ts'
import { signDer } from '../../../fixtures/country/elliptic-key.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../../fixtures/country/sod.ts'
import { verifySod } from '../lds/sod.ts'
import { readOnly, tlv } from '../tlv.ts'
import { readBer } from './ber-element.ts'
import { isSignedBy, readCertificate } from './certificate.ts'
import { verifySignedData } from './signed-data.ts'

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

/** The members of SignedData and of its one SignerInfo, and how to put them together again. */
function partsOf(file: Uint8Array) {
  const info = readBer(cmsOf(file))
  const members = info.ok ? (info.value.children[1]?.children[0]?.children ?? []) : []
  const signerInfo = members.at(-1)?.children[0]?.children ?? []
  const rebuilt = (others: readonly { bytes: Uint8Array }[], signerInfos: Uint8Array) => {
    const signedData = tlv(0x30, ...others.map(each => each.bytes), signerInfos)
    return tlv(0x77, tlv(0x30, hexToBytes('06092a864886f70d010702'), tlv(0xa0, signedData)))
  }
  return { members, signerInfo, rebuilt }
}
// Attribute contentType with id-data.
const otherContentType = hexToBytes('301806092a864886f70d010903310b06092a864886f70d010701')

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
    const { members, signerInfo, rebuilt } = partsOf(sod)
    const withInfo = (...parts: Uint8Array[]) => rebuilt(members.slice(0, -1), tlv(0x31, tlv(0x30, ...parts)))
    const parts = signerInfo.map(each => each.bytes)
    expect(tagOf(withInfo(...parts))).toBe('ok')
    expect(tagOf(withInfo(...parts.filter(each => each[0] !== 0xa0)))).toBe('malformed')
    const info = tlv(0x30, ...parts)
    expect(tagOf(rebuilt(members.slice(0, -1), tlv(0x31, info, info)))).toBe('malformed')
    const attributes = signerInfo.find(each => each.tag === 0xa0)
    const doubled = tlv(0xa0, attributes?.content ?? content, attributes?.children[0]?.bytes ?? content)
    expect(tagOf(withInfo(...parts.map(each => (each[0] === 0xa0 ? doubled : each))))).toBe('malformed')
  })

  it('is refused with a signed content type that is not that of the content', () => {
    const { members, signerInfo, rebuilt } = partsOf(sod)
    const attributes = signerInfo.find(each => each.tag === 0xa0)?.children ?? []
    const resigned = (...others: Uint8Array[]) => {
      const set = tlv(0x31, ...others)
      const sent = set.map((byte, i) => (i === 0 ? 0xa0 : byte))
      const parts = signerInfo.map(({ tag, bytes }) => {
        if (tag === 0x04) return tlv(0x04, signDer(signers.current.key, set))
        return tag === 0xa0 ? sent : bytes
      })
      return rebuilt(members.slice(0, -1), tlv(0x31, tlv(0x30, ...parts)))
    }
    const own = attributes.map(each => each.bytes)
    expect(tagOf(resigned(...own))).toBe('ok')
    const data = own.map(each => (bytesToHex(each).includes('6678108010101') ? otherContentType : each))
    expect(tagOf(resigned(...data))).toBe('malformed')
    expect(tagOf(resigned(...own.filter(each => !bytesToHex(each).includes('2a864886f70d010903'))))).toBe('malformed')
    expect(tagOf(resigned(...own.filter(each => !bytesToHex(each).includes('2a864886f70d010904'))))).toBe('malformed')
  })

  it('is refused with two certificates that both claim to be the signer, and takes the same one twice', () => {
    const { members, rebuilt } = partsOf(sod)
    const { certificate } = signers.current
    const twin = certificate.map((byte, i) => (i === certificate.length - 4 ? byte ^ 1 : byte))
    const withCertificates = (...certificates: Uint8Array[]) =>
      rebuilt(
        members.slice(0, -1).map(each => (each.tag === 0xa0 ? { bytes: tlv(0xa0, ...certificates) } : each)),
        members.at(-1)?.bytes ?? content,
      )
    expect(tagOf(withCertificates(certificate, certificate))).toBe('ok')
    expect(tagOf(withCertificates(twin, certificate))).toBe('malformed')
    expect(tagOf(withCertificates())).toBe('signer-missing')
  })

  it('is refused where the length of a whole is not that of its parts', () => {
    // 77 82 LLLL 30 82 LLLL: the last byte of the second length.
    for (const change of [1, 2, 8])
      expect(tagOf(sod.map((byte, i) => (i === 7 ? byte ^ change : byte)))).toBe('malformed')
  })

  it('is accepted with indefinite lengths and a content in segments, as some issuers send it', () => {
    const { members } = partsOf(sod)
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
    const forms = certificates.map(
      ({ publicKey }) => publicKey.ok && publicKey.value.kind === 'ec' && publicKey.value.domainParameters,
    )
    expect(forms.filter(form => form === 'explicit')).toHaveLength(160)
    expect(forms.filter(form => form === 'named')).toHaveLength(4)
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
