import { bytesToNumberBE } from '@noble/curves/utils.js'
import { decryptCbc, encryptBlock } from '../crypto/block-cipher.ts'
import { unpad } from '../crypto/mac.ts'
import { bitLength } from '../crypto/prime.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { hostile } from './pace-exchange.ts'
import { ok, type Result } from './result.ts'
import type { SessionKeys } from './secure-messaging.ts'

/**
 * Decrypts the chip authentication data of DO'8A' (9303-11 §4.4.3.5): CBC under KS_Enc with the IV E(KS_Enc, −1), padding method 2, then a
 * number of 1…n−1 in as many bytes as the order n has (§4.4.5.6). What it proves shows only with the chip's static key out of a
 * verified EF.CardSecurity. Error: `AccessHostile`, as the session keys have been proven already.
 */
export function openChipAuthenticationData(
  { cipher, kEnc }: SessionKeys,
  encrypted: Uint8Array,
  order: bigint,
): Result<Uint8Array, EmrtdError> {
  const length = Math.ceil(bitLength(order) / 8)
  if (encrypted.length !== (Math.floor(length / 16) + 1) * 16) {
    return hostile(`chip authentication data of ${encrypted.length} bytes encrypted`)
  }
  const iv = encryptBlock(cipher, kEnc, new Uint8Array(16).fill(0xff))
  const data = unpad(decryptCbc(cipher, kEnc, iv, encrypted), 16)
  const value = data && bytesToNumberBE(data)
  if (data?.length !== length || !value || value >= order) return hostile('chip authentication data out of range')
  return ok(data)
}
