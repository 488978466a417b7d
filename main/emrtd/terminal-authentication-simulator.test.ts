import { generateKeyPairSync } from 'node:crypto'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import {
  type CvAlgorithm,
  type CvCertificateRequest,
  type CvKey,
  cvAlgorithms,
  cvSign,
  signCvCertificate,
} from '../../fixtures/country/cv-certificate.ts'
import { bitString, integer, oid, sequence } from '../../fixtures/country/der.ts'
import { type CurveName, curveByName, curveNames, encodePoint } from '../crypto/curves.ts'
import { namedFiniteFieldGroups } from '../crypto/finite-field-parameters.ts'
import { randomBytes } from '../crypto/random.ts'
import { type CommandApdu, type Dialogue, decodeResponse, encodeCommand } from './apdu.ts'
import { bac } from './bac.ts'
import { chipAuthentication } from './chip-authentication.ts'
import { chooseChipAuthentication } from './chip-authentication-choice.ts'
import { readBinary, selectApplication } from './commands.ts'
import { chooseCvChain } from './cv-certificate-chain.ts'
import { pace } from './pace.ts'
import { choosePaceInfo } from './pace-choice.ts'
import { type SecureMessaging, startSecureMessaging } from './secure-messaging.ts'
import { parseSecurityInfos } from './security-infos.ts'
import { answerChallenge, chipIdentityOfMrz, parseCvcaFile, presentCertificates } from './terminal-authentication.ts'
import { tlv } from './tlv.ts'

const mrzInformation = '999000001774081221204159'
const today = '2026-06-15'

