import { numberToBytesBE } from '@noble/curves/utils.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { type Chip, createChip } from '../../fixtures/chip/chip.ts'
import { blockCiphers } from '../crypto/block-cipher.ts'
import { type CurveName, curveByName, encodePoint } from '../crypto/curves.ts'
import { type FiniteFieldGroupName, namedFiniteFieldGroups } from '../crypto/finite-field-parameters.ts'
import { randomBytes } from '../crypto/random.ts'
import { type CommandApdu, decodeResponse, encodeCommand } from './apdu.ts'
import { readBinary, selectApplication } from './commands.ts'
import { type Password, passwordNumbers } from './key-derivation.ts'
import { encodeOid } from './object-identifier.ts'
import { pace } from './pace.ts'
import { verifyPaceCam } from './pace-cam-proof.ts'
import { choosePaceInfo, type PaceChoice } from './pace-choice.ts'
import { play } from './scripted-dialogue.ts'
import { type SessionKeys, startSecureMessaging } from './secure-messaging.ts'
import { parseSecurityInfos, type SecurityInfos } from './security-infos.ts'
import { paceProtocol, protocolOids, standardizedGroup, standardizedParameterIds } from './security-protocol.ts'
import { tlv } from './tlv.ts'

/**
 * Every PACE of 9303-11 §4.4.3, tables 2 and 3, on every set of standardized domain parameters that it is defined on: mapping × key
 * agreement × cipher × parameters, against the chip that was written from the specification alone.
 */
const mappings = [
  { arc: 1, name: 'DH GM', fits: (id: number) => id < 8 },
  { arc: 2, name: 'ECDH GM', fits: (id: number) => id >= 8 },
  { arc: 3, name: 'DH IM', fits: (id: number) => id < 8 },
  { arc: 4, name: 'ECDH IM', fits: (id: number) => id >= 8 && id !== 10 },
  { arc: 6, name: 'ECDH CAM', fits: (id: number) => id >= 8 },
]
const combinations = mappings.flatMap(({ arc, name, fits }) =>
  blockCiphers
    .filter(cipher => name !== 'ECDH CAM' || cipher !== '3DES')
    .flatMap(cipher =>
      standardizedParameterIds.filter(fits).map(parameterId => {
        const oid = `${protocolOids.pace}.${arc}.${blockCiphers.indexOf(cipher) + 1}`
        return [`${name} ${cipher} ${standardizedGroup(parameterId)?.name}`, oid, parameterId] as const
      }),
    ),
)

it('there are 141 combinations, and every name is another', () => {
  expect(combinations).toHaveLength(141)
  expect(new Set(combinations.map(([name]) => name)).size).toBe(141)
})

const passwords: readonly Password[] = [
  { kind: 'MRZ', value: 'T22000129364081251010318' },
  { kind: 'CAN', value: '000001' },
  { kind: 'PIN', value: '000002' },
  { kind: 'PUK', value: '0000000003' },
]
const com = hexToBytes('60145F0104303130375F36063034303030305C026175')
const staticKey = 0x1122334455667788n

