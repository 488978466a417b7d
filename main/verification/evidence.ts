import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { elementaryFiles } from '../emrtd/lds/elementary-files.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError, errorSchema } from '../protocol/errors.ts'
import { type Report, reportSchema } from '../protocol/report.ts'
import type { CardRead, FileId } from '../reading/card-read.ts'
import { canonicalJson, type Json } from './canonical-json.ts'

const format = 'chipdesk-evidence'
const version = 1
/** The largest read is some hundred kilobytes. */
const longest = 8 * 1024 * 1024

const bytes = z.base64().transform(text => new Uint8Array(Buffer.from(text, 'base64')))
const fileId = z.enum(elementaryFiles.map(file => file.id) as [FileId, ...FileId[]])
const password = z.enum(['CAN', 'MRZ'])

const access = z.strictObject({
  protocol: z.enum(['PACE', 'BAC', 'none']),
  mapping: z.exactOptional(z.enum(['GM', 'IM', 'CAM'])),
  cipher: z.exactOptional(z.enum(['3DES', 'AES-128', 'AES-192', 'AES-256'])),
  password: z.exactOptional(password),
  parameters: z.exactOptional(z.string()),
  chipAuthenticationMapping: z.exactOptional(z.strictObject({ chipAuthenticationData: bytes, mappingKey: bytes })),
  attempts: z.array(
    z.strictObject({
      protocol: z.enum(['PACE', 'BAC']),
      password,
      outcome: z.enum(['completed', 'wrong-key', 'refused', 'unsupported']),
      sw: z.exactOptional(z.int()),
    }),
  ),
})
const transcript = z.strictObject({
  oid: z.string(),
  keyId: z.exactOptional(z.int()),
  terminalPrivateKey: bytes,
  command: bytes,
  response: bytes,
})
const chipAuthentication = z.strictObject({
  outcome: z.enum(['completed', 'refused', 'unsupported']),
  sw: z.exactOptional(z.int()),
  detail: z.exactOptional(z.string()),
  transcript: z.exactOptional(transcript),
})
const activeAuthentication = z.strictObject({
  outcome: z.enum(['answered', 'refused']),
  challenge: bytes,
  response: z.exactOptional(bytes),
  sw: z.exactOptional(z.int()),
  challengeFrom: z.exactOptional(z.enum(['random', 'caller'])),
})
const terminalAuthentication = z.strictObject({
  outcome: z.enum(['completed', 'refused', 'unsupported']),
  holder: z.exactOptional(z.string()),
  sw: z.exactOptional(z.int()),
  detail: z.exactOptional(z.string()),
})
const apduCount = z.strictObject({ count: z.number(), bytesOut: z.number(), bytesIn: z.number() })
const readSchema = z.strictObject({
  at: z.string(),
  reader: z.exactOptional(z.strictObject({ name: z.string(), atr: bytes })),
  access,
  files: z.record(z.string(), bytes).transform(filesOf),
  notRead: z.array(z.strictObject({ file: fileId, reason: z.string() })),
  chipAuthentication: z.exactOptional(chipAuthentication),
  activeAuthentication: z.exactOptional(activeAuthentication),
  terminalAuthentication: z.exactOptional(terminalAuthentication),
  timings: z.record(z.string(), z.number()),
  apdu: apduCount.extend({ readSize: z.number(), byPhase: z.exactOptional(z.record(z.string(), apduCount)) }),
  error: z.exactOptional(errorSchema),
})

const evidenceSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  app: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  read: readSchema,
  report: reportSchema,
  digest: z.string(),
})

/**
 * One read with everything needed to make every check again without the card: raw files, access, the answers of the chip, and the
 * report as it was. Canonical JSON with a SHA-256 over all of it, so that any changed byte shows; the digest guards against damage,
 * what proves the data are the signatures within.
 */
export function encodeEvidence(
  read: CardRead,
  report: Report,
  app?: { readonly name: string; readonly version: string },
): string {
  const content = { format, version, ...(app && { app }), read: jsonOf(read), report: jsonOf(report) }
  return canonicalJson({ ...content, digest: digestOf(content) })
}

/** The read inside an evidence text. `DataMalformed`: no evidence, another version, or a byte was changed. */
export function decodeEvidence(text: string): Result<CardRead, ChipDeskError> {
  const refuse = (cause: string) => fail(chipDeskError('DataMalformed', { cause }))
  if (text.length > longest) return refuse('evidence too long')
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return refuse('evidence is no JSON')
  }
  const parsed = evidenceSchema.safeParse(raw)
  if (!parsed.success) return refuse(`evidence: ${parsed.error.issues[0]?.path.join('.') ?? ''} is not as it should be`)
  const { digest, ...content } = raw as { digest: string } & Record<string, Json>
  try {
    if (canonicalJson({ ...content, digest }) !== text) return refuse('evidence is not canonical')
    if (digestOf(content) !== digest) return refuse('evidence was changed')
  } catch {
    return refuse('evidence is nested too deep')
  }
  return ok(parsed.data.read)
}

/** Files by id; a name that is none makes the evidence invalid. */
function filesOf(files: Record<string, Uint8Array>, context: z.RefinementCtx): ReadonlyMap<FileId, Uint8Array> {
  const found = new Map<FileId, Uint8Array>()
  for (const [name, content] of Object.entries(files)) {
    const id = elementaryFiles.find(file => file.id === name)?.id
    if (id) found.set(id, content)
    else context.addIssue(`no such file: ${name.slice(0, 20)}`)
  }
  return found
}

const digestOf = (content: Json) => bytesToHex(sha256(utf8ToBytes(canonicalJson(content))))

/** Bytes as base64, maps as objects, absent members left out. */
function jsonOf(value: unknown): Json {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof Map) return jsonOf(Object.fromEntries(value))
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value !== 'object' || value === null) return value as Json
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, jsonOf(member)]),
  )
}
