import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Block ciphers of 9303-11 §9.8; `3DES` is two-key triple DES. */
export const blockCiphers = ['3DES', 'AES-128', 'AES-192', 'AES-256'] as const
export type BlockCipher = (typeof blockCiphers)[number]

const properties: Readonly<
  Record<BlockCipher, { readonly block: 8 | 16; readonly key: number; readonly name: string }>
> = {
  '3DES': { block: 8, key: 16, name: 'des-ede3-cbc' },
  'AES-128': { block: 16, key: 16, name: 'aes-128-cbc' },
  'AES-192': { block: 16, key: 24, name: 'aes-192-cbc' },
  'AES-256': { block: 16, key: 32, name: 'aes-256-cbc' },
}

/** Block length in bytes. */
export const blockLength = (cipher: BlockCipher): 8 | 16 => properties[cipher].block
/** Key length in bytes. */
export const keyLength = (cipher: BlockCipher): number => properties[cipher].key

/** CBC without padding. Throws where key, IV or data have a wrong length: callers check what comes from outside. */
export function encryptCbc(cipher: BlockCipher, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const state = createCipheriv(properties[cipher].name, wholeKey(cipher, key), iv).setAutoPadding(false)
  return new Uint8Array(Buffer.concat([state.update(data), state.final()]))
}

/** Inverse of `encryptCbc`. */
export function decryptCbc(cipher: BlockCipher, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const state = createDecipheriv(properties[cipher].name, wholeKey(cipher, key), iv).setAutoPadding(false)
  return new Uint8Array(Buffer.concat([state.update(data), state.final()]))
}

/** A single block (ECB). */
export const encryptBlock = (cipher: BlockCipher, key: Uint8Array, block: Uint8Array): Uint8Array =>
  encryptCbc(cipher, key, new Uint8Array(blockLength(cipher)), block)

/** Single DES in CBC mode with an IV of zeros, as triple DES under K‖K‖K: OpenSSL 3 has no `des-cbc` any more. */
export function encryptSingleDesCbc(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = createCipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), new Uint8Array(8)).setAutoPadding(false)
  return new Uint8Array(Buffer.concat([state.update(data), state.final()]))
}

function wholeKey(cipher: BlockCipher, key: Uint8Array): Uint8Array {
  if (key.length !== keyLength(cipher)) throw new RangeError(`${cipher} key of ${key.length} bytes`)
  return cipher === '3DES' ? Buffer.concat([key, key.subarray(0, 8)]) : key
}