const integer = (value: number) => tlv(2, Uint8Array.of(value))
const object = (oid: string) => tlv(6, encodeOid(oid))
const infosOf = (...infos: Uint8Array[]): SecurityInfos => {
  const parsed = parseSecurityInfos(tlv(0x31, ...infos))
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

function chipWith(oid: string, parameterId: number, explicit?: Uint8Array) {
  const paceInfo = tlv(0x30, object(oid), integer(2), integer(parameterId))
  const infos = explicit ? [explicit, paceInfo] : [paceInfo]
  const chip = createChip({
    name: oid,
    files: new Map([[0x011e, com]]),
    cardAccess: tlv(0x31, ...infos),
    mrzInformation: passwords[0]?.value ?? '',
    can: '000001',
    pin: '000002',
    puk: '0000000003',
    bac: false,
    ...(paceProtocol(oid)?.mapping === 'CAM' && { chipAuthenticationMappingKey: numberToBytesBE(staticKey, 8) }),
  })
  return { chip, choice: choosePaceInfo(infosOf(...infos)) }
}

/** The static key of a chip with chip authentication mapping, as EF.CardSecurity has it. */
function cardSecurity({ group, parameterId = 0 }: PaceChoice): SecurityInfos {
  if (group.kind !== 'ECDH') throw new Error('chip authentication mapping over a finite field')
  const algorithm = tlv(0x30, object(protocolOids.standardizedDomainParameters), integer(parameterId))
  const bits = tlv(3, Uint8Array.of(0), encodePoint(group.curve.Point.BASE.multiply(staticKey)))
  return infosOf(tlv(0x30, object(`${protocolOids.publicKey}.2`), tlv(0x30, algorithm, bits), integer(parameterId)))
}

const send = (chip: Chip) => (command: CommandApdu) => bytesToHex(chip.transmit(encodeCommand(command)))

/** SELECT of the application and a READ BINARY of EF.COM, both under the session keys. */
function readCom(chip: Chip, keys: SessionKeys): Uint8Array {
  const channel = startSecureMessaging(keys)
  const answer = (command: CommandApdu) => {
    const response = decodeResponse(chip.transmit(encodeCommand(channel.protect(command))))
    const plain = response.ok ? channel.unprotect(response.value) : response
    if (!plain.ok) throw new Error(plain.error.message)
    expect(plain.value.sw).toBe(0x9000)
    return plain.value.data
  }
  answer(selectApplication())
  return answer(readBinary({ sfi: 0x1e, offset: 0, le: com.length }))
}

it.each(combinations.map((each, i) => [...each, i] as const))('%s', (_, oid, parameterId, i) => {
  const password = passwords[i % passwords.length] ?? { kind: 'CAN', value: '' }
  const { chip, choice } = chipWith(oid, parameterId)
  if (!choice) throw new Error('not supported')
  const { result, commands } = play(pace(choice, password, randomBytes), send(chip))
  if (!result.ok) throw new Error(result.error.message)
  expect(commands[0]).toContain(`83010${passwordNumbers[password.kind]}`)
  expect(result.value).toMatchObject({
    mapping: choice.mapping,
    cipher: choice.cipher,
    parameters: standardizedGroup(parameterId)?.name,
  })
  expect(readCom(chip, result.value.keys)).toEqual(com)
  const evidence = result.value.chipAuthenticationMapping
  expect(evidence !== undefined).toBe(choice.mapping === 'CAM')
  if (evidence) expect(verifyPaceCam(cardSecurity(choice), evidence).ok).toBe(true)
})

it.each(combinations.filter((_, i) => i % 7 === 0))(
  '%s: a wrong password shows at the token',
  (_, oid, parameterId) => {
    const { chip, choice } = chipWith(oid, parameterId)
    if (!choice) throw new Error('not supported')
    const { result, commands } = play(pace(choice, { kind: 'CAN', value: '000009' }, randomBytes), send(chip))
    expect(result).toMatchObject({ ok: false, error: { tag: 'CardWrongKey', sw: 0x6300 } })
    expect(commands).toHaveLength(5)
  },
)

const unsigned = (value: bigint) => {
  const digits = value.toString(16)
  const bytes = hexToBytes(digits.padStart(digits.length + (digits.length % 2), '0'))
  return tlv(2, (bytes[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...bytes) : bytes)
}

/** The AlgorithmIdentifier of a curve spelt out in all its numbers (RFC 3279 §2.3.5). */
function spelledCurve(name: CurveName): Uint8Array {
  const { parameters, Point, byteLength } = curveByName(name)
  const { p, a, b, n } = parameters
  const element = (value: bigint) => tlv(4, numberToBytesBE(value, byteLength))
  const field = tlv(0x30, object('1.2.840.10045.1.1'), unsigned(p))
  const generator = tlv(4, encodePoint(Point.BASE))
  const numbers = tlv(0x30, integer(1), field, tlv(0x30, element(a), element(b)), generator, unsigned(n), integer(1))
  return tlv(0x30, object('1.2.840.10045.2.1'), numbers)
}

/** That of a finite field (RFC 3279 §2.3.3). */
function spelledField(name: FiniteFieldGroupName): Uint8Array {
  const { p, g, q } = namedFiniteFieldGroups[name]
  return tlv(0x30, object('1.2.840.10046.2.1'), tlv(0x30, unsigned(p), unsigned(g), unsigned(q ?? 0n)))
}

/** Explicit domain parameters (9303-11 §9.2.2) have numbers from 32 on. */
it.each([
  ['ECDH GM', 2, spelledCurve('P-384'), 'P-384'],
  ['ECDH IM', 4, spelledCurve('brainpoolP320r1'), 'brainpoolP320r1'],
  ['ECDH CAM', 6, spelledCurve('brainpoolP256r1'), 'brainpoolP256r1'],
  ['DH GM', 1, spelledField('MODP-2048-256'), 'MODP-2048-256'],
  ['DH IM', 3, spelledField('MODP-1024-160'), 'MODP-1024-160'],
] as const)('%s on explicit parameters', (_, arc, algorithm, name) => {
  const oid = `${protocolOids.pace}.${arc}.4`
  const explicit = tlv(0x30, object(`${protocolOids.pace}.${arc}`), algorithm, integer(40))
  const { chip, choice } = chipWith(oid, 40, explicit)
  if (!choice) throw new Error('not supported')
  const { result } = play(pace(choice, { kind: 'CAN', value: '000001' }, randomBytes), send(chip))
  if (!result.ok) throw new Error(result.error.message)
  expect(result.value).toMatchObject({ parameters: name, cipher: 'AES-256' })
  expect(readCom(chip, result.value.keys)).toEqual(com)
  expect(result.value.chipAuthenticationMapping !== undefined).toBe(arc === 6)
})
