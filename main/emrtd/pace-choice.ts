import { type BlockCipher, blockCiphers } from '../crypto/block-cipher.ts'
import { bitLength } from '../crypto/prime.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'
import type { PaceInfo, SecurityInfos } from './security-infos.ts'
import { type AgreementGroup, type PaceMapping, standardizedGroup } from './security-protocol.ts'

/** A PACE protocol to use, with its group; `nameParameters` where the chip has several groups and must be told which. */
export interface PaceChoice extends PaceInfo {
  readonly group: AgreementGroup
  readonly nameParameters?: boolean
}

/**
 * All PACE protocols of a chip that we do, strongest first. EF.CardAccess is not signed: the order only decides among what a chip offers, and
 * whether something better was hidden shows when EF.DG14 is compared. In this order counts
 *
 * 1. the weakest part in bits of security (NIST SP 800-57 part 1, table 2): 3DES with two keys 80, AES its key, a curve half its
 *    order, MODP-1024 80, MODP-2048 112; 128 and more count alike, as nobody reaches them;
 * 2. the mapping: CAM, since it proves the chip as well (9303-11 appendix J.1); then GM, which most chips have; then IM. For
 *    secrecy they are equal;
 * 3. the longer key of the cipher;
 * 4. the stronger group, a curve before a finite field of equal strength, which is slower;
 * 5. the place in the file.
 *
 * Refused is, and why:
 * - version 1: not the protocol of the standard, which knows 2 alone (9303-11 §9.2.1);
 * - explicit domain parameters other than those of a standardized group, all compared: they are unsigned, and weak ones would give the password
 *   away to an offline search (9303-11 §9.2.2: inspection systems must not use what they do not know to be secure);
 * - numbers 3–7 and 19–31, which are reserved, and explicit parameters under a reserved number (§9.5.1);
 * - integrated mapping on P-224, whose prime is 1 mod 4 (§9.5.1, appendix B.1);
 * - chip authentication mapping over finite fields or with 3DES, and groups of another kind than the protocol says (§4.4.3).
 */
export function paceChoices(infos: SecurityInfos): readonly PaceChoice[] {
  const parameterIds = new Set([...infos.pace, ...infos.paceDomainParameters].map(info => info.parameterId))
  const nameParameters = parameterIds.size > 1
  const choices = infos.pace.flatMap((info): PaceChoice[] => {
    const group = paceGroup(infos, info)
    return group.ok ? [{ ...info, group: group.value, nameParameters }] : []
  })
  // The sort is stable: equals stay in the order of the file.
  return choices.toSorted((a, b) => compare(rank(b), rank(a)))
}

/** The first of `paceChoices`; undefined if there is none. */
export const choosePaceInfo = (infos: SecurityInfos): PaceChoice | undefined => paceChoices(infos)[0]

/** Group of a PACEInfo, or why this PACE is not done. Error: `AccessUnsupported`. */
export function paceGroup(infos: SecurityInfos, info: PaceInfo): Result<AgreementGroup, EmrtdError> {
  const refuse = (why: string) =>
    fail<EmrtdError>({ tag: 'AccessUnsupported', message: `PACE ${info.oid} version ${info.version}: ${why}` })
  if (info.version !== 2) return refuse('only version 2 is standardized')
  const group = groupOf(infos, info)
  if (typeof group === 'string') return refuse(group)
  if (group.kind !== info.keyAgreement) return refuse(`${info.keyAgreement} on ${group.name}`)
  if (info.mapping === 'CAM' && info.cipher === '3DES') return refuse('chip authentication mapping with 3DES')
  if (info.mapping === 'IM' && !group.fromField) return refuse(`no integrated mapping on ${group.name}`)
  return ok(group)
}

const highestReserved = 31

function groupOf({ paceDomainParameters }: SecurityInfos, { parameterId, keyAgreement }: PaceInfo) {
  if (parameterId !== undefined && parameterId <= highestReserved) {
    return standardizedGroup(parameterId) ?? `domain parameters ${parameterId} are reserved`
  }
  if (parameterId !== undefined && parameterId > 0xff) return `domain parameters ${parameterId} cannot be named`
  const [explicit, ...more] = paceDomainParameters.filter(
    each => each.keyAgreement === keyAgreement && each.parameterId === parameterId,
  )
  if (!explicit || more.length > 0) return `not one set of domain parameters ${parameterId ?? 'without number'}`
  return explicit.group.ok ? explicit.group.value : explicit.group.error.message
}

const cipherStrength: Readonly<Record<BlockCipher, number>> = {
  '3DES': 80,
  'AES-128': 128,
  'AES-192': 192,
  'AES-256': 256,
}
const mappingOrder: readonly PaceMapping[] = ['IM', 'GM', 'CAM']

function groupStrength({ group }: PaceChoice): number {
  if (group.kind === 'ECDH') return bitLength(group.order) / 2
  return bitLength(group.prime) < 2048 ? 80 : 112
}

/** Bits of security of its weakest part, 128 at most: the first rule of `paceChoices`. */
export const securityOf = (choice: PaceChoice): number =>
  Math.min(cipherStrength[choice.cipher], groupStrength(choice), 128)

function rank(choice: PaceChoice): readonly number[] {
  const { cipher, mapping, group } = choice
  return [
    securityOf(choice),
    mappingOrder.indexOf(mapping),
    blockCiphers.indexOf(cipher),
    groupStrength(choice),
    group.kind === 'ECDH' ? 1 : 0,
  ]
}

/** Lexicographic. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
