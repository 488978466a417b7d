import { malformed } from '../emrtd/pa/ber-element.ts'
import type { Certificate } from '../emrtd/pa/certificate.ts'
import { type SignedDataError, verifySignedData } from '../emrtd/pa/signed-data.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { readOnly, readTlvs } from '../emrtd/tlv.ts'

/** id-icao-cscaMasterList (9303-12 §9). */
const masterListType = '2.23.136.1.1.2'
/** The largest public list has under 700. */
const mostCertificates = 10_000

/** A CSCA master list whose own signature held. Whether its signer may be trusted is for the chain to say. */
export interface MasterList {
  /** Each certificate in DER as received; not parsed yet. */
  readonly certificates: readonly Uint8Array[]
  readonly signer: Certificate
  /** What came along in the CMS: the signer, and usually its CSCA. */
  readonly companions: readonly Certificate[]
  /** E.g. `RSA 4096 SHA-256`. */
  readonly algorithm: string
  readonly signingTime?: Date
}

/**
 * Verifies a master list (9303-12 §9): a CMS SignedData over `CscaMasterList ::= SEQUENCE { version 0, certList SET OF Certificate }`. Nothing of a
 * list whose signature does not hold comes out of here.
 */
export function verifyMasterList(bytes: Uint8Array): Result<MasterList, SignedDataError> {
  const signed = verifySignedData(bytes, [masterListType])
  if (!signed.ok) return signed
  const { content, signer, certificates: companions, algorithm, signingTime } = signed.value
  const list = readOnly(content, 0x30)
  const parts = list.ok ? readTlvs(list.value.value, 2) : list
  if (!parts.ok) return malformed(`master list: ${parts.error.message}`)
  const [version, set] = parts.value
  if (version?.tag !== 0x02 || version.value.length !== 1 || version.value[0] !== 0 || set?.tag !== 0x31)
    return malformed('CscaMasterList')
  const entries = readTlvs(set.value, mostCertificates)
  if (!entries.ok) return malformed(`master list: ${entries.error.message}`)
  if (entries.value.some(entry => entry.tag !== 0x30))
    return malformed('master list with something else than certificates')
  const certificates = entries.value.map(({ offset, length }) => set.value.subarray(offset, offset + length))
  return ok({ certificates, signer, companions, algorithm, ...(signingTime && { signingTime }) })
}
