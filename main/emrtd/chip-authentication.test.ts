import { existsSync, readFileSync } from 'node:fs'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BlockCipher, blockCiphers, blockLength } from '../crypto/block-cipher.ts'
import { type Curve, type CurveName, curveByName, curveNames, decodePoint, encodePoint } from '../crypto/curves.ts'
import { randomBytes, randomScalar } from '../crypto/random.ts'
import { encodeCommand } from './apdu.ts'
import { chipAuthentication, verifyChipAuthenticationTranscript } from './chip-authentication.ts'
import { type ChipAuthenticationChoice, chooseChipAuthentication } from './chip-authentication-choice.ts'
import type { ChipAuthenticationTranscript } from './chip-authentication-transcript.ts'
import { readBinary } from './commands.ts'
import { sessionKeysFrom } from './key-derivation.ts'
import { encodeOid } from './object-identifier.ts'
import { answer } from './scripted-answer.ts'
import { play } from './scripted-dialogue.ts'
import { type SessionKeys, startSecureMessaging } from './secure-messaging.ts'
import { chipAuthenticationOid } from './security-protocol.ts'
import { readTlvs, tlv } from './tlv.ts'

const oid = (dotted: string) => tlv(6, encodeOid(dotted))
const integer = (value: number) => tlv(2, Uint8Array.of(value))
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts)
const dg14Of = (...infos: Uint8Array[]) => tlv(0x6e, tlv(0x31, ...infos))
const keyInfo = (curve: Curve, point: Uint8Array, keyId?: number) =>
  sequence(
    oid('0.4.0.127.0.7.2.2.1.2'),
    sequence(sequence(oid('1.2.840.10045.2.1'), oid(curve.oid)), tlv(3, Uint8Array.of(0), point)),
    ...(keyId === undefined ? [] : [integer(keyId)]),
  )
const protocolInfo = (cipher: BlockCipher, keyId?: number, version = 1) =>
  sequence(
    oid(chipAuthenticationOid('ECDH', cipher)),
    integer(version),
    ...(keyId === undefined ? [] : [integer(keyId)]),
  )

function chipKey(name: CurveName) {
  const curve = curveByName(name)
  const privateKey = randomScalar(curve.parameters.n, randomBytes)
  return { curve, privateKey, point: encodePoint(curve.Point.BASE.multiply(privateKey)) }
}
const brainpool = chipKey('brainpoolP256r1')
const p256 = chipKey('P-256')

const choose = (dg14: Uint8Array): ChipAuthenticationChoice => {
  const choice = chooseChipAuthentication(dg14)
  if (!choice.ok || !choice.value) throw new Error('no choice')
  return choice.value
}

const curveOf = ({ publicKey }: ChipAuthenticationChoice): Curve => {
  if (publicKey.kind !== 'ec') throw new Error('no curve')
  return publicKey.curve
}

/** Keys on the chip's side, from the terminal's public key as it went over the wire. */
function chipSideKeys(choice: ChipAuthenticationChoice, privateKey: bigint, terminalKey: Uint8Array): SessionKeys {
  const point = decodePoint(curveOf(choice), terminalKey)
  if (!point.ok) throw new Error(point.error.message)
  const shared = encodePoint(point.value.multiply(privateKey))
  const secret = shared.slice(1, 1 + curveOf(choice).byteLength)
  return { ...sessionKeysFrom(secret, choice.cipher), ssc: new Uint8Array(blockLength(choice.cipher)) }
}

/** A whole chip authentication with a chip that has `privateKey`, and the first exchange after it. */
function transcriptOf(choice: ChipAuthenticationChoice, privateKey: bigint, le = 8) {
  let terminalKey: Uint8Array | undefined
  const { result, commands } = play(chipAuthentication(choice, randomBytes), command => {
    const outer = readTlvs(command.data ?? new Uint8Array())
    if (!outer.ok) throw new Error(outer.error.message)
    const template = outer.value.find(object => object.tag === 0x7c)
    const inner = template ? readTlvs(template.value) : outer
    terminalKey = inner.ok ? inner.value.find(object => object.tag === (template ? 0x80 : 0x91))?.value : undefined
    return template ? '7C009000' : '9000'
  })
  if (!result.ok || !terminalKey) throw new Error('chip authentication failed')
  const { keys, terminalPrivateKey } = result.value
  const command = encodeCommand(startSecureMessaging(keys).protect(readBinary({ offset: 0, le })))
  const chipSide = chipSideKeys(choice, privateKey, terminalKey)
  const response = concatBytes(answer(chipSide, 2, randomBytes(8)), Uint8Array.of(0x90, 0))
  const { oid: protocol, keyId } = choice
  const transcript: ChipAuthenticationTranscript = {
    oid: protocol,
    ...(keyId !== undefined && { keyId }),
    terminalPrivateKey,
    command,
    response,
  }
  return {
    transcript,
    commands,
    keys,
    chipSide,
    terminalKey,
    compressedTerminalKey: result.value.compressedTerminalKey,
  }
}

