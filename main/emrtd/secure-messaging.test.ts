import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/vectors/icao9303-11-bac.json' with { type: 'json' }
import {
  type BlockCipher,
  blockCiphers,
  blockLength,
  decryptCbc,
  encryptBlock,
  encryptCbc,
} from '../crypto/block-cipher.ts'
import { mac, pad, unpad } from '../crypto/mac.ts'
import { randomBytes } from '../crypto/random.ts'
import { decodeResponse, encodeCommand, type ResponseApdu } from './apdu.ts'
import { readBinary, selectFile } from './commands.ts'
import { deriveKey } from './key-derivation.ts'
import { answer, counterBytes, withMac } from './scripted-answer.ts'
import { type SessionKeys, startSecureMessaging } from './secure-messaging.ts'
import { readTlvs, tlv } from './tlv.ts'

const icaoKeys: SessionKeys = {
  cipher: '3DES',
  kEnc: hexToBytes(vectors.sessionKEnc),
  kMac: hexToBytes(vectors.sessionKMac),
  ssc: hexToBytes(vectors.ssc),
}
const response = (hex: string): ResponseApdu => {
  const decoded = decodeResponse(hexToBytes(hex))
  if (!decoded.ok) throw new Error(decoded.error.message)
  return decoded.value
}
const wire = (command: Parameters<typeof encodeCommand>[0]) => bytesToHex(encodeCommand(command)).toUpperCase()

it('9303-11 appendix D.4', () => {
  const channel = startSecureMessaging(icaoKeys)
  const commands = [selectFile(0x011e), readBinary({ offset: 0, le: 4 }), readBinary({ offset: 4, le: 18 })]
  for (const [i, step] of vectors.secureMessaging.entries()) {
    const command = commands[i]
    if (!command) throw new Error('more steps than commands')
    expect(wire(command)).toBe(step.command)
    expect(wire(channel.protect(command))).toBe(step.protected)
    expect(channel.unprotect(response(step.response))).toEqual({
      ok: true,
      value: { data: hexToBytes(step.plain), sw: 0x9000 },
    })
  }
})

const keysOf = (cipher: BlockCipher): SessionKeys => {
  const secret = Uint8Array.of(1, 2, 3)
  const ssc = new Uint8Array(blockLength(cipher))
  return { cipher, kEnc: deriveKey(secret, 'encryption', cipher), kMac: deriveKey(secret, 'mac', cipher), ssc }
}

