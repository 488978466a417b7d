import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CvKey, cvCertificateBody, signCvCertificate } from '../../fixtures/country/cv-certificate.ts'
import { encodeCommand } from './apdu.ts'
import { chooseCvChain } from './cv-certificate-chain.ts'
import { play } from './scripted-dialogue.ts'
import { answerChallenge, chipIdentityOfMrz, parseCvcaFile, presentCertificates } from './terminal-authentication.ts'
import { readOnly, tlv } from './tlv.ts'

const key = (first: number): CvKey => ({
  kind: 'ec',
  algorithm: 'ECDSA-SHA-256',
  curve: 'brainpoolP256r1',
  privateKey: Uint8Array.from({ length: 32 }, (_, i) => i + first),
})
const shared = { rights: 0x03, effective: '2026-01-01', expires: '2026-12-31' } as const
const requests = [
  { ...shared, authority: 'UTCVCA00001', holder: 'UTDVDE00001', role: 'domestic DV', key: key(2), issuerKey: key(1) },
  { ...shared, authority: 'UTDVDE00001', holder: 'UTIS00001', role: 'IS', key: key(3), issuerKey: key(2) },
] as const
const files = requests.map(signCvCertificate)
const chosen = chooseCvChain(['UTCVCA00001'], files, '2026-06-15')
if (!chosen.ok) throw new Error(chosen.error.message)
const chain = chosen.value
const hex = (text: string) => bytesToHex(utf8ToBytes(text)).toUpperCase()

describe('EF.CVCA', () => {
  const padded = (...objects: Uint8Array[]) => {
    const bytes = new Uint8Array(36)
    bytes.set(concatBytes(...objects))
    return bytes
  }
  const reference = (text: string) => tlv(0x42, utf8ToBytes(text))
  const broken = { ok: false, error: { tag: 'ProtocolTlv' } }

  it('has one or two references, padded or not', () => {
    const both = [reference('UTCVCA00002'), reference('UTCVCA00001')]
    expect(parseCvcaFile(padded(...both))).toEqual({ ok: true, value: ['UTCVCA00002', 'UTCVCA00001'] })
    expect(parseCvcaFile(concatBytes(...both))).toEqual({ ok: true, value: ['UTCVCA00002', 'UTCVCA00001'] })
    expect(parseCvcaFile(padded(reference('UTCVCA00002')))).toEqual({ ok: true, value: ['UTCVCA00002'] })
    const longest = [reference('UTABCDEFGHI00002'), reference('UTABCDEFGHI00001')]
    expect(concatBytes(...longest)).toHaveLength(36)
    expect(parseCvcaFile(concatBytes(...longest)).ok).toBe(true)
  })

  it('refuses anything else', () => {
    const one = reference('UTCVCA00001')
    for (const bytes of [
      new Uint8Array(),
      new Uint8Array(36),
      padded(Uint8Array.of(0), one),
      padded(one, Uint8Array.of(0), one),
      padded(one, one, Uint8Array.of(1)),
      concatBytes(one, one, one),
      padded(tlv(0x43, utf8ToBytes('UTCVCA00001'))),
      padded(tlv(0x42)),
      padded(one, tlv(0x42, Uint8Array.of(0))),
      one.subarray(0, -1),
      tlv(0x42, utf8ToBytes('UTABCDEFGHI000012')),
    ])
      expect(parseCvcaFile(bytes)).toMatchObject(broken)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        expect(parseCvcaFile(bytes)).toHaveProperty('ok')
      }),
    )
  })
})

it('the identity of a chip after BAC is its document number with check digit, however long', () => {
  expect(chipIdentityOfMrz('L898902C<369080619406236')).toEqual(utf8ToBytes('L898902C<3'))
  expect(chipIdentityOfMrz('D23145890734934071279507122')).toEqual(utf8ToBytes('D231458907349'))
})

