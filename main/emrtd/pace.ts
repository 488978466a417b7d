import { concatBytes } from '@noble/hashes/utils.js'
import { type BlockCipher, blockLength, decryptCbc } from '../crypto/block-cipher.ts'
import type { KeyAgreementGroup } from '../crypto/key-agreement-group.ts'
import { equal, mac } from '../crypto/mac.ts'
import type { Random } from '../crypto/random.ts'
import { manageSecurityEnvironment } from './commands.ts'
import { type Password, passwordKey, passwordNumbers, sessionKeysFrom } from './key-derivation.ts'
import { encodeOid } from './object-identifier.ts'
import { openChipAuthenticationData } from './pace-chip-authentication-mapping.ts'
import type { PaceChoice } from './pace-choice.ts'
import { exchange, hostile, only, type Step } from './pace-exchange.ts'
import { mapGenerically } from './pace-generic-mapping.ts'
import { integratedNonceLength, mapIntegrated } from './pace-integrated-mapping.ts'
import { type Agreement, agree } from './pace-public-keys.ts'
import { fail, ok } from './result.ts'
import type { SessionKeys } from './secure-messaging.ts'
import type { PaceMapping } from './security-protocol.ts'
import { statusError, success } from './status-word.ts'
import { tlv } from './tlv.ts'

/** An open channel and how it was opened. */
export interface PaceOutcome {
  readonly keys: SessionKeys
  readonly mapping: PaceMapping
  readonly cipher: BlockCipher
  /** Name of the standardized curve or finite field. */
  readonly parameters: string
  /** Comp(PK_DH,IC), which is ID_IC of terminal authentication after PACE (9303-11 §7.1). */
  readonly compressedChipKey: Uint8Array
  /** With chip authentication mapping: CA_IC, and PK_Map,IC as an uncompressed point. Proves the chip only with its static key. */
  readonly chipAuthenticationMapping?: {
    readonly chipAuthenticationData: Uint8Array
    readonly mappingKey: Uint8Array
  }
}

/**
 * PACE (9303-11 §4.4): proves that both sides know the password and gives session keys. Every element that the chip sends must be in the
 * subgroup, not neutral, not of low order and not ours sent back; ours are fresh, so that whatever a chip replays ends at its token.
 * @param choice from `choosePaceInfo`, which says what is supported
 * @param password MRZ information from `mrzInformation`, or digits
 * @param random asked for a private key as long as the order of the group, with integrated mapping for a nonce as long as a key; then for
 * another private key
 * @returns keys with counter 0. Errors: `CardWrongKey` if the chip does not accept our token (6300, 63Cx); `AccessRefused` for
 * every other status word; `AccessHostile` for keys, nonces and tokens that no honest chip gives; `ProtocolTlv` for an answer without
 * the data objects asked for.
 */
export const pace = (choice: PaceChoice, password: Password, random: Random): Step<PaceOutcome> =>
  choice.group.kind === 'ECDH'
    ? paceOver(choice.group, 0x86, choice, password, random)
    : paceOver(choice.group, 0x84, choice, password, random)

/** @param keyTag tag of a public key's value in a public key data object (9303-11 §9.4.3, §9.4.4) */
function* paceOver<E>(
  group: KeyAgreementGroup<E>,
  keyTag: number,
  choice: PaceChoice,
  password: Password,
  random: Random,
): Step<PaceOutcome> {
  const { cipher, mapping } = choice
  const started = yield* setAuthenticationTemplate(choice, password)
  if (!started.ok) return started
  const nonce = yield* getNonce(choice, password)
  if (!nonce.ok) return nonce
  const mapped = yield* mapping === 'IM'
    ? mapIntegrated(group, cipher, nonce.value, random)
    : mapGenerically(group, nonce.value, random)
  if (!mapped.ok) return mapped
  const { generator, mappingKey } = mapped.value
  const agreed = yield* agree(group, generator, random, [0x83, 0x84])
  if (!agreed.ok) return agreed

  const secret = group.sharedSecret(agreed.value.shared)
  const keys = { ...sessionKeysFrom(secret, cipher), ssc: new Uint8Array(blockLength(cipher)) }
  const rest = yield* exchangeTokens(choice, keyTag, keys, agreed.value)
  if (!rest.ok) return rest
  const outcome: PaceOutcome = {
    keys,
    mapping,
    cipher,
    parameters: group.name,
    compressedChipKey: group.compress(agreed.value.chipKey),
  }
  if (mapping !== 'CAM' || !mappingKey) return ok(outcome)
  const encrypted = only(rest.value, 0x8a, false)
  if (!encrypted.ok) return encrypted
  const data = openChipAuthenticationData(keys, encrypted.value, group.order)
  if (!data.ok) return data
  return ok({ ...outcome, chipAuthenticationMapping: { chipAuthenticationData: data.value, mappingKey } })
}

