import { type BlockCipher, blockCiphers } from '../crypto/block-cipher.ts'
import type { ChipPublicKey } from '../crypto/chip-public-key.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { encodeOid } from './object-identifier.ts'
import { fail, ok, type Result } from './result.ts'
import { parseDg14, parseSecurityInfos, type SecurityInfos } from './security-infos.ts'
import { chipAuthenticationOid, type KeyAgreement, protocolOids } from './security-protocol.ts'
import { readTlvs, tlv } from './tlv.ts'

/** A chip authentication to carry out: protocol and key belong together. */
export interface ChipAuthenticationChoice {
  readonly oid: string
  readonly cipher: BlockCipher
  /** Reference of the key, sent to the chip if it has one. */
  readonly keyId?: number
  readonly publicKey: ChipPublicKey
  /** Name of the curve or finite field, e.g. `brainpoolP256r1`, `MODP-2048-256`. */
  readonly parameters: string
  /** The chip named no protocol; 3DES is what such chips do (9303-11 §9.2.5). */
  readonly inferred: boolean
}

/**
 * The strongest chip authentication of EF.DG14 that we can do, version 1: longer AES keys first and 3DES last, among these the stronger key, among
 * these the first in the file. Undefined if the chip has no key for it. Errors: `AccessUnsupported` if it has only such as we cannot do, version 2
 * by its name; `ChipHostile` if a key is none of its group or the group pretends to be a known one; `ProtocolTlv`.
 */
export function chooseChipAuthentication(dg14: Uint8Array): Result<ChipAuthenticationChoice | undefined, EmrtdError> {
  const infos = chipAuthenticationInfos(dg14)
  if (!infos.ok) return infos
  const [first, ...more] = pairs(infos.value)
  if (first) return ok(more.reduce((best, each) => (strength(each) > strength(best) ? each : best), first))
  const { keys, protocols } = infos.value
  if (keys.length === 0) return ok(undefined)
  const problem = keys.flatMap(({ key }) => (key.ok ? [] : [key.error]))[0]
  const later = protocols.find(({ version }) => version !== 1)
  const message =
    problem?.message ??
    (later ? `chip authentication version ${later.version} (${later.oid})` : 'no protocol that fits the chip’s key')
  return fail({ tag: problem?.tag === 'malformed' ? 'ChipHostile' : 'AccessUnsupported', message })
}

/** Every chip authentication of EF.DG14 that we can do. Error: `ProtocolTlv`. */
export function chipAuthenticationChoices(dg14: Uint8Array): Result<ChipAuthenticationChoice[], EmrtdError> {
  const infos = chipAuthenticationInfos(dg14)
  return infos.ok ? ok(pairs(infos.value)) : infos
}

/** Bits of an RSA or DH modulus that are about as strong as an elliptic curve of so many bits (NIST SP 800-57-1 §5.6.1.1). */
const equivalents: readonly (readonly [number, number])[] = [
  [1024, 160],
  [2048, 224],
  [3072, 256],
  [Number.POSITIVE_INFINITY, 320],
]

function strength({ cipher, publicKey }: ChipAuthenticationChoice): number {
  const bits =
    publicKey.kind === 'ec'
      ? publicKey.curve.parameters.n.toString(2).length
      : (equivalents.find(([modulus]) => publicKey.bits <= modulus)?.[1] ?? 0)
  return blockCiphers.indexOf(cipher) * 1000 + bits
}

/**
 * Every pair of key and protocol that we can do. They belong together by key id; where there is one key only, its protocol may also leave the id
 * out. Without any protocol 3DES is inferred.
 */
function pairs({ keys, protocols }: Infos): ChipAuthenticationChoice[] {
  return keys.flatMap(({ key, keyId }): ChipAuthenticationChoice[] => {
    if (!key.ok) return []
    const publicKey = key.value
    const keyAgreement: KeyAgreement = publicKey.kind === 'ec' ? 'ECDH' : 'DH'
    const parameters = publicKey.kind === 'ec' ? publicKey.curve.name : publicKey.group.name
    const pair = (oid: string, cipher: BlockCipher, id: number | undefined, inferred: boolean) => ({
      oid,
      cipher,
      publicKey,
      parameters,
      inferred,
      ...(id !== undefined && { keyId: id }),
    })
    if (protocols.length === 0) return [pair(chipAuthenticationOid(keyAgreement, '3DES'), '3DES', keyId, true)]
    return protocols
      .filter(info => info.version === 1 && info.keyAgreement === keyAgreement)
      .filter(info => info.keyId === keyId || keys.length === 1)
      .map(({ oid, cipher, keyId: named = keyId }) => pair(oid, cipher, named, false))
  })
}

interface Infos {
  readonly protocols: SecurityInfos['chipAuthentication']
  readonly keys: SecurityInfos['chipAuthenticationPublicKeys']
}

/**
 * The protocols and keys of EF.DG14. Some chips mix up the identifiers of both: a key under id-CA is taken for a key; a protocol under id-PK, or one
 * without its cipher, names nothing that we could choose, and is let pass as if it were not there.
 */
function chipAuthenticationInfos(dg14: Uint8Array): Result<Infos, EmrtdError> {
  const infos = parseDg14(dg14)
  if (!infos.ok) return infos
  const { chipAuthentication, chipAuthenticationPublicKeys, unknown } = infos.value
  // All in one set, so that the bounds of the parser hold for them together.
  const renamed = parseSecurityInfos(tlv(0x31, ...unknown.flatMap(({ oid, raw }) => asPublicKeyInfo(oid, raw) ?? [])))
  const misnamed = renamed.ok ? renamed.value.chipAuthenticationPublicKeys : []
  return ok({ protocols: chipAuthentication, keys: [...chipAuthenticationPublicKeys, ...misnamed] })
}

/** A SecurityInfo under id-CA with a SEQUENCE, which is a key, under the identifier of keys. */
function asPublicKeyInfo(oid: string, raw: Uint8Array): Uint8Array | undefined {
  const arc = /^\.([12])(\.|$)/.exec(oid.replace(protocolOids.chipAuthentication, ''))?.[1]
  const outer = readTlvs(raw, 1)
  const info = outer.ok ? readTlvs(outer.value[0]?.value ?? raw, 3) : outer
  if (!arc || !info.ok) return undefined
  const [identifier, key, ...more] = info.value
  if (identifier?.tag !== 0x06 || key?.tag !== 0x30) return undefined
  const rest = [key, ...more].map(each => tlv(each.tag, each.value))
  return tlv(0x30, tlv(0x06, encodeOid(`${protocolOids.publicKey}.${arc}`)), ...rest)
}
