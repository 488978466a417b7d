import { bytesToHex } from '@noble/hashes/utils.js'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { parseDg13 } from '../cccd/dg13.ts'
import type { PublicKey, SignatureScheme } from '../crypto/signature.ts'
import { parseDg15 } from '../emrtd/active-authentication.ts'
import { parseCom } from '../emrtd/lds/com.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { fileByTag } from '../emrtd/lds/elementary-files.ts'
import { parseUnverifiedSod, verifySod } from '../emrtd/lds/sod.ts'
import { parseMrz } from '../emrtd/mrz.ts'
import type { StructureError } from '../emrtd/pa/ber-element.ts'
import { type Certificate, parseCertificate } from '../emrtd/pa/certificate.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { parseDg14, parseSecurityInfos } from '../emrtd/security-infos.ts'
import type { Json } from './canonical-json.ts'

export const parseKinds = [
  'card-access',
  'com',
  'sod',
  'dg1',
  'dg2',
  'dg13',
  'dg14',
  'dg15',
  'mrz',
  'qr',
  'certificate',
] as const
export type ParseKind = (typeof parseKinds)[number]
export const isParseKind = (text: string): text is ParseKind => (parseKinds as readonly string[]).includes(text)

/** Why a file could not be decoded; `offset` in bytes where it is known. */
export interface ParseError {
  readonly tag: string
  readonly offset?: number
  readonly message: string
}

export interface ParsedFile {
  readonly kind: ParseKind
  readonly content: Json
}

/** The largest file looked at. */
const largest = 1024 * 1024

/**
 * Decodes one file to something that can be printed as JSON: bytes as hex, dates as RFC 3339. What is in it is shown, not believed.
 * @param kind what it is; by its first bytes if absent
 */
export function parseFile(bytes: Uint8Array, kind = kindOf(bytes)): Result<ParsedFile, ParseError> {
  if (bytes.length > largest) return fail({ tag: 'DataTooLong', message: `${bytes.length} bytes` })
  if (!kind)
    return fail({
      tag: 'DataUnknownCode',
      offset: 0,
      message: 'neither an elementary file, nor text, nor a certificate',
    })
  const decoded = parsers[kind](bytes)
  return decoded.ok ? ok({ kind, content: jsonOf(decoded.value) }) : fail(errorOf(decoded.error))
}

type Parser = (bytes: Uint8Array) => Result<unknown, { tag: string; message: string; offset?: number }>

const parsers: Readonly<Record<ParseKind, Parser>> = {
  'card-access': parseSecurityInfos,
  com: parseCom,
  sod: describeSod,
  dg1: parseDg1,
  dg2: describeDg2,
  dg13: parseDg13,
  dg14: parseDg14,
  dg15: describeDg15,
  mrz: bytes => parseMrz(textOf(bytes)),
  qr: bytes => parseDeclaredInput(textOf(bytes)),
  certificate: describeCertificateFile,
}

function kindOf(bytes: Uint8Array): ParseKind | undefined {
  const [first] = bytes
  const text = textOf(bytes)
  if (text.startsWith('-----BEGIN CERTIFICATE-----')) return 'certificate'
  if (/^[A-Z0-9<\s]+$/.test(text) && text.includes('<')) return 'mrz'
  if (/^\d{6,}/.test(text)) return 'qr'
  if (first === 0x31) return 'card-access'
  if (first === 0x30) return 'certificate'
  const id = first === undefined ? undefined : fileByTag(first)?.id.toLowerCase()
  return id && isParseKind(id) ? id : undefined
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim()

function describeSod(bytes: Uint8Array): Result<unknown, StructureError> {
  const sod = parseUnverifiedSod(bytes)
  if (!sod.ok) return sod
  const { signedData, securityObject } = sod.value
  const verified = verifySod(bytes)
  return ok({
    contentType: signedData.contentType,
    securityObject,
    digestAlgorithm: signedData.digestAlgorithm,
    scheme: signedData.scheme,
    signerId: signedData.signerId,
    certificates: signedData.certificates.map(describeCertificate),
    signature: verified.ok
      ? { holds: true, algorithm: verified.value.algorithm }
      : { holds: false, why: verified.error.tag },
  })
}

function describeDg2(bytes: Uint8Array): ReturnType<Parser> {
  const dg2 = parseDg2(bytes)
  if (!dg2.ok) return dg2
  const { format, width, height, bytes: image } = dg2.value.face
  return ok({ instances: dg2.value.instances, face: { format, width, height, length: image.length } })
}

function describeDg15(bytes: Uint8Array): ReturnType<Parser> {
  const key = parseDg15(bytes)
  return key.ok ? ok(describeKey(key.value)) : key
}

function describeCertificateFile(bytes: Uint8Array): Result<unknown, StructureError> {
  const base64 = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/.exec(textOf(bytes))?.[1]
  const certificate = parseCertificate(base64 ? new Uint8Array(Buffer.from(base64, 'base64')) : bytes)
  return certificate.ok ? ok(describeCertificate(certificate.value)) : certificate
}

function describeCertificate({
  bytes,
  tbs: _,
  signature: __,
  issuer,
  subject,
  publicKey,
  scheme,
  ...rest
}: Certificate) {
  return {
    subject: subject.text,
    issuer: issuer.text,
    ...rest,
    length: bytes.length,
    publicKey: publicKey.ok ? describeKey(publicKey.value) : { error: publicKey.error },
    scheme: scheme.ok ? (scheme.value satisfies SignatureScheme) : { error: scheme.error },
  }
}

const describeKey = (key: PublicKey) =>
  key.kind === 'rsa' ? { kind: 'rsa', bits: key.bits } : { kind: 'ec', curve: key.curve.name }

function errorOf({ tag, message, offset }: { tag: string; message: string; offset?: number }): ParseError {
  const named = tag === 'malformed' || tag === 'unsupported' ? 'DataMalformed' : tag
  return { tag: named, ...(offset !== undefined && { offset }), message }
}

/** Public keys inside SecurityInfos are shown by kind and curve; what has no JSON form is shown as text. */
function jsonOf(value: unknown): Json {
  if (value instanceof Uint8Array) return bytesToHex(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Map) return jsonOf(Object.fromEntries(value))
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value as Json
  if (isPublicKey(value)) return jsonOf(describeKey(value))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, jsonOf(member)]),
  )
}

const isPublicKey = (value: object): value is PublicKey => 'kind' in value && 'curve' in value && 'point' in value
