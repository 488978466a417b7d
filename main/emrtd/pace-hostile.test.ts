import { pow } from '@noble/curves/abstract/modular.js'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import cam from '../../fixtures/vectors/icao9303-11-pace-cam-ecdh.json' with { type: 'json' }
import { encryptBlock, encryptCbc } from '../crypto/block-cipher.ts'
import { pad } from '../crypto/mac.ts'
import { bitLength } from '../crypto/prime.ts'
import { randomBytes } from '../crypto/random.ts'
import { type CommandApdu, encodeCommand } from './apdu.ts'
import { passwordKey } from './key-derivation.ts'
import { encodeOid } from './object-identifier.ts'
import { pace } from './pace.ts'
import { verifyPaceCam } from './pace-cam-proof.ts'
import { choosePaceInfo, type PaceChoice } from './pace-choice.ts'
import { play, scriptedRandom } from './scripted-dialogue.ts'
import { parseSecurityInfos } from './security-infos.ts'
import { protocolOids, standardizedGroup } from './security-protocol.ts'
import { readTlv, tlv } from './tlv.ts'

const can = { kind: 'CAN', value: '000001' } as const
const number = (n: bigint) => numberToBytesBE(n, Math.ceil(bitLength(n) / 8))
const data = (tag: number, value: Uint8Array) => `${bytesToHex(tlv(0x7c, tlv(tag, value)))}9000`
const error = (tag: string, message?: string) => ({
  ok: false,
  error: { tag, ...(message !== undefined && { message: expect.stringContaining(message) }) },
})

function cardAccessOf(arcs: string, parameterId: number): Uint8Array {
  const oid = tlv(6, encodeOid(`${protocolOids.pace}.${arcs}`))
  return tlv(0x31, tlv(0x30, oid, tlv(2, Uint8Array.of(2)), tlv(2, Uint8Array.of(parameterId))))
}
function choiceOf(cardAccess: Uint8Array): PaceChoice {
  const infos = parseSecurityInfos(cardAccess)
  const choice = infos.ok ? choosePaceInfo(infos.value) : undefined
  if (!choice) throw new Error('not supported')
  return choice
}

type Change = (answer: string, command: CommandApdu) => string
/** PACE with an honest chip, whose answers are changed by turn. */
function withChip(arcs: string, parameterId: number, changes: Readonly<Record<number, Change>>, random = randomBytes) {
  const cardAccess = cardAccessOf(arcs, parameterId)
  const chip = createChip({
    name: 'hostile',
    files: new Map(),
    cardAccess,
    can: can.value,
    mrzInformation: 'T22000129364081251010318',
    chipAuthenticationMappingKey: Uint8Array.of(7),
  })
  return play(pace(choiceOf(cardAccess), can, random), (command, turn) => {
    const honest = bytesToHex(chip.transmit(encodeCommand(command)))
    return changes[turn]?.(honest, command) ?? honest
  })
}
/** The value in the one data object of a command. */
function sentValue(command: CommandApdu): Uint8Array {
  const template = readTlv(command.data ?? new Uint8Array())
  const object = template.ok ? readTlv(template.value.value) : template
  if (!object.ok) throw new Error(object.error.message)
  return object.value.value
}

const all = [
  ['GM over a curve', '2.2', 12],
  ['GM over a field', '1.2', 0],
  ['IM over a curve', '4.2', 12],
  ['IM over a field', '3.2', 0],
  ['CAM', '6.2', 12],
] as const
const generic = all.filter(([name]) => !name.startsWith('IM'))

