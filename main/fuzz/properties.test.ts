import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { parseCardQr } from '../cccd/qr.ts'
import { parseCom } from '../emrtd/lds/com.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { dataGroupNumber, elementaryFiles, isDataGroup } from '../emrtd/lds/elementary-files.ts'
import { checkDigit, parseMrz } from '../emrtd/mrz.ts'
import { encodeOid } from '../emrtd/object-identifier.ts'
import { type BerElement, integerOf, oidOf, readBer } from '../emrtd/pa/ber-element.ts'
import { readTlvs, tlv } from '../emrtd/tlv.ts'
import { judge } from './judge.ts'
import { targets } from './targets.ts'

const bytes = (maxLength: number) => fc.uint8Array({ maxLength })

describe('any bytes', () => {
  it.each(targets.filter(({ share = 1 }) => share >= 0.2))('$name answers with a value or a typed error', target => {
    const begins = target.seeds.map(seed => seed.subarray(0, 4))
    const input = fc.oneof(
      bytes(300),
      // Behind the first bytes of a good file, so that more than the first check is met.
      fc.tuple(fc.constantFrom(...begins), bytes(300)).map(([head, tail]) => concatBytes(head, tail)),
      fc.string({ unit: 'grapheme', maxLength: 200 }).map(utf8ToBytes),
    )
    fc.assert(
      fc.property(input, each => judge(target, each) === undefined),
      { numRuns: 150 },
    )
  })
})

/** An element to be encoded. */
type Shape = { readonly tag: number; readonly content: Uint8Array | readonly Shape[]; readonly indefinite: boolean }
const { shape } = fc.letrec<{ shape: Shape; primitive: Shape; constructed: Shape }>(tie => ({
  shape: fc.oneof({ maxDepth: 8, depthSize: 'small' }, tie('primitive'), tie('constructed')),
  primitive: fc.record({
    tag: fc.constantFrom(0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x80, 0x9e, 0x41, 0xc1),
    content: bytes(200),
    indefinite: fc.constant(false),
  }),
  constructed: fc.record({
    tag: fc.constantFrom(0x30, 0x31, 0x24, 0xa0, 0xbe, 0x60, 0xe1),
    content: fc.array(tie('shape'), { maxLength: 5 }),
    indefinite: fc.boolean(),
  }),
}))
function encode({ tag, content, indefinite }: Shape): Uint8Array {
  const value = content instanceof Uint8Array ? content : concatBytes(...content.map(encode))
  return indefinite ? concatBytes(Uint8Array.of(tag, 0x80), value, new Uint8Array(2)) : tlv(tag, value)
}
function expectSame(element: BerElement, wanted: Shape) {
  expect(element.tag).toBe(wanted.tag)
  expect(element.bytes).toEqual(encode(wanted))
  if (wanted.content instanceof Uint8Array) return expect(element.content).toEqual(wanted.content)
  expect(element.content).toEqual(concatBytes(...wanted.content.map(encode)))
  expect(element.children).toHaveLength(wanted.content.length)
  for (const [i, child] of wanted.content.entries()) expectSame(element.children[i] as BerElement, child)
}

