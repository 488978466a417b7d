import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import type { HashName } from '../../crypto/hash.ts'
import type { SignatureScheme } from '../../crypto/signature.ts'
import { ok, type Result } from '../result.ts'
import { tlv } from '../tlv.ts'
import { readHashAlgorithm, readSignatureAlgorithm } from './algorithm-identifier.ts'
import { type BerElement, malformed, octetsOf, oidOf, type StructureError, smallIntegerOf } from './ber-element.ts'
import { type DistinguishedName, readName } from './distinguished-name.ts'

/** How a CMS message names who signed it (RFC 5652 §5.3): the key of the issuer's name with the serial number, or a key identifier, in hex. */
export type SignerId = { readonly issuerKey: string; readonly serial: string } | { readonly subjectKeyId: string }

/** What the signature is over where it is not over the content itself. */
export interface SignedAttributes {
  readonly values: ReadonlyMap<string, BerElement>
  /** Encodings that the signer may have signed, each tried: DER as RFC 5652 §5.4 wants it, then what came. Only one where both are the same. */
  readonly forms: readonly Uint8Array[]
}

/** One SignerInfo as parsed (RFC 5652 §5.3); nothing in it is proven. */
export interface SignerInfo {
  readonly signerId: SignerId
  /** Name of the signer's issuer as it stands in `signerId`. */
  readonly issuer?: DistinguishedName
  readonly digestAlgorithm: HashName
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
  readonly attributes?: SignedAttributes
}

/** Reads one SignerInfo, strictly: what no signature covers must not be variable at will. */
export function readSignerInfo(info: BerElement): Result<SignerInfo, StructureError> {
  const [version, sid, digest, ...rest] = info.children
  const attributes = rest[0]?.tag === 0xa0 ? rest.shift() : undefined
  const [algorithm, signatureValue, unsigned, ...more] = rest
  const signer = readSignerId(sid)
  if (!signer.ok) return signer
  // RFC 5652 §5.3: the version follows from the kind of signer identifier.
  const expected = 'subjectKeyId' in signer.value.signerId ? 3 : 1
  if (info.tag !== 0x30 || smallIntegerOf(version) !== expected) return malformed('SignerInfo')
  if ((unsigned && unsigned.tag !== 0xa1) || more.length > 0) return malformed('members of SignerInfo')
  const digestAlgorithm = readHashAlgorithm(digest)
  if (!digestAlgorithm.ok) return digestAlgorithm
  const scheme = readSignatureAlgorithm(algorithm, digestAlgorithm.value)
  if (!scheme.ok) return scheme
  const signature = octetsOf(signatureValue)
  if (!signature) return malformed('signature')
  const values = attributes && readAttributes(attributes)
  if (values && !values.ok) return values
  return ok({
    ...signer.value,
    digestAlgorithm: digestAlgorithm.value,
    scheme: scheme.value,
    signature,
    ...(attributes && values && { attributes: { values: values.value, forms: formsOf(attributes) } }),
  })
}

function readSignerId(sid: BerElement | undefined): Result<Pick<SignerInfo, 'signerId' | 'issuer'>, StructureError> {
  if (sid?.tag === 0x80) return ok({ signerId: { subjectKeyId: bytesToHex(sid.content) } })
  // [0] IMPLICIT OCTET STRING in segments, which BER may have.
  if (sid?.tag === 0xa0) {
    const segments = sid.children.map(octetsOf)
    if (segments.length === 0 || segments.includes(undefined)) return malformed('SignerIdentifier')
    return ok({
      signerId: { subjectKeyId: bytesToHex(concatBytes(...segments.filter(each => each !== undefined))) },
    })
  }
  const [name, serial, ...more] = sid?.children ?? []
  if (sid?.tag !== 0x30 || serial?.tag !== 0x02 || more.length > 0) return malformed('SignerIdentifier')
  const issuer = readName(name)
  if (!issuer.ok) return issuer
  const signerId = { issuerKey: issuer.value.key, serial: bytesToHex(serial.content) }
  return ok({ signerId, issuer: issuer.value })
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

/**
 * RFC 5652 §5.4: signed as a SET OF in DER, whatever was sent as [0]. Signers that order or encode them otherwise have signed either
 * what they sent or DER; all forms say the same, so whichever holds is as good.
 */
function formsOf(attributes: BerElement): Uint8Array[] {
  const members = attributes.children.map(derOf)
  const sorted = tlv(0x31, ...members.toSorted(compareBytes))
  const inOrder = tlv(0x31, ...members)
  const received = attributes.bytes.slice()
  received[0] = 0x31
  const forms = new Map([sorted, inOrder, received].map(form => [bytesToHex(form), form]))
  return [...forms.values()]
}

/** Whether attributes came in the one encoding that DER has for them. */
export const attributesAreDer = ({ forms }: SignedAttributes): boolean => forms.length === 1

/** The element with definite, minimal lengths, and strings in one piece. */
function derOf(element: BerElement): Uint8Array {
  const { tag, bytes, content, children } = element
  // Tag numbers over 30 are in no attribute.
  if ((tag & 0x1f) === 0x1f) return bytes
  if (tag === 0x24) return tlv(0x04, octetsOf(element) ?? content)
  return (tag & 0x20) === 0 ? tlv(tag, content) : tlv(tag, ...children.map(derOf))
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const [first, second] = [bytesToHex(a), bytesToHex(b)]
  return first < second ? -1 : first > second ? 1 : 0
}
