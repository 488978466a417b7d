import { getDiffieHellman } from 'node:crypto'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import type { ChipAuthenticationKey, ChipBehaviour } from '../../fixtures/chip/chip-image.ts'
import { bitString, integer, oid, sequence } from '../../fixtures/country/der.ts'
import { blockCiphers } from '../crypto/block-cipher.ts'
import { curveByName, curveNames, encodePoint } from '../crypto/curves.ts'
import {
  type FiniteFieldParameters,
  finiteFieldGroupNames,
  namedFiniteFieldGroups,
} from '../crypto/finite-field-parameters.ts'
import { hash } from '../crypto/hash.ts'
import { randomBytes } from '../crypto/random.ts'
import { type CommandApdu, type Dialogue, decodeResponse, encodeCommand } from './apdu.ts'
import { bac } from './bac.ts'
import { chipAuthentication, verifyChipAuthenticationTranscript } from './chip-authentication.ts'
import { chooseChipAuthentication } from './chip-authentication-choice.ts'
import { readBinary, selectApplication } from './commands.ts'
import { type SecureMessaging, startSecureMessaging } from './secure-messaging.ts'
import { readTlvs, tlv } from './tlv.ts'

const mrzInformation = '999000001774081221204159'

/** A key of the chip: what it has itself, and what its DG14 says of it. */
interface Key {
  readonly own: ChipAuthenticationKey
  readonly info: Uint8Array
}

const privateKey = randomBytes(16)
const scalar = bytesToNumberBE(privateKey)
const withId = (keyId: number | undefined) => (keyId === undefined ? {} : { keyId })
const keyInfo = (agreement: 1 | 2, algorithm: Uint8Array, key: Uint8Array, keyId?: number) =>
  sequence(
    oid(`0.4.0.127.0.7.2.2.1.${agreement}`),
    sequence(algorithm, bitString(key)),
    ...(keyId === undefined ? [] : [integer(keyId)]),
  )

function curveKey(name: (typeof curveNames)[number], keyId?: number): Key {
  const { Point, oid: curveOid } = curveByName(name)
  const algorithm = sequence(oid('1.2.840.10045.2.1'), oid(curveOid))
  const info = keyInfo(2, algorithm, encodePoint(Point.BASE.multiply(scalar)), keyId)
  return { own: { curve: name, privateKey, ...withId(keyId) }, info }
}

/** The public key is made by plain powers; `algorithm` as the SubjectPublicKeyInfo has it. */
function fieldKey(
  dh: ChipAuthenticationKey['dh'],
  { p, g }: FiniteFieldParameters,
  algorithm: Uint8Array,
  keyId?: number,
): Key {
  let value = 1n
  for (const bit of scalar.toString(2)) value = (value * value * (bit === '1' ? g : 1n)) % p
  const info = keyInfo(1, algorithm, integer(value), keyId)
  return { own: { dh: dh ?? 0, privateKey, ...withId(keyId) }, info }
}
const x942 = ({ p, g, q }: Required<FiniteFieldParameters>) =>
  sequence(oid('1.2.840.10046.2.1'), sequence(integer(p), integer(g), integer(q)))
const pkcs3 = ({ p, g }: FiniteFieldParameters) =>
  sequence(oid('1.2.840.113549.1.3.1'), sequence(integer(p), integer(g)))
const standardized = (id: number) => sequence(oid('0.4.0.127.0.7.1.2'), integer(id))
const modp14 = { p: bytesToNumberBE(getDiffieHellman('modp14').getPrime()), g: 2n }

const protocol = (agreement: 1 | 2, cipher: number, keyId?: number) =>
  sequence(
    oid(`0.4.0.127.0.7.2.2.3.${agreement}.${cipher}`),
    integer(1),
    ...(keyId === undefined ? [] : [integer(keyId)]),
  )