describe.each([...generic.map(each => [...each, 2] as const), ...all.map(each => [...each, 3] as const)])(
  '%s',
  (_, arcs, parameterId, turn) => {
    const group = standardizedGroup(parameterId)
    const p = group?.prime ?? 0n
    const elements =
      group?.kind === 'ECDH'
        ? {
            'infinity in one byte': Uint8Array.of(0),
            'infinity as zeros': concatBytes(Uint8Array.of(4), new Uint8Array(64)),
            'a point off the curve': concatBytes(group.encode(group.generator).slice(0, 64), Uint8Array.of(0)),
            'x not below p': concatBytes(Uint8Array.of(4), number(p), new Uint8Array(32)),
            'a compressed point': group.generator.toBytes(true),
            'a point that is too long': concatBytes(group.encode(group.generator), Uint8Array.of(0)),
            nothing: new Uint8Array(),
          }
        : {
            '0': Uint8Array.of(0),
            '1': Uint8Array.of(1),
            '1 with leading zeros': numberToBytesBE(1n, 128),
            'p − 1': number(p - 1n),
            p: number(p),
            'p + 1': number(p + 1n),
            'an element of order 7': number(pow(2n, (p - 1n) / 7n, p)),
            'an element outside the subgroup': Uint8Array.of(2),
            'a number longer than p': new Uint8Array(129).fill(1),
            nothing: new Uint8Array(),
          }
    const tag = turn === 2 ? 0x82 : 0x84

    it.each(Object.entries(elements))(`%s as public key ${tag.toString(16)}`, (__, element) => {
      const { result, commands } = withChip(arcs, parameterId, { [turn]: () => data(tag, element) })
      expect(result).toMatchObject(error('AccessHostile'))
      expect(commands).toHaveLength(turn + 1)
    })
    it(`our own public key as ${tag.toString(16)}`, () => {
      const back: Change = (__, command) => data(tag, sentValue(command))
      expect(withChip(arcs, parameterId, { [turn]: back }).result).toMatchObject(
        error('AccessHostile', 'our own public key'),
      )
    })
  },
)

describe.each(all)('%s', (_, arcs, parameterId) => {
  it('nothing, an empty template or another object at any turn', () => {
    for (const turn of [1, 2, 3, 4]) {
      for (const bad of ['9000', '7c0281009000', '7c0480008100' + '9000', '7c019000', '80009000']) {
        const { result } = withChip(arcs, parameterId, { [turn]: () => bad })
        expect(result).toMatchObject(error('ProtocolTlv'))
      }
    }
  })

  it('6300 before the token is no wrong password, at the token it is', () => {
    for (const turn of [0, 1, 2, 3])
      expect(withChip(arcs, parameterId, { [turn]: () => '6300' }).result).toMatchObject(error('AccessRefused'))
    for (const sw of ['6300', '63c0', '63cf'])
      expect(withChip(arcs, parameterId, { 4: () => sw }).result).toMatchObject(error('CardWrongKey'))
    expect(withChip(arcs, parameterId, { 4: () => '6983' }).result).toMatchObject(error('AccessRefused'))
  })

  it('a recorded session, played again', () => {
    const recorded: string[] = []
    const record: Change = answer => {
      recorded.push(answer)
      return answer
    }
    expect(withChip(arcs, parameterId, { 0: record, 1: record, 2: record, 3: record, 4: record }).result.ok).toBe(true)
    const again = play(pace(choiceOf(cardAccessOf(arcs, parameterId)), can, randomBytes), recorded)
    expect(again.result).toMatchObject(error('AccessHostile', 'token of the chip is wrong'))
  })

  it('a chip whose nonces and keys are always the same gives other session keys each time', () => {
    const cardAccess = cardAccessOf(arcs, parameterId)
    const run = () => {
      const image = { name: 'constant', files: new Map(), cardAccess, can: can.value, mrzInformation: '' }
      const key = { chipAuthenticationMappingKey: Uint8Array.of(7) }
      const chip = createChip({ ...image, ...key }, length => new Uint8Array(length).fill(0x42))
      const { result } = play(pace(choiceOf(cardAccess), can, randomBytes), command =>
        bytesToHex(chip.transmit(encodeCommand(command))),
      )
      if (!result.ok) throw new Error(result.error.message)
      return bytesToHex(result.value.keys.kEnc)
    }
    expect(run()).not.toBe(run())
  })

  it('our token sent back as its own', () => {
    const back: Change = (__, command) => data(0x86, sentValue(command))
    expect(withChip(arcs, parameterId, { 4: back }).result).toMatchObject(error('AccessHostile'))
  })

  it('any changed byte of any answer is an error', () => {
    const change = fc.record({
      turn: fc.integer({ min: 1, max: 4 }),
      at: fc.nat(),
      xor: fc.integer({ min: 1, max: 255 }),
    })
    fc.assert(
      fc.property(change, ({ turn, at, xor }) => {
        const flip: Change = answer => {
          const bytes = hexToBytes(answer)
          // Chip authentication data are proven elsewhere.
          const i = at % (turn === 4 ? 12 : bytes.length)
          bytes[i] = (bytes[i] ?? 0) ^ xor
          return bytesToHex(bytes)
        }
        expect(withChip(arcs, parameterId, { [turn]: flip }).result.ok).toBe(false)
      }),
      { numRuns: 24 },
    )
  })
})

