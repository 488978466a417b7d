import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/vectors/icao9303-11-bac.json' with { type: 'json' }
import { encryptCbc } from '../crypto/block-cipher.ts'
import { mac } from '../crypto/mac.ts'
import { randomBytes } from '../crypto/random.ts'
import { bac } from './bac.ts'
import { bacKeySeed, deriveKey } from './key-derivation.ts'
import { mrzInformation } from './mrz.ts'
import { play, scriptedRandom } from './scripted-dialogue.ts'

const hex = (bytes: Uint8Array) => bytesToHex(bytes).toUpperCase()
const random = () => scriptedRandom(vectors.rndIfd, vectors.kIfd)
const answers = vectors.authentication.map(([, answer]) => answer ?? '')
const [challenge = '', authenticated = ''] = answers

describe('9303-11 appendix D', () => {
  it('MRZ information, seed and keys', () => {
    expect(mrzInformation(vectors.mrz)).toBe(vectors.mrzInformation)
    const seed = bacKeySeed(vectors.mrzInformation)
    expect(hex(seed)).toBe(vectors.kSeed)
    expect(hex(deriveKey(seed, 'encryption', '3DES'))).toBe(vectors.kEnc)
    expect(hex(deriveKey(seed, 'mac', '3DES'))).toBe(vectors.kMac)
  })

  it('commands and session keys', () => {
    const { result, commands } = play(bac(vectors.mrzInformation, random()), answers)
    expect(commands).toEqual(vectors.authentication.map(([command]) => command))
    expect(result).toEqual({
      ok: true,
      value: {
        cipher: '3DES',
        kEnc: hexToBytes(vectors.sessionKEnc),
        kMac: hexToBytes(vectors.sessionKMac),
        ssc: hexToBytes(vectors.ssc),
      },
    })
  })
})

const failure = (...script: string[]) => play(bac(vectors.mrzInformation, random()), script).result

it.each(['6300', '63C2', '6982', '6985', '6988'])('%s at EXTERNAL AUTHENTICATE is a wrong key', sw => {
  expect(failure(challenge, sw)).toMatchObject({
    ok: false,
    error: { tag: 'CardWrongKey', sw: Number.parseInt(sw, 16) },
  })
})

it.each(['6D00', '6983', '6F00'])('%s at EXTERNAL AUTHENTICATE is a refusal', sw => {
  expect(failure(challenge, sw)).toMatchObject({
    ok: false,
    error: { tag: 'AccessRefused', sw: Number.parseInt(sw, 16) },
  })
})

it.each(['6D00', '6982', '6985'])('%s at GET CHALLENGE is a refusal, not a wrong key', sw => {
  expect(failure(sw)).toMatchObject({ ok: false, error: { tag: 'AccessRefused' } })
})

it('short and long answers are errors of length', () => {
  for (const script of [['9000'], ['4608F9198870229000'], [challenge, '9000'], [challenge, `00${authenticated}`]])
    expect(failure(...script)).toMatchObject({ ok: false, error: { tag: 'ProtocolLength' } })
})

it('any changed bit of the answer is hostile', () => {
  fc.assert(
    fc.property(fc.nat(319), bit => {
      const bytes = hexToBytes(authenticated)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(failure(challenge, bytesToHex(bytes))).toMatchObject({ ok: false, error: { tag: 'AccessHostile' } })
    }),
  )
})

it('an answer with a right MAC over other nonces is hostile', () => {
  const encrypted = encryptCbc('3DES', hexToBytes(vectors.kEnc), new Uint8Array(8), randomBytes(32))
  const answer = hex(encrypted) + hex(mac('3DES', hexToBytes(vectors.kMac), encrypted))
  expect(failure(challenge, `${answer}9000`)).toMatchObject({ ok: false, error: { tag: 'AccessHostile' } })
})