/** Opens the chip by BAC, does chip authentication, and reads under the new keys. */
function run(keys: readonly Key[], protocols: readonly Uint8Array[], behaviour: ChipBehaviour = {}) {
  const dg14 = tlv(0x6e, tlv(0x31, ...protocols, ...keys.map(key => key.info)))
  const chip = createChip({
    name: 'chip authentication',
    mrzInformation,
    files: new Map([[0x010e, dg14]]),
    chipAuthenticationKeys: keys.map(key => key.own),
    behaviour,
  })
  let channel: SecureMessaging | undefined
  const wire: { command: Uint8Array; response: Uint8Array }[] = []
  const sent: CommandApdu[] = []
  function send(command: CommandApdu) {
    sent.push(command)
    const bytes = encodeCommand(channel ? channel.protect(command) : command)
    const response = chip.transmit(bytes)
    wire.push({ command: bytes, response })
    const decoded = decodeResponse(response)
    const opened = decoded.ok && channel ? channel.unprotect(decoded.value) : decoded
    if (!opened.ok) throw new Error(opened.error.message)
    return opened.value
  }
  function converse<T>(dialogue: Dialogue<T>): T {
    let step = dialogue.next()
    while (!step.done) step = dialogue.next(send(step.value))
    return step.value
  }
  send(selectApplication())
  const opened = converse(bac(mrzInformation, randomBytes))
  if (!opened.ok) throw new Error(opened.error.message)
  channel = startSecureMessaging(opened.value)
  const choice = chooseChipAuthentication(dg14)
  if (!choice.ok || !choice.value) throw new Error('no choice')
  sent.length = 0
  const outcome = converse(chipAuthentication(choice.value, randomBytes))
  if (!outcome.ok) return { choice: choice.value, error: outcome.error, sent, dg14 }
  channel = startSecureMessaging(outcome.value.keys)
  const read = send(readBinary({ sfi: 0x0e, offset: 0, le: 8 }))
  const { oid: used, keyId } = choice.value
  const exchange = wire.at(-1) ?? { command: new Uint8Array(), response: new Uint8Array() }
  const { terminalPrivateKey, compressedTerminalKey } = outcome.value
  const transcript = { oid: used, ...withId(keyId), terminalPrivateKey, ...exchange }
  return { choice: choice.value, read, transcript, sent, dg14, compressedTerminalKey }
}

/** The whole of it went well, and what was kept proves it. */
function expectProven(ran: ReturnType<typeof run>) {
  expect(ran.error).toBeUndefined()
  expect(ran.read).toEqual({ sw: 0x9000, data: ran.dg14.slice(0, 8) })
  if (!ran.transcript) throw new Error('no transcript')
  expect(verifyChipAuthenticationTranscript(ran.dg14, ran.transcript)).toMatchObject({ ok: true })
}

/** The terminal's public key as it went out: the object of DO 91, or of 80 in dynamic authentication data. */
function sentKey(sent: readonly CommandApdu[]): Uint8Array | undefined {
  const data = sent.find(({ ins, p2 }) => ins === 0x86 || p2 === 0xa6)?.data ?? new Uint8Array()
  const outer = readTlvs(data)
  const [first] = outer.ok ? outer.value : []
  return first?.tag === 0x7c ? first.value.subarray(2 + (first.value.length > 129 ? 1 : 0)) : first?.value
}

describe.each(blockCiphers.map((name, i) => [name, i + 1] as const))('%s', (name, cipher) => {
  it.each(curveNames)('ECDH on %s', curve => {
    const ran = run([curveKey(curve)], [protocol(2, cipher)])
    expectProven(ran)
    expect(ran.choice).toMatchObject({ cipher: name, parameters: curve })
    const { byteLength } = curveByName(curve)
    expect(sentKey(ran.sent)).toHaveLength(1 + 2 * byteLength)
    expect(ran.compressedTerminalKey).toEqual(sentKey(ran.sent)?.slice(1, 1 + byteLength))
  })

  it.each(finiteFieldGroupNames.map((field, i) => [field, i as 0 | 1 | 2] as const))('DH in %s', (field, id) => {
    const parameters = namedFiniteFieldGroups[field]
    for (const algorithm of [standardized(id), x942(parameters), pkcs3(parameters)]) {
      const ran = run([fieldKey(id, parameters, algorithm)], [protocol(1, cipher)])
      expectProven(ran)
      expect(ran.choice).toMatchObject({ cipher: name, parameters: field })
    }
  })

  it('DH in a group of nobody’s table, by PKCS #3', () => {
    const ran = run([fieldKey(modp14, modp14, pkcs3(modp14))], [protocol(1, cipher)])
    expectProven(ran)
    expect(ran.choice).toMatchObject({ cipher: name, parameters: 'DH-2048' })
  })
})

