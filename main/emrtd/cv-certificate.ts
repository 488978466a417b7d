import { type CvPublicKey, readCvPublicKey } from './cv-certificate-key.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { encodeOid } from './object-identifier.ts'
import { fail, ok, type Result } from './result.ts'
import { readOnly, readTlvs, type Tlv, tlv } from './tlv.ts'

/** Who a certificate is for, by the two highest bits of its authorization (TR-03110-3 C.4.1). */
const roles = ['inspection system', 'foreign document verifier', 'domestic document verifier', 'CVCA'] as const
export type CvRole = (typeof roles)[number]

/** A card verifiable certificate of terminal authentication (TR-03110-3 C.1). References are text in ISO 8859-1. */
export interface CvCertificate {
  /** Body `7F4E` with its header: what is signed. */
  readonly body: Uint8Array
  readonly signature: Uint8Array
  /** Certification authority reference: the issuer's holder reference. */
  readonly authority: string
  /** Certificate holder reference. */
  readonly holder: string
  readonly publicKey: CvPublicKey
  readonly role: CvRole
  /** Data groups that the holder may have read, as far as everybody above it in the chain may. */
  readonly reads: readonly SensitiveDataGroup[]
  /** First and last day, `YYYY-MM-DD`. */
  readonly effective: string
  readonly expires: string
}

/** Data groups behind terminal authentication: fingerprints and iris images. */
export type SensitiveDataGroup = 'DG3' | 'DG4'

/** id-IS, inspection systems of EAC version 1. */
const inspectionSystems = encodeOid('0.4.0.127.0.7.3.1.2.1')
/** Certificates have about 400 bytes, with RSA keys up to 2300. */
const largestCertificate = 8_192

const malformed = (message: string) => fail<EmrtdError>({ tag: 'ProtocolTlv', message: `CV certificate: ${message}` })

/**
 * Parses a card verifiable certificate `7F21`: all objects in their order, lengths as short as they can be, nothing else but extensions.
 * The signature is not verified. Errors: `ProtocolTlv`; `AccessUnsupported` for another profile, terminal type, algorithm or curve.
 */
export function parseCvCertificate(bytes: Uint8Array): Result<CvCertificate, EmrtdError> {
  if (bytes.length > largestCertificate) return malformed(`${bytes.length} bytes`)
  const certificate = readOnly(bytes, 0x7f21)
  if (!certificate.ok) return malformed(certificate.error.message)
  const [outer, parts] = [strict(bytes), strict(certificate.value.value)]
  const [body, signature, ...more] = parts ?? []
  if (!outer || body?.tag !== 0x7f4e || signature?.tag !== 0x5f37 || more.length > 0)
    return malformed('no body and signature')
  const read = readBody(body.value)
  if (!read.ok) return read
  const whole = certificate.value.value.subarray(body.offset, body.offset + body.length)
  return ok({ ...read.value, body: whole, signature: signature.value })
}

type Body = Omit<CvCertificate, 'body' | 'signature'>

function readBody(bytes: Uint8Array): Result<Body, EmrtdError> {
  const members = strict(bytes) ?? []
  const tags = members.map(member => member.tag.toString(16)).join(' ')
  if (!/^5f29 42 7f49 5f20 7f4c 5f25 5f24( 65)?$/.test(tags)) return malformed(`body of ${tags || 'no objects'}`)
  const [profile, authority, key, holder, template, effective, expires] = members.map(member => member.value)
  if (profile?.length !== 1 || profile[0] !== 0) return unsupported('profile of a CV certificate')
  const publicKey = readCvPublicKey(strict(key) ?? [])
  if (!publicKey.ok) return publicKey
  const authorization = readTemplate(template)
  if (!authorization.ok) return authorization
  const references = [referenceOf(authority), referenceOf(holder)]
  const dates = [dateOf(effective), dateOf(expires)]
  if (!references[0] || !references[1]) return malformed('reference')
  if (!dates[0] || !dates[1] || dates[1] < dates[0]) return malformed('date')
  const { role, reads } = authorization.value
  const { kind } = publicKey.value
  // Domain parameters stand in certificates of CVCAs alone (TR-03110-3 D.3.3): whoever else names some could choose the generator.
  if (kind === 'ec' && publicKey.value.curve && role !== 'CVCA') return malformed(`domain parameters of a ${role}`)
  return ok({
    authority: references[0],
    holder: references[1],
    publicKey: publicKey.value,
    role,
    reads,
    effective: dates[0],
    expires: dates[1],
  })
}

/** Certificate holder authorization template: terminal type and one byte of role and rights (TR-03110-3 C.1.5, C.4.1). */
function readTemplate(bytes: Uint8Array | undefined): Result<Pick<CvCertificate, 'role' | 'reads'>, EmrtdError> {
  const [type, authorization, ...more] = strict(bytes) ?? []
  if (type?.tag !== 0x06 || authorization?.tag !== 0x53 || more.length > 0) return malformed('authorization')
  if (type.value.join() !== inspectionSystems.join()) return unsupported('CV certificate of no inspection system')
  const [byte] = authorization.value
  const role = roles[(byte ?? 0) >> 6]
  if (byte === undefined || !role || authorization.value.length !== 1) return malformed('authorization')
  return ok({
    role,
    reads: [...((byte & 1) !== 0 ? ['DG3' as const] : []), ...((byte & 2) !== 0 ? ['DG4' as const] : [])],
  })
}

/** A reference of 1…16 printable characters of ISO 8859-1 as text (TR-03110-3 A.6.1); undefined for anything else. */
export function referenceOf(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes || bytes.length === 0 || bytes.length > 16) return undefined
  return bytes.every(byte => (byte >= 0x20 && byte < 0x7f) || byte >= 0xa0) ? String.fromCharCode(...bytes) : undefined
}

/** Inverse of `referenceOf`. */
export const referenceBytes = (reference: string): Uint8Array =>
  Uint8Array.from(reference, character => character.charCodeAt(0))

/** `YYMMDD` with one digit in a byte, of this century (TR-03110-3 D.2.1.3), as `YYYY-MM-DD`. */
function dateOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes?.length !== 6) return undefined
  const [year, month, day] = [0, 2, 4].map(at => `${bytes[at]}${bytes[at + 1]}`)
  const date = `20${year}-${month}-${day}`
  const time = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date) ? date : undefined
}

/** The data objects side by side if every length is as short as it can be. */
function strict(bytes: Uint8Array | undefined): Tlv[] | undefined {
  const objects = bytes && readTlvs(bytes, 16)
  const minimal = objects?.ok && objects.value.every(each => tlv(each.tag, each.value).length === each.length)
  return minimal ? objects.value : undefined
}

const unsupported = (message: string) => fail<EmrtdError>({ tag: 'AccessUnsupported', message })
