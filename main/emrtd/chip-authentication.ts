import { bytesToNumberBE, concatBytes, hexToBytes, numberToBytesBE } from '@noble/curves/utils.js'
import { blockLength } from '../crypto/block-cipher.ts'
import { keyAgreementWith } from '../crypto/chip-public-key.ts'
import { equal } from '../crypto/mac.ts'
import { type Random, randomScalar } from '../crypto/random.ts'
import { type Dialogue, decodeResponse, encodeCommand } from './apdu.ts'
import { type ChipAuthenticationChoice, chipAuthenticationChoices } from './chip-authentication-choice.ts'
import type { ChipAuthenticationTranscript } from './chip-authentication-transcript.ts'
import { generalAuthenticate, manageSecurityEnvironment } from './commands.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { sessionKeysFrom } from './key-derivation.ts'
import { encodeOid } from './object-identifier.ts'
import { fail, ok, type Result } from './result.ts'
import { commandMac, type SessionKeys, unprotectResponse } from './secure-messaging.ts'
import { statusError, success } from './status-word.ts'
import { readTlvs, tlv } from './tlv.ts'

/** What a chip authentication gives. */
export interface ChipAuthenticationOutcome {
  /** New session keys with counter 0. */
  readonly keys: SessionKeys
  /** Ephemeral private key for the transcript, as long as the order of the group. */
  readonly terminalPrivateKey: Uint8Array
  /** Comp(PK_DH,IFD), which terminal authentication signs: x coordinate, or SHA-1 of the public key over a finite field. */
  readonly compressedTerminalKey: Uint8Array
}

type Step<T> = Dialogue<Result<T, EmrtdError>>

/**
 * Chip authentication version 1 (9303-11 §6.2): key agreement with the static key of DG14. That the chip has the private key shows only in its
 * first answer under the new keys: until then nothing is proven.
 *
 * AES goes by MSE:Set AT and GENERAL AUTHENTICATE. 3DES goes by MSE:Set KAT; a chip that refuses that, with whatever status word, is asked once
 * more by MSE:Set AT, since some newer ones know nothing else.
 * @param choice from `chooseChipAuthentication`
 * @param random asked for as many bytes as the order of the group has
 * @returns error: `ChipRefused`, with the status word of the first command refused.
 */
export function* chipAuthentication(choice: ChipAuthenticationChoice, random: Random): Step<ChipAuthenticationOutcome> {
  const agreement = keyAgreementWith(choice.publicKey)
  const privateKey = randomScalar(agreement.order, random)
  const ownKey = agreement.publicKey(privateKey)
  const sent = choice.cipher === '3DES' ? yield* sendTripleDesKey(choice, ownKey) : yield* sendKey(choice, ownKey)
  if (!sent.ok) return sent
  return ok({
    keys: agreedKeys(choice, privateKey),
    terminalPrivateKey: numberToBytesBE(privateKey, byteLength(agreement.order)),
    compressedTerminalKey: agreement.compressedPublicKey(privateKey),
  })
}

/** MSE:Set KAT (9303-11 §6.2.4.1), and MSE:Set AT where that is refused. */
function* sendTripleDesKey(choice: ChipAuthenticationChoice, ownKey: Uint8Array): Step<undefined> {
  const data = concatBytes(tlv(0x91, ownKey), keyReference(choice))
  const { sw } = yield manageSecurityEnvironment(0x41, 0xa6, data)
  if (sw === success) return ok(undefined)
  const again = yield* sendKey(choice, ownKey)
  if (again.ok) return again
  const first = statusError('ChipRefused', 'MSE:Set KAT', sw)
  return fail({ ...first, message: `${first.message}, then ${again.error.message}` })
}

/** MSE:Set AT and GENERAL AUTHENTICATE (9303-11 §6.2.4.2). */
function* sendKey(choice: ChipAuthenticationChoice, ownKey: Uint8Array): Step<undefined> {
  const data = concatBytes(tlv(0x80, encodeOid(choice.oid)), keyReference(choice))
  const set = yield manageSecurityEnvironment(0x41, 0xa4, data)
  if (set.sw !== success) return fail(statusError('ChipRefused', 'MSE:Set AT', set.sw))
  const { sw } = yield generalAuthenticate(tlv(0x7c, tlv(0x80, ownKey)), true)
  return sw === success ? ok(undefined) : fail(statusError('ChipRefused', 'GENERAL AUTHENTICATE', sw))
}

const keyReference = ({ keyId }: ChipAuthenticationChoice) =>
  keyId === undefined ? new Uint8Array() : tlv(0x84, keyIdBytes(keyId))

function keyIdBytes(keyId: number): Uint8Array {
  const digits = keyId.toString(16)
  return hexToBytes(digits.padStart(digits.length + (digits.length % 2), '0'))
}

const byteLength = (order: bigint) => Math.ceil(order.toString(2).length / 8)

function agreedKeys({ cipher, publicKey }: ChipAuthenticationChoice, privateKey: bigint): SessionKeys {
  const secret = keyAgreementWith(publicKey).sharedSecret(privateKey)
  return { ...sessionKeysFrom(secret, cipher), ssc: new Uint8Array(blockLength(cipher)) }
}

/**
 * Checks a chip authentication again without the card: makes the secret anew from the key of DG14 and the terminal's ephemeral key,
 * and checks the MACs of the first protected command (counter 1) and its answer (counter 2). Whether DG14 itself is genuine is
 * another question.
 * @returns the key that the chip has proven, with its protocol. Errors: `ChipRefused` if the answer was not made with the private key; `ProtocolValue` if DG14 offers no
 * such protocol and key or the transcript is none; `ProtocolTlv`.
 */
export function verifyChipAuthenticationTranscript(
  dg14: Uint8Array,
  transcript: ChipAuthenticationTranscript,
): Result<ChipAuthenticationChoice, EmrtdError> {
  const invalid = (message: string) => fail<EmrtdError>({ tag: 'ProtocolValue', message })
  const choices = chipAuthenticationChoices(dg14)
  if (!choices.ok) return choices
  const choice = choices.value.find(({ oid, keyId }) => oid === transcript.oid && keyId === transcript.keyId)
  if (!choice) return invalid('DG14 has no such chip authentication')
  const { order } = keyAgreementWith(choice.publicKey)
  const privateKey = bytesToNumberBE(transcript.terminalPrivateKey)
  if (transcript.terminalPrivateKey.length !== byteLength(order) || privateKey === 0n || privateKey >= order) {
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
  return ok(choice)
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
