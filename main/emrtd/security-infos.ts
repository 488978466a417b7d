import type { BlockCipher } from '../crypto/block-cipher.ts'
import type { ChipPublicKey } from '../crypto/chip-public-key.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { type BerElement, oidOf, readBer, type StructureError, smallIntegerOf } from './pa/ber-element.ts'
import { fail, ok, type Result } from './result.ts'
import { type GroupReader, groupReader, readChipKey, readStandardizedGroup } from './security-infos-key.ts'
import {
  type AgreementGroup,
  chipAuthenticationProtocol,
  type KeyAgreement,
  type PaceMapping,
  paceProtocol,
  protocolOids,
  publicKeyProtocol,
} from './security-protocol.ts'
import { readOnly } from './tlv.ts'

/** One PACE protocol that the chip offers (9303-11 §9.2.1). */
export interface PaceInfo {
  readonly kind: 'pace'
  readonly oid: string
  readonly keyAgreement: KeyAgreement
  readonly mapping: PaceMapping
  readonly cipher: BlockCipher
  /** 2, or 1 on chips before the standard. */
  readonly version: number
  /** Number of standardized domain parameters, or the reference of explicit ones. */
  readonly parameterId?: number
}

/**
 * Explicit domain parameters for PACE (9303-11 §9.2.2), only where they are those of a standardized group: nobody vouches for others. Else
 * why there are none.
 */
export interface PaceDomainParameterInfo {
  readonly kind: 'pace-domain-parameters'
  readonly oid: string
  readonly keyAgreement: KeyAgreement
  readonly mapping: PaceMapping
  readonly group: Result<AgreementGroup, StructureError>
  readonly parameterId?: number
}

/** One chip authentication protocol that the chip offers (9303-11 §9.2.5). */
interface ChipAuthenticationInfo {
  readonly kind: 'chip-authentication'
  readonly oid: string
  readonly keyAgreement: KeyAgreement
  readonly cipher: BlockCipher
  readonly version: number
  readonly keyId?: number
}

/** A chip authentication key (9303-11 §9.2.6); why there is none if we cannot use it. */
interface ChipAuthenticationPublicKeyInfo {
  readonly kind: 'chip-authentication-public-key'
  readonly oid: string
  readonly keyAgreement: KeyAgreement
  readonly key: Result<ChipPublicKey, StructureError>
  readonly keyId?: number
}

/** Signature algorithm of active authentication with an EC key (9303-11 §9.2.4). */
interface ActiveAuthenticationInfo {
  readonly kind: 'active-authentication'
  readonly oid: string
  readonly version: number
  readonly signatureAlgorithm: string
}

/** The chip does terminal authentication (9303-11 §9.2.7). */
interface TerminalAuthenticationInfo {
  readonly kind: 'terminal-authentication'
  readonly oid: string
  readonly version: number
}

/** A protocol that we do not know, or a known one whose content breaks its definition. */
interface UnknownSecurityInfo {
  readonly kind: 'unknown'
  readonly oid: string
  /** The whole SecurityInfo as received. */
  readonly raw: Uint8Array
}

type SecurityInfo =
  | PaceInfo
  | PaceDomainParameterInfo
  | ChipAuthenticationInfo
  | ChipAuthenticationPublicKeyInfo
  | ActiveAuthenticationInfo
  | TerminalAuthenticationInfo
  | UnknownSecurityInfo

/** What a chip says it can do, by kind, each in the order of the file. */
export interface SecurityInfos {
  readonly pace: readonly PaceInfo[]
  readonly paceDomainParameters: readonly PaceDomainParameterInfo[]
  readonly chipAuthentication: readonly ChipAuthenticationInfo[]
  readonly chipAuthenticationPublicKeys: readonly ChipAuthenticationPublicKeyInfo[]
  readonly activeAuthentication: readonly ActiveAuthenticationInfo[]
  readonly terminalAuthentication: readonly TerminalAuthenticationInfo[]
  readonly unknown: readonly UnknownSecurityInfo[]
}

/** Real chips have up to a dozen. */
const largestCount = 64

