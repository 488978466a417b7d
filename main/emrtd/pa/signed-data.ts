import { bytesToHex } from '@noble/hashes/utils.js'
import { hash } from '../../crypto/hash.ts'
import { describeSignature, verifySignature } from '../../crypto/signature.ts'
import { fail, ok, type Result } from '../result.ts'
import { readHashAlgorithm } from './algorithm-identifier.ts'
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
import { findSigner, type SignerCandidates, type SignerLookup } from './signer-certificate.ts'
import { attributesAreDer, readSignerInfo, type SignerId, type SignerInfo } from './signer-info.ts'
import { weaknessesOf } from './weaknesses.ts'

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
}

/** Content type of no type in particular, id-data (RFC 5652 §4). */
export const idData = '1.2.840.113549.1.7.1'

/** A CMS SignedData (RFC 5652 §5) as parsed. Nothing in it is proven: only `verifySignedData` gives content to rely on. */
export interface UnverifiedSignedData extends SignerInfo {
  readonly version: number
  readonly contentType: string
  readonly content: Uint8Array
  readonly certificates: readonly Certificate[]
}

/**
 * In what a message that verifies is not as its standards want it; it is safe, and said:
 * - `signer-name-differs`: the signer identifier writes the issuer in other letters, string types or order than the certificate
 * - `attributes-not-der`: signed attributes in another encoding or order than DER
 * - `attributes-missing`: signature over the content itself, for id-data alone
 * - `version-differs`: CMS version 3 where id-data has 1
 * - `content-type-differs`: a content type that stands for the right one, such as id-data
 */
export type SignedDataDeviation =
  | 'signer-name-differs'
  | 'attributes-not-der'
  | 'attributes-missing'
  | 'version-differs'
  | 'content-type-differs'

/** Content whose signature held, and by whom. Whether the signer may be trusted is another question. */
export interface VerifiedSignedData {
  readonly contentType: string
  readonly content: Uint8Array
  readonly signer: Certificate
  /** `store`: the message did not bring the signer's certificate. */
  readonly signerFrom: SignerCandidates['from']
  readonly certificates: readonly Certificate[]
  /** E.g. `ECDSA brainpoolP256r1 SHA-256`. */
  readonly algorithm: string
  /** Deprecated parts of the signature, e.g. `['SHA-1', 'RSA 1024']`. */
  readonly weaknesses: readonly string[]
  readonly deviations: readonly SignedDataDeviation[]
  /** Claimed by the signer. */
  readonly signingTime?: Date
}

/** `signer-missing`: no certificate for the signer inside or in the store, so nothing is proven either way. */
export interface SignedDataError {
  readonly tag: StructureError['tag'] | 'signer-missing' | 'signature-wrong' | 'signed-hash-wrong'
  readonly message: string
  /** Of `signer-missing`: whom to look for. */
  readonly signerId?: SignerId
}

/**
 * Parses a ContentInfo with SignedData in BER or DER, strictly enough that what is not covered by the signature cannot be varied at
 * will: one signer, content present (9303-10 §4.6.2.2).
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
  const number = smallIntegerOf(version)
  if (number !== 3 && (number !== versionOf(contentType, signer.value.signerId) || number === undefined))
    return malformed('version of SignedData')
  const announced = (digestAlgorithms?.children ?? []).map(readHashAlgorithm)
  if (digestAlgorithms?.tag !== 0x31 || !announced.some(each => each.ok && each.value === signer.value.digestAlgorithm))
    return malformed('digestAlgorithms without that of the signer')
  return ok({ version: number, contentType, content, certificates: certificates.value, ...signer.value })
}

/**
 * Verifies the one signature of a SignedData (RFC 5652 §5.4, §5.6): content against the messageDigest attribute, content type
 * against its attribute, attributes against the signature by the certificate that the signer identifier names.
 * @param contentTypes dotted OIDs of content allowed here
 * @param signersFor certificates of the desk for a message that brings none of its signer
 */