it('over a field too, a nonce that maps the generator to 1', () => {
  const group = standardizedGroup(0)
  if (group?.kind !== 'DH') throw new Error('group 0')
  const privateKey = new Uint8Array(20).fill(3)
  const x = bytesToNumberBE(privateKey)
  // g^s · y^x = 1 for y = g^(−s/x); the chip must know x.
  const cardAccess = cardAccessOf('1.2', 0)
  const s = 5n
  const nonce = numberToBytesBE(s, 16)
  const { order } = group
  const y = group.multiply(group.generator, ((order - s) * pow(x, order - 2n, order)) % order)
  const noIv = new Uint8Array(16)
  const answers = [
    '9000',
    data(0x80, encryptCbc('AES-128', passwordKey(can, 'AES-128'), noIv, nonce)),
    data(0x82, group.encode(y)),
  ]
  const random = scriptedRandom(bytesToHex(privateKey))
  expect(play(pace(choiceOf(cardAccess), can, random), answers).result).toMatchObject(
    error('AccessHostile', 'neutral element'),
  )
})

describe('integrated mapping', () => {
  it.each([
    ['3DES', '4.1', [0, 8, 24, 32]],
    ['AES-128', '4.2', [0, 15, 32, 48]],
    ['AES-192', '4.3', [16, 24, 48]],
    ['AES-256', '4.4', [16, 24, 48]],
  ])('%s: a nonce of another length than the key needs', (_, arcs, lengths) => {
    for (const length of lengths) {
      const { result, commands } = withChip(arcs, 12, { 1: () => data(0x80, new Uint8Array(length)) })
      expect(result).toMatchObject(error('AccessHostile', `nonce of ${length} bytes`))
      expect(commands).toHaveLength(2)
    }
  })
  it('mapping data of the chip', () => {
    for (const bad of ['7c0382010' + '19000', '7c0482008200' + '9000', '7c0481008200' + '9000'])
      expect(withChip('4.2', 12, { 2: () => bad }).result).toMatchObject(error('ProtocolTlv'))
  })
  it('is not done on P-224, even by who would ask for it', () => {
    const choice: PaceChoice = { ...choiceOf(cardAccessOf('2.2', 10)), mapping: 'IM' }
    expect(play(pace(choice, can, randomBytes), ['9000', data(0x80, new Uint8Array(16))]).result).toMatchObject(
      error('AccessUnsupported', 'P-224'),
    )
  })
  it('an empty template in place of an empty object is no fault', () => {
    expect(withChip('4.2', 12, { 2: () => '7c009000' }).result.ok).toBe(true)
  })
})

