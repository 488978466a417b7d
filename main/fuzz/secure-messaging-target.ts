import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { encryptBlock, encryptCbc } from '../crypto/block-cipher.ts'
import { mac, pad } from '../crypto/mac.ts'
import { decodeResponse } from '../emrtd/apdu.ts'
import { type SessionKeys, unprotectResponse } from '../emrtd/secure-messaging.ts'
import { tlv } from '../emrtd/tlv.ts'
import type { Target } from './judge.ts'

const keys: SessionKeys = {
  cipher: 'AES-128',
  kEnc: hexToBytes('000102030405060708090a0b0c0d0e0f'),
  kMac: hexToBytes('101112131415161718191a1b1c1d1e1f'),
  ssc: hexToBytes('00000000000000000000000000000002'),
}
const success = Uint8Array.of(0x90, 0)

/** DO'87' with that plain text, as a chip sends it (9303-11 §9.8.6.2). */
function encrypted(plain: Uint8Array): Uint8Array {
  const iv = encryptBlock(keys.cipher, keys.kEnc, keys.ssc)
  return tlv(0x87, Uint8Array.of(1), encryptCbc(keys.cipher, keys.kEnc, iv, pad(plain, 16)))
}

/** Data objects with the MAC over them that a chip would put there, and a status word. */
function authenticated(objects: Uint8Array): Uint8Array {
  const checksum = mac(keys.cipher, keys.kMac, pad(concatBytes(keys.ssc, objects), 16))
  return concatBytes(objects, tlv(0x8e, checksum), success)
}

const unprotect = (bytes: Uint8Array) => {
  const response = decodeResponse(bytes)
  return response.ok ? unprotectResponse(keys, response.value) : response
}

const objects = [new Uint8Array(), Uint8Array.of(0x6e), new Uint8Array(223).fill(0x41)].map(plain =>
  concatBytes(plain.length > 0 ? encrypted(plain) : plain, tlv(0x99, success)),
)

/** Responses as they come off the reader, and ones whose MAC is right whatever is in them: as a chip could make them that has the keys. */
export const secureMessagingTargets: readonly Target[] = [
  { name: 'secure messaging', parse: unprotect, seeds: objects.map(authenticated) },
  { name: 'secure messaging behind its MAC', parse: bytes => unprotect(authenticated(bytes)), seeds: objects },
]
