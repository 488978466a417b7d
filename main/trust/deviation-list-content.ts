import { bytesToHex } from '@noble/hashes/utils.js'
import { type HashName, hashNames } from '../crypto/hash.ts'
import { readHashAlgorithm } from '../emrtd/pa/algorithm-identifier.ts'
import {
  type BerElement,
  malformed,
  oidOf,
  readBer,
  type StructureError,
  smallIntegerOf,
} from '../emrtd/pa/ber-element.ts'
import { readTime } from '../emrtd/pa/certificate.ts'
import { readName } from '../emrtd/pa/distinguished-name.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { readOnly, readTlv, readTlvHeader, readTlvs } from '../emrtd/tlv.ts'
import { collectDocumentNumbers, type DocumentNumberSet } from './document-number-set.ts'

/** One defect of the documents that an entry names (9303-12 §10.2 `DeviationDescription`). */
export interface ListedDefect {
  /** OID, dotted: `2.23.136.1.1.7` and two more arcs for those that 9303-12 names. */
  readonly type: string
  readonly description?: string
  /** Data group (1…16, 20 EF.SOD, 21 EF.COM) or field of the machine-readable zone, by the type. */
  readonly field?: number
}

/** Which documents have which defects. A document is meant only if it meets all of what is said. */
export interface DeviationEntry {
  /** Document code of the machine-readable zone. */
  readonly documentType?: string
  readonly signer?: { issuerKey: string; serial: string } | { subjectKeyId: string } | { digest: string }
  /** Both ends included. */
  readonly issued?: { readonly from: Date; readonly to: Date }
  readonly numbers?: DocumentNumberSet
  readonly defects: readonly ListedDefect[]
}

export interface DeviationListContent {
  /** Of `signer.digest`. */
  readonly digestAlgorithm?: HashName
  readonly entries: readonly DeviationEntry[]
}

/** Public lists have two; one entry for each signer of a large country would be some hundred. */
const mostEntries = 200_000
const longestDescription = 1000

type Entry = Omit<DeviationEntry, 'numbers'>

/**
 * Reads `DeviationList` (9303-12 §10.2, IMPLICIT TAGS). Document numbers are hashed as they come by and never become objects; entries that differ in
 * their numbers alone become one.
 */
export function parseDeviationListContent(content: Uint8Array): Result<DeviationListContent, StructureError> {
  const list = readOnly(content, 0x30)
  const parts = list.ok ? readTlvs(list.value.value, 3) : list
  if (!parts.ok) return malformed(`deviation list: ${parts.error.message}`)
  const [version, ...rest] = parts.value
  const set = rest.pop()
  const [algorithm, ...more] = rest
  if (
    version?.tag !== 0x02 ||
    version.value.length !== 1 ||
    version.value[0] !== 0 ||
    set?.tag !== 0x31 ||
    more.length > 0
  )
    return malformed('DeviationList')
  const digestAlgorithm = algorithm && readDigestAlgorithm(list.ok ? list.value.value : content, algorithm)
  const entries = readDeviations(set.value)
  if (!entries.ok) return entries
  return ok({ ...(digestAlgorithm && { digestAlgorithm }), entries: entries.value })
}

/** An algorithm that we do not have matters only where a digest is compared, which then meets nothing. */
function readDigestAlgorithm(within: Uint8Array, { offset, length }: { offset: number; length: number }) {
  const element = readBer(within.subarray(offset, offset + length))
  const name = element.ok ? readHashAlgorithm(element.value) : element
  return name.ok ? hashNames.find(each => each === name.value) : undefined
}