export function verifySignedData(
  bytes: Uint8Array,
  contentTypes: readonly string[],
  signersFor?: SignerLookup,
): Result<VerifiedSignedData, SignedDataError> {
  const parsed = parseSignedData(bytes)
  if (!parsed.ok) return parsed
  const { contentType, content, certificates, digestAlgorithm, scheme, attributes } = parsed.value
  if (!contentTypes.includes(contentType)) return malformed(`content of type ${contentType}`)
  const covered = coveredBySignature(parsed.value)
  if (!covered.ok) return covered
  const found = findSigner(parsed.value, certificates, signersFor)
  if (!found.ok) return found
  const signer = whoSigned(parsed.value, found.value, covered.value.forms)
  if (!signer.ok) return signer
  const { certificate, publicKey } = signer.value
  const { digest } = covered.value
  if (digest && bytesToHex(hash(digestAlgorithm, content)) !== bytesToHex(digest))
    return fail({ tag: 'signed-hash-wrong', message: digestAlgorithm })
  const time = attributes?.values.get(oids.signingTime)
  const signingTime = time && readTime(time)
  return ok({
    contentType,
    content,
    signer: certificate,
    signerFrom: found.value.from,
    certificates,
    algorithm: describeSignature(publicKey, scheme),
    weaknesses: weaknessesOf(publicKey, [scheme.hash, digestAlgorithm]),
    deviations: deviationsOf(parsed.value, found.value),
    ...(signingTime && { signingTime }),
  })
}

interface Covered {
  /** Bytes of which one encoding must be signed. */
  readonly forms: readonly Uint8Array[]
  /** Hash that the content must have; absent where the signature is over the content. */
  readonly digest?: Uint8Array
}

/**
 * What the signature is over. Without signed attributes it is the content, for id-data alone (RFC 5652 §5.3), and never one that
 * could be the signed attributes of another message: by leaving these out, anybody could pass them off as signed content.
 */
function coveredBySignature(signedData: UnverifiedSignedData): Result<Covered, StructureError> {
  const { contentType, content, attributes, digestAlgorithm, scheme } = signedData
  if (attributes) {
    if (oidOf(attributes.values.get(oids.contentType)) !== contentType) return malformed('contentType attribute')
    const digest = octetsOf(attributes.values.get(oids.messageDigest))
    return digest ? ok({ forms: attributes.forms, digest }) : malformed('messageDigest attribute')
  }
  if (contentType !== idData) return malformed('no signed attributes')
  if (content[0] !== 0x30) return malformed('no signed attributes, and content that could be some')
  if (digestAlgorithm !== scheme.hash) return malformed('no signed attributes, and two hash algorithms')
  return ok({ forms: [content] })
}

function whoSigned(
  { scheme, signature, signerId, certificates }: UnverifiedSignedData,
  { candidates, from }: SignerCandidates,
  forms: readonly Uint8Array[],
) {
  let error: SignedDataError = {
    tag: 'signer-missing',
    message: `none of ${certificates.length} certificates is the signer's`,
    signerId,
  }
  for (const certificate of candidates) {
    const { publicKey } = certificate
    if (publicKey.ok && forms.some(form => verifySignature(publicKey.value, scheme, form, signature)))
      return ok({ certificate, publicKey: publicKey.value })
    // A certificate of the desk that did not sign is not the one that was missing.
    if (from === 'store') continue
    error = publicKey.ok
      ? { tag: 'signature-wrong', message: describeSignature(publicKey.value, scheme) }
      : publicKey.error
  }
  return fail(error)
}

function deviationsOf(
  { attributes, contentType, version, signerId }: UnverifiedSignedData,
  { spelledOtherwise }: SignerCandidates,
): SignedDataDeviation[] {
  return [
    ...(spelledOtherwise ? (['signer-name-differs'] as const) : []),
    ...(attributes && !attributesAreDer(attributes) ? (['attributes-not-der'] as const) : []),
    ...(attributes ? [] : (['attributes-missing'] as const)),
    ...(version === versionOf(contentType, signerId) ? [] : (['version-differs'] as const)),
    ...(contentType === idData ? (['content-type-differs'] as const) : []),
  ]
}

/** RFC 5652 §5.1: 3 for any content but id-data and for a signer named by a key identifier. */
const versionOf = (contentType: string, signerId: SignerId) =>
  contentType === idData && !('subjectKeyId' in signerId) ? 1 : 3

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
