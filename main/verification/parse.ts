import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { parseAtrInfo } from '../emrtd/lds/atr-info.ts'
import { parseCom } from '../emrtd/lds/com.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { parseDg16 } from '../emrtd/lds/dg16.ts'
import { parseDirectory } from '../emrtd/lds/directory.ts'
import { fileByTag } from '../emrtd/lds/elementary-files.ts'
import { parseMrz } from '../emrtd/mrz.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { parseDg14, parseSecurityInfos } from '../emrtd/security-infos.ts'
import { parseCvcaFile } from '../emrtd/terminal-authentication.ts'
import { parseRevocationList } from '../trust/revocation-list.ts'
import type { Json } from './canonical-json.ts'
import {
  describeDg2,
  describeDg3,
  describeDg4,
  describeDg5,
  describeDg7,
  describeDg11,
  describeDg12,
  describeDg13,
  describeDg15,
  describeUnspecified,
  type Parsing,
} from './parse-data-group.ts'
import { jsonOf } from './parse-json.ts'
import { describeCardSecurity, describeCertificateFile, describeSod } from './parse-signed-data.ts'
import {
  describeCvCertificate,
  describeDeviationList,
  describeMasterList,
  describeRevocationList,
} from './parse-trust-material.ts'

const parsers = {
  'card-access': parseSecurityInfos,
  'card-security': describeCardSecurity,
  dir: parseDirectory,
  'atr-info': parseAtrInfo,
  com: parseCom,
  sod: describeSod,
  dg1: parseDg1,
  dg2: describeDg2,
  dg3: describeDg3,
  dg4: describeDg4,
  dg5: describeDg5,
  dg6: describeUnspecified('DG6'),
  dg7: describeDg7,
  dg8: describeUnspecified('DG8'),
  dg9: describeUnspecified('DG9'),
  dg10: describeUnspecified('DG10'),
  dg11: describeDg11,
  dg12: describeDg12,
  dg13: describeDg13,
  dg14: parseDg14,
  dg15: describeDg15,
  dg16: parseDg16,
  mrz: bytes => parseMrz(textOf(bytes)),
  qr: bytes => parseDeclaredInput(textOf(bytes)),
  certificate: describeCertificateFile,
  cvca: parseCvcaFile,
  'cv-certificate': describeCvCertificate,
  'master-list': describeMasterList,
  'deviation-list': describeDeviationList,
  'revocation-list': describeRevocationList,
} as const satisfies Readonly<Record<string, (bytes: Uint8Array) => Parsing>>

export type ParseKind = keyof typeof parsers
export const parseKinds = Object.keys(parsers) as readonly ParseKind[]
export const isParseKind = (text: string): text is ParseKind => Object.hasOwn(parsers, text)

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

/** The largest file looked at: a master list has about a megabyte, a deviation list of 346,275 documents four. */
const largest = 16 * 1024 * 1024

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
  const decoded: Parsing = parsers[kind](bytes)
  return decoded.ok ? ok({ kind, content: jsonOf(decoded.value) }) : fail(errorOf(decoded.error))
}

function kindOf(bytes: Uint8Array): ParseKind | undefined {
  const [first] = bytes
  const text = textOf(bytes)
  if (text.startsWith('-----BEGIN CERTIFICATE-----')) return 'certificate'
  if (/^[A-Z0-9<\s]+$/.test(text) && text.includes('<')) return 'mrz'
  if (/^\d{6,}/.test(text)) return 'qr'
  if (first === 0x31) return 'card-access'
  if (first === 0x30) return kindOfSequence(bytes)
  // EF.DIR begins with the tag of EF.DG1, and an application identifier.
  if (first === 0x61 && bytes[2] === 0x4f) return 'dir'
  if (first === 0x42) return 'cvca'
  if (first === 0x43 || first === 0x46 || first === 0x47) return 'atr-info'
  if (first === 0x7f && bytes[1] === 0x21) return 'cv-certificate'
  // Lengths and counts make every file hold something that is no text.
  if (/^[\x20-\x7e\s]*$/.test(text)) return undefined
  const id = first === undefined ? undefined : fileByTag(first)?.id.toLowerCase()
  return id && isParseKind(id) ? id : undefined
}

/** A ContentInfo says what it holds near its beginning; certificates and revocation lists have to be tried. */
function kindOfSequence(bytes: Uint8Array): ParseKind {
  const beginning = Buffer.from(bytes.subarray(0, 160)).toString('hex')
  if (beginning.includes('06092a864886f70d010702')) {
    if (beginning.includes('0606678108010107')) return 'deviation-list'
    return beginning.includes('0606678108010102') ? 'master-list' : 'card-security'
  }
  return !parseCertificate(bytes).ok && parseRevocationList(bytes).ok ? 'revocation-list' : 'certificate'
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim()

function errorOf({ tag, message, offset }: { tag: string; message: string; offset?: number }): ParseError {
  const named = tag === 'malformed' || tag === 'unsupported' ? 'DataMalformed' : tag
  return { tag: named, ...(offset !== undefined && { offset }), message }
}