const ecKey = (algorithm: CvAlgorithm = 'ECDSA-SHA-256', curve: CurveName = 'brainpoolP256r1'): CvKey => ({
  kind: 'ec',
  algorithm,
  curve,
  privateKey: randomBytes(20),
})
const { privateKey: rsaPrivateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs8 = new Uint8Array(rsaPrivateKey.export({ format: 'der', type: 'pkcs8' }))
const rsaKey = (algorithm: CvAlgorithm): CvKey => ({ kind: 'rsa', algorithm, pkcs8 })

/** A CVCA with a verifier and an inspection system, each signing by its own key. */
function countryOf(cvca: CvKey, verifier: CvKey, system: CvKey) {
  const certificate = (
    authority: string,
    holder: string,
    role: CvCertificateRequest['role'],
    key: CvKey,
    issuerKey: CvKey,
    changes: Partial<CvCertificateRequest> = {},
  ) =>
    signCvCertificate({
      authority,
      holder,
      role,
      rights: 0x03,
      effective: '2026-01-01',
      expires: '2026-12-31',
      key,
      issuerKey,
      ...changes,
    })
  return {
    certificate,
    own: certificate('UTCVCA00001', 'UTCVCA00001', 'CVCA', cvca, cvca),
    verifier: certificate('UTCVCA00001', 'UTDVDE00001', 'domestic DV', verifier, cvca),
    system: certificate('UTDVDE00001', 'UTIS00001', 'IS', system, verifier),
  }
}

const scalar = randomBytes(16)
const curveDg14 = (name: CurveName) =>
  tlv(
    0x6e,
    tlv(
      0x31,
      sequence(oid('0.4.0.127.0.7.2.2.2'), integer(1)),
      sequence(oid('0.4.0.127.0.7.2.2.3.2.2'), integer(1)),
      sequence(
        oid('0.4.0.127.0.7.2.2.1.2'),
        sequence(
          sequence(oid('1.2.840.10045.2.1'), oid(curveByName(name).oid)),
          bitString(encodePoint(curveByName(name).Point.BASE.multiply(bytesToNumberBE(scalar)))),
        ),
      ),
    ),
  )
function fieldDg14() {
  const { p, g } = namedFiniteFieldGroups['MODP-1024-160']
  let value = 1n
  for (const bit of bytesToNumberBE(scalar).toString(2)) value = (value * value * (bit === '1' ? g : 1n)) % p
  return tlv(
    0x6e,
    tlv(
      0x31,
      sequence(oid('0.4.0.127.0.7.2.2.3.1.2'), integer(1)),
      sequence(
        oid('0.4.0.127.0.7.2.2.1.1'),
        sequence(sequence(oid('0.4.0.127.0.7.1.2'), integer(0)), bitString(integer(value))),
      ),
    ),
  )
}

const [fingers, iris] = [Uint8Array.of(0x63, 1, 1), Uint8Array.of(0x76, 1, 2)]

interface Habits {
  /** Chip authentication over a finite field instead of a curve. */
  readonly field?: boolean
  readonly extendedLength?: boolean
  /** EF.CardAccess: opened by PACE instead of BAC. */
  readonly cardAccess?: Uint8Array
}

/** A chip with DG3 and DG4 behind terminal authentication, opened; `run` plays dialogues with it. */
function open(trustPoints: readonly Uint8Array[], { field = false, extendedLength = true, cardAccess }: Habits = {}) {
  const dg14 = field ? fieldDg14() : curveDg14('brainpoolP256r1')
  const chip = createChip({
    name: 'terminal authentication',
    mrzInformation,
    files: new Map([
      [0x0103, fingers],
      [0x0104, iris],
      [0x010e, dg14],
    ]),
    chipAuthenticationKeys: [field ? { dh: 0, privateKey: scalar } : { curve: 'brainpoolP256r1', privateKey: scalar }],
    ...(cardAccess && { cardAccess, can: '000017' }),
    terminalAuthentication: { trustPoints, date: '2026-02-01' },
    behaviour: { eacProtected: [0x0103, 0x0104], extendedLength },
  })
  let channel: SecureMessaging | undefined
  function send(command: CommandApdu) {
    const answered = decodeResponse(chip.transmit(encodeCommand(channel ? channel.protect(command) : command)))
    const opened = answered.ok && channel ? channel.unprotect(answered.value) : answered
    if (!opened.ok) throw new Error(opened.error.message)
    return opened.value
  }
  function run<T>(dialogue: Dialogue<T>): T {
    let step = dialogue.next()
    while (!step.done) step = dialogue.next(send(step.value))
    return step.value
  }
  /** Opens the channel; what the chip is called in terminal authentication follows from how. */
  function access(): Uint8Array {
    const infos = cardAccess && parseSecurityInfos(cardAccess)
    const info = infos?.ok ? choosePaceInfo(infos.value) : undefined
    if (!info) {
      send(selectApplication())
      const opened = run(bac(mrzInformation, randomBytes))
      if (!opened.ok) throw new Error(opened.error.message)
      channel = startSecureMessaging(opened.value)
      return chipIdentityOfMrz(mrzInformation)
    }
    const opened = run(pace(info, { kind: 'CAN', value: '000017' }, randomBytes))
    if (!opened.ok) throw new Error(opened.error.message)
    channel = startSecureMessaging(opened.value.keys)
    send(selectApplication())
    return opened.value.compressedChipKey
  }
  const identity = access()
  const choice = chooseChipAuthentication(dg14)
  if (!choice.ok || !choice.value) throw new Error('no choice')
  const agreed = run(chipAuthentication(choice.value, randomBytes))
  if (!agreed.ok) throw new Error(agreed.error.message)
  channel = startSecureMessaging(agreed.value.keys)
  const readable = (sfi: number) => send(readBinary({ sfi, offset: 0, le: 3 })).sw === 0x9000
  return { run, readable, send, identity, compressedTerminalKey: agreed.value.compressedTerminalKey }
}

/** All of terminal authentication, from EF.CVCA to the chip's word on the signature. */
function authenticate(
  card: ReturnType<typeof open>,
  files: readonly Uint8Array[],
  sign: (data: Uint8Array) => Uint8Array,
  portion?: number,
) {
  const cvca = parseCvcaFile(card.send(readBinary({ sfi: 0x1c, offset: 0, le: 36 })).data)
  if (!cvca.ok) throw new Error(cvca.error.message)
  const chain = chooseCvChain(cvca.value, files, today)
  if (!chain.ok) return chain
  const data = card.run(presentCertificates(chain.value, card.identity, card.compressedTerminalKey, portion))
  return data.ok ? card.run(answerChallenge(sign(data.value), portion)) : data
}

const done = { ok: true, value: undefined }

describe('on the simulator', () => {
  const algorithms = Object.keys(cvAlgorithms) as CvAlgorithm[]
  it.each(algorithms)('%s opens DG3 and DG4', algorithm => {
    const make = () => (algorithm.startsWith('RSA') ? rsaKey(algorithm) : ecKey(algorithm))
    const [cvca, verifier, system] = [make(), make(), make()]
    const country = countryOf(cvca, verifier, system)
    const card = open([country.own])
    expect([card.readable(3), card.readable(4)]).toEqual([false, false])
    const files = [country.own, country.system, country.verifier]
    expect(authenticate(card, files, data => cvSign(system, data))).toEqual(done)
    expect([card.readable(3), card.readable(4)]).toEqual([true, true])
  })

  it.each(curveNames)('keys on %s', curve => {
    const key = ecKey('ECDSA-SHA-256', curve)
    const country = countryOf(key, key, key)
    const files = [country.own, country.verifier, country.system]
    expect(authenticate(open([country.own]), files, data => cvSign(key, data))).toEqual(done)
  })

  it('after chip authentication over a finite field', () => {
    const key = ecKey()
    const country = countryOf(key, key, key)
    const files = [country.verifier, country.system]
    expect(authenticate(open([country.own], { field: true }), files, data => cvSign(key, data))).toEqual(done)
  })

  it.each([
    ['ECDH', '0.4.0.127.0.7.2.2.4.2.2', 13],
    ['DH', '0.4.0.127.0.7.2.2.4.1.2', 0],
  ] as const)('after PACE over %s, where the chip is called by its ephemeral key', (_, protocol, parameterId) => {
    const key = ecKey()
    const country = countryOf(key, key, key)
    const cardAccess = tlv(0x31, sequence(oid(protocol), integer(2), integer(parameterId)))
    const card = open([country.own], { cardAccess })
    expect(authenticate(card, [country.verifier, country.system], data => cvSign(key, data))).toEqual(done)
    expect(card.readable(3)).toBe(true)
    const other = { ...open([country.own], { cardAccess }), identity: chipIdentityOfMrz(mrzInformation) }
    expect(authenticate(other, [country.verifier, country.system], data => cvSign(key, data)).ok).toBe(false)
  })

  it('without extended length, in chains', () => {
    const [long, key] = [rsaKey('RSA-PSS-SHA-256'), ecKey()]
    for (const [first, last] of [
      [key, key],
      [long, long],
    ] as const) {
      const country = countryOf(first, first, last)
      const card = open([country.own], { extendedLength: false })
      const files = [country.own, country.verifier, country.system]
      expect(authenticate(card, files, data => cvSign(last, data), 200)).toEqual(done)
      expect(card.readable(3)).toBe(true)
    }
  })

  it('over a link from the key that the chip knows', () => {
    const [old, key] = [ecKey(), ecKey()]
    const country = countryOf(old, key, key)
    const link = country.certificate('UTCVCA00001', 'UTCVCA00002', 'CVCA', key, old)
    const verifier = country.certificate('UTCVCA00002', 'UTDVDE00001', 'foreign DV', key, key)
    const card = open([country.own])
    expect(authenticate(card, [link, verifier, country.system], data => cvSign(key, data))).toEqual(done)
    expect(card.readable(4)).toBe(true)
    const both = parseCvcaFile(card.send(readBinary({ sfi: 0x1c, offset: 0, le: 36 })).data)
    expect(both).toEqual({ ok: true, value: ['UTCVCA00002', 'UTCVCA00001'] })
  })

  it('opens what the whole chain may read and nothing else', () => {
    const key = ecKey()
    const country = countryOf(key, key, key)
    const system = country.certificate('UTDVDE00001', 'UTIS00001', 'IS', key, key, { rights: 0x01 })
    const card = open([country.own])
    expect(authenticate(card, [country.verifier, system], data => cvSign(key, data))).toEqual(done)
    expect([card.readable(3), card.readable(4)]).toEqual([true, false])
  })

  it('is refused with another key, other data, or a certificate that is forged', () => {
    const key = ecKey()
    const country = countryOf(key, key, key)
    const files = [country.verifier, country.system]
    const refused = { ok: false, error: { tag: 'AccessRefused', sw: 0x6300 } }
    for (const sign of [
      (data: Uint8Array) => cvSign(ecKey(), data),
      (data: Uint8Array) => cvSign(key, data.subarray(1)),
      () => new Uint8Array(64),
    ]) {
      const card = open([country.own])
      expect(authenticate(card, files, sign)).toMatchObject(refused)
      expect([card.readable(3), card.readable(4)]).toEqual([false, false])
    }
    const forged = country.certificate('UTCVCA00001', 'UTDVDE00001', 'domestic DV', key, ecKey())
    expect(authenticate(open([country.own]), [forged, country.system], data => cvSign(key, data))).toMatchObject(
      refused,
    )
  })

  it('a chip of another country is not asked', () => {
    const key = ecKey()
    const country = countryOf(key, key, key)
    const other = country.certificate('XXCVCA00001', 'XXCVCA00001', 'CVCA', key, key)
    expect(authenticate(open([other]), [country.verifier, country.system], data => cvSign(key, data))).toEqual({
      ok: false,
      error: { tag: 'AccessUnsupported', message: 'no certificate chain to XXCVCA00001' },
    })
  })
})