/** MSE:Set AT (9303-11 §4.4.4.1). Some chips want the parameters named though they have one set only, and say 6A87 without. */
function* setAuthenticationTemplate(
  { oid, parameterId, nameParameters }: PaceChoice,
  password: Password,
): Step<undefined> {
  const named = nameParameters === true && parameterId !== undefined
  const send = (withParameters: boolean) =>
    manageSecurityEnvironment(
      0xc1,
      0xa4,
      concatBytes(
        tlv(0x80, encodeOid(oid)),
        tlv(0x83, Uint8Array.of(passwordNumbers[password.kind])),
        withParameters && parameterId !== undefined ? tlv(0x84, Uint8Array.of(parameterId)) : new Uint8Array(),
      ),
    )
  let { sw } = yield send(named)
  if (sw === 0x6a87 && !named) sw = (yield send(true)).sw
  // 63Cx warns that few tries are left for this password (TR-03110-3 B.11.1); the protocol may go on.
  return sw === success || sw >> 4 === 0x63c ? ok(undefined) : fail(statusError('AccessRefused', 'MSE:Set AT', sw))
}

/** No chip needs more, and what is longer would only be work. */
const longestNonce = 64

/**
 * The nonce, decrypted (9303-11 §4.4.3.3): whole blocks, as many as the chip likes, but for integrated mapping as many as the key needs. A
 * wrong password gives another nonce here and shows at the token only.
 */
function* getNonce({ cipher, mapping }: PaceChoice, password: Password): Step<Uint8Array> {
  const answer = yield* exchange(new Uint8Array(), 'the nonce')
  if (!answer.ok) return answer
  const encrypted = only(answer.value, 0x80, true)
  if (!encrypted.ok) return encrypted
  const { length } = encrypted.value
  const block = blockLength(cipher)
  const fits = mapping === 'IM' ? length === integratedNonceLength(cipher) : length % block === 0
  if (!fits || length === 0 || length > longestNonce)
    return hostile(`nonce of ${length} bytes for ${cipher} ${mapping}`)
  return ok(decryptCbc(cipher, passwordKey(password, cipher), new Uint8Array(block), encrypted.value))
}

/**
 * Mutual authentication (9303-11 §4.4.3.4): either side's token is a MAC over the other's public key.
 * @returns all data objects of the chip's answer: its certification authorities may stand beside the token (87, 88), and chip
 * authentication data (8A)
 */
function* exchangeTokens<E>(
  { oid, cipher }: PaceChoice,
  keyTag: number,
  keys: SessionKeys,
  { ownKey, chipKeyBytes }: Agreement<E>,
) {
  const token = (publicKey: Uint8Array) =>
    mac(cipher, keys.kMac, tlv(0x7f49, tlv(0x06, encodeOid(oid)), tlv(keyTag, publicKey)))
  const answer = yield* exchange(tlv(0x85, token(chipKeyBytes)), 'the token', { last: true })
  if (!answer.ok) return answer
  const chipToken = only(answer.value, 0x86, false)
  if (!chipToken.ok) return chipToken
  return equal(chipToken.value, token(ownKey)) ? answer : hostile('authentication token of the chip is wrong')
}
