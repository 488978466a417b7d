import { bytesToNumberBE, concatBytes, hexToBytes } from '@noble/curves/utils.js'
import { type BlockCipher, blockCiphers, blockLength } from '../crypto/block-cipher.ts'
import { encodePoint } from '../crypto/curves.ts'
import { equal } from '../crypto/mac.ts'
import { type Random, randomScalar } from '../crypto/random.ts'
import type { EcPublicKey } from '../crypto/signature.ts'
import { type CommandApdu, type Dialogue, decodeResponse, encodeCommand } from './apdu.ts'
import type { ChipAuthenticationTranscript } from './chip-authentication-transcript.ts'
import { generalAuthenticate, manageSecurityEnvironment } from './commands.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { sessionKeysFrom, xCoordinate } from './key-derivation.ts'
import { encodeOid } from './object-identifier.ts'
import { fail, ok, type Result } from './result.ts'
import { commandMac, type SessionKeys, unprotectResponse } from './secure-messaging.ts'
import { parseDg14, type SecurityInfos } from './security-infos.ts'
import { chipAuthenticationOid } from './security-protocol.ts'
import { statusError, success } from './status-word.ts'
import { readTlvs, tlv } from './tlv.ts'

/** A chip authentication to carry out: protocol and key belong together. */
export interface ChipAuthenticationChoice {
  readonly oid: string
  readonly cipher: BlockCipher
  /** Reference of the key, sent to the chip if it has one. */
  readonly keyId?: number
  readonly publicKey: EcPublicKey
  /** The chip named no protocol; 3DES is what such chips do (9303-11 §9.2.5). */
  readonly inferred: boolean
}

/**
 * The strongest chip authentication of EF.DG14 that we can do: version 1 with an elliptic curve key, longer AES keys first. Undefined if the chip
 * has no key for it. Errors: `AccessUnsupported` if it has only such as we cannot do; `ChipHostile` if a key is no point of its curve
 * or the curve pretends to be a known one; `ProtocolTlv`.
 */
export function chooseChipAuthentication(dg14: Uint8Array): Result<ChipAuthenticationChoice | undefined, EmrtdError> {
  const infos = parseDg14(dg14)
  if (!infos.ok) return infos
  const strength = ({ cipher, publicKey }: ChipAuthenticationChoice) =>
    blockCiphers.indexOf(cipher) * 1000 + publicKey.curve.byteLength
  const [first, ...more] = chipAuthenticationChoices(infos.value)
  if (first) return ok(more.reduce((best, each) => (strength(each) > strength(best) ? each : best), first))
  const keys = infos.value.chipAuthenticationPublicKeys
  if (keys.length === 0) return ok(undefined)
  const problem = keys.flatMap(({ key }) => (key.ok ? [] : [key.error]))[0]
  const message = problem?.message ?? 'no protocol that fits the chip authentication key'
  return fail({ tag: problem?.tag === 'malformed' ? 'ChipHostile' : 'AccessUnsupported', message })
}

/**
 * Every pair of key and protocol that we can do. They belong together by key id; where there is one key only, its protocol may also leave the id
 * out. Without any protocol 3DES is inferred.
 */
function chipAuthenticationChoices(infos: SecurityInfos): ChipAuthenticationChoice[] {
  const keys = infos.chipAuthenticationPublicKeys
  return keys.flatMap(({ key, keyId }): ChipAuthenticationChoice[] => {
    if (!key.ok || key.value.kind !== 'ec') return []
    const publicKey = key.value
    if (infos.chipAuthentication.length === 0) {
      const oid = chipAuthenticationOid('3DES')
      return [{ oid, cipher: '3DES', publicKey, inferred: true, ...(keyId !== undefined && { keyId }) }]
    }
    return infos.chipAuthentication
      .filter(info => info.version === 1 && info.keyAgreement === 'ECDH')
      .filter(info => info.keyId === keyId || keys.length === 1)
      .map(({ oid, cipher, keyId: named = keyId }) => ({
        oid,
        cipher,
        publicKey,
        inferred: false,
        ...(named !== undefined && { keyId: named }),
      }))
  })
}

/**
 * Chip authentication version 1 (9303-11 §6.2): key agreement with the static key of DG14. That the chip has the private key shows only in its
 * first answer under the new keys: until then nothing is proven.
 * @param choice from `chooseChipAuthentication`
 * @param random asked for as many bytes as the order of the curve has
 * @returns new session keys with counter 0, and the ephemeral private key for the transcript. Error: `ChipRefused`.
 */
