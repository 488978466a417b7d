import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import { describe, expect, it } from 'vitest'
import { type Chip, createChip } from '../../fixtures/chip/chip.ts'
import type { ActiveAuthenticationKey, ChipImage } from '../../fixtures/chip/chip-image.ts'
import { loadImageFolder } from '../../fixtures/chip/image-folder.ts'
import { bitString, oid, sequence } from '../../fixtures/country/der.ts'
import { curveByName, curveNames, encodePoint } from '../crypto/curves.ts'
import { hashNames } from '../crypto/hash.ts'
import { randomBytes } from '../crypto/random.ts'
import { verifyActiveAuthentication } from './active-authentication.ts'
import { type CommandApdu, decodeResponse, encodeCommand } from './apdu.ts'
import { bac } from './bac.ts'
import { chipAuthentication, verifyChipAuthenticationTranscript } from './chip-authentication.ts'
import { chooseChipAuthentication } from './chip-authentication-choice.ts'
import { internalAuthenticate, readBinary, selectApplication } from './commands.ts'
import { type SecureMessaging, type SessionKeys, startSecureMessaging } from './secure-messaging.ts'
import { tlv } from './tlv.ts'

const refused = { ok: false, error: { tag: 'ChipRefused' } }
const algorithmOid = (hashIndex: number) => `0.4.0.127.0.7.1.1.4.1.${hashIndex + 1}`
const dg14 = (hashIndex: number) =>
  tlv(0x6e, tlv(0x31, sequence(oid('2.23.136.1.1.5'), Uint8Array.of(2, 1, 1), oid(algorithmOid(hashIndex)))))

/** The chip opened by BAC; `send` goes through the channel, whose keys may be changed. */
function open(chip: Chip) {
  let channel: SecureMessaging | undefined
  const wire = { command: new Uint8Array(), response: new Uint8Array() }
  function send(command: CommandApdu) {
    wire.command = new Uint8Array(encodeCommand(channel ? channel.protect(command) : command))
    wire.response = new Uint8Array(chip.transmit(wire.command))
    const answered = decodeResponse(wire.response)
    const opened = answered.ok && channel ? channel.unprotect(answered.value) : answered
    if (!opened.ok) throw new Error(opened.error.message)
    return opened.value
  }
  send(selectApplication())
  const dialogue = bac(chip.image.mrzInformation, randomBytes)
  let step = dialogue.next()
  while (!step.done) step = dialogue.next(send(step.value))
  if (!step.value.ok) throw new Error(step.value.error.message)
  channel = startSecureMessaging(step.value.value)
  const secure = (keys: SessionKeys) => {
    channel = startSecureMessaging(keys)
  }
  return { send, secure, wire }
}

/** What the chip with that key answers to a fresh challenge. */
function answerOf(key: ActiveAuthenticationKey) {
  const image: ChipImage = {
    name: 'active authentication',
    mrzInformation: '999000001774081221204159',
    files: new Map(),
    activeAuthenticationKey: key,
  }
  const challenge = randomBytes(8)
  const { data, sw } = open(createChip(image)).send(internalAuthenticate(challenge, 65_536))
  expect(sw).toBe(0x9000)
  return { challenge, signature: data }
}

describe('on the simulator', () => {
  const privateKey = randomBytes(20)
  it.each(curveNames)('ECDSA on %s with every hash', curve => {
    const { Point, oid: curveOid } = curveByName(curve)
    const point = encodePoint(Point.BASE.multiply(bytesToNumberBE(privateKey)))
    const dg15 = tlv(0x6f, sequence(sequence(oid('1.2.840.10045.2.1'), oid(curveOid)), bitString(point)))
    for (const [i, hash] of hashNames.entries()) {
      const { challenge, signature } = answerOf({ kind: 'ec', curve, privateKey, hash })
      const outcome = { ok: true, value: { algorithm: `ECDSA ${curve} ${hash}` } }
      expect(verifyActiveAuthentication(dg15, dg14(i), challenge, signature)).toMatchObject(outcome)
      expect(verifyActiveAuthentication(dg15, undefined, challenge, signature)).toMatchObject(outcome)
      expect(verifyActiveAuthentication(dg15, dg14((i + 1) % 5), challenge, signature)).toMatchObject(refused)
    }
  })

  it.each([1024, 2048, 3072])('RSA of %i bits with every hash', bits => {
    const pair = generateKeyPairSync('rsa', { modulusLength: bits })
    const dg15 = tlv(0x6f, new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })))
    const pkcs8 = new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }))
    for (const hash of hashNames) {
      const { challenge, signature } = answerOf({ kind: 'rsa', pkcs8, hash })
      const outcome = { ok: true, value: { algorithm: `ISO/IEC 9796-2 RSA ${hash}`, bits } }
      expect(verifyActiveAuthentication(dg15, undefined, challenge, signature)).toEqual(outcome)
      expect(verifyActiveAuthentication(dg15, undefined, randomBytes(8), signature)).toMatchObject(refused)
    }
  })
})

it('BSI TR-03105-5 reference set: a chip with its real keys does BAC, chip and active authentication', async ctx => {
  const folder = '../shared/vectors/bsi-tr03105-5-reference'
  if (!existsSync(folder)) return ctx.skip(`${folder} is not there`)
  const image = await loadImageFolder(folder)
  if (!image.ok) throw new Error(image.error.message)
  const file = (id: number) => image.value.files.get(id) ?? new Uint8Array()
  const { send, secure, wire } = open(createChip(image.value))

  const choice = chooseChipAuthentication(file(0x010e))
  if (!choice.ok || !choice.value) throw new Error('no choice')
  const dialogue = chipAuthentication(choice.value, randomBytes)
  let step = dialogue.next()
  while (!step.done) step = dialogue.next(send(step.value))
  if (!step.value.ok) throw new Error(step.value.error.message)
  const { keys, terminalPrivateKey } = step.value.value
  secure(keys)
  expect(send(readBinary({ sfi: 15, offset: 0, le: 4 })).data).toEqual(file(0x010f).slice(0, 4))
  const { oid: protocol, keyId } = choice.value
  const transcript = { oid: protocol, ...(keyId !== undefined && { keyId }), terminalPrivateKey, ...wire }
  expect(verifyChipAuthenticationTranscript(file(0x010e), { ...transcript })).toMatchObject({ ok: true })

  const challenge = randomBytes(8)
  const { data } = send(internalAuthenticate(challenge))
  expect(verifyActiveAuthentication(file(0x010f), file(0x010e), challenge, data)).toEqual({
    ok: true,
    value: { algorithm: 'ISO/IEC 9796-2 RSA SHA-1', bits: 1024 },
  })
})