/**
 * Parses a SET OF SecurityInfo: all of EF.CardAccess, or the content of DG14 (9303-11 §9.2). An info that breaks its own
 * definition is kept as `unknown`, so that it does not take the others with it. Error: `ProtocolTlv`.
 */
export function parseSecurityInfos(set: Uint8Array): Result<SecurityInfos, EmrtdError> {
  const structure = readBer(set, 4_000)
  if (!structure.ok) return fail({ tag: 'ProtocolTlv', message: `SecurityInfos: ${structure.error.message}` })
  const { tag, children } = structure.value
  if (tag !== 0x31) return fail({ tag: 'ProtocolTlv', message: 'SecurityInfos are no SET' })
  if (children.length > largestCount) return fail({ tag: 'ProtocolTlv', message: `${children.length} SecurityInfos` })
  const infos: SecurityInfo[] = []
  const readGroup = groupReader()
  for (const element of children) {
    const oid = element.tag === 0x30 ? oidOf(element.children[0]) : undefined
    if (oid === undefined) return fail({ tag: 'ProtocolTlv', message: 'SecurityInfo without protocol' })
    infos.push(readSecurityInfo(oid, element, readGroup) ?? { kind: 'unknown', oid, raw: element.bytes })
  }
  return ok({
    pace: infos.filter(info => info.kind === 'pace'),
    paceDomainParameters: infos.filter(info => info.kind === 'pace-domain-parameters'),
    chipAuthentication: infos.filter(info => info.kind === 'chip-authentication'),
    chipAuthenticationPublicKeys: infos.filter(info => info.kind === 'chip-authentication-public-key'),
    activeAuthentication: infos.filter(info => info.kind === 'active-authentication'),
    terminalAuthentication: infos.filter(info => info.kind === 'terminal-authentication'),
    unknown: infos.filter(info => info.kind === 'unknown'),
  })
}

/** Parses EF.DG14: SecurityInfos in tag `6E` (9303-10 §4.7.14). Error: `ProtocolTlv`. */
export function parseDg14(bytes: Uint8Array): Result<SecurityInfos, EmrtdError> {
  const outer = readOnly(bytes, 0x6e)
  return outer.ok ? parseSecurityInfos(outer.value.value) : outer
}

function readSecurityInfo(oid: string, { children }: BerElement, readGroup: GroupReader): SecurityInfo | undefined {
  const [, required, optional, ...more] = children
  if (more.length > 0) return undefined
  const version = smallIntegerOf(required)
  const pace = paceProtocol(oid)
  if (pace?.cipher && version !== undefined) {
    const number = optionalNumber('parameterId', optional)
    return number && { kind: 'pace', oid, ...pace, cipher: pace.cipher, version, ...number }
  }
  if (pace && !pace.cipher && required?.tag === 0x30) {
    const number = optionalNumber('parameterId', optional)
    const { keyAgreement, mapping } = pace
    const group = readStandardizedGroup(required)
    return number && { kind: 'pace-domain-parameters', oid, keyAgreement, mapping, group, ...number }
  }
  const chipAuthentication = chipAuthenticationProtocol(oid)
  if (chipAuthentication && version !== undefined) {
    const number = optionalNumber('keyId', optional)
    return number && { kind: 'chip-authentication', oid, ...chipAuthentication, version, ...number }
  }
  const keyAgreement = publicKeyProtocol(oid)
  if (keyAgreement && required) {
    const number = optionalNumber('keyId', optional)
    const key = readChipKey(required, keyAgreement, readGroup)
    return number && { kind: 'chip-authentication-public-key', oid, keyAgreement, key, ...number }
  }
  if (oid === protocolOids.terminalAuthentication && version !== undefined)
    return { kind: 'terminal-authentication', oid, version }
  const signatureAlgorithm = oidOf(optional)
  if (oid === protocolOids.activeAuthentication && version !== undefined && signatureAlgorithm)
    return { kind: 'active-authentication', oid, version, signatureAlgorithm }
  return undefined
}

/** The optional INTEGER at the end: nothing if absent, undefined if it is something else. */
function optionalNumber<Name extends string>(name: Name, element: BerElement | undefined) {
  const value = smallIntegerOf(element)
  if (element && value === undefined) return undefined
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: number }
}