describe.each(blockCiphers)('%s', cipher => {
  const keys = keysOf(cipher)
  const started = () => {
    const channel = startSecureMessaging(keys)
    channel.protect(readBinary({ offset: 0, le: 16 }))
    return channel
  }
  const hostile = (data: Uint8Array, sw = 0x9000) => {
    const channel = started()
    const result = channel.unprotect({ data, sw })
    expect(result).toMatchObject({ ok: false, error: { tag: 'ProtocolSecureMessaging' } })
    // Once broken, the channel stays so, even for an answer that would be good.
    expect(channel.unprotect({ data: answer(keys, 2, Uint8Array.of(1)), sw: 0x9000 })).toEqual(result)
    return result
  }

  it('returns data and status word of the chip, turn by turn', () => {
    const channel = startSecureMessaging(keys)
    for (const [turn, length] of [0, 1, 15, 16, 17, 223, 4000].entries()) {
      channel.protect(readBinary({ offset: 0, le: 256 }))
      const data = randomBytes(length)
      const sw = turn % 2 === 0 ? 0x9000 : 0x6282
      const result = channel.unprotect({ data: answer(keys, 2 * turn + 2, data, sw), sw })
      expect(result).toEqual({ ok: true, value: { data, sw } })
    }
  })

  it('protects any command so that the chip can check and read it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 600 }),
        fc.option(fc.integer({ min: 1, max: 65536 })),
        fc.nat(255),
        (data, le, ins) => {
          const command = { cla: 0, ins, p1: 1, p2: 2, data, ...(le !== null && { le }) }
          const sent = startSecureMessaging(keys).protect(command)
          expect(sent).toMatchObject({ cla: 0x0c, ins, p1: 1, p2: 2 })
          const objects = readTlvs(sent.data ?? new Uint8Array())
          if (!objects.ok) throw new Error(objects.error.message)
          const found = new Map(objects.value.map(object => [object.tag, object.value]))
          const body = sent.data?.subarray(0, objects.value.at(-1)?.offset) ?? new Uint8Array()
          const header = pad(Uint8Array.of(0x0c, ins, 1, 2), blockLength(cipher))
          expect(withMac(keys, 1, concatBytes(header, body)).slice(header.length)).toEqual(sent.data)
          const encrypted = ins % 2 === 1 ? found.get(0x85) : found.get(0x87)?.subarray(1)
          const ssc = counterBytes(keys, 1)
          const iv = cipher === '3DES' ? new Uint8Array(8) : encryptBlock(cipher, keys.kEnc, ssc)
          const plain = encrypted && unpad(decryptCbc(cipher, keys.kEnc, iv, encrypted), blockLength(cipher))
          expect(plain ?? new Uint8Array()).toEqual(data)
          const expectedLe = found.get(0x97)?.reduce((sum, byte) => sum * 256 + byte, 0)
          expect(expectedLe).toBe(le === null ? undefined : le === 256 ? 0 : le % 65536)
        },
      ),
    )
  })

  it.each([
    ['1', {}, ['8e']],
    ['2', { le: 18 }, ['97', '8e']],
    ['2 extended', { le: 4000 }, ['97', '8e']],
    ['3', { data: randomBytes(5) }, ['87', '8e']],
    ['3 extended', { data: randomBytes(700) }, ['87', '8e']],
    ['4', { data: randomBytes(5), le: 256 }, ['87', '97', '8e']],
    ['4 extended', { data: randomBytes(300), le: 65_536 }, ['87', '97', '8e']],
  ] as const)('a command of case %s has its data objects, a MAC and always an outer Le', (name, body, tags) => {
    const extended = name.endsWith('extended')
    for (const odd of [false, true]) {
      const ins = odd ? 0xb1 : 0xb0
      const sent = startSecureMessaging(keys).protect({ cla: 0, ins, p1: 0, p2: 0, ...body })
      const objects = readTlvs(sent.data ?? new Uint8Array())
      const found = objects.ok ? objects.value.map(({ tag }) => tag.toString(16)) : []
      expect(found).toEqual(tags.map(tag => (odd && tag === '87' ? '85' : tag)))
      expect(sent.le).toBe(extended ? 65_536 : 256)
    }
  })

  it('a closed channel sends and takes nothing more, and has no keys', () => {
    const own = { ...keys, kEnc: keys.kEnc.slice(), kMac: keys.kMac.slice() }
    const channel = startSecureMessaging(own)
    channel.protect(readBinary({ offset: 0, le: 16 }))
    channel.close()
    expect(own.kEnc.some(Boolean) || own.kMac.some(Boolean)).toBe(false)
    expect(() => channel.protect(readBinary({ offset: 0, le: 16 }))).toThrow()
    const late = channel.unprotect({ data: answer(keys, 2, Uint8Array.of(1)), sw: 0x9000 })
    expect(late).toMatchObject({ ok: false, error: { tag: 'ProtocolSecureMessaging' } })
    expect(channel.over).toMatchObject({ message: 'secure messaging was closed' })
  })

  it('any changed bit of an answer is refused', () => {
    const good = answer(keys, 2, randomBytes(20))
    fc.assert(
      fc.property(fc.nat(good.length * 8 - 1), bit => {
        const bytes = good.slice()
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        hostile(bytes)
      }),
    )
  })

  it('a wrong MAC and wrong padding are told alike', () => {
    const objects = (bytes: Uint8Array) =>
      concatBytes(tlv(0x87, Uint8Array.of(1), bytes), tlv(0x99, Uint8Array.of(0x90, 0)))
    const iv = cipher === '3DES' ? new Uint8Array(8) : encryptBlock(cipher, keys.kEnc, counterBytes(keys, 2))
    const unpadded = encryptCbc(cipher, keys.kEnc, iv, new Uint8Array(blockLength(cipher)))
    const wrongPadding = hostile(withMac(keys, 2, objects(unpadded)))
    const wrongMac = hostile(withMac(keys, 3, objects(unpadded)))
    expect(wrongPadding).toEqual(wrongMac)
    expect(hostile(withMac(keys, 2, objects(new Uint8Array(7))))).toEqual(wrongMac)
  })

  it('data objects missing, doubled, unknown or out of order are refused even with a right MAC', () => {
    const status = tlv(0x99, Uint8Array.of(0x90, 0))
    const good = answer(keys, 2, Uint8Array.of(1, 2, 3))
    const checksum = good.slice(-10)
    const data = good.slice(0, -14)
    const otherTag = answer(keys, 2, Uint8Array.of(1, 2, 3), 0x9000, 0x85).slice(0, -14)
    otherTag[0] = 0x81
    const withIndicator = (indicator: number) => data.map((byte, i) => (i === 2 ? indicator : byte))
    expect(withIndicator(1)).toEqual(data)
    for (const objects of [
      data,
      concatBytes(status, data),
      concatBytes(data, data, status),
      tlv(0x80, status),
      concatBytes(data, tlv(0x98, Uint8Array.of(0x90, 0))),
      concatBytes(otherTag, status),
      answer(keys, 2, Uint8Array.of(1, 2, 3), 0x9000, 0x85).slice(0, -10),
      concatBytes(withIndicator(0), status),
      concatBytes(withIndicator(2), status),
      concatBytes(status, status),
      tlv(0x99, Uint8Array.of(0x90)),
    ])
      hostile(withMac(keys, 2, objects))
    for (const bytes of [
      status,
      checksum,
      concatBytes(data, status),
      good.slice(0, -1),
      concatBytes(good, status),
      concatBytes(good, Uint8Array.of(0)),
    ])
      hostile(bytes)
    expect(started().unprotect({ data: good, sw: 0x9000 }).ok).toBe(true)
  })

  it('a status word outside that differs from the protected one is refused', () => {
    hostile(answer(keys, 2, Uint8Array.of(1)), 0x6282)
    hostile(answer(keys, 2, new Uint8Array(), 0x6a82), 0x9000)
  })

  it('an answer to an earlier command is refused', () => {
    const channel = started()
    const old = { data: answer(keys, 2, Uint8Array.of(1)), sw: 0x9000 }
    expect(channel.unprotect(old).ok).toBe(true)
    channel.protect(readBinary({ offset: 0, le: 16 }))
    expect(channel.unprotect(old)).toMatchObject({ ok: false, error: { tag: 'ProtocolSecureMessaging' } })
  })

  it('plain answers are refused and their status word is told', () => {
    for (const sw of [0x9000, 0x6110, 0x6282, 0x6b00, 0x6982, 0x6987, 0x6988, 0x6a82])
      expect(hostile(new Uint8Array(), sw)).toMatchObject({ error: { sw } })
    hostile(Uint8Array.of(1, 2, 3))
  })

  it.each([0x6700, 0x6c80])('a plain %i keeps the channel for a smaller read', sw => {
    const channel = startSecureMessaging(keys)
    const first = channel.protect(readBinary({ offset: 0, le: 256 }))
    expect(channel.unprotect({ data: new Uint8Array(), sw })).toMatchObject({
      ok: false,
      error: { tag: 'ProtocolStatusWord', sw },
    })
    expect(channel.protect(readBinary({ offset: 0, le: 256 }))).toEqual(first)
    const data = Uint8Array.of(9)
    expect(channel.unprotect({ data: answer(keys, 2, data), sw: 0x9000 })).toEqual({
      ok: true,
      value: { data, sw: 0x9000 },
    })
  })

  it("answers to READ BINARY with odd INS may come in DO'85'", () => {
    const channel = startSecureMessaging(keys)
    channel.protect({ cla: 0, ins: 0xb1, p1: 0, p2: 0, data: Uint8Array.of(0x54, 1, 0), le: 8 })
    const data = randomBytes(5)
    expect(channel.unprotect({ data: answer(keys, 2, data, 0x9000, 0x85), sw: 0x9000 })).toEqual({
      ok: true,
      value: { data, sw: 0x9000 },
    })
  })

  it('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(0xffff), (data, sw) => {
        expect(started().unprotect({ data, sw }).ok).toBe(false)
      }),
    )
  })
})

it('the counter carries over its bytes, also backwards', () => {
  const keys = { ...keysOf('AES-128'), ssc: hexToBytes('000000000000000000000000ffffffff') }
  const low = startSecureMessaging(keys)
  const first = low.protect(readBinary({ offset: 0, le: 1 }))
  low.unprotect({ data: new Uint8Array(), sw: 0x6700 })
  expect(low.protect(readBinary({ offset: 0, le: 1 }))).toEqual(first)
  const carried = { ...keys, ssc: hexToBytes('00000000000000000000000100000000') }
  const objects = first.data?.subarray(0, -10) ?? new Uint8Array()
  const header = pad(Uint8Array.of(0x0c, 0xb0, 0, 0), 16)
  const message = pad(concatBytes(carried.ssc, header, objects), 16)
  expect(first.data?.slice(-8)).toEqual(mac('AES-128', keys.kMac, message))
})
