import { concatBytes } from '@noble/hashes/utils.js'
import { blockLength, encryptBlock, encryptCbc } from '../crypto/block-cipher.ts'
import { mac, pad } from '../crypto/mac.ts'
import type { SessionKeys } from './secure-messaging.ts'
import { tlv } from './tlv.ts'

/** For tests: what a chip with these keys answers at a turn of its counter, put together from the parts given. */
export function answer(keys: SessionKeys, counter: number, data: Uint8Array, sw = 0x9000, tag = 0x87): Uint8Array {
  const block = blockLength(keys.cipher)
  const ssc = counterBytes(keys, counter)
  const iv = keys.cipher === '3DES' ? new Uint8Array(8) : encryptBlock(keys.cipher, keys.kEnc, ssc)
  const encrypted = encryptCbc(keys.cipher, keys.kEnc, iv, pad(data, block))
  const parts = [
    data.length === 0 ? data : tag === 0x87 ? tlv(tag, Uint8Array.of(1), encrypted) : tlv(tag, encrypted),
    tlv(0x99, Uint8Array.of(sw >> 8, sw & 0xff)),
  ]
  return withMac(keys, counter, concatBytes(...parts))
}
/** For tests: the counter of a turn, for keys that began at zero. */
export function counterBytes(keys: SessionKeys, counter: number): Uint8Array {
  const ssc = keys.ssc.slice()
  ssc[ssc.length - 1] = counter
  return ssc
}

/** For tests: data objects with their DO'8E'. */
export function withMac(keys: SessionKeys, counter: number, objects: Uint8Array): Uint8Array {
  const message = concatBytes(counterBytes(keys, counter), objects)
  const padded = keys.cipher === '3DES' ? message : pad(message, 16)
  return concatBytes(objects, tlv(0x8e, mac(keys.cipher, keys.kMac, padded)))
}