it('DH: Comp(PK_DH,IFD) is the SHA-1 of the public key', () => {
  const { p, g } = namedFiniteFieldGroups['MODP-1024-160']
  const { transcript, compressedTerminalKey } = run([fieldKey(0, { p, g }, standardized(0))], [protocol(1, 2)])
  const exponent = bytesToNumberBE(transcript?.terminalPrivateKey ?? new Uint8Array())
  let value = 1n
  for (const bit of exponent.toString(2)) value = (value * value * (bit === '1' ? g : 1n)) % p
  const bytes = numberToBytesBE(value, Math.ceil(value.toString(16).length / 2))
  expect(compressedTerminalKey).toEqual(hash('SHA-1', bytes))
})

it('DH: a changed transcript is not proven', () => {
  const { transcript, dg14 } = run(
    [fieldKey(0, namedFiniteFieldGroups['MODP-1024-160'], standardized(0))],
    [protocol(1, 1)],
  )
  if (!transcript) throw new Error('no transcript')
  const { terminalPrivateKey, response } = transcript
  const flip = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] ?? 0) ^ 1)
  const order = namedFiniteFieldGroups['MODP-1024-160'].q
  for (const changes of [
    { terminalPrivateKey: flip(terminalPrivateKey, terminalPrivateKey.length - 1) },
    { terminalPrivateKey: numberToBytesBE(order, 20) },
    { terminalPrivateKey: new Uint8Array(20) },
    { terminalPrivateKey: terminalPrivateKey.subarray(1) },
    { response: flip(response, 3) },
    { oid: '0.4.0.127.0.7.2.2.3.1.2' },
    { oid: '0.4.0.127.0.7.2.2.3.2.1' },
    { keyId: 1 },
  ])
    expect(verifyChipAuthenticationTranscript(dg14, { ...transcript, ...changes }).ok).toBe(false)
})

it('a terminal key has one form: not that of a number over the order, which comes to the same', () => {
  const { transcript, dg14 } = run([curveKey('P-521')], [protocol(2, 2)])
  if (!transcript) throw new Error('no transcript')
  const { n } = curveByName('P-521').parameters
  const terminalPrivateKey = numberToBytesBE(bytesToNumberBE(transcript.terminalPrivateKey) + n, 66)
  expect(verifyChipAuthenticationTranscript(dg14, { ...transcript, terminalPrivateKey })).toMatchObject({
    ok: false,
    error: { message: 'terminal key out of range' },
  })
})

describe('ways of real chips', () => {
  it('3DES by KAT alone, and by AT alone', () => {
    const kat = run([curveKey('brainpoolP224r1')], [protocol(2, 1)], { chipAuthenticationBy: 'MSE:Set KAT' })
    expectProven(kat)
    expect(kat.sent.map(({ ins, p2 }) => [ins, p2])).toEqual([
      [0x22, 0xa6],
      [0xb0, 0x00],
    ])
    const at = run([curveKey('brainpoolP224r1')], [protocol(2, 1)], { chipAuthenticationBy: 'MSE:Set AT' })
    expectProven(at)
    expect(at.sent.map(({ ins, p2 }) => [ins, p2])).toEqual([
      [0x22, 0xa6],
      [0x22, 0xa4],
      [0x86, 0x00],
      [0xb0, 0x00],
    ])
  })

  it('no protocol in DG14', () => {
    for (const key of [curveKey('P-256'), fieldKey(1, namedFiniteFieldGroups['MODP-2048-224'], standardized(1))]) {
      const ran = run([key], [])
      expectProven(ran)
      expect(ran.choice).toMatchObject({ cipher: '3DES', inferred: true })
    }
  })

  it('several keys: the one of the chosen id', () => {
    const keys = [
      curveKey('P-256', 1),
      curveKey('P-384', 2),
      fieldKey(0, namedFiniteFieldGroups['MODP-1024-160'], standardized(0), 300),
    ]
    const weak = [protocol(2, 1, 1), protocol(2, 1, 2), protocol(1, 1, 300)]
    for (const [strong, keyId] of [
      [protocol(2, 2, 1), 1],
      [protocol(2, 2, 2), 2],
      [protocol(1, 2, 300), 300],
    ] as const) {
      const ran = run(keys, [...weak, strong])
      expectProven(ran)
      expect(ran.choice).toMatchObject({ keyId, cipher: 'AES-128' })
    }
  })

  it('a key that the chip does not have is no proof', () => {
    const { own, info } = curveKey('P-256')
    const other = { own: { ...own, privateKey: randomBytes(16) }, info }
    expect(() => run([other], [protocol(2, 2)])).toThrow('unprotected 6988')
  })
})
