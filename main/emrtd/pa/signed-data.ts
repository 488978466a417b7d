import { bytesToHex } from '@noble/hashes/utils.js'
import { type HashName, hash } from '../../crypto/hash.ts'
import { describeSignature, type SignatureScheme, verifySignature } from '../../crypto/signature.ts'
import { fail, ok, type Result } from '../result.ts'
import { tlv } from '../tlv.ts'
import { readHashAlgorithm, readSignatureAlgorithm } from './algorithm-identifier.ts'
import {
  type BerElement,
  malformed,
  octetsOf,
  oidOf,
  readBer,
  type StructureError,
  smallIntegerOf,
} from './ber-element.ts'
import { type Certificate, readCertificate, readTime } from './certificate.ts'
import { readName } from './distinguished-name.ts'

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
}

/** A CMS SignedData (RFC 5652 §5) as parsed. Nothing in it is proven: only `verifySignedData` gives content to rely on. */
export interface UnverifiedSignedData {
  readonly contentType: string
  readonly content: Uint8Array
  readonly certificates: readonly Certificate[]
  readonly digestAlgorithm: HashName
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
  readonly signerId: { readonly issuerKey: string; readonly serial: string } | { readonly subjectKeyId: string }
  /** The signed attributes as the signature covers them: received bytes under tag 31. */
  readonly signedAttributes: Uint8Array
  readonly attributes: ReadonlyMap<string, BerElement>
}

/** Content whose signature held, and by whom. Whether the signer may be trusted is another question. */
export interface VerifiedSignedData {
  readonly contentType: string
  readonly content: Uint8Array
  readonly signer: Certificate
  readonly certificates: readonly Certificate[]
  /** E.g. `ECDSA brainpoolP256r1 SHA-256`. */
  readonly algorithm: string
  /** Claimed by the signer. */
  readonly signingTime?: Date
}

/** `signer-missing`: no certificate for the signer inside, so nothing is proven either way. */
export interface SignedDataError {
  readonly tag: StructureError['tag'] | 'signer-missing' | 'signature-wrong' | 'signed-hash-wrong'
  readonly message: string
}

/**
 * Parses a ContentInfo with SignedData in BER or DER, strictly enough that what is not covered by the signature cannot be varied at
 * will: one signer, content present, signed attributes present with content type and digest once each (9303-10 §4.6.2.2).
 */
export function parseSignedData(bytes: Uint8Array): Result<UnverifiedSignedData, StructureError> {
  const info = readBer(bytes)
  if (!info.ok) return info
  const [type, wrapped, ...more] = info.value.children
  if (info.value.tag !== 0x30 || oidOf(type) !== oids.signedData || wrapped?.tag !== 0xa0 || more.length > 0)
    return malformed('ContentInfo is no SignedData')
  const [signedData, ...beside] = wrapped.children
  if (signedData?.tag !== 0x30 || beside.length > 0) return malformed('SignedData')
  const [version, digestAlgorithms, encapsulated, ...rest] = signedData.children
  // RFC 5652 §5.1: 3 for any content but id-data.
  if (smallIntegerOf(version) !== 3) return malformed('version of SignedData')
  const [contentTypeId, explicit, ...beyond] = encapsulated?.children ?? []
  const contentType = oidOf(contentTypeId)
  const content = explicit?.children.length === 1 ? octetsOf(explicit.children[0]) : undefined
  if (encapsulated?.tag !== 0x30 || !contentType || explicit?.tag !== 0xa0 || !content || beyond.length > 0)
    return malformed('EncapsulatedContentInfo')
  const tags = rest.map(each => each.tag).join()
  if (!['49', '160,49', '161,49', '160,161,49'].includes(tags)) return malformed('members of SignedData')
  const [signerInfo, ...others] = rest.at(-1)?.children ?? []
  if (!signerInfo || others.length > 0) return malformed('not exactly one signer')
  const certificates = readCertificates(rest.find(each => each.tag === 0xa0))
  if (!certificates.ok) return certificates
  const signer = readSignerInfo(signerInfo)
  if (!signer.ok) return signer
  const announced = (digestAlgorithms?.children ?? []).map(readHashAlgorithm)
  if (digestAlgorithms?.tag !== 0x31 || !announced.some(each => each.ok && each.value === signer.value.digestAlgorithm))
    return malformed('digestAlgorithms without that of the signer')
  return ok({ contentType, content, certificates: certificates.value, ...signer.value })
}

/**
 * Verifies the one signature of a SignedData (RFC 5652 §5.4, §5.6): content against the messageDigest attribute, content type
 * against its attribute, attributes against the signature by the embedded certificate that the signer identifier names.
 * @param contentTypes dotted OIDs of content allowed here
 */
