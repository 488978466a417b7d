import { bytesToNumberBE } from '@noble/curves/utils.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { type BlockCipher, blockCiphers, blockLength, decryptCbc, keyLength } from '../crypto/block-cipher.ts'
import { type Curve, type CurvePoint, decodePoint, encodePoint } from '../crypto/curves.ts'
import { equal, mac } from '../crypto/mac.ts'
import { type Random, randomScalar } from '../crypto/random.ts'
import type { Dialogue } from './apdu.ts'
import { generalAuthenticate, manageSecurityEnvironment } from './commands.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { type Password, passwordKey, sessionKeysFrom, xCoordinate } from './key-derivation.ts'
import { encodeOid } from './object-identifier.ts'
import { fail, ok, type Result } from './result.ts'
import type { SessionKeys } from './secure-messaging.ts'
import type { PaceInfo, SecurityInfos } from './security-infos.ts'
import { type PaceMapping, standardizedGroup } from './security-protocol.ts'
import { saysWrongPassword, statusError, success } from './status-word.ts'
import { readOnly, readTlvs, tlv } from './tlv.ts'

/** A PACE protocol to use; `nameParameters` where the chip has several sets of domain parameters and must be told which. */
export interface PaceChoice extends PaceInfo {
  readonly nameParameters?: boolean
}

/** An open channel and how it was opened. */
export interface PaceOutcome {
  readonly keys: SessionKeys
  readonly mapping: PaceMapping
  readonly cipher: BlockCipher
  /** Name of the standardized curve. */
  readonly parameters: string
}

const paceCurve = (info: PaceInfo): Curve | undefined => {
  const group = info.parameterId === undefined ? undefined : standardizedGroup(info.parameterId)
  const supported = info.keyAgreement === 'ECDH' && info.mapping === 'GM' && info.version === 2
  return supported && group?.kind === 'ECDH' ? group.curve : undefined
}

/**
 * The strongest PACE protocol that we can do: version 2, ECDH with generic mapping on a standardized curve. Longer AES keys first and 3DES
 * last; among equals the larger curve; among these the first in the file. Undefined if there is none.
 */
export function choosePaceInfo({ pace, paceDomainParameters }: SecurityInfos): PaceChoice | undefined {
  const strength = (info: PaceInfo) => blockCiphers.indexOf(info.cipher) * 1000 + (paceCurve(info)?.byteLength ?? 0)
  const supported = pace.filter(info => paceCurve(info))
  const best = supported.reduce<PaceInfo | undefined>(
    (chosen, info) => (chosen && strength(chosen) >= strength(info) ? chosen : info),
    undefined,
  )
  const parameterIds = new Set([...pace, ...paceDomainParameters].map(info => info.parameterId))
  return best && { ...best, nameParameters: parameterIds.size > 1 }
}

type Step<T> = Dialogue<Result<T, EmrtdError>>

/**
 * PACE with elliptic curves and generic mapping (9303-11 §4.4): proves that both sides know the password and gives session keys.
 * @param password CAN in digits, or MRZ information from `mrzInformation`
 * @param random asked twice for a private key, each as many bytes as the order of the curve has
 * @returns keys with counter 0. Errors: `AccessUnsupported` before anything is sent; `CardWrongKey` if the chip does not accept our token;
 * `AccessRefused` for every other status word; `AccessHostile` for keys and tokens that no honest chip gives; `ProtocolTlv` for an
 * answer without the data object asked for.
 */
export function* pace(info: PaceChoice, password: Password, random: Random): Step<PaceOutcome> {
  const curve = paceCurve(info)
  if (!curve) {
    const message = `PACE ${info.oid} version ${info.version} with domain parameters ${info.parameterId ?? 'unnamed'}`
    return fail({ tag: 'AccessUnsupported', message })
  }
  const started = yield* setAuthenticationTemplate(info, password)
  if (!started.ok) return started
  const nonce = yield* getNonce(info.cipher, password)
  if (!nonce.ok) return nonce
  const generator = yield* mapGenerator(curve, nonce.value, random)
  if (!generator.ok) return generator
  const agreed = yield* agreeOnKey(curve, generator.value, random)
  if (!agreed.ok) return agreed

  const { secret, ownKey, chipKey } = agreed.value
  const keys = { ...sessionKeysFrom(secret, info.cipher), ssc: new Uint8Array(blockLength(info.cipher)) }
  const token = (publicKey: Uint8Array) =>
    mac(info.cipher, keys.kMac, tlv(0x7f49, tlv(0x06, encodeOid(info.oid)), tlv(0x86, publicKey)))
  const chipToken = yield* authenticate(tlv(0x85, token(chipKey)), 0x86, true)
  if (!chipToken.ok) return chipToken
  if (!equal(chipToken.value, token(ownKey))) return hostile('authentication token of the chip is wrong')
  return ok({ keys, mapping: info.mapping, cipher: info.cipher, parameters: curve.name })
}

