import { bytesToNumberBE } from '@noble/curves/utils.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/vectors/icao9303-11-pace-gm-ecdh.json' with { type: 'json' }
import { curveByName, encodePoint } from '../crypto/curves.ts'
import { pace } from './pace.ts'
import { choosePaceInfo, type PaceChoice } from './pace-choice.ts'
import { play, scriptedRandom } from './scripted-dialogue.ts'
import { parseSecurityInfos, type SecurityInfos } from './security-infos.ts'
import { tlv } from './tlv.ts'

const hex = (bytes: Uint8Array) => bytesToHex(bytes).toUpperCase()
const password = { kind: 'MRZ', value: vectors.mrzInformation } as const
const random = () => scriptedRandom(vectors.terminalMappingPrivateKey, vectors.terminalPrivateKey)
const answers = vectors.apdus.map(([, answer]) => answer ?? '')
const commands = vectors.apdus.map(([command]) => command)
const infosOf = (bytes: Uint8Array): SecurityInfos => {
  const parsed = parseSecurityInfos(bytes)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const chosen = choosePaceInfo(infosOf(hexToBytes(vectors.cardAccess)))
if (!chosen) throw new Error('no PACE in the worked example')
const icao: PaceChoice = { ...chosen, nameParameters: true }

/** The worked example with one answer replaced. */
const failure = (turn: number, answer: string) =>
  play(pace(icao, password, random()), answers.toSpliced(turn, 1, answer)).result
const error = (tag: string, more = {}) => ({ ok: false, error: { tag, ...more } })

describe('status words', () => {
  it.each(['6300', '63C0', '63C2'])('%s to the token is a wrong key', sw => {
    expect(failure(4, sw)).toMatchObject(error('CardWrongKey', { sw: Number.parseInt(sw, 16) }))
  })
  it.each(['6A80', '6982', '6F00'])('%s to the token is a refusal', sw => {
    expect(failure(4, sw)).toMatchObject(error('AccessRefused', { sw: Number.parseInt(sw, 16) }))
  })
  it.each(['6300', '6A80', '6A88', '6985', '6D00'])('%s to MSE:Set AT is a refusal', sw => {
    expect(failure(0, sw)).toMatchObject(error('AccessRefused', { sw: Number.parseInt(sw, 16) }))
  })
  it.each([1, 2, 3])('6300 before the token (command %i) is a refusal', turn => {
    expect(failure(turn, '6300')).toMatchObject(error('AccessRefused', { sw: 0x6300 }))
  })
  it('63C1 to MSE:Set AT only warns', () => {
    expect(failure(0, '63C1').ok).toBe(true)
  })
})

describe('naming the domain parameters', () => {
  const script = (first: string) => [first, ...answers]
  it('is left out first, and done where the chip asks for it with 6A87', () => {
    const played = play(pace({ ...icao, nameParameters: false }, password, random()), script('6A87'))
    expect(played.commands[0]).toBe('0022C1A40F800A04007F00070202040202830101')
    expect(played.commands.slice(1)).toEqual(commands)
    expect(played.result.ok).toBe(true)
  })
  it('is not tried twice', () => {
    expect(play(pace(icao, password, random()), ['6A87']).result).toMatchObject(error('AccessRefused'))
    const unnamed = pace({ ...icao, nameParameters: false }, password, random())
    expect(play(unnamed, ['6A87', '6A87']).result).toMatchObject(error('AccessRefused', { sw: 0x6a87 }))
  })
})

describe('hostile chips', () => {
  const curve = curveByName('brainpoolP256r1')
  const good = encodePoint(curve.Point.BASE)
  const off = hex(good).replace(/..$/, '00')
  const p = curve.parameters.p.toString(16)
  const points = {
    'off the curve': off,
    'at infinity': '00',
    'of zeros': `04${'00'.repeat(64)}`,
    'with a coordinate not below p': `04${p}${'00'.repeat(32)}`,
    compressed: bytesToHex(curve.Point.BASE.toBytes(true)),
    short: hex(good.subarray(0, 64)),
    'of another curve': bytesToHex(encodePoint(curveByName('P-256').Point.BASE)),
    empty: '',
  }
  const answer = (tag: number, value: string) => `${hex(tlv(0x7c, tlv(tag, hexToBytes(value))))}9000`
  /** Public key in a command of the worked example. */
  const ownKey = (turn: number) => commands[turn]?.slice(18, -2) ?? ''

  it.each(Object.entries(points))('point %s', (_, point) => {
    expect(failure(2, answer(0x82, point))).toMatchObject(error('AccessHostile'))
    expect(failure(3, answer(0x84, point))).toMatchObject(error('AccessHostile'))
  })

  it('our own key sent back', () => {
    expect(ownKey(2)).toMatch(/^04.{128}$/)
    for (const [turn, tag] of [
      [2, 0x82],
      [3, 0x84],
    ] as const)
      expect(failure(turn, answer(tag, ownKey(turn)))).toMatchObject(
        error('AccessHostile', { message: 'chip sent our own public key back' }),
      )
  })

  it('nonce empty, too long or not in whole blocks', () => {
    for (const length of [0, 1, 8, 15, 17, 24, 80]) {
      const script = answers.toSpliced(1, 1, answer(0x80, '00'.repeat(length)))
      const { result, commands: sent } = play(pace(icao, password, random()), script)
      expect(result).toMatchObject(error('AccessHostile'))
      expect(sent).toHaveLength(2)
    }
    // The chip chooses how many blocks: one is enough, whatever the key.
    const longKey = pace({ ...icao, cipher: 'AES-256' }, password, random())
    const played = play(longKey, ['9000', answer(0x80, '00'.repeat(16)), '6A80'])
    expect(played.result).toMatchObject(error('AccessRefused'))
    expect(played.commands).toHaveLength(3)
  })

  it('nonce that maps the generator to infinity', () => {
    const privateKey = bytesToNumberBE(hexToBytes(vectors.terminalMappingPrivateKey))
    const nonce = bytesToNumberBE(hexToBytes(vectors.nonce))
    const { n } = curve.parameters
    // PK_map,IC = −s/x·G gives H = −s·G.
    const point = curve.Point.BASE.multiply((nonce * curve.Point.Fn.inv(privateKey)) % n).negate()
    expect(failure(2, answer(0x82, bytesToHex(encodePoint(point))))).toMatchObject(error('AccessHostile'))
  })

  it('any changed bit of the token, and a token of another length', () => {
    fc.assert(
      fc.property(fc.nat(63), bit => {
        const token = hexToBytes('3ABB9674BCE93C08')
        token[bit >> 3] = (token[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(failure(4, answer(0x86, bytesToHex(token)))).toMatchObject(error('AccessHostile'))
      }),
      { numRuns: 8 },
    )
    for (const token of ['', '3ABB9674BCE93C', '3ABB9674BCE93C0800', 'C2B0BD78D94BA866'])
      expect(failure(4, answer(0x86, token))).toMatchObject(error('AccessHostile'))
  })

  it('answers without the data object asked for, or with more', () => {
    for (const bad of ['9000', '7C009000', '7C0281009000', '80009000', '7C12009000', '7C0480008100' + '9000'])
      expect(failure(1, bad)).toMatchObject(error('ProtocolTlv'))
    expect(failure(1, '7C048000' + '8000' + '9000')).toMatchObject(error('ProtocolTlv'))
  })

  it('names of certification authorities beside the token are no fault', () => {
    expect(failure(4, '7C0F86083ABB9674BCE93C0887034142439000').ok).toBe(true)
  })
})
