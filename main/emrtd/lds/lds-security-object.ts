import type { HashName } from '../../crypto/hash.ts'
import { readHashAlgorithm } from '../pa/algorithm-identifier.ts'
import { malformed, octetsOf, readBer, type StructureError, smallIntegerOf } from '../pa/ber-element.ts'
import { idData } from '../pa/signed-data.ts'
import { ok, type Result } from '../result.ts'
import { type DataGroupId, dataGroupId } from './elementary-files.ts'

/** LDSSecurityObject (9303-10 §4.6.2.3), the content of EF.SOD: which data groups there are, each with its hash. */
export interface LdsSecurityObject {
  readonly version: 0 | 1
  readonly hashAlgorithm: HashName
  readonly hashes: ReadonlyMap<DataGroupId, Uint8Array>
  /** Version 1 only, e.g. `0108`. */
  readonly ldsVersion?: string
  readonly unicodeVersion?: string
}

/** id-icao-ldsSecurityObject (9303-10 §4.6.2.3). */
export const ldsSecurityObjectType = '2.23.136.1.1.1'

/**
 * Content types under which states sign an LDSSecurityObject: that of 9303, an older one of Belgian and French documents, one of the Dutch
 * maker, and id-data, as Chinese passports have it. All but the first are deviations; the content itself is parsed strictly.
 */
export const ldsSecurityObjectTypes = [ldsSecurityObjectType, '1.3.27.1.1.1', '1.2.528.1.1006.1.20.1', idData]

const digestLength: Readonly<Record<HashName, number>> = {
  'SHA-1': 20,
  'SHA-224': 28,
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
}

/** Parses version 0 or 1. Refused: a number that is no data group, one twice, a digest not as long as the algorithm's. */
export function parseLdsSecurityObject(bytes: Uint8Array): Result<LdsSecurityObject, StructureError> {
  const element = readBer(bytes)
  if (!element.ok) return element
  const [versionInteger, algorithm, list, info, ...more] = element.value.children
  const version = smallIntegerOf(versionInteger)
  if (element.value.tag !== 0x30 || more.length > 0 || (version !== 0 && version !== 1))
    return malformed('LDSSecurityObject')
  const hashAlgorithm = readHashAlgorithm(algorithm)
  if (!hashAlgorithm.ok) return hashAlgorithm
  const hashes = new Map<DataGroupId, Uint8Array>()
  for (const entry of list?.children ?? []) {
    const id = dataGroupId(smallIntegerOf(entry.children[0]) ?? 0)
    const digest = octetsOf(entry.children[1])
    if (entry.tag !== 0x30 || !id || !digest) return malformed('hash of no data group')
    if (hashes.has(id)) return malformed(`hash of ${id} twice`)
    if (digest.length !== digestLength[hashAlgorithm.value])
      return malformed(`hash of ${id} has ${digest.length} bytes`)
    hashes.set(id, digest)
  }
  if (list?.tag !== 0x30 || hashes.size === 0) return malformed('no hashes')
  const [ldsVersion, unicodeVersion] = (info?.children ?? []).map(text =>
    String.fromCharCode(...text.content.subarray(0, 6)),
  )
  return ok({
    version,
    hashAlgorithm: hashAlgorithm.value,
    hashes,
    ...(ldsVersion && { ldsVersion }),
    ...(unicodeVersion && { unicodeVersion }),
  })
}
