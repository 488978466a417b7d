import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { curveByName, ecdsaSign } from '../crypto/curves.ts'
import { hash } from '../crypto/hash.ts'
import { rsaAnswer } from '../crypto/known-answers.ts'
import { verifyActiveAuthentication } from '../emrtd/active-authentication.ts'
import { unwrapOddReadBinary } from '../emrtd/commands.ts'
import { ok } from '../emrtd/result.ts'
import { tlv } from '../emrtd/tlv.ts'
import { goodCards } from './good-files.ts'
import type { Target } from './judge.ts'

const challenge = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const [card] = goodCards
const dg15 = card?.image.files.get(0x010f) ?? new Uint8Array()
const key = card?.image.activeAuthenticationKey
if (key?.kind !== 'ec') throw new Error('the card has no elliptic key')
const { r, s } = ecdsaSign(curveByName('brainpoolP256r1'), bytesToNumberBE(key.privateKey), hash('SHA-256', challenge))
const answer = concatBytes(numberToBytesBE(r, 32), numberToBytesBE(s, 32))

/** EF.DG15 with an RSA key, of which nobody has the private half: its answers are all wrong, and must be said to be. */
const integer = (bytes: Uint8Array) => tlv(0x02, concatBytes(Uint8Array.of(0), bytes))
const rsaKey = tlv(0x30, integer(hexToBytes(rsaAnswer.modulus)), integer(Uint8Array.of(1, 0, 1)))
const rsaDg15 = tlv(
  0x6f,
  tlv(0x30, tlv(0x30, hexToBytes('06092a864886f70d0101010500')), tlv(0x03, Uint8Array.of(0), rsaKey)),
)

/** What a chip answers beside files. */
export const chipAnswerTargets: readonly Target[] = [
  {
    name: 'active authentication, ECDSA',
    parse: bytes => verifyActiveAuthentication(dg15, undefined, challenge, bytes),
    seeds: [answer],
    share: 0.1,
  },
  {
    name: 'active authentication, RSA',
    parse: bytes => verifyActiveAuthentication(rsaDg15, undefined, challenge, bytes),
    seeds: [hexToBytes(rsaAnswer.pkcs1)],
    share: 0.5,
  },
  {
    name: 'answer to odd READ BINARY',
    parse: bytes => ok(unwrapOddReadBinary(bytes)),
    seeds: [tlv(0x53, new Uint8Array(200).fill(0x41))],
  },
]
