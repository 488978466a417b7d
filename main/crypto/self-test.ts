import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { type BlockCipher, decryptCbc, encryptCbc } from './block-cipher.ts'
import { type CurveName, curveByName, ecdsaVerify, encodePoint } from './curves.ts'
import { type HashName, hash } from './hash.ts'
import { mac } from './mac.ts'
import { randomBytes } from './random.ts'
import { rsaPublicKey, verifyRsaPkcs1 } from './rsa.ts'

export interface SelfTestResult {
  /** The primitive, e.g. `AES-192-CBC`. */
  readonly name: string
  readonly ok: boolean
  /** What went wrong: the error of the crypto library, or that the result is another. */
  readonly detail?: string
}

/**
 * Known-answer test of every primitive, at start-up and by `doctor`: node:crypto is OpenSSL here and BoringSSL in Electron, and what
 * one of them lacks shows only when it is used. Takes some tens of milliseconds; never throws.
 */
export const cryptoSelfTest = (): SelfTestResult[] => [
  ...hashes.map(([name, digest]) => run(name, () => bytesToHex(hash(name, utf8ToBytes('abc'))) === digest)),
  ...ciphers.map(([name, key, iv, plain, encrypted]) =>
    run(`${name}-CBC`, () => roundTrip(name, key, iv, plain, encrypted)),
  ),
  ...macs.map(([label, cipher, key, message, expected]) =>
    run(label, () => bytesToHex(mac(cipher, hexToBytes(key), hexToBytes(message))) === expected),
  ),
  ...keyPairs.map(([name, privateKey, publicKey]) =>
    run(`EC ${name}`, () => bytesToHex(encodePoint(curveByName(name).Point.BASE.multiply(privateKey))) === publicKey),
  ),
  run('ECDSA', verifiesEcdsa),
  run('RSA', verifiesRsa),
  run('random', () => new Set([...randomBytes(64)]).size > 16),
]

function run(name: string, test: () => boolean): SelfTestResult {
  try {
    return test() ? { name, ok: true } : { name, ok: false, detail: 'wrong result' }
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

/** FIPS 180-4, of "abc". */
const hashes: readonly (readonly [HashName, string])[] = [
  ['SHA-1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA-224', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'],
  ['SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['SHA-384', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'],
  [
    'SHA-512',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ],
]

const nistIv = '000102030405060708090a0b0c0d0e0f'
const nistPlain = '6bc1bee22e409f96e93d7e117393172a'
/** NIST SP 800-38A F.2; for 3DES the mutual authentication of 9303-11 D.3. Key, IV, plain, encrypted. */
const ciphers: readonly (readonly [BlockCipher, string, string, string, string])[] = [
  [
    '3DES',
    'ab94fdecf2674fdfb9b391f85d7f76f2',
    '0000000000000000',
    '781723860c06c2264608f919887022120b795240cb7049b01c19b33e32804f0b',
    '72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f2',
  ],
  ['AES-128', '2b7e151628aed2a6abf7158809cf4f3c', nistIv, nistPlain, '7649abac8119b246cee98e9b12e9197d'],
  [
    'AES-192',
    '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b',
    nistIv,
    nistPlain,
    '4f021db243bc633d7178183a9fa071e8',
  ],
  [
    'AES-256',
    '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
    nistIv,
    nistPlain,
    'f58c4c04d6e5f1ba779eabfb5f7bfbd6',
  ],
]

function roundTrip(name: BlockCipher, key: string, iv: string, plain: string, encrypted: string): boolean {
  const [k, i, p, e] = [hexToBytes(key), hexToBytes(iv), hexToBytes(plain), hexToBytes(encrypted)]
  return bytesToHex(encryptCbc(name, k, i, p)) === encrypted && bytesToHex(decryptCbc(name, k, i, e)) === plain
}

/** 9303-11 D.3 and RFC 4493 §4 example 2, cut to 8 bytes. */
const macs: readonly (readonly [string, BlockCipher, string, string, string])[] = [
  [
    'retail MAC',
    '3DES',
    '7962d9ece03d1acd4c76089dce131543',
    '72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f2',
    '5f1448eea8ad90a7',
  ],
  ['AES-CMAC', 'AES-128', '2b7e151628aed2a6abf7158809cf4f3c', nistPlain, '070a16b46b4d4144'],
]

/** RFC 6979 A.2.5 and 9303-11 G.1: private key and uncompressed public key. */
const keyPairs: readonly (readonly [CurveName, bigint, string])[] = [
  [
    'P-256',
    0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n,
    '0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
  ],
  [
    'brainpoolP256r1',
    0x7f4ef07b9ea82fd78ad689b38d0bc78cf21f249d953bc46f4c6e19259c010f99n,
    '047acf3efc982ec45565a4b155129efbc74650dcbfa6362d896fc70262e0c2cc5e544552dcb6725218799115b55c9baa6d9f6bc3a9618e70c25af71777a9c4922d',
  ],
]

/** RFC 6979 A.2.5, SHA-256 of "sample". */
function verifiesEcdsa(): boolean {
  const [[, privateKey] = ['P-256', 1n]] = keyPairs
  const curve = curveByName('P-256')
  const publicPoint = curve.Point.BASE.multiply(privateKey)
  const signature = {
    r: 0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n,
    s: 0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n,
  }
  const digest = hash('SHA-256', utf8ToBytes('sample'))
  const wrong = hash('SHA-256', utf8ToBytes('another'))
  return ecdsaVerify(curve, publicPoint, digest, signature) && !ecdsaVerify(curve, publicPoint, wrong, signature)
}

/** RSASSA-PKCS1-v1_5 with SHA-256 over "abc", made by OpenSSL 3.0 with a key that was thrown away. */
function verifiesRsa(): boolean {
  const modulus = hexToBytes(
    'af3bae91f743f6f2e2d1aa7e6abc43e20676b69cc7b336cd47c22e82e55a7a237b57a262b31c5fd8fe1ed92e770046b07dffa4dc459980544728d2b9aaac64c9a8291adbd1b3ad208a2fa153088ac4741befbe4b2ee602314a2c50d15e833dc75fbc25ed19ebeef480f19382824e5d8680a3290548bb29c664ee4ccbad963323',
  )
  const signature = hexToBytes(
    '65c91ea16241c8cea38b631da1aed1dec95f13edc310f8d0d89f7ae1b3426c7c1b15af19631b6101921198ee35d2389f8c8c543e55dc9d493af32c61cb9d3cfbf2325f3a5bf23feb6c622a53b94166f315734390e6974dcf756aa01242aa1229dafee5be00abb8012a4cf8ce25c08b80284c84b557dc18000c727618c512a1b8',
  )
  const key = rsaPublicKey(modulus, Uint8Array.of(1, 0, 1))
  if (!key) return false
  const verifies = (text: string) => verifyRsaPkcs1(key, 'SHA-256', utf8ToBytes(text), signature)
  return verifies('abc') && !verifies('abd')
}
