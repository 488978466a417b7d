import type { HashName } from '../../crypto/hash.ts'
import type { SignatureScheme } from '../../crypto/signature.ts'
import { ok, type Result } from '../result.ts'
import { type BerElement, malformed, oidOf, type StructureError, smallIntegerOf, unsupported } from './ber-element.ts'

const hashByOid: Readonly<Record<string, HashName>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

const rsaEncryption = '1.2.840.113549.1.1.1'
const rsaPss = '1.2.840.113549.1.1.10'
const mgf1 = '1.2.840.113549.1.1.8'

const rsaByOid: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.2.840.113549.1.1.14': 'SHA-224',
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
}

/** X9.62 and RFC 5758: r and s in DER. */
const ecdsaByOid: Readonly<Record<string, HashName>> = {
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.10045.4.3.1': 'SHA-224',
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
}

/** X9.62: r and s in DER under the hash that the parameters name. */
const ecdsaSpecified = '1.2.840.10045.4.3'

/** TR-03111 §5.2.1.1: r‖s. */
const plainEcdsaByOid: Readonly<Record<string, HashName>> = {
  '0.4.0.127.0.7.1.1.4.1.1': 'SHA-1',
  '0.4.0.127.0.7.1.1.4.1.2': 'SHA-224',
  '0.4.0.127.0.7.1.1.4.1.3': 'SHA-256',
  '0.4.0.127.0.7.1.1.4.1.4': 'SHA-384',
  '0.4.0.127.0.7.1.1.4.1.5': 'SHA-512',
}

/** Hash named by an AlgorithmIdentifier whose parameters are absent or NULL (RFC 5754 §2). */
export function readHashAlgorithm(element: BerElement | undefined): Result<HashName, StructureError> {
  const oid = algorithmOid(element)
  const name = oid && hashByOid[oid]
  if (!name) return unsupported(`hash algorithm ${oid ?? ''}`)
  return withoutParameters(element) ? ok(name) : malformed(`${name} with parameters`)
}

/**
 * Signature scheme named by an AlgorithmIdentifier (RFC 4055, RFC 5754, TR-03111).
 * @param digest hash of the digestAlgorithm beside it, for `rsaEncryption` alone, which names none (RFC 3370 §3.2)
 */
export function readSignatureAlgorithm(
  element: BerElement | undefined,
  digest?: HashName,
): Result<SignatureScheme, StructureError> {
  const oid = algorithmOid(element) ?? ''
  if (oid === rsaPss) return readPss(element?.children[1])
  if (oid === ecdsaSpecified) {
    const specified = readHashAlgorithm(element?.children[1])
    return specified.ok ? ok({ kind: 'ecdsa', hash: specified.value, form: 'der' }) : specified
  }
  const plain = withoutParameters(element)
  const rsa = oid === rsaEncryption ? digest : rsaByOid[oid]
  if (rsa && plain) return ok({ kind: 'rsa-pkcs1', hash: rsa })
  const der = ecdsaByOid[oid]
  if (der && plain) return ok({ kind: 'ecdsa', hash: der, form: 'der' })
  const concatenated = plainEcdsaByOid[oid]
  if (concatenated && plain) return ok({ kind: 'ecdsa', hash: concatenated, form: 'plain' })
  return unsupported(`signature algorithm ${oid}`)
}

/** RSASSA-PSS-params (RFC 4055 §3.1); what is absent has the default SHA-1, MGF1 with SHA-1, 20. */
function readPss(parameters: BerElement | undefined): Result<SignatureScheme, StructureError> {
  if (parameters?.tag !== 0x30) return malformed('RSA-PSS without parameters')
  const part = new Map(parameters.children.map(child => [child.tag, child.children[0]]))
  if (part.size !== parameters.children.length) return malformed('RSA-PSS parameter twice')
  if (![...part.keys()].every(tag => tag >= 0xa0 && tag <= 0xa3)) return malformed('unknown RSA-PSS parameter')
  const hash = part.has(0xa0) ? readHashAlgorithm(part.get(0xa0)) : ok<HashName>('SHA-1')
  if (!hash.ok) return hash
  const mask = part.get(0xa1)
  if (part.has(0xa1) && algorithmOid(mask) !== mgf1) return unsupported('mask generation other than MGF1')
  const mgfHash = part.has(0xa1) ? readHashAlgorithm(mask?.children[1]) : ok<HashName>('SHA-1')
  if (!mgfHash.ok) return mgfHash
  const saltLength = part.has(0xa2) ? smallIntegerOf(part.get(0xa2)) : 20
  const trailer = part.has(0xa3) ? smallIntegerOf(part.get(0xa3)) : 1
  if (saltLength === undefined || trailer !== 1) return malformed('RSA-PSS salt length or trailer')
  return ok({ kind: 'rsa-pss', hash: hash.value, mgfHash: mgfHash.value, saltLength })
}

/** OID of an AlgorithmIdentifier. */
export const algorithmOid = (element: BerElement | undefined): string | undefined =>
  element?.tag === 0x30 && element.children.length <= 2 ? oidOf(element.children[0]) : undefined

const withoutParameters = (element: BerElement | undefined): boolean => {
  const parameters = element?.children[1]
  return parameters === undefined || (parameters.tag === 0x05 && parameters.content.length === 0)
}
