import { numberToBytesBE } from '@noble/curves/utils.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import cam from '../../fixtures/vectors/icao9303-11-pace-cam-ecdh.json' with { type: 'json' }
import gmDh from '../../fixtures/vectors/icao9303-11-pace-gm-dh.json' with { type: 'json' }
import gm from '../../fixtures/vectors/icao9303-11-pace-gm-ecdh.json' with { type: 'json' }
import imDh from '../../fixtures/vectors/icao9303-11-pace-im-dh.json' with { type: 'json' }
import im from '../../fixtures/vectors/icao9303-11-pace-im-ecdh.json' with { type: 'json' }
import { decryptCbc, encryptCbc } from '../crypto/block-cipher.ts'
import { curveByName, encodePoint } from '../crypto/curves.ts'
import { encodeToPoint } from '../crypto/point-encoding.ts'
import { passwordKey } from './key-derivation.ts'
import { mrzInformation } from './mrz.ts'
import { pace } from './pace.ts'
import { choosePaceInfo, type PaceChoice } from './pace-choice.ts'
import { pseudoRandomNumber } from './pace-integrated-mapping.ts'
import { play, scriptedRandom } from './scripted-dialogue.ts'
import { parseSecurityInfos } from './security-infos.ts'
import { standardizedGroup } from './security-protocol.ts'
import { tlv } from './tlv.ts'

const hex = (bytes: Uint8Array) => bytesToHex(bytes).toUpperCase()
const number = (text: string) => BigInt(`0x${text}`)
const groupOf = (parameterId: number) => {
  const group = standardizedGroup(parameterId)
  if (!group) throw new Error(`no group ${parameterId}`)
  return group
}

function choiceOf(cardAccess: string): PaceChoice {
  const infos = parseSecurityInfos(hexToBytes(cardAccess))
  const choice = infos.ok ? choosePaceInfo(infos.value) : undefined
  if (!choice) throw new Error('no PACE in the worked example')
  return choice
}

const keysOf = ({ kEnc, kMac }: { kEnc: string; kMac: string }) => ({
  cipher: 'AES-128',
  kEnc: hexToBytes(kEnc),
  kMac: hexToBytes(kMac),
  ssc: new Uint8Array(16),
})

/** Examples that list every APDU. */
describe.each([
  ['G.1, generic mapping over ECDH', gm, { ...choiceOf(gm.cardAccess), nameParameters: true }, 'GM', 'brainpoolP256r1'],
  ['G.2, generic mapping over DH', gmDh, choiceOf(gmDh.cardAccess), 'GM', 'MODP-1024-160'],
  ['I.1, chip authentication mapping', cam, choiceOf(cam.cardAccess), 'CAM', 'brainpoolP256r1'],
] as const)('9303-11 appendix %s', (_, example, choice, mapping, parameters) => {
  const password = { kind: 'MRZ', value: example.mrzInformation } as const

  it('commands, session keys and outcome', () => {
    const random = scriptedRandom(example.terminalMappingPrivateKey, example.terminalPrivateKey)
    const played = play(
      pace(choice, password, random),
      example.apdus.map(([, answer]) => answer ?? ''),
    )
    expect(played.commands).toEqual(example.apdus.map(([command]) => command))
    expect(played.result).toMatchObject({ ok: true, value: { keys: keysOf(example), mapping, parameters } })
  })

  it('nonce under the key of the password', () => {
    const encrypted = hexToBytes(example.apdus[1]?.[1]?.slice(8, -4) ?? '')
    const key = passwordKey(password, 'AES-128')
    expect(hex(decryptCbc('AES-128', key, new Uint8Array(16), encrypted))).toBe(example.nonce)
  })
})

it('9303-11 appendix G.1: MRZ information, password key and compressed key', () => {
  expect(mrzInformation(gm.mrz)).toBe(gm.mrzInformation)
  expect(hex(passwordKey({ kind: 'MRZ', value: gm.mrzInformation }, 'AES-128'))).toBe(gm.kPi)
  const random = scriptedRandom(gm.terminalMappingPrivateKey, gm.terminalPrivateKey)
  const choice = { ...choiceOf(gm.cardAccess), nameParameters: true }
  const { result } = play(
    pace(choice, { kind: 'MRZ', value: gm.mrzInformation }, random),
    gm.apdus.map(([, answer]) => answer ?? ''),
  )
  const chipKey = gm.apdus[3]?.[1]?.slice(8 + 2, 8 + 2 + 64)
  expect(result.ok && hex(result.value.compressedChipKey)).toBe(chipKey)
})