/** MSE:Set AT (9303-11 §4.4.4.1). Some chips want the parameters named though they have one set only, and say 6A87 without. */
function* setAuthenticationTemplate(info: PaceChoice, password: Password): Step<undefined> {
  const send = (named: boolean) =>
    manageSecurityEnvironment(
      0xc1,
      0xa4,
      concatBytes(
        tlv(0x80, encodeOid(info.oid)),
        tlv(0x83, Uint8Array.of(password.kind === 'MRZ' ? 1 : 2)),
        named && info.parameterId !== undefined ? tlv(0x84, Uint8Array.of(info.parameterId)) : new Uint8Array(),
      ),
    )
  const named = info.nameParameters === true
  let { sw } = yield send(named)
  if (sw === 0x6a87 && !named) sw = (yield send(true)).sw
  // 63Cx warns that few tries are left for this password (TR-03110-3 B.11.1); the protocol may go on.
  return sw === success || sw >> 4 === 0x63c ? ok(undefined) : fail(statusError('AccessRefused', 'MSE:Set AT', sw))
}

/** The nonce, decrypted: at least as long as the key and in whole blocks (9303-11 §4.4.3.3). */
function* getNonce(cipher: BlockCipher, password: Password): Step<Uint8Array> {
  const encrypted = yield* authenticate(new Uint8Array(), 0x80)
  if (!encrypted.ok) return encrypted
  const { length } = encrypted.value
  if (length % blockLength(cipher) !== 0 || length < keyLength(cipher) || length > 64) {
    return hostile(`nonce of ${length} bytes for ${cipher}`)
  }
  const noIv = new Uint8Array(blockLength(cipher))
  return ok(decryptCbc(cipher, passwordKey(password, cipher), noIv, encrypted.value))
}

/** Generic mapping (9303-11 §4.4.3.3.1): the generator becomes s·G + H, with H from an anonymous key agreement. */
function* mapGenerator(curve: Curve, nonce: Uint8Array, random: Random): Step<CurvePoint> {
  const privateKey = randomScalar(curve.parameters.n, random)
  const chipKey = yield* exchangeKeys(curve, curve.Point.BASE.multiply(privateKey), 0x81, 0x82)
  if (!chipKey.ok) return chipKey
  const h = chipKey.value.multiply(privateKey)
  const s = bytesToNumberBE(nonce) % curve.parameters.n
  const generator = s === 0n ? h : curve.Point.BASE.multiply(s).add(h)
  return generator.is0() ? hostile('mapped generator is the point at infinity') : ok(generator)
}

/** Key agreement with the mapped generator (9303-11 §4.4.3.4): the secret is the x coordinate of the shared point. */
function* agreeOnKey(curve: Curve, generator: CurvePoint, random: Random) {
  const privateKey = randomScalar(curve.parameters.n, random)
  const own = generator.multiply(privateKey)
  const chipKey = yield* exchangeKeys(curve, own, 0x83, 0x84)
  if (!chipKey.ok) return chipKey
  const secret = xCoordinate(encodePoint(chipKey.value.multiply(privateKey)))
  return ok({ secret, ownKey: encodePoint(own), chipKey: encodePoint(chipKey.value) })
}

/** Sends our public key and takes the chip's, which must be a point of the curve and not ours sent back. */
function* exchangeKeys(curve: Curve, own: CurvePoint, sent: number, wanted: number): Step<CurvePoint> {
  const answer = yield* authenticate(tlv(sent, encodePoint(own)), wanted)
  if (!answer.ok) return answer
  const point = decodePoint(curve, answer.value)
  if (!point.ok) return hostile(point.error.message)
  return point.value.equals(own) ? hostile('chip sent our own public key back') : point
}

/** One GENERAL AUTHENTICATE (9303-11 §4.4.4.2): the data object asked for out of the dynamic authentication data. */
function* authenticate(data: Uint8Array, wanted: number, last = false): Step<Uint8Array> {
  const response = yield generalAuthenticate(tlv(0x7c, data), last)
  if (response.sw !== success) {
    const tag = last && saysWrongPassword(response.sw) ? 'CardWrongKey' : 'AccessRefused'
    return fail(statusError(tag, `GENERAL AUTHENTICATE for ${wanted.toString(16)}`, response.sw))
  }
  const template = readOnly(response.data, 0x7c)
  if (!template.ok) return template
  const objects = readTlvs(template.value.value, 8)
  if (!objects.ok) return objects
  const found = objects.value.filter(object => object.tag === wanted)
  // With the token, a chip that does terminal authentication also names its certification authorities (TR-03110-3 B.14.2).
  const [only] = found
  if (!only || found.length > 1 || (!last && objects.value.length > 1)) {
    return fail({ tag: 'ProtocolTlv', message: `no ${wanted.toString(16)} in the dynamic authentication data` })
  }
  return ok(only.value)
}

const hostile = (message: string) => fail<EmrtdError>({ tag: 'AccessHostile', message })
