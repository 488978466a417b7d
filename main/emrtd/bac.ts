import { concatBytes } from '@noble/hashes/utils.js'
import { decryptCbc, encryptCbc } from '../crypto/block-cipher.ts'
import { equal, mac } from '../crypto/mac.ts'
import type { Random } from '../crypto/random.ts'
import type { Dialogue } from './apdu.ts'
import { externalAuthenticate, getChallenge } from './commands.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { bacKeySeed, deriveKey, sessionKeysFrom } from './key-derivation.ts'
import { fail, ok, type Result } from './result.ts'
import type { SessionKeys } from './secure-messaging.ts'
import { saysWrongPassword, statusError, success } from './status-word.ts'

const noIv = new Uint8Array(8)

/**
 * Basic access control (9303-11 §4.3.4): mutual authentication with keys from `mrzInformation`, then 3DES session keys.
 * @param mrzInformation as `mrzInformation` of mrz.ts makes it
 * @param random asked for 8 bytes (RND.IFD), then 16 (K.IFD)
 * @returns session keys. Errors: `CardWrongKey` if the chip does not accept the key; `AccessRefused` if it does not do BAC (now);
 * `ProtocolLength` and `AccessHostile` for answers that no honest chip gives.
 */
export function* bac(mrzInformation: string, random: Random): Dialogue<Result<SessionKeys, EmrtdError>> {
  const seed = bacKeySeed(mrzInformation)
  const kEnc = deriveKey(seed, 'encryption', '3DES')
  const kMac = deriveKey(seed, 'mac', '3DES')

  const challenge = yield getChallenge
  if (challenge.sw !== success) return fail(statusError('AccessRefused', 'GET CHALLENGE', challenge.sw))
  const rndIc = challenge.data
  if (rndIc.length !== 8) return fail({ tag: 'ProtocolLength', message: `challenge of ${rndIc.length} bytes` })

  const rndIfd = random(8)
  const kIfd = random(16)
  const encrypted = encryptCbc('3DES', kEnc, noIv, concatBytes(rndIfd, rndIc, kIfd))
  const answer = yield externalAuthenticate(concatBytes(encrypted, mac('3DES', kMac, encrypted)))
  if (answer.sw !== success) {
    const tag = isWrongKey(answer.sw) ? 'CardWrongKey' : 'AccessRefused'
    return fail(statusError(tag, 'EXTERNAL AUTHENTICATE', answer.sw))
  }
  if (answer.data.length !== 40) {
    return fail({ tag: 'ProtocolLength', message: `mutual authentication data of ${answer.data.length} bytes` })
  }
  const [cryptogram, checksum] = [answer.data.subarray(0, 32), answer.data.subarray(32)]
  if (!equal(mac('3DES', kMac, cryptogram), checksum)) return hostile('MAC of the mutual authentication is wrong')
  const plain = decryptCbc('3DES', kEnc, noIv, cryptogram)
  if (!equal(plain.subarray(0, 16), concatBytes(rndIc, rndIfd))) return hostile('chip did not return the nonces')

  const secret = plain.slice(16).map((byte, i) => byte ^ (kIfd[i] ?? 0))
  return ok({ ...sessionKeysFrom(secret, '3DES'), ssc: concatBytes(rndIc.subarray(4), rndIfd.subarray(4)) })
}

/** Status words that chips give to a wrong MAC at EXTERNAL AUTHENTICATE; 9303-11 names none, and chips differ. */
const isWrongKey = (sw: number) =>
  saysWrongPassword(sw) || [0x6982, 0x6985, 0x6988, 0x6a80].includes(sw) || sw >> 8 === 0x63

const hostile = (message: string) => fail<EmrtdError>({ tag: 'AccessHostile', message })
