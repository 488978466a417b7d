import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

export const pageBytes = 4096
/** At the end of each page: the initialisation vector, then the code over what stands before it and the number of the page. */
const ivBytes = 16
const codeBytes = 64
export const reservedBytes = ivBytes + codeBytes
const contentEnd = pageBytes - reservedBytes
export const saltBytes = 16
/** What SQLite expects where the file has its salt. */
const plainHeader = Buffer.from('SQLite format 3\0', 'latin1')

/** Pages of an encrypted file without SQLite: to examine, to rescue and to change the key of what SQLite need not understand. */
export interface PageCipher {
  readonly salt: Uint8Array
  /** True when the page is as it was written: the right key, every bit, and at its own place (numbers from 1). */
  isWhole(page: Uint8Array, number: number): boolean
  /** The page as SQLite sees it, the reserved bytes zero; undefined when it is not whole. */
  decrypt(page: Uint8Array, number: number): Uint8Array | undefined
  encrypt(plain: Uint8Array, number: number): Uint8Array
}

/**
 * The layout of SQLCipher 4 with a raw key (zetetic.net/sqlcipher/design): AES-256-CBC, HMAC-SHA-512 over ciphertext, vector and page number,
 * its key derived from the key and the salt of the file by two rounds of PBKDF2.
 * @param key 32 bytes
 * @param salt 16 bytes, the beginning of the file; a new one where none is given
 */
export function pageCipher(key: Uint8Array, salt: Uint8Array = randomBytes(saltBytes)): PageCipher {
  const codeKey = pbkdf2Sync(
    key,
    salt.map(byte => byte ^ 0x3a),
    2,
    32,
    'sha512',
  )
  const start = (number: number) => (number === 1 ? saltBytes : 0)
  const code = (page: Uint8Array, number: number) => {
    const place = Buffer.alloc(4)
    place.writeUInt32LE(number)
    return createHmac('sha512', codeKey)
      .update(page.subarray(start(number), contentEnd + ivBytes))
      .update(place)
      .digest()
  }
  const isWhole = (page: Uint8Array, number: number) =>
    page.length === pageBytes && timingSafeEqual(code(page, number), page.subarray(contentEnd + ivBytes))
  return {
    salt,
    isWhole,
    decrypt(page, number) {
      if (!isWhole(page, number)) return undefined
      const cipher = createDecipheriv('aes-256-cbc', key, page.subarray(contentEnd, contentEnd + ivBytes))
      cipher.setAutoPadding(false)
      const plain = Buffer.alloc(pageBytes)
      if (number === 1) plain.set(plainHeader)
      plain.set(cipher.update(page.subarray(start(number), contentEnd)), start(number))
      return plain
    },
    encrypt(plain, number) {
      const page = Buffer.alloc(pageBytes)
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-cbc', key, iv)
      cipher.setAutoPadding(false)
      if (number === 1) page.set(salt)
      page.set(cipher.update(plain.subarray(start(number), contentEnd)), start(number))
      page.set(iv, contentEnd)
      page.set(code(page, number), contentEnd + ivBytes)
      return page
    },
  }
}
