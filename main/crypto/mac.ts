import { cmac } from '@noble/ciphers/aes.js'
import { equalBytes } from '@noble/ciphers/utils.js'
import { type BlockCipher, encryptBlock, encryptSingleDesCbc } from './block-cipher.ts'

/** Appends `80` and zeros up to a whole number of blocks: ISO/IEC 9797-1 padding method 2. */
export function pad(data: Uint8Array, blockLength: number): Uint8Array {
  const padded = new Uint8Array(data.length + blockLength - (data.length % blockLength))
  padded.set(data)
  padded[data.length] = 0x80
  return padded
}

/** Takes padding method 2 off; undefined if there is none within the last block. */
export function unpad(data: Uint8Array, blockLength: number): Uint8Array | undefined {
  const end = data.findLastIndex(byte => byte !== 0)
  if (end < 0 || data[end] !== 0x80 || data.length - end > blockLength) return undefined
  return data.subarray(0, end)
}

/**
 * Retail MAC with DES: ISO/IEC 9797-1 MAC algorithm 3 with an IV of zeros over whole blocks of 8 bytes. 16-byte key, 8-byte MAC.
 * The last block goes through two-key triple DES, so only the blocks before it are single DES.
 */
function retailMac(key: Uint8Array, padded: Uint8Array): Uint8Array {
  const last = padded.slice(-8)
  if (padded.length > 8) {
    const chained = encryptSingleDesCbc(key.subarray(0, 8), padded.subarray(0, -8)).subarray(-8)
    for (let i = 0; i < 8; i++) last[i] = (last[i] ?? 0) ^ (chained[i] ?? 0)
  }
  return encryptBlock('3DES', key, last)
}

/**
 * The 8-byte MAC of 9303-11 §4.4.3.4 and §9.8.6: with 3DES the retail MAC, padded here by method 2; with AES the CMAC of NIST
 * SP 800-38B, cut to 8 bytes, which needs no padding (secure messaging pads before it all the same).
 */
export const mac = (cipher: BlockCipher, key: Uint8Array, data: Uint8Array): Uint8Array =>
  cipher === '3DES' ? retailMac(key, pad(data, 8)) : cmac(data, key).slice(0, 8)

/** Compares in a time that does not tell where the bytes differ. */
export const equal = (a: Uint8Array, b: Uint8Array): boolean => equalBytes(a, b)