function readDeviations(set: Uint8Array): Result<DeviationEntry[], StructureError> {
  const found = new Map<string, { entry: Entry; numbers?: ReturnType<typeof collectDocumentNumbers> }>()
  for (let at = 0; at < set.length; ) {
    const deviation = readTlv(set, at)
    const members = deviation.ok ? readTlvs(deviation.value.value, 2) : deviation
    if (!deviation.ok || !members.ok) return malformed('Deviation')
    at += deviation.value.length
    const [documents, descriptions] = members.value
    if (deviation.value.tag !== 0x30 || documents?.tag !== 0x30 || descriptions?.tag !== 0x31)
      return malformed('Deviation')
    const numbersAt = numbersWithin(documents.value)
    if (numbersAt === undefined) return malformed('DeviationDocuments')
    const criteria = documents.value.subarray(0, numbersAt)
    const hasNumbers = numbersAt < documents.value.length
    const key = `${hasNumbers} ${latin1(criteria)} ${latin1(descriptions.value)}`
    let known = found.get(key)
    if (!known) {
      if (found.size >= mostEntries) return malformed(`more than ${mostEntries} deviations`)
      const entry = readEntry(criteria, descriptions.value)
      if (!entry.ok) return entry
      known = { entry: entry.value, ...(hasNumbers && { numbers: collectDocumentNumbers() }) }
      found.set(key, known)
    }
    if (known.numbers && !addNumbers(documents.value.subarray(numbersAt), known.numbers))
      return malformed('documentNumbers')
  }
  return ok(
    Array.from(found.values(), ({ entry, numbers }) => ({ ...entry, ...(numbers && { numbers: numbers.set() }) })),
  )
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

/** Where `documentNumbers [5]`, the last member, begins; the end if it is absent; undefined if the members cannot be told apart. */
function numbersWithin(documents: Uint8Array): number | undefined {
  let at = 0
  while (at < documents.length) {
    const header = readTlvHeader(documents, at)
    if (!header.ok) return undefined
    const end = at + header.value.headerLength + header.value.valueLength
    if (end > documents.length) return undefined
    if (header.value.tag === 0xa5) return end === documents.length ? at : undefined
    at = end
  }
  return at
}

function addNumbers(tagged: Uint8Array, numbers: { add(number: string): void }): boolean {
  const set = readOnly(tagged, 0xa5)
  if (!set.ok) return false
  const { value } = set.value
  for (let at = 0; at < value.length; ) {
    const header = readTlvHeader(value, at)
    // 9303-10 §4.6.1: a number of more than nine characters goes on in the optional data, up to 22.
    if (!header.ok || header.value.tag !== 0x13 || header.value.valueLength > 32) return false
    const start = at + header.value.headerLength
    at = start + header.value.valueLength
    if (at > value.length) return false
    numbers.add(latin1(value.subarray(start, at)))
  }
  return true
}

function readEntry(criteria: Uint8Array, descriptions: Uint8Array): Result<Entry, StructureError> {
  const members = elementsOf(criteria)
  const described = elementsOf(descriptions)
  if (!members || !described) return malformed('Deviation')
  const [type, period] = [0x80, 0xa4].map(tag => members.find(each => each.tag === tag))
  const signers = members.filter(each => [0xa1, 0x82, 0x83].includes(each.tag))
  if (signers.length > 1 || members.length !== signers.length + Number(!!type) + Number(!!period))
    return malformed('DeviationDocuments')
  const signer = signers[0] && readSigner(signers[0])
  const issued = period && readPeriod(period)
  // What cannot be understood would, left out, name more documents than the issuer did.
  if ((signers[0] && !signer) || (period && !issued)) return malformed('DeviationDocuments')
  const defects = described.map(readDefect)
  if (defects.includes(undefined)) return malformed('DeviationDescription')
  return ok({
    ...(type && { documentType: latin1(type.content) }),
    ...(signer && { signer }),
    ...(issued && { issued }),
    defects: defects.filter(each => each !== undefined),
  })
}

/** Elements side by side. */
function elementsOf(bytes: Uint8Array): readonly BerElement[] | undefined {
  const tlvs = readTlvs(bytes, 1000)
  if (!tlvs.ok) return undefined
  const elements = tlvs.value.map(({ offset, length }) => readBer(bytes.subarray(offset, offset + length)))
  return elements.every(each => each.ok) ? elements.flatMap(each => (each.ok ? [each.value] : [])) : undefined
}

function readSigner({ tag, content, children }: BerElement): DeviationEntry['signer'] {
  if (tag === 0x82) return { subjectKeyId: bytesToHex(content) }
  if (tag === 0x83) return { digest: bytesToHex(content) }
  const [name, serial, ...more] = children
  const issuer = readName(name)
  if (!issuer.ok || serial?.tag !== 0x02 || more.length > 0) return undefined
  return { issuerKey: issuer.value.key, serial: bytesToHex(serial.content) }
}

function readPeriod({ children }: BerElement): DeviationEntry['issued'] {
  const [from, to] = children.map(each => readTime({ ...each, content: withoutFraction(each.content) }))
  return from && to && children.length === 2 ? { from, to } : undefined
}

/** The Italian list of 2018 has milliseconds (X.680 §46.2), which certificates may not have. */
const withoutFraction = (content: Uint8Array) =>
  content.length > 24 ? content : new TextEncoder().encode(latin1(content).replace(/[.,]\d{1,6}(?=Z$)/, ''))

function readDefect({ tag, children }: BerElement): ListedDefect | undefined {
  const rest = [...children]
  const text = rest[0] && [0x0c, 0x13, 0x14, 0x16].includes(rest[0].tag) ? rest.shift() : undefined
  const type = oidOf(rest.shift())
  if (tag !== 0x30 || !type || rest.some(each => each.tag !== 0xa0 && each.tag !== 0xa1)) return undefined
  const field = smallIntegerOf(rest.find(each => each.tag === 0xa0)?.children[0])
  const description = text && new TextDecoder().decode(text.content.subarray(0, longestDescription))
  return { type, ...(description && { description }), ...(field !== undefined && { field }) }
}