it.each([
  ...curveNames.map(name => ['AES-128', name] as const),
  ...blockCiphers.map(cipher => [cipher, 'brainpoolP256r1'] as const),
])('%s on %s: both sides come to the same keys and the transcript proves it', (cipher, name) => {
  const { curve, privateKey, point } = chipKey(name)
  const dg14 = dg14Of(protocolInfo(cipher), keyInfo(curve, point))
  const { transcript, keys, chipSide } = transcriptOf(choose(dg14), privateKey)
  expect(keys).toEqual(chipSide)
  expect(verifyChipAuthenticationTranscript(dg14, transcript)).toMatchObject({ ok: true })
})

describe('commands', () => {
  const { curve, point, privateKey } = brainpool

  it('AES: MSE:Set AT and GENERAL AUTHENTICATE', () => {
    const { commands } = transcriptOf(choose(dg14Of(protocolInfo('AES-128', 3), keyInfo(curve, point, 3))), privateKey)
    expect(commands[0]).toBe('002241A40F800A04007F00070202030202840103')
    expect(commands[1]).toMatch(/^00860000457C43804104[0-9A-F]{128}00$/)
    expect(commands).toHaveLength(2)
  })

  it('3DES: MSE:Set KAT', () => {
    const { commands } = transcriptOf(choose(dg14Of(protocolInfo('3DES', 3), keyInfo(curve, point, 3))), privateKey)
    expect(commands[0]).toMatch(/^002241A646914104[0-9A-F]{128}840103$/)
    expect(commands).toHaveLength(1)
  })

  it('a status word other than 9000 is a refusal', () => {
    const choice = choose(dg14Of(protocolInfo('AES-128'), keyInfo(curve, point)))
    for (const script of [['6A80'], ['9000', '6300']])
      expect(play(chipAuthentication(choice, randomBytes), script).result).toMatchObject({
        ok: false,
        error: { tag: 'ChipRefused' },
      })
  })

  it.each(['6A80', '6A86', '6A88', '6D00', '6985', '6F00'])('3DES refused by KAT with %s goes by AT, once', sw => {
    const choice = choose(dg14Of(protocolInfo('3DES', 3), keyInfo(curve, point, 3)))
    const { result, commands } = play(chipAuthentication(choice, randomBytes), [sw, '9000', '7C009000'])
    expect(result.ok).toBe(true)
    expect(commands[0]).toMatch(/^002241A6/)
    expect(commands[1]).toBe('002241A40F800A04007F00070202030201840103')
    expect(commands[2]).toBe(`0086000045${'7C438041'}${commands[0]?.slice(14, 14 + 130)}00`)
    for (const more of [['6A86'], ['9000', '6A80']]) {
      const refusal = play(chipAuthentication(choice, randomBytes), [sw, ...more])
      expect(refusal.commands).toHaveLength(1 + more.length)
      expect(refusal.result).toMatchObject({ ok: false, error: { tag: 'ChipRefused', sw: Number.parseInt(sw, 16) } })
    }
  })

  it('a key id of several bytes goes out as they are', () => {
    const choice = choose(
      dg14Of(sequence(oid(chipAuthenticationOid('ECDH', '3DES')), integer(1)), keyInfo(curve, point)),
    )
    const { commands } = play(chipAuthentication({ ...choice, keyId: 0x1234 }, randomBytes), ['9000'])
    expect(commands[0]).toMatch(/84021234$/)
  })

  it('gives the x coordinate of the terminal key, which terminal authentication signs', () => {
    const { terminalKey, compressedTerminalKey } = transcriptOf(
      choose(dg14Of(protocolInfo('AES-128'), keyInfo(curve, point))),
      privateKey,
    )
    expect(compressedTerminalKey).toEqual(terminalKey.slice(1, 33))
  })
})

