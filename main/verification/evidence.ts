import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { DeclaredInput } from '../cccd/declared-input.ts'
import { hash } from '../crypto/hash.ts'
import { parseUnverifiedSod } from '../emrtd/lds/sod.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Report } from '../protocol/report.ts'
import { canonicalJson, type Json } from './canonical-json.ts'
import { declaredDifferences } from './declared-differences.ts'
import { evidenceFormat, evidenceSchema, evidenceVersion } from './evidence-schema.ts'
import { holderInDg1, holderInDg13 } from './holder-data.ts'
import type { KeptRead, WithheldGroup, WithholdableGroup } from './kept-read.ts'

/** In bytes; the largest read is some hundred kilobytes. */
export const longestEvidence = 8 * 1024 * 1024

/** The program that wrote the evidence. */
export interface WritingApp {
  readonly name: string
  readonly version: string
}

/** What an evidence text holds. The report is what the desk said; no check may rest on it. */
export interface Evidence {
  readonly version: number
  readonly app?: WritingApp
  readonly read: KeptRead
  readonly report: Report
  readonly declared?: DeclaredInput
}

export interface EvidenceOptions {
  /** Groups whose content the desk may not keep; a group that was not read is not mentioned. */
  readonly withhold?: readonly WithholdableGroup[]
  /** What the chip was compared with; the members that were compared are kept. */
  readonly declared?: DeclaredInput
}

/**
 * One read with everything needed to make every check again without the card: raw files, access, the answers of the chip, and the
 * report as it was. Canonical JSON with a SHA-256 over all of it, so that any changed byte shows; the digest guards against damage,
 * what proves the data are the signatures within. Fields that came from a withheld group are left out of the report too.
 */
export function encodeEvidence(
  read: KeptRead,
  report: Report,
  app?: WritingApp,
  { withhold = [], declared }: EvidenceOptions = {},
): string {
  const kept = withholdGroups(read, withhold)
  const content = {
    format: evidenceFormat,
    version: evidenceVersion,
    ...(app && { app: { name: app.name, version: app.version } }),
    read: jsonOf(kept),
    report: jsonOf(withoutFieldsOf(kept, report)),
    ...(declared && { declared: jsonOf(comparedMembers(declared, kept)) }),
  }
  return canonicalJson({ ...content, digest: digestOf(content) })
}

/**
 * Opens an evidence text, of this version or of version 1. Bytes must be UTF-8 without a byte order mark.
 * @returns error `DataMalformed`: no evidence, another version, or a byte was changed
 */
export function decodeEvidence(source: string | Uint8Array): Result<Evidence, ChipDeskError> {
  const refuse = (cause: string) => fail(chipDeskError('DataMalformed', { cause }))
  if (source.length > longestEvidence) return refuse('evidence too long')
  let text: string
  let raw: unknown
  try {
    text =
      typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(source)
    raw = JSON.parse(text)
  } catch {
    return refuse('evidence is no JSON')
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return refuse('evidence is no object')
  const { digest, ...content } = raw as Record<string, Json>
  try {
    if (canonicalJson({ ...content, digest }) !== text) return refuse('evidence is not canonical')
    if (digestOf(content) !== digest) return refuse('evidence was changed')
  } catch {
    return refuse('evidence is nested too deep')
  }
  const parsed = evidenceSchema.safeParse(raw)
  if (!parsed.success) return refuse(`evidence: ${parsed.error.issues[0]?.path.join('.') ?? ''} is not as it should be`)
  const { format: _, digest: __, ...evidence } = parsed.data
  return ok(evidence)
}

/** The read with the hashes of some groups in place of their content. */
export function withholdGroups(read: KeptRead, groups: readonly WithholdableGroup[]): KeptRead {
  const there = groups.filter(id => read.files.has(id))
  if (there.length === 0) return read
  const sod = read.files.get('SOD')
  const parsed = sod && parseUnverifiedSod(sod)
  const algorithm = parsed?.ok ? parsed.value.securityObject.hashAlgorithm : 'SHA-256'
  const withheld = new Map<WithholdableGroup, WithheldGroup>(read.withheld)
  const files = new Map(read.files)
  for (const id of there) {
    withheld.set(id, { algorithm, hash: hash(algorithm, files.get(id) ?? new Uint8Array()) })
    files.delete(id)
  }
  return { ...read, files, withheld }
}

/** A report must not say what the files no longer do. */
function withoutFieldsOf({ withheld }: KeptRead, report: Report): Report {
  if (!withheld) return report
  const sources = new Set([...withheld.keys()].map(id => id.toLowerCase()))
  const { differences, ...rest } = report
  return {
    ...rest,
    document: report.document.filter(({ source }) => !sources.has(source)),
    ...(differences && { differences: differences.filter(({ chip }) => !sources.has(chip.source)) }),
  }
}

/** Of what was declared, that which the kept files can be compared with again. */
function comparedMembers(declared: DeclaredInput, { files, at }: KeptRead): DeclaredInput {
  const { compared } = declaredDifferences(declared, holderInDg1(files, new Date(at)), holderInDg13(files))
  const { origin, insurance, mrzInformation, ...said } = declared
  const kept = Object.entries(said).filter(([name]) => compared.some(field => field === name))
  return {
    origin,
    ...(Object.fromEntries(kept) as Omit<DeclaredInput, 'origin'>),
    ...(mrzInformation && said.expiryDate === undefined && compared.includes('expiryDate') && { mrzInformation }),
    // That it was an insurance card decides what a difference weighs; what is insured does not.
    ...(insurance && { insurance: {} }),
  }
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
