import { bytesToHex } from '@noble/hashes/utils.js'
import type { SignatureScheme } from '../../crypto/signature.ts'
import { verifySignature } from '../../crypto/signature.ts'
import { ok, type Result } from '../result.ts'
import { algorithmOid, readSignatureAlgorithm } from './algorithm-identifier.ts'
import {
  type BerElement,
  bitStringOf,
  malformed,
  octetsOf,
  oidOf,
  readBer,
  type StructureError,
  smallIntegerOf,
} from './ber-element.ts'
import { type DistinguishedName, readName } from './distinguished-name.ts'
import { readPublicKey, type SubjectPublicKey } from './public-key.ts'

/** An X.509 certificate (RFC 5280 §4.1) as received: what it says, and the raw bytes that signatures and digests are over. */
export interface Certificate {
  readonly bytes: Uint8Array
  readonly tbs: Uint8Array
  readonly signature: Uint8Array
  /** serialNumber as hex of its content octets. */
  readonly serial: string
  readonly issuer: DistinguishedName
  readonly subject: DistinguishedName
  readonly notBefore: Date
  readonly notAfter: Date
  readonly subjectKeyId?: string
  readonly authorityKeyId?: string
  /** Absent: no basicConstraints. */
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number }
  /** keyUsage as its first two octets, digitalSignature = 0x8000, keyCertSign = 0x0400, cRLSign = 0x0200; absent: not said. */
  readonly keyUsage?: number
  /** privateKeyUsagePeriod: when the key may sign, which ends long before the certificate does (9303-12 §7.1, RFC 3280 §4.2.1.4). */
  readonly privateKeyUsage?: { readonly notBefore?: Date; readonly notAfter?: Date }
  /** OIDs of the purposes that the key is for. Whoever asks for a signer of documents takes a critical one as unknown. */
  readonly extendedKeyUsage?: readonly string[]
  /** OIDs of critical extensions that nobody here looks at. */
  readonly unknownCritical: readonly string[]
  /** Errors of these two are kept: a certificate with an unknown curve can be shown, it proves nothing. */
  readonly publicKey: Result<SubjectPublicKey, StructureError>
  readonly scheme: Result<SignatureScheme, StructureError>
}

/** Parses one certificate that fills `bytes`. */
export function parseCertificate(bytes: Uint8Array): Result<Certificate, StructureError> {
  const element = readBer(bytes)
  return element.ok ? readCertificate(element.value) : element
}

/** Reads a certificate out of a larger structure, e.g. the certificates of a CMS message. */
export function readCertificate(element: BerElement): Result<Certificate, StructureError> {
  const [tbs, algorithm, signatureValue, ...more] = element.children
  const signature = bitStringOf(signatureValue)
  if (element.tag !== 0x30 || tbs?.tag !== 0x30 || !signature || more.length > 0) return malformed('Certificate')
  const versioned = tbs.children[0]?.tag === 0xa0
  const [serial, inner, issuerName, validity, subjectName, spki, ...rest] = tbs.children.slice(versioned ? 1 : 0)
  // RFC 5280 §4.1.1.2: both must be the same; the outer one alone is not covered by the signature.
  if (!inner || !algorithm || !algorithmOid(inner) || bytesToHex(inner.bytes) !== bytesToHex(algorithm.bytes))
    return malformed('signature algorithms of the certificate differ')
  if (serial?.tag !== 0x02 || serial.content.length === 0) return malformed('serialNumber')
  const issuer = readName(issuerName)
  if (!issuer.ok) return issuer
  const subject = readName(subjectName)
  if (!subject.ok) return subject
  const [notBefore, notAfter] = (validity?.children ?? []).map(readTime)
  if (!notBefore || !notAfter) return malformed('validity')
  const extensions = readExtensions(rest)
  if (!extensions.ok) return extensions
  return ok({
    bytes: element.bytes,
    tbs: tbs.bytes,
    signature,
    serial: bytesToHex(serial.content),
    issuer: issuer.value,
    subject: subject.value,
    notBefore,
    notAfter,
    ...extensions.value,
    publicKey: readPublicKey(spki),
    scheme: readSignatureAlgorithm(inner),
  })
}

