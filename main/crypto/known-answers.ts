import type { BlockCipher } from './block-cipher.ts'
import type { CurveName } from './curves.ts'
import type { FiniteFieldGroupName } from './finite-field-parameters.ts'
import type { HashName } from './hash.ts'

/** FIPS 180-4, of "abc". */
export const hashAnswers: readonly (readonly [HashName, string])[] = [
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
export const cipherAnswers: readonly (readonly [BlockCipher, string, string, string, string])[] = [
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

/** 9303-11 D.3; RFC 4493 §4 and NIST SP 800-38B D.2, D.3, example 2 each, cut to 8 bytes. Name, cipher, key, message, MAC. */
export const macAnswers: readonly (readonly [string, BlockCipher, string, string, string])[] = [
  [
    'retail MAC',
    '3DES',
    '7962d9ece03d1acd4c76089dce131543',
    '72c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f2',
    '5f1448eea8ad90a7',
  ],
  ['AES-128-CMAC', 'AES-128', '2b7e151628aed2a6abf7158809cf4f3c', nistPlain, '070a16b46b4d4144'],
  ['AES-192-CMAC', 'AES-192', '8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b', nistPlain, '9e99a7bf31e71090'],
  [
    'AES-256-CMAC',
    'AES-256',
    '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
    nistPlain,
    '28a7023f452e8f82',
  ],
]

/** The private key of the answers below. */
export const answeredKey = 0x181ffdc2468aen
/** SHA-256, cut to 16 bytes, of the uncompressed public key that OpenSSL gives. */
export const curveAnswers: readonly (readonly [CurveName, string])[] = [
  ['P-192', '16d3d227a91ee8434635879623501275'],
  ['P-224', '910f46c1f0f7063a115be806f19ad41c'],
  ['P-256', '1f3fdec33d08d6bae24c33e116ef16ac'],
  ['P-384', '005466e926fdc7ccc3981b8d17fe2c3e'],
  ['P-521', '1ae09e7a2b505f3ceccd38e122c296ec'],
  ['brainpoolP192r1', '30b4dae9a3420744f411ff29fda4539c'],
  ['brainpoolP224r1', '46a26e5e60ceb2855a28987c9f7bb9f0'],
  ['brainpoolP256r1', '2f4f6039c0b562306133ec6b1300de68'],
  ['brainpoolP320r1', '981c9533b64d8de0ca7bccf5ef2c1d2a'],
  ['brainpoolP384r1', '54e9d4126a56e512c845777c0707ac23'],
  ['brainpoolP512r1', 'd0bb2c05723f1ef465ba7832c38a9b23'],
]
/** The same of the integer that is the public key. */
export const finiteFieldAnswers: readonly (readonly [FiniteFieldGroupName, string])[] = [
  ['MODP-1024-160', '49b9bf65391a7a7bbad47b8cd84e39f8'],
  ['MODP-2048-224', 'e847bcf750289231c1b7c1556d7df903'],
  ['MODP-2048-256', '2383535115b8db96c665078f4d58dbe5'],
]

/** RFC 6979 A.2.5 and 9303-11 G.1: private key and uncompressed public key of the curves in daily use. */
export const keyPairs: readonly (readonly [CurveName, bigint, string])[] = [
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

/** Signatures over "abc" with SHA-256, made by OpenSSL 3 with a key that was thrown away; salt of 32 bytes. */
export const rsaAnswer = {
  modulus:
    'dde3009ca7afa42106e251edef78a05b9af1f4753520e44bc1ba44ebc057c41769719be3cf2586ba89509354c17d89d159a569d2f74868da18504a017aec179a94049667f1b3996d7b0811e21c20a687f4efdbd50d2ef30b4faa096a310cb9b299d8a5c165bbf8b1bb8267f6db86c18bceed1c630c91c1b5a5900e2582c74ddf',
  pkcs1:
    '68a7e2bb9dbb2108b0351c52e8a01439b83e059ed3fb4e879ee4af30274d2f1db6b95f322685c4426defb1a4b8cebe1bc6e97f7e230fcb5eacdeb49ac1d34707ac571b3728cb76ced3a81868bfbde192aec78c3f68af31d16d70cf881282fcb72503d7c1dcc9d9e70db2c8c604b62ff339eaa28880cb2838c7296fdf0eba4a5c',
  pss: 'a50ad9ffafecc407f13c1925f288da0c952fe30e60ff1009e45681740cae529bcc9a3c24a0941ea9ed5a5bb3dd3a6e603b5650e917eee9bba71c0f0ad400946e655ad58b00c1a353de34c0d326299a94973e8c9679be24dd21ff7dc0ee72b9ef3398801e341c124de00b59d0cfab7154b00b6c0bc5c9969da37bcb800d0214f1',
}

/** RFC 8032 §7.1, test 2: public key, message, signature. */
export const ed25519Answer = {
  publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  message: '72',
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
}