export function verifySignedData(
  bytes: Uint8Array,
  contentTypes: readonly string[],
): Result<VerifiedSignedData, SignedDataError> {
  const parsed = parseSignedData(bytes)
  if (!parsed.ok) return parsed
  const { contentType, content, certificates, digestAlgorithm, scheme, attributes } = parsed.value
  if (!contentTypes.includes(contentType)) return malformed(`content of type ${contentType}`)
  if (oidOf(attributes.get(oids.contentType)) !== contentType) return malformed('contentType attribute')
  const digest = octetsOf(attributes.get(oids.messageDigest))
  if (!digest) return malformed('messageDigest attribute')
  const signer = findSigner(parsed.value)
  if (!signer.ok) return signer
  const { publicKey } = signer.value
  if (!publicKey.ok) return publicKey
  if (!verifySignature(publicKey.value, scheme, parsed.value.signedAttributes, parsed.value.signature))
    return fail({ tag: 'signature-wrong', message: describeSignature(publicKey.value, scheme) })
  if (bytesToHex(hash(digestAlgorithm, content)) !== bytesToHex(digest))
    return fail({ tag: 'signed-hash-wrong', message: digestAlgorithm })
  const time = attributes.get(oids.signingTime)
  const signingTime = time && readTime(time)
  return ok({
    contentType,
    content,
    signer: signer.value,
    certificates,
    algorithm: describeSignature(publicKey.value, scheme),
    ...(signingTime && { signingTime }),
  })
}

function findSigner({ certificates, signerId }: UnverifiedSignedData): Result<Certificate, SignedDataError> {
  const named = certificates.filter(certificate =>
    'subjectKeyId' in signerId
      ? certificate.subjectKeyId === signerId.subjectKeyId
      : certificate.serial === signerId.serial && certificate.issuer.key === signerId.issuerKey,
  )
  const distinct = new Map(named.map(certificate => [bytesToHex(certificate.bytes), certificate]))
  const [only, ...others] = distinct.values()
  if (others.length > 0) return malformed('several certificates for the signer')
  if (only) return ok(only)
  return fail({ tag: 'signer-missing', message: `none of ${certificates.length} certificates is the signer's` })
}

function readCertificates(set: BerElement | undefined): Result<Certificate[], StructureError> {
  const found: Certificate[] = []
  for (const element of set?.children ?? []) {
    // CertificateChoices other than Certificate are of no use to a signer (RFC 5652 §10.2.2).
    if (element.tag !== 0x30) continue
    const certificate = readCertificate(element)
    if (!certificate.ok) return certificate
    found.push(certificate.value)
  }
  return ok(found)
}

type SignerInfo = Omit<UnverifiedSignedData, 'contentType' | 'content' | 'certificates'>

function readSignerInfo(info: BerElement): Result<SignerInfo, StructureError> {
  const [version, sid, digest, attributes, algorithm, signatureValue, unsigned, ...more] = info.children
  // RFC 5652 §5.3: the version follows from the kind of signer identifier.
  if (info.tag !== 0x30 || smallIntegerOf(version) !== (sid?.tag === 0x80 ? 3 : 1)) return malformed('SignerInfo')
  if (attributes?.tag !== 0xa0) return malformed('no signed attributes')
  if ((unsigned && unsigned.tag !== 0xa1) || more.length > 0) return malformed('members of SignerInfo')
  const signerId = readSignerId(sid)
  if (!signerId.ok) return signerId
  const digestAlgorithm = readHashAlgorithm(digest)
  if (!digestAlgorithm.ok) return digestAlgorithm
  const scheme = readSignatureAlgorithm(algorithm, digestAlgorithm.value)
  if (!scheme.ok) return scheme
  const signature = octetsOf(signatureValue)
  if (!signature) return malformed('signature')
  const values = readAttributes(attributes)
  if (!values.ok) return values
  return ok({
    signerId: signerId.value,
    digestAlgorithm: digestAlgorithm.value,
    scheme: scheme.value,
    signature,
    signedAttributes: retagged(attributes),
    attributes: values.value,
  })
}

function readSignerId(sid: BerElement | undefined): Result<UnverifiedSignedData['signerId'], StructureError> {
  if (sid?.tag === 0x80) return ok({ subjectKeyId: bytesToHex(sid.content) })
  const [name, serial, ...more] = sid?.children ?? []
  if (sid?.tag !== 0x30 || serial?.tag !== 0x02 || more.length > 0) return malformed('SignerIdentifier')
  const issuer = readName(name)
  return issuer.ok ? ok({ issuerKey: issuer.value.key, serial: bytesToHex(serial.content) }) : issuer
}

/** Attributes with one value each, no type twice: two digests could be shown to two verifiers. */
function readAttributes(set: BerElement): Result<Map<string, BerElement>, StructureError> {
  const found = new Map<string, BerElement>()
  for (const attribute of set.children) {
    const [type, values] = attribute.children
    const oid = oidOf(type)
    const [value, ...more] = values?.children ?? []
    if (attribute.tag !== 0x30 || !oid || values?.tag !== 0x31 || found.has(oid)) return malformed('signed attributes')
    if (!value || more.length > 0) return malformed(`values of signed attribute ${oid}`)
    found.set(oid, value)
  }
  return ok(found)
}

/** RFC 5652 §5.4: signed as SET OF instead of [0]. Only the tag changes, except that an indefinite length becomes a definite one. */
function retagged(attributes: BerElement): Uint8Array {
  if (attributes.bytes[1] === 0x80) return tlv(0x31, attributes.content)
  const bytes = attributes.bytes.slice()
  bytes[0] = 0x31
  return bytes
}
