import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { type HashName, hash, hashNames } from '../crypto/hash.ts'
import { malformed, type StructureError } from '../emrtd/pa/ber-element.ts'
import type { Certificate } from '../emrtd/pa/certificate.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { type Anchor, anchorKinds } from './anchor.ts'
import type { DeviationList } from './deviation-list.ts'
import type { DeviationEntry } from './deviation-list-content.ts'
import { bareNumber, hasDocumentNumber } from './document-number-set.ts'
import type { Deviation, DeviationQuery } from './trust.ts'

/** What is kept of a deviation list whose signer was trusted when it was imported: enough to ask it, without the list. */
export interface DeviationIndex {
  /** Country of the signer: a state speaks of its own documents alone. */
  readonly country?: string
  readonly anchorKind: Anchor['kind']
  readonly signingTime?: Date
  readonly digestAlgorithm?: HashName
  readonly entries: readonly DeviationEntry[]
}

/** The index of a list under the anchor that `deviationListAnchor` found. */
export function deviationIndex(list: DeviationList, anchor: Anchor): DeviationIndex {
  const { digestAlgorithm, signingTime, entries } = list
  const { country } = anchor.certificate.subject
  return {
    ...(country && { country }),
    anchorKind: anchor.kind,
    ...(signingTime && { signingTime }),
    ...(digestAlgorithm && { digestAlgorithm }),
    entries,
  }
}

/**
 * Defects listed for a document; undefined if the list is not about documents of that state. A list under a test anchor says nothing of documents under another one. `certain` is false where a criterion of the
 * entry could not be compared; `mayExcuse` is true only where the entry names this document or its signer, is certain, and its signer stands under
 * an anchor of the same kind: a defect that is held against a document may be found too often, one that excuses it may not.
 */
export function findDeviations(index: DeviationIndex, query: DeviationQuery): Deviation[] | undefined {
  const { anchorKind } = query
  if (index.country === undefined || index.country !== query.signer.subject.country) return undefined
  if ((index.anchorKind === 'test') !== (anchorKind === 'test')) return undefined
  return index.entries.flatMap(entry => {
    const match = matches(entry, query, index.digestAlgorithm)
    if (match === 'no') return []
    const certain = match === 'certain'
    const named = entry.signer !== undefined || entry.numbers !== undefined
    const mayExcuse = certain && named && index.anchorKind === anchorKind
    return entry.defects.map(defect => ({ ...defect, certain, mayExcuse }))
  })
}

/** A document that was not read far enough to be compared by its number or type is not meant. */
function matches(
  entry: DeviationEntry,
  query: DeviationQuery,
  digest: HashName | undefined,
): 'no' | 'certain' | 'possible' {
  const { documentType, signer, issued, numbers } = entry
  const { documentCode, documentNumber, issuedAt } = query
  if (documentType !== undefined && bareNumber(documentType) !== bareNumber(documentCode ?? '')) return 'no'
  if (signer && !isSigner(signer, query.signer, digest)) return 'no'
  if (numbers && (documentNumber === undefined || !hasDocumentNumber(numbers, documentNumber))) return 'no'
  if (!issued) return 'certain'
  if (!issuedAt) return 'possible'
  return issued.from <= issuedAt && issuedAt <= issued.to ? 'certain' : 'no'
}

function isSigner(named: NonNullable<DeviationEntry['signer']>, signer: Certificate, digest: HashName | undefined) {
  if ('subjectKeyId' in named) return named.subjectKeyId === signer.subjectKeyId
  if ('digest' in named) return digest !== undefined && named.digest === bytesToHex(hash(digest, signer.bytes))
  return named.serial === signer.serial && named.issuerKey === signer.issuer.key
}

const signerSchema = z.union([
  z.strictObject({ issuerKey: z.string(), serial: z.string() }),
  z.strictObject({ subjectKeyId: z.string() }),
  z.strictObject({ digest: z.string() }),
])
const moment = z.iso.datetime().transform(text => new Date(text))
const stored = z.strictObject({
  format: z.literal('chipdesk-deviation-index-1'),
  country: z.exactOptional(z.string()),
  anchorKind: z.enum(anchorKinds),
  signingTime: z.exactOptional(moment),
  digestAlgorithm: z.exactOptional(z.enum(hashNames)),
  entries: z.array(
    z.strictObject({
      documentType: z.exactOptional(z.string()),
      signer: z.exactOptional(signerSchema),
      issued: z.exactOptional(z.strictObject({ from: moment, to: moment })),
      /** Length in bytes, in the order of the entries. */
      numbers: z.exactOptional(z.int().nonnegative()),
      defects: z.array(
        z.strictObject({
          type: z.string(),
          description: z.exactOptional(z.string()),
          field: z.exactOptional(z.int()),
        }),
      ),
    }),
  ),
})

/** One file: a line of JSON, and behind it the numbers of all entries as they are looked up. */
export function encodeDeviationIndex(index: DeviationIndex): Uint8Array {
  const entries = index.entries.map(entry => ({ ...entry, ...(entry.numbers && { numbers: entry.numbers.length }) }))
  const head = JSON.stringify({ format: 'chipdesk-deviation-index-1', ...index, entries })
  return concatBytes(utf8ToBytes(`${head}\n`), ...index.entries.flatMap(({ numbers }) => numbers ?? []))
}

/** Reads what `encodeDeviationIndex` wrote. The numbers are views into `bytes`. */
export function decodeDeviationIndex(bytes: Uint8Array): Result<DeviationIndex, StructureError> {
  const end = bytes.indexOf(0x0a)
  let head: unknown
  try {
    head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)))
  } catch {
    return malformed('deviation index')
  }
  const parsed = stored.safeParse(head)
  if (!parsed.success) return malformed('deviation index')
  const { format: _, entries, ...rest } = parsed.data
  let at = end + 1
  const whole = entries.map(({ numbers, ...entry }) => {
    if (numbers === undefined) return entry
    at += numbers
    return { ...entry, numbers: bytes.subarray(at - numbers, at) }
  })
  return at === bytes.length ? ok({ ...rest, entries: whole }) : malformed('deviation index of another length')
}