describe('transcript', () => {
  const { curve, point, privateKey } = brainpool
  const dg14 = dg14Of(protocolInfo('AES-128', 1), protocolInfo('3DES', 1), keyInfo(curve, point, 1))
  const { transcript } = transcriptOf(choose(dg14), privateKey)
  const verdict = (changes: Partial<ChipAuthenticationTranscript>) =>
    verifyChipAuthenticationTranscript(dg14, { ...transcript, ...changes })

  it('is proven as it is, also with extended length', () => {
    expect(verdict({})).toMatchObject({ ok: true })
    const extended = transcriptOf(choose(dg14), privateKey, 1000)
    expect(verifyChipAuthenticationTranscript(dg14, extended.transcript)).toMatchObject({ ok: true })
  })

  it('of a chip with another key is refused', () => {
    const cloned = transcriptOf(choose(dg14), privateKey - 1n)
    expect(verifyChipAuthenticationTranscript(dg14, cloned.transcript)).toMatchObject({
      ok: false,
      error: { tag: 'ChipRefused' },
    })
  })

  it('fails with any changed bit of the exchange or of the terminal key', () => {
    const changed = (bytes: Uint8Array, at: number) => {
      const copy = bytes.slice()
      copy[(at >> 3) % bytes.length] = (copy[(at >> 3) % bytes.length] ?? 0) ^ (1 << (at & 7))
      return copy
    }
    const parts = ['command', 'response', 'terminalPrivateKey'] as const
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(2000), (part, at) => {
        expect(verdict({ [part]: changed(transcript[part], at) }).ok).toBe(false)
      }),
    )
  })

  it('fails for another protocol, key id, DG14, and for bytes cut off', () => {
    const { keyId: _, ...withoutId } = transcript
    const outcomes = [
      verdict({ oid: chipAuthenticationOid('ECDH', '3DES') }),
      verdict({ oid: chipAuthenticationOid('ECDH', 'AES-256') }),
      verdict({ keyId: 2 }),
      verifyChipAuthenticationTranscript(dg14, withoutId),
      verifyChipAuthenticationTranscript(
        dg14Of(protocolInfo('AES-128', 1), keyInfo(p256.curve, p256.point, 1)),
        transcript,
      ),
      verdict({ terminalPrivateKey: new Uint8Array(32) }),
      verdict({ terminalPrivateKey: new Uint8Array(32).fill(0xff) }),
      verdict({ terminalPrivateKey: concatBytes(Uint8Array.of(0), transcript.terminalPrivateKey) }),
      verdict({ command: new Uint8Array() }),
      verdict({ response: new Uint8Array() }),
      verdict({ response: Uint8Array.of(0x90, 0) }),
    ]
    for (const outcome of outcomes) expect(outcome.ok).toBe(false)
  })

  it('no bytes make it throw', () => {
    const bytes = fc.uint8Array({ maxLength: 60 })
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.string(), (command, response, terminalPrivateKey, protocol) => {
        expect(verdict({ command, response, terminalPrivateKey }).ok).toBe(false)
        expect(verdict({ command, response, oid: protocol }).ok).toBe(false)
      }),
    )
  })
})

describe('BSI TR-03105-5 reference set', () => {
  const folder = '../shared/vectors/bsi-tr03105-5-reference'
  it('CA-ECDH-3DES on brainpoolP224r1 with the real key of the chip', ctx => {
    if (!existsSync(folder)) return ctx.skip(`${folder} is not there`)
    const dg14 = new Uint8Array(readFileSync(`${folder}/Datagroup14.bin`))
    const choice = choose(dg14)
    expect(choice).toMatchObject({ cipher: '3DES', inferred: false, parameters: 'brainpoolP224r1' })
    const privateKey = bytesToNumberBE(pkcs8PrivateKey(new Uint8Array(readFileSync(`${folder}/DG14_sk.pkcs8`))))
    expect(choice.publicKey).toMatchObject({ point: curveOf(choice).Point.BASE.multiply(privateKey) })
    const { transcript } = transcriptOf(choice, privateKey)
    expect(verifyChipAuthenticationTranscript(dg14, transcript)).toMatchObject({ ok: true })
  })
})

/** Private key out of a PrivateKeyInfo with an ECPrivateKey (RFC 5208, RFC 5915). */
function pkcs8PrivateKey(info: Uint8Array): Uint8Array {
  const inner = (bytes: Uint8Array, at: number) => {
    const objects = readTlvs(bytes)
    return (objects.ok && objects.value[at]?.value) || new Uint8Array()
  }
  return inner(inner(inner(inner(info, 0), 2), 0), 1)
}
