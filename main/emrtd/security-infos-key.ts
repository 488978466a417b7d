import type { ChipPublicKey } from '../crypto/chip-public-key.ts'
import { ellipticCurveGroup } from '../crypto/elliptic-curve-group.ts'
import { finiteFieldGroupByParameters, standardizedFiniteFieldGroup } from '../crypto/finite-field-groups.ts'
import type { FiniteFieldParameters } from '../crypto/finite-field-parameters.ts'
import { bitLength } from '../crypto/prime.ts'
import { algorithmOid } from './pa/algorithm-identifier.ts'
import {
  type BerElement,
  bitStringOf,
  integerOf,
  malformed,
  readBer,
  type StructureError,
  smallIntegerOf,
  unsupported,
} from './pa/ber-element.ts'
import { ecPublicKey, readCurve } from './pa/public-key.ts'
import { ok, type Result } from './result.ts'
import { type AgreementGroup, type KeyAgreement, protocolOids, standardizedGroup } from './security-protocol.ts'

/** Reads the group that an AlgorithmIdentifier names. */
export type GroupReader = (algorithm: BerElement | undefined) => Result<AgreementGroup, StructureError>

/** dhpublicnumber of X9.42 (RFC 3279 §2.3.3), dhKeyAgreement of PKCS #3. */
const x942 = '1.2.840.10046.2.1'
const pkcs3 = '1.2.840.113549.1.3.1'

/** Explicit finite fields that are examined in one file. Each may cost a second, and no chip has more than one. */
const mostExplicitFields = 2

/**
 * A standardized group: by its number (TR-03110-3 A.2.1.1), a curve by its name, or either by all parameters. PKCS #3 has no q. Others are
 * unsupported, however good they may be.
 */
export const readStandardizedGroup: GroupReader = algorithm => {
  const oid = algorithmOid(algorithm)
  const parameters = algorithm?.children[1]
  if (oid === protocolOids.standardizedDomainParameters) {
    const group = standardizedGroup(smallIntegerOf(parameters) ?? -1)
    return group ? ok(group) : unsupported('standardized domain parameters of a reserved number')
  }
  if (oid === ecPublicKey) {
    const curve = readCurve(parameters)
    return curve.ok ? ok(ellipticCurveGroup(curve.value)) : curve
  }
  if (oid !== x942 && oid !== pkcs3) return oid ? unsupported(`public key ${oid}`) : malformed('AlgorithmIdentifier')
  const field = readFiniteField(algorithm)
  const known = field.ok ? standardizedFiniteFieldGroup(field.value) : undefined
  return known ? ok(known) : field.ok ? unsupported('finite field that is not known to be secure') : field
}

/** Reader of all groups of the keys in one file: those of `readStandardizedGroup`, and explicit finite fields after examination. */
export function groupReader(): GroupReader {
  let left = mostExplicitFields
  return algorithm => {
    const standardized = readStandardizedGroup(algorithm)
    const field = readFiniteField(algorithm)
    if (standardized.ok || !field.ok) return standardized
    if (left-- <= 0) return unsupported('more explicit finite fields than any chip has')
    const group = finiteFieldGroupByParameters(field.value)
    return group.ok ? group : malformed(group.error.message)
  }
}

/** DomainParameters of X9.42, p, g, q and more; or DHParameter of PKCS #3, p, g and the length of private keys. */
function readFiniteField(algorithm: BerElement | undefined): Result<FiniteFieldParameters, StructureError> {
  const [oid, parameters] = [algorithmOid(algorithm), algorithm?.children[1]]
  const [p, g, q] = (parameters?.children ?? []).map(integerOf)
  if (parameters?.tag !== 0x30 || p === undefined || g === undefined) return malformed('DH parameters')
  if (oid === pkcs3) return ok({ p, g })
  return oid === x942 && q !== undefined ? ok({ p, g, q }) : malformed('DH parameters without q')
}

/**
 * A chip authentication key: SubjectPublicKeyInfo whose group is of the kind that its protocol says, with a point, or an INTEGER, that may be
 * agreed with.
 */
export function readChipKey(
  info: BerElement,
  keyAgreement: KeyAgreement,
  readGroup: GroupReader,
): Result<ChipPublicKey, StructureError> {
  const [algorithm, bits] = info.children
  const bytes = bitStringOf(bits)
  if (info.tag !== 0x30 || !bytes) return malformed('SubjectPublicKeyInfo')
  const read = readGroup(algorithm)
  if (!read.ok) return read
  const group = read.value
  if (group.kind !== keyAgreement) return malformed(`${keyAgreement} key of the group ${group.name}`)
  if (group.kind === 'ECDH') {
    const point = group.decode(bytes)
    return point.ok ? ok({ kind: 'ec', curve: group.curve, point: point.value }) : malformed(point.error.message)
  }
  const integer = readBer(bytes)
  if (!integer.ok || integer.value.tag !== 0x02) return malformed('DH public key is no INTEGER')
  const { content } = integer.value
  const value = group.decode(content[0] === 0 ? content.subarray(1) : content)
  if (!value.ok) return malformed(value.error.message)
  return ok({ kind: 'dh', group, value: value.value, bits: bitLength(group.parameters.p) })
}