export function* chipAuthentication(
  choice: ChipAuthenticationChoice,
  random: Random,
): Dialogue<Result<{ keys: SessionKeys; terminalPrivateKey: Uint8Array }, EmrtdError>> {
  const { Point, parameters } = choice.publicKey.curve
  const privateKey = randomScalar(parameters.n, random)
  const ownKey = encodePoint(Point.BASE.multiply(privateKey))
  for (const command of chipAuthenticationCommands(choice, ownKey)) {
    const { sw } = yield command
    if (sw !== success) {
      const name = command.ins === 0x86 ? 'GENERAL AUTHENTICATE' : `MSE:Set ${command.p2 === 0xa6 ? 'KAT' : 'AT'}`
      return fail(statusError('ChipRefused', name, sw))
    }
  }
  return ok({ keys: agreedKeys(choice, privateKey), terminalPrivateKey: Point.Fn.toBytes(privateKey) })
}

/** MSE:Set KAT for 3DES; MSE:Set AT and GENERAL AUTHENTICATE for AES (9303-11 §6.2.4). */
function chipAuthenticationCommands(choice: ChipAuthenticationChoice, ownKey: Uint8Array): CommandApdu[] {
  const keyReference = choice.keyId === undefined ? new Uint8Array() : tlv(0x84, keyIdBytes(choice.keyId))
  if (choice.cipher === '3DES') {
    return [manageSecurityEnvironment(0x41, 0xa6, concatBytes(tlv(0x91, ownKey), keyReference))]
  }
  return [
    manageSecurityEnvironment(0x41, 0xa4, concatBytes(tlv(0x80, encodeOid(choice.oid)), keyReference)),
    generalAuthenticate(tlv(0x7c, tlv(0x80, ownKey)), true),
  ]
}

function keyIdBytes(keyId: number): Uint8Array {
  const digits = keyId.toString(16)
  return hexToBytes(digits.padStart(digits.length + (digits.length % 2), '0'))
}

function agreedKeys({ cipher, publicKey }: ChipAuthenticationChoice, privateKey: bigint): SessionKeys {
  const secret = xCoordinate(encodePoint(publicKey.point.multiply(privateKey)))
  return { ...sessionKeysFrom(secret, cipher), ssc: new Uint8Array(blockLength(cipher)) }
}

/**
 * Checks a chip authentication again without the card: makes the secret anew from the key of DG14 and the terminal's ephemeral key,
 * and checks the MACs of the first protected command (counter 1) and its answer (counter 2). Whether DG14 itself is genuine is
 * another question. Errors: `ChipRefused` if the answer was not made with the private key; `ProtocolValue` if DG14 offers no
 * such protocol and key or the transcript is none; `ProtocolTlv`.
 */
export function verifyChipAuthenticationTranscript(
  dg14: Uint8Array,
  transcript: ChipAuthenticationTranscript,
): Result<'proven', EmrtdError> {
  const invalid = (message: string) => fail<EmrtdError>({ tag: 'ProtocolValue', message })
  const infos = parseDg14(dg14)
  if (!infos.ok) return infos
  const choice = chipAuthenticationChoices(infos.value).find(
    ({ oid, keyId }) => oid === transcript.oid && keyId === transcript.keyId,
  )
  if (!choice) return invalid('DG14 has no such chip authentication')
  const { Fn } = choice.publicKey.curve.Point
  const privateKey = bytesToNumberBE(transcript.terminalPrivateKey)
  if (transcript.terminalPrivateKey.length !== Fn.BYTES || privateKey === 0n || privateKey >= Fn.ORDER) {
    return invalid('terminal key out of range')
  }
  const keys = agreedKeys(choice, privateKey)
  if (!isProtectedCommand(atCounter(keys, 1), transcript.command)) {
    return invalid('first command was not made under the session keys')
  }
  const response = decodeResponse(transcript.response)
  if (!response.ok) return response
  const opened = unprotectResponse(atCounter(keys, 2), response.value)
  if (!opened.ok) return fail({ tag: 'ChipRefused', message: `first answer: ${opened.error.message}` })
  return ok('proven')
}

const atCounter = (keys: SessionKeys, counter: number): SessionKeys => ({
  ...keys,
  ssc: Uint8Array.from(keys.ssc, (byte, i) => (i === keys.ssc.length - 1 ? counter : byte)),
})

/** True for exactly the bytes that `SecureMessaging.protect` gives for some command, length fields included. */
function isProtectedCommand(keys: SessionKeys, wire: Uint8Array): boolean {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, lc = 0, high = 0, low = 0] = wire
  const data = lc === 0 ? wire.subarray(7, 7 + high * 256 + low) : wire.subarray(5, 5 + lc)
  const command = { cla, ins, p1, p2, data, le: lc === 0 ? 65536 : 256 }
  if (!equal(encodeCommand(command), wire)) return false
  const objects = readTlvs(data, 4)
  const checksum = objects.ok ? objects.value.at(-1) : undefined
  if (checksum?.tag !== 0x8e) return false
  const expected = commandMac(keys, Uint8Array.of(cla, ins, p1, p2), data.subarray(0, checksum.offset))
  return equal(expected, checksum.value)
}