it('9303-11 appendix G.2: mapped generator and shared secret', () => {
  const group = groupOf(0)
  if (group.kind !== 'DH') throw new Error('group 0')
  const chipKey = group.multiply(group.generator, number(gmDh.chipMappingPrivateKey))
  const h = group.multiply(chipKey, number(gmDh.terminalMappingPrivateKey))
  const mapped = group.combine(group.multiply(group.generator, number(gmDh.nonce)), h)
  expect(hex(group.encode(mapped))).toBe(gmDh.mappedGenerator)
  const shared = group.multiply(group.multiply(mapped, number(gmDh.chipPrivateKey)), number(gmDh.terminalPrivateKey))
  expect(hex(group.sharedSecret(shared))).toBe(gmDh.sharedSecret)
})

it('9303-11 appendix I.1: chip authentication data, and PK_Map,IC that they lead to', () => {
  const random = scriptedRandom(cam.terminalMappingPrivateKey, cam.terminalPrivateKey)
  const dialogue = pace(choiceOf(cam.cardAccess), { kind: 'MRZ', value: cam.mrzInformation }, random)
  const { result } = play(
    dialogue,
    cam.apdus.map(([, answer]) => answer ?? ''),
  )
  const evidence = result.ok ? result.value.chipAuthenticationMapping : undefined
  expect(evidence && hex(evidence.chipAuthenticationData)).toBe(cam.chipAuthenticationData)
  const infos = parseSecurityInfos(tlv(0x31, hexToBytes(cam.chipAuthenticationPublicKeyInfo)))
  const key = infos.ok ? infos.value.chipAuthenticationPublicKeys[0]?.key : undefined
  if (!key?.ok || key.value.kind !== 'ec') throw new Error('no static key in the worked example')
  const mapped = key.value.point.multiply(number(cam.chipAuthenticationData))
  expect(evidence?.mappingKey).toEqual(encodePoint(mapped))
})

/**
 * H gives values and no APDUs, and a password key that its password does not give: the nonce is encrypted anew here, all else is
 * bit for bit. Its private keys over DH are not reduced modulo q, ours are.
 */
describe.each([
  ['H.1, over ECDH', im, '04007F00070202040402', 13],
  ['H.2, over DH', imDh, '04007F00070202040302', 0],
] as const)('9303-11 appendix %s', (_, example, oid, parameterId) => {
  const password = { kind: 'MRZ', value: gm.mrzInformation } as const
  const group = groupOf(parameterId)
  const [s, t] = [hexToBytes(example.s), hexToBytes(example.t)]
  const noIv = new Uint8Array(16)

  it('nonce and pseudo-random number', () => {
    expect(hex(encryptCbc('AES-128', hexToBytes(example.kPi), noIv, s))).toBe(example.encryptedNonce)
    expect(pseudoRandomNumber('AES-128', s, t, group.prime)).toBe(number(example.pseudoRandom))
  })

  it('commands, tokens and session keys', () => {
    const cardAccess = tlv(
      0x31,
      tlv(0x30, tlv(6, hexToBytes(oid)), tlv(2, Uint8Array.of(2)), tlv(2, Uint8Array.of(parameterId))),
    )
    const reduced = number(example.terminalPrivateKey) % group.order
    const privateKey = bytesToHex(numberToBytesBE(reduced, Math.ceil(group.order.toString(16).length / 2)))
    const data = (tag: number, value: string | Uint8Array) =>
      hex(tlv(0x7c, tlv(tag, typeof value === 'string' ? hexToBytes(value) : value)))
    const answers = [
      '',
      data(0x80, encryptCbc('AES-128', passwordKey(password, 'AES-128'), noIv, s)),
      '7C028200',
      data(0x84, example.chipPublicKey),
      data(0x86, example.chipToken),
    ]
    const { commands, result } = play(
      pace(choiceOf(hex(cardAccess)), password, scriptedRandom(example.t, privateKey)),
      answers.map(answer => `${answer}9000`),
    )
    const command = (cla: string, body: string) => `${cla}860000${hex(Uint8Array.of(body.length / 2))}${body}00`
    expect(commands).toEqual([
      `0022C1A40F800A${oid}830101`,
      '10860000027C0000',
      command('10', data(0x81, example.t)),
      command('10', data(0x83, example.terminalPublicKey)),
      command('00', data(0x85, example.terminalToken)),
    ])
    expect(result).toMatchObject({ ok: true, value: { keys: keysOf(example), mapping: 'IM' } })
  })
})

describe('9303-11 appendix H: mapped generators', () => {
  it('H.1', () => {
    const point = encodeToPoint(curveByName('brainpoolP256r1'), number(im.pseudoRandom))
    expect(point?.toAffine()).toEqual({ x: number(im.mappedGeneratorX), y: number(im.mappedGeneratorY) })
  })
  it('H.2', () => {
    const group = groupOf(0)
    expect(group.fromField?.(number(imDh.pseudoRandom))).toBe(number(imDh.mappedGenerator))
  })
})
