import { type BlockCipher, blockCiphers } from '../crypto/block-cipher.ts'
import { type CurveName, curveByName } from '../crypto/curves.ts'
import { type EllipticCurveGroup, ellipticCurveGroup } from '../crypto/elliptic-curve-group.ts'
import { type FiniteFieldGroup, finiteFieldGroup } from '../crypto/finite-field-groups.ts'
import type { FiniteFieldGroupName } from '../crypto/finite-field-parameters.ts'

const bsiProtocols = '0.4.0.127.0.7.2.2'
/** Object identifiers of 9303-11 §9.2 and TR-03110-3 A.1; a protocol with variants has further arcs. */
export const protocolOids = {
  publicKey: `${bsiProtocols}.1`,
  terminalAuthentication: `${bsiProtocols}.2`,
  chipAuthentication: `${bsiProtocols}.3`,
  pace: `${bsiProtocols}.4`,
  activeAuthentication: '2.23.136.1.1.5',
  standardizedDomainParameters: '0.4.0.127.0.7.1.2',
} as const

export type KeyAgreement = 'DH' | 'ECDH'
export type PaceMapping = 'GM' | 'IM' | 'CAM'

const keyAgreementOfArc: readonly (KeyAgreement | undefined)[] = [undefined, 'DH', 'ECDH']
const paceOfArc: readonly (readonly [KeyAgreement, PaceMapping] | undefined)[] = [
  undefined,
  ['DH', 'GM'],
  ['ECDH', 'GM'],
  ['DH', 'IM'],
  ['ECDH', 'IM'],
  undefined,
  ['ECDH', 'CAM'],
]

/** Arcs that follow `base` in `oid`, or undefined if it does not begin with it. */
function arcsAfter(base: string, oid: string): number[] | undefined {
  return oid.startsWith(`${base}.`)
    ? oid
        .slice(base.length + 1)
        .split('.')
        .map(Number)
    : undefined
}

/**
 * id-PACE-(DH|ECDH)-(GM|IM|CAM)[-cipher]: the cipher is absent in PACEDomainParameterInfo (9303-11 §9.2.1, §9.2.2). Chip authentication
 * mapping has neither DH nor 3DES (9303-11 §4.4.3).
 */
export function paceProtocol(oid: string) {
  const [variant = 0, cipher = 0, ...more] = arcsAfter(protocolOids.pace, oid) ?? []
  const [keyAgreement, mapping] = paceOfArc[variant] ?? []
  if (!keyAgreement || !mapping || more.length > 0) return undefined
  if (mapping === 'CAM' && cipherOfArc(cipher) === '3DES') return undefined
  return { keyAgreement, mapping, cipher: cipherOfArc(cipher) }
}

/** id-CA-(DH|ECDH)-cipher (9303-11 §9.2.5). */
export function chipAuthenticationProtocol(oid: string) {
  const [variant = 0, arc = 0, ...more] = arcsAfter(protocolOids.chipAuthentication, oid) ?? []
  const [keyAgreement, cipher] = [keyAgreementOfArc[variant], cipherOfArc(arc)]
  return keyAgreement && cipher && more.length === 0 ? { keyAgreement, cipher } : undefined
}

/** id-PK-DH, id-PK-ECDH (9303-11 §9.2.6). */
export function publicKeyProtocol(oid: string): KeyAgreement | undefined {
  const [variant = 0, ...more] = arcsAfter(protocolOids.publicKey, oid) ?? []
  return more.length === 0 ? keyAgreementOfArc[variant] : undefined
}

/** Last arc: 1 = 3DES-CBC-CBC, 2 = AES-128, 3 = AES-192, 4 = AES-256. */
const cipherOfArc = (arc: number): BlockCipher | undefined => blockCiphers[arc - 1]

/** Object identifier of chip authentication with a cipher. */
export const chipAuthenticationOid = (keyAgreement: KeyAgreement, cipher: BlockCipher): string =>
  `${protocolOids.chipAuthentication}.${keyAgreementOfArc.indexOf(keyAgreement)}.${blockCiphers.indexOf(cipher) + 1}`

/** A group for key agreement, of either kind. */
export type AgreementGroup = EllipticCurveGroup | FiniteFieldGroup

/** Standardized domain parameters by their number (9303-11 §9.5.1, table 18); what is not here is reserved. */
const finiteFields: Readonly<Record<number, FiniteFieldGroupName>> = {
  0: 'MODP-1024-160',
  1: 'MODP-2048-224',
  2: 'MODP-2048-256',
}
const curves: Readonly<Record<number, CurveName>> = {
  8: 'P-192',
  9: 'brainpoolP192r1',
  10: 'P-224',
  11: 'brainpoolP224r1',
  12: 'P-256',
  13: 'brainpoolP256r1',
  14: 'brainpoolP320r1',
  15: 'P-384',
  16: 'brainpoolP384r1',
  17: 'brainpoolP512r1',
  18: 'P-521',
}

/** Numbers of all standardized domain parameters. */
export const standardizedParameterIds: readonly number[] = [finiteFields, curves].flatMap(each =>
  Object.keys(each).map(Number),
)

/** The standardized group with that number. */
export function standardizedGroup(parameterId: number): AgreementGroup | undefined {
  const field = finiteFields[parameterId]
  if (field) return finiteFieldGroup(field)
  const curve = curves[parameterId]
  return curve && ellipticCurveGroup(curveByName(curve))
}
