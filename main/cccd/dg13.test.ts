import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { tlv } from '../emrtd/tlv.ts'
import { parseDg13 } from './dg13.ts'

const P = (text: string) => tlv(0x13, utf8ToBytes(text))
const U = (text: string) => tlv(0x0c, utf8ToBytes(text))
const field = (number: number, ...values: Uint8Array[]) => tlv(0x30, tlv(0x02, Uint8Array.of(number)), ...values)
const dg13 = (...fields: Uint8Array[]) =>
  tlv(0x6d, tlv(0x30, hexToBytes('020101'), hexToBytes('060628d316010008'), tlv(0x31, ...fields)))

// The invented person of vietnam.md §2.5; the digests of both whole files are given there.
const person = (parents: Uint8Array[]) =>
  dg13(
    field(1, P('999190000001')),
    field(2, U('Nguyễn Thị Thử Nghiệm')),
    field(3, P('15/01/1990')),
    field(4, U('Nữ')),
    field(5, U('Việt Nam')),
    field(6, U('Kinh')),
    field(7, U('Không')),
    field(8, U('Xã Thử, Huyện Mẫu, Tỉnh Ví Dụ')),
    field(9, U('Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ')),
    field(10, U('Nốt ruồi C:1cm trên sau đuôi mắt trái')),
    field(11, P('10/05/2021')),
    field(12, U('15/01/2030')),
    field(13, ...parents),
    field(14),
    field(15, P('999000001')),
    field(16, P('0000000000000001')),
  )
const father = U('Nguyễn Văn Cha')
const mother = U('Trần Thị Mẹ')
const formA = person([tlv(0x30, father), tlv(0x30, mother)])
const formB = person([tlv(0x30, father, mother)])

const read = (bytes: Uint8Array) => {
  const content = parseDg13(bytes)
  if (!content.ok) throw new Error(content.error.message)
  return content.value
}
const messageOf = (bytes: Uint8Array) => {
  const content = parseDg13(bytes)
  return content.ok ? 'ok' : content.error.message
}

describe('EF.DG13', () => {
  it.each([
    ['a', formA, '3df09a33910d01a510ecdb51e9f782999a2f6a90d53948c099a6432599aa7294'],
    ['b', formB, '8dd446b37bf8b5c97421e49a9bcbb86ac3066e04e45e3fde5ba811c7f1ad906e'],
  ])('reads the reference vector in form (%s)', (_, bytes, digest) => {
    expect(bytesToHex(sha256(bytes))).toBe(digest)
    expect(read(bytes)).toEqual({
      personalNumber: '999190000001',
      fullName: 'Nguyễn Thị Thử Nghiệm',
      birthDate: '1990-01-15',
      sex: 'F',
      nationality: 'Việt Nam',
      ethnicity: 'Kinh',
      religion: 'Không',
      placeOfOrigin: 'Xã Thử, Huyện Mẫu, Tỉnh Ví Dụ',
      placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ',
      personalMarks: 'Nốt ruồi C:1cm trên sau đuôi mắt trái',
      issueDate: '2021-05-10',
      expiryDate: '2030-01-15',
      fatherName: 'Nguyễn Văn Cha',
      motherName: 'Trần Thị Mẹ',
      oldIdNumber: '999000001',
      unreadable: [],
    })
  })

  it('takes fields by number, in any order, unknown ones and none at all', () => {
    expect(read(dg13(field(99, U('?')), field(12, U('Không thời hạn')), field(1, P('999190000001'))))).toEqual({
      personalNumber: '999190000001',
      expiryDate: 'unlimited',
      unreadable: [],
    })
    expect(read(dg13())).toEqual({ unreadable: [] })
  })

  it('reads long names, other string types, NFD, more than one spouse, empty strings', () => {
    const long = 'Nguyễn '.repeat(30).trim()
    const content = read(
      dg13(
        field(2, U(long.normalize('NFD'))),
        field(5, tlv(0x16, utf8ToBytes('Viet Nam'))),
        field(8, tlv(0x14, Uint8Array.of(0xe9))),
        field(14, tlv(0x30, U('Một')), tlv(0x30, U('Hai'))),
        field(15, P('')),
      ),
    )
    expect(content).toEqual({
      fullName: long,
      nationality: 'Viet Nam',
      placeOfOrigin: 'é',
      spouseNames: ['Một', 'Hai'],
      unreadable: [],
    })
  })

  it('names dates and sexes that it cannot read and goes on', () => {
    expect(read(dg13(field(3, P('31/02/1990')), field(4, U('?')), field(2, U('Tên'))))).toEqual({
      fullName: 'Tên',
      unreadable: [3, 4],
    })
  })

  it('reads BER with indefinite lengths', () => {
    const inner = concatBytes(hexToBytes('020101060628d316010008'), tlv(0x31, field(2, U('Tên'))))
    expect(read(tlv(0x6d, concatBytes(hexToBytes('3080'), inner, hexToBytes('0000')))).fullName).toBe('Tên')
  })

  it('refuses what is not DG13', () => {
    expect(messageOf(concatBytes(formA, Uint8Array.of(0)))).toBe('trailing bytes')
    expect(messageOf(dg13(field(1, P('1')), field(1, P('2'))))).toBe('field 1 twice')
    expect(messageOf(dg13(field(2, tlv(0x0c, Uint8Array.of(0xc3, 0x28)))))).toBe('field 2 is no UTF-8 text')
    expect(messageOf(new Uint8Array(16_385))).toBe('16385 bytes')
    let deep = U('tief')
    for (let i = 0; i < 8; i++) deep = tlv(0x30, deep)
    expect(messageOf(dg13(field(13, deep)))).not.toBe('ok')
    for (let cut = 0; cut < formA.length; cut++) expect(messageOf(formA.subarray(0, cut))).not.toBe('ok')
  })

  it('answers every single-bit mutant with a value or an error, never a throw', () => {
    for (let bit = 0; bit < formA.length * 8; bit++) {
      const mutant = formA.slice()
      mutant[bit >> 3] = (mutant[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      parseDg13(mutant)
    }
  })
})