describe('chip authentication mapping', () => {
  const choice = choiceOf(hexToBytes(cam.cardAccess))
  const { kEnc } = cam
  const { order } = choice.group
  /** Appendix I.1 with other chip authentication data. */
  function outcome(objects: Uint8Array) {
    const random = scriptedRandom(cam.terminalMappingPrivateKey, cam.terminalPrivateKey)
    const token = tlv(0x86, hexToBytes('8596CF055C67C1A3'))
    const last = `${bytesToHex(tlv(0x7c, token, objects))}9000`
    const answers = cam.apdus.map(([, answer]) => answer ?? '').toSpliced(4, 1, last)
    return play(pace(choice, { kind: 'MRZ', value: cam.mrzInformation }, random), answers).result
  }
  const encrypt = (padded: Uint8Array) => {
    const key = hexToBytes(kEnc)
    const iv = encryptBlock('AES-128', key, new Uint8Array(16).fill(0xff))
    return tlv(0x8a, encryptCbc('AES-128', key, iv, padded))
  }
  const genuine = hexToBytes(cam.encryptedChipAuthenticationData)
  const infos = parseSecurityInfos(tlv(0x31, hexToBytes(cam.chipAuthenticationPublicKeyInfo)))
  if (!infos.ok) throw new Error(infos.error.message)

  it('the genuine ones, encrypted here', () => {
    expect(encrypt(pad(hexToBytes(cam.chipAuthenticationData), 16))).toEqual(tlv(0x8a, genuine))
    const result = outcome(tlv(0x8a, genuine))
    const evidence = result.ok ? result.value.chipAuthenticationMapping : undefined
    expect(evidence && verifyPaceCam(infos.value, evidence)).toMatchObject({ ok: true })
  })

  it.each([
    ['none', new Uint8Array(), 'ProtocolTlv'],
    ['two', concatBytes(tlv(0x8a, genuine), tlv(0x8a, genuine)), 'ProtocolTlv'],
    ['empty', tlv(0x8a), 'AccessHostile'],
    ['half a block', tlv(0x8a, genuine.slice(0, 40)), 'AccessHostile'],
    ['a block less', tlv(0x8a, genuine.slice(0, 32)), 'AccessHostile'],
    ['a block more', tlv(0x8a, concatBytes(genuine, genuine.slice(0, 16))), 'AccessHostile'],
    ['without padding', encrypt(new Uint8Array(48).fill(1)), 'AccessHostile'],
    ['a leading zero too many', encrypt(pad(new Uint8Array(33).fill(1, 1), 16)), 'AccessHostile'],
    ['0', encrypt(pad(new Uint8Array(32), 16)), 'AccessHostile'],
    ['n', encrypt(pad(numberToBytesBE(order, 32), 16)), 'AccessHostile'],
    ['over n', encrypt(pad(new Uint8Array(32).fill(0xff), 16)), 'AccessHostile'],
  ])('%s', (_, objects, tag) => {
    expect(outcome(objects)).toMatchObject(error(tag))
  })

  it.each([1n, order - 1n])('%s, in range, is for the static key to refuse', value => {
    const result = outcome(encrypt(pad(numberToBytesBE(value, 32), 16)))
    const evidence = result.ok ? result.value.chipAuthenticationMapping : undefined
    expect(evidence && verifyPaceCam(infos.value, evidence)).toMatchObject({ ok: false, error: { tag: 'ChipRefused' } })
  })

  it('any changed bit of them is an error, or proves no chip', () => {
    fc.assert(
      fc.property(fc.nat(8 * genuine.length - 1), bit => {
        const changed = genuine.slice()
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const result = outcome(tlv(0x8a, changed))
        const evidence = result.ok ? result.value.chipAuthenticationMapping : undefined
        expect(evidence !== undefined && verifyPaceCam(infos.value, evidence).ok).toBe(false)
      }),
      { numRuns: 24 },
    )
  })

  it('chip authentication data that generic mapping did not ask for are not taken', () => {
    const add: Change = answer => {
      const template = readTlv(hexToBytes(answer.slice(0, -4)))
      if (!template.ok) throw new Error(template.error.message)
      return `${bytesToHex(tlv(0x7c, template.value.value, tlv(0x8a, genuine)))}9000`
    }
    const { result } = withChip('2.2', 12, { 4: add })
    expect(result.ok && result.value.chipAuthenticationMapping).toBeUndefined()
    expect(result.ok).toBe(true)
  })
})