describe('dialogue', () => {
  const identity = hexToBytes('a1a2a3')
  const terminalKey = hexToBytes('b1b2b3b4')
  const present = () => presentCertificates(chain, identity, terminalKey)
  const answers = ['9000', '9000', '9000', '9000', '9000', '01020304050607089000']

  it('presents each certificate under its authority, names the system, and gives what is to be signed', () => {
    const { result, commands } = play(present(), answers)
    expect(result).toEqual({ ok: true, value: hexToBytes('a1a2a30102030405060708b1b2b3b4') })
    expect(commands).toHaveLength(6)
    expect(commands[0]).toBe(`002281B60D830B${hex('UTCVCA00001')}`)
    expect(commands[2]).toBe(`002281B60D830B${hex('UTDVDE00001')}`)
    expect(commands[4]).toBe(`002281A40B8309${hex('UTIS00001')}`)
    expect(commands[5]).toBe('0084000008')
  })

  it('sends body and signature as they are in the certificate, without 7F21', () => {
    const { commands } = play(present(), answers)
    for (const [i, file] of files.entries()) {
      const certificate = readOnly(file, 0x7f21)
      if (!certificate.ok) throw new Error('no certificate')
      const { value } = certificate.value
      const command = encodeCommand({ cla: 0, ins: 0x2a, p1: 0, p2: 0xbe, data: value })
      expect(commands[1 + 2 * i]).toBe(bytesToHex(command).toUpperCase())
      expect(bytesToHex(value)).toContain(bytesToHex(cvCertificateBody(requests[i] ?? requests[0])))
    }
  })

  it('what the chip refuses is AccessRefused with its status word, and nothing more is sent', () => {
    const names = [
      'MSE:Set DST for the certificate of UTDVDE00001',
      'PSO:Verify Certificate of UTDVDE00001',
      'MSE:Set DST for the certificate of UTIS00001',
      'PSO:Verify Certificate of UTIS00001',
      'MSE:Set AT',
      'GET CHALLENGE',
    ]
    for (const [i, name] of names.entries()) {
      const { result, commands } = play(present(), [...answers.slice(0, i), '6300'])
      expect(result).toEqual({
        ok: false,
        error: { tag: 'AccessRefused', sw: 0x6300, message: `${name}: 6300 (authentication failed)` },
      })
      expect(commands).toHaveLength(i + 1)
    }
  })

  it('a challenge of other than 8 bytes is not signed', () => {
    for (const challenge of ['', '01020304050607', '010203040506070809'])
      expect(play(present(), [...answers.slice(0, 5), `${challenge}9000`]).result).toMatchObject({
        ok: false,
        error: { tag: 'ProtocolLength' },
      })
  })

  it('chains what does not fit one command, and stops where a part is refused', () => {
    const whole = (i: number) => readOnly(files[i] ?? new Uint8Array(), 0x7f21)
    const chained = play(presentCertificates(chain, identity, terminalKey, 100), command =>
      command.ins === 0x84 ? '01020304050607089000' : '9000',
    )
    expect(chained.result.ok).toBe(true)
    for (const i of [0, 1]) {
      const certificate = whole(i)
      if (!certificate.ok) throw new Error('no certificate')
      const { value } = certificate.value
      expect(value.length).toBeGreaterThan(200)
      const parts = chained.commands.filter(each => /^.02A00BE/.test(each)).slice(3 * i, 3 * i + 3)
      expect(parts.map(each => each.slice(0, 10))).toEqual([
        '102A00BE64',
        '102A00BE64',
        `002A00BE${(value.length - 200).toString(16).toUpperCase().padStart(2, '0')}`,
      ])
      expect(parts.map(each => each.slice(10)).join('')).toBe(bytesToHex(value).toUpperCase())
    }
    const refused = play(presentCertificates(chain, identity, terminalKey, 100), ['9000', '9000', '6884'])
    expect(refused.commands).toHaveLength(3)
    expect(refused.result).toMatchObject({ ok: false, error: { tag: 'AccessRefused', sw: 0x6884 } })
    for (const [length, commands] of [
      [200, ['1082', '0082']],
      [100, ['0082']],
      [101, ['1082', '0082']],
      [99, ['0082']],
    ] as const) {
      const signed = play(answerChallenge(new Uint8Array(length), 100), () => '9000')
      expect(signed.commands.map(each => each.slice(0, 4))).toEqual(commands)
    }
  })

  it('hands in the signature, also one that needs extended length', () => {
    const short = play(answerChallenge(hexToBytes('c1c2c3')), ['9000'])
    expect(short).toEqual({ result: { ok: true, value: undefined }, commands: ['0082000003C1C2C3'] })
    expect(play(answerChallenge(new Uint8Array(256)), ['9000']).commands[0]).toMatch(/^00820000000100(00){256}$/)
    expect(play(answerChallenge(new Uint8Array(64)), ['6300']).result).toMatchObject({
      ok: false,
      error: { tag: 'AccessRefused', sw: 0x6300 },
    })
  })
})