describe('ASN.1', () => {
  it('is read as it was written, whatever the lengths, and refused with a byte more or less', () => {
    fc.assert(
      fc.property(shape, wanted => {
        const encoded = encode(wanted)
        const read = readBer(encoded)
        if (!read.ok) throw new Error(read.error.message)
        expectSame(read.value, wanted)
        expect(readBer(concatBytes(encoded, Uint8Array.of(0))).ok).toBe(false)
        expect(readBer(encoded.subarray(0, -1)).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('gives numbers and object identifiers back', () => {
    const arcs = fc.tuple(fc.nat(1), fc.nat(39), fc.array(fc.nat(), { minLength: 1, maxLength: 7 }))
    fc.assert(
      fc.property(arcs, fc.bigInt({ min: 0n, max: 2n ** 4000n }), ([first, second, rest], number) => {
        const dotted = [first, second, ...rest].join('.')
        const oid = readBer(tlv(0x06, encodeOid(dotted)))
        expect(oid.ok && oidOf(oid.value)).toBe(dotted)
        const hex = number.toString(16)
        const digits = `00${hex.length % 2 === 0 ? hex : `0${hex}`}`
        const integer = readBer(tlv(0x02, Uint8Array.from(Buffer.from(digits, 'hex'))))
        expect(integer.ok && integerOf(integer.value)).toBe(number)
      }),
    )
  })
})

describe('data objects', () => {
  it('are read as they were written, side by side', () => {
    const tag = fc.constantFrom(0x04, 0x5c, 0x5f01, 0x5f1f, 0x6d, 0x7f60, 0x7f61, 0x87, 0x8e, 0x99)
    fc.assert(
      fc.property(fc.array(fc.tuple(tag, bytes(400)), { maxLength: 20 }), objects => {
        const encoded = concatBytes(...objects.map(([each, value]) => tlv(each, value)))
        const read = readTlvs(encoded)
        if (!read.ok) throw new Error(read.error.message)
        expect(read.value.map(each => [each.tag, each.value])).toEqual(objects)
        if (objects.length > 0) expect(readTlvs(encoded.subarray(0, -1)).ok).toBe(false)
      }),
    )
  })

  it('of EF.COM are the data groups that were written, once each', () => {
    const groups = elementaryFiles.map(({ id }) => id).filter(isDataGroup)
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...groups)), list => {
        const list5c = Uint8Array.from(list, id => elementaryFiles.find(file => file.id === id)?.tag ?? 0)
        const com = parseCom(tlv(0x60, tlv(0x5f01, utf8ToBytes('0107')), tlv(0x5c, list5c)))
        if (!com.ok) throw new Error(com.error.message)
        expect([...com.value.dataGroups].sort()).toEqual([...new Set(list)].sort())
        expect(com.value.dataGroups.every(id => dataGroupNumber(id) > 0)).toBe(true)
      }),
    )
  })
})

const zoneCharacters = (length: number) =>
  fc
    .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<'), { minLength: length, maxLength: length })
    .map(each => each.join(''))

describe('machine-readable zones', () => {
  /** TD3 with any content and check digits that fit. */
  const td3 = fc
    .tuple(zoneCharacters(39), zoneCharacters(9), zoneCharacters(14), fc.constantFrom('M', 'F', '<'))
    .map(([name, number, optional, sex]) => {
      const [birth, expiry] = ['740812', '320415']
      const digits = { number: checkDigit(number), birth: checkDigit(birth), expiry: checkDigit(expiry) }
      const personal = `${optional}${checkDigit(optional)}`
      const head = `${number}${digits.number}UTO${birth}${digits.birth}${sex}${expiry}${digits.expiry}${personal}`
      const covered = `${number}${digits.number}${birth}${digits.birth}${expiry}${digits.expiry}${personal}`
      return { number, optional, text: `P<UTO${name}${head}${checkDigit(covered)}` }
    })

  it('hold what was put in, with every check digit right', () => {
    fc.assert(
      fc.property(td3, ({ number, optional, text }) => {
        const zone = parseDg1(tlv(0x61, tlv(0x5f1f, utf8ToBytes(text))))
        if (!zone.ok) throw new Error(zone.error.message)
        const trimmed = (field: string) => field.replace(/<+$/, '')
        expect(zone.value).toMatchObject({
          format: 'TD3',
          documentNumber: trimmed(number),
          optionalData1: trimmed(optional),
        })
        expect(zone.value.checks.filter(({ ok }) => !ok)).toEqual([])
      }),
    )
  })

  it('with one covered character changed to one of another value have a check digit wrong', () => {
    const value = (char: string) => (char === '<' ? 0 : Number.parseInt(char, 36)) % 10
    const covered = [
      ...Array(9).keys(),
      ...Array(6)
        .fill(13)
        .map((from, i) => from + i),
    ]
    fc.assert(
      fc.property(td3, fc.constantFrom(...covered), zoneCharacters(1), ({ text }, place, other) => {
        const at = 44 + place
        fc.pre(value(text.charAt(at)) !== value(other))
        const zone = parseMrz(text.slice(0, at) + other + text.slice(at + 1))
        expect(zone.ok && zone.value.checks.every(({ ok }) => ok)).toBe(false)
      }),
    )
  })
})

describe('what a scanner gives', () => {
  const digits = (length: number) =>
    fc.array(fc.nat(9), { minLength: length, maxLength: length }).map(each => each.join(''))
  const words = fc
    .array(fc.constantFrom('Nguyễn', 'Thị', 'Thử', 'Nghiệm', 'Đỗ', 'Ngọc', 'H’Hen', 'Y-Thoa'), {
      minLength: 1,
      maxLength: 8,
    })
    .map(each => each.join(' '))
  const day = fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1900, max: 2050 }))
    .map(([d, m, y]) => [`${d}`.padStart(2, '0'), `${m}`.padStart(2, '0'), `${y}`] as const)

  it('comes out of the QR text as it was printed, in NFD too', () => {
    fc.assert(
      fc.property(
        digits(12),
        words,
        day,
        fc.constantFrom('Nam', 'Nữ'),
        words,
        day,
        (number, name, birth, sex, place, issued) => {
          const text = [number, '', name, birth.join(''), sex, place, issued.join('')].join('|')
          const read = parseDeclaredInput(text.normalize('NFD'), 2026)
          if (!read.ok) throw new Error(read.error.message)
          expect(read.value).toMatchObject({
            origin: 'qr',
            personalNumber: number,
            can: number.slice(-6),
            fullName: name,
            birthDate: [...birth].reverse().join('-'),
            sex: sex === 'Nam' ? 'M' : 'F',
            placeOfResidence: place,
            issueDate: [...issued].reverse().join('-'),
          })
        },
      ),
    )
  })

  it('is a number only with six, nine, ten or twelve digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }).chain(digits), number => {
        expect(parseDeclaredInput(number, 2026).ok).toBe([6, 9, 10, 12].includes(number.length))
        expect(parseCardQr(number).ok).toBe(false)
      }),
    )
  })
})