/** True if `issuer`'s own key made the signature of `certificate`. Names, dates and constraints are not looked at. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { scheme } = certificate
  const { publicKey } = issuer
  return (
    scheme.ok && publicKey.ok && verifySignature(publicKey.value, scheme.value, certificate.tbs, certificate.signature)
  )
}

/** UTCTime or GeneralizedTime in UTC, with or without seconds (RFC 5280 §4.1.2.5); no such moment is undefined. */
export function readTime({ tag, content }: BerElement): Date | undefined {
  if (content.length > 15) return undefined
  const text = String.fromCharCode(...content)
  const digits =
    tag === 0x17 ? /^\d{10}(\d\d)?Z$/.test(text) && text : tag === 0x18 && /^\d{12}(\d\d)?Z$/.test(text) && text
  if (!digits) return undefined
  const full = tag === 0x17 ? `${Number(digits.slice(0, 2)) < 50 ? '20' : '19'}${digits}` : digits
  const part = (from: number) => full.slice(from, from + 2)
  const iso = `${full.slice(0, 4)}-${part(4)}-${part(6)}T${part(8)}:${part(10)}:${full.length > 13 ? part(12) : '00'}.000Z`
  const time = new Date(iso)
  // Date rolls 31 February over: only what reads back the same was a moment.
  return Number.isNaN(time.getTime()) || time.toISOString() !== iso ? undefined : time
}

type Extensions = Pick<
  Certificate,
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'basicConstraints'
  | 'keyUsage'
  | 'privateKeyUsage'
  | 'extendedKeyUsage'
  | 'unknownCritical'
>

function readExtensions(rest: readonly BerElement[]): Result<Extensions, StructureError> {
  const list = rest.find(each => each.tag === 0xa3)?.children[0]
  const found: { -readonly [K in keyof Extensions]: Extensions[K] } = { unknownCritical: [] }
  const seen = new Set<string>()
  for (const extension of list?.children ?? []) {
    const oid = oidOf(extension.children[0])
    const critical = extension.children[1]?.tag === 0x01 && extension.children[1].content[0] !== 0
    const octets = octetsOf(extension.children.at(-1))
    if (!oid || !octets || seen.has(oid)) return malformed(`extension ${oid ?? ''}`)
    seen.add(oid)
    const value = readBer(octets)
    if (!value.ok) {
      if (critical || known.has(oid)) return malformed(`extension ${oid}`)
      continue
    }
    const read = known.get(oid)
    if (!read && critical) found.unknownCritical = [...found.unknownCritical, oid]
    const said = read?.(value.value)
    if (read && !said) return malformed(`extension ${oid}`)
    Object.assign(found, said)
    if (oid === extendedKeyUsage)
      found.extendedKeyUsage = value.value.children.map(oidOf).filter(each => each !== undefined)
  }
  return ok(found)
}

const extendedKeyUsage = '2.5.29.37'

/**
 * Extensions that are read (9303-12 table 7), undefined where it is not one: what is taken for absent would allow what it forbids.
 * Policies, alternative names and CRL points change no check.
 */
const known = new Map<string, (value: BerElement) => Partial<Extensions> | undefined>([
  ['2.5.29.14', ({ tag, content }) => (tag === 0x04 ? { subjectKeyId: bytesToHex(content) } : undefined)],
  [
    '2.5.29.35',
    ({ tag, children }) => {
      const id = children.find(each => each.tag === 0x80)
      return tag === 0x30 ? { ...(id && { authorityKeyId: bytesToHex(id.content) }) } : undefined
    },
  ],
  [
    '2.5.29.19',
    ({ tag, children }) => {
      const ca = children.find(each => each.tag === 0x01)?.content[0]
      const pathLength = smallIntegerOf(children.find(each => each.tag === 0x02))
      if (tag !== 0x30) return undefined
      return { basicConstraints: { ca: ca !== undefined && ca !== 0, ...(pathLength !== undefined && { pathLength }) } }
    },
  ],
  [
    '2.5.29.15',
    ({ tag, content }) =>
      tag === 0x03 && content.length > 1 ? { keyUsage: ((content[1] ?? 0) << 8) | (content[2] ?? 0) } : undefined,
  ],
  ['2.5.29.16', value => (value.tag === 0x30 ? { privateKeyUsage: usagePeriod(value) } : undefined)],
  ...['2.5.29.17', '2.5.29.18', '2.5.29.31', '2.5.29.32'].map(
    oid => [oid, () => ({})] as [string, () => Partial<Extensions>],
  ),
])

/** GeneralizedTime under [0] and [1], tagged IMPLICIT. */
function usagePeriod({ children }: BerElement): NonNullable<Extensions['privateKeyUsage']> {
  const [notBefore, notAfter] = [0x80, 0x81].map(tag => {
    const time = children.find(each => each.tag === tag)
    return time && readTime({ ...time, tag: 0x18 })
  })
  return { ...(notBefore && { notBefore }), ...(notAfter && { notAfter }) }
}
