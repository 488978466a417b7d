import { utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { authorityWith } from '../../../fixtures/country/algorithm-authority.ts'
import { authorityOf } from '../../../fixtures/country/authority.ts'
import { tlv } from '../tlv.ts'
import { oidOf, readBer } from './ber-element.ts'
import { parseCertificate, readTime } from './certificate.ts'
import { readName } from './distinguished-name.ts'

const element = (bytes: Uint8Array) => {
  const read = readBer(bytes)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

describe('element', () => {
  it.each([
    ['2c030c0141', 'a string in segments, which DER has not'],
    ['3003020105ff', 'trailing bytes'],
    ['30040201', 'cut off'],
    ['3080020105', 'indefinite without end'],
    ['', 'nothing'],
    ['1003020105', 'a SEQUENCE that is primitive'],
    ['048001020000', 'a primitive of indefinite length'],
    ['300202ff', 'a length cut off'],
    ['3003028101', 'a value cut off behind a long length'],
    ['308002010500', 'half an end-of-contents'],
    ['30020000', 'an end-of-contents in a definite length'],
    ['30078002010500', 'an indefinite length over the end of what is around it'],
    ['1f', 'a tag cut off'],
    ['7f', 'a constructed tag cut off'],
    ['9f818181010100', 'a tag number without end'],
    ['308500000000010200', 'a length of five bytes'],
  ])('%s is refused: %s', hex => {
    expect(readBer(Uint8Array.from(Buffer.from(hex, 'hex'))).ok).toBe(false)
  })

  it.each([
    ['9f81010101', [], '01'],
    ['3080a080020105000004010a0000', ['a0800201050000', '04010a'], 'a08002010500000401 0a'],
    ['30840000000302010 5', ['020105'], '020105'],
    ['30810302 0105', ['020105'], '020105'],
    ['2480040101040102 0000', ['040101', '040102'], '040101040102'],
  ])('%s is read, with all its lengths', (text, children, content) => {
    const bytes = (spaced: string) => Uint8Array.from(Buffer.from(spaced.replaceAll(' ', ''), 'hex'))
    const read = element(bytes(text))
    expect(read.bytes).toEqual(bytes(text))
    expect(read.content).toEqual(bytes(content))
    expect(read.children.map(child => child.bytes)).toEqual(children.map(bytes))
  })

  it('is refused with more elements than allowed', () => {
    const many = tlv(0x30, ...Array.from({ length: 50 }, () => tlv(0x05)))
    expect(readBer(many, 51).ok).toBe(true)
    expect(readBer(many, 50).ok).toBe(false)
  })

  it('is refused past depth 24', () => {
    let deep = tlv(0x02, Uint8Array.of(1))
    for (let i = 0; i < 30; i++) deep = tlv(0x30, deep)
    expect(readBer(deep).ok).toBe(false)
  })
})

describe('time', () => {
  it.each([
    [0x17, '240229120000Z', '2024-02-29T12:00:00.000Z'],
    [0x17, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [0x17, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [0x17, '2402291200Z', '2024-02-29T12:00:00.000Z'],
    [0x18, '20501231235959Z', '2050-12-31T23:59:59.000Z'],
    [0x17, '230229120000Z', undefined],
    [0x17, '241301000000Z', undefined],
    [0x17, '240101240000Z', undefined],
    [0x17, '240101000000+0100', undefined],
    [0x18, '240101000000Z', undefined],
    [0x0c, '240101000000Z', undefined],
  ])('%i %s is %s', (tag, text, iso) => {
    expect(readTime(element(tlv(tag, utf8ToBytes(text))))?.toISOString()).toBe(iso)
  })
})

describe('name', () => {
  const attribute = (oid: number[], tag: number, value: Uint8Array) =>
    tlv(0x31, tlv(0x30, tlv(0x06, Uint8Array.from(oid)), tlv(tag, value)))
  const [country, organization, common] = [
    [0x55, 4, 6],
    [0x55, 4, 10],
    [0x55, 4, 3],
  ] as const
  const name = (...parts: Uint8Array[]) => readName(element(tlv(0x30, ...parts)))

  it('is the same in another string type, letter case and spacing', () => {
    const one = name(
      attribute([...country], 0x13, utf8ToBytes('VN')),
      attribute([...organization], 0x0c, utf8ToBytes('Ví Dụ  Test')),
      attribute([...common], 0x13, utf8ToBytes('CSCA ')),
    )
    const other = name(
      attribute([...country], 0x0c, utf8ToBytes('vn')),
      attribute([...organization], 0x1e, Uint8Array.from(Buffer.from('VÍ DỤ TEST', 'utf16le').swap16())),
      attribute([...common], 0x14, utf8ToBytes('csca')),
    )
    expect(one).toMatchObject({ ok: true, value: { country: 'VN', text: 'C=VN, O=Ví Dụ  Test, CN=CSCA ' } })
    expect(one.ok && other.ok && one.value.key === other.value.key).toBe(true)
  })

  it('is another in another order, and none with broken text', () => {
    const [c, o] = [
      attribute([...country], 0x13, utf8ToBytes('VN')),
      attribute([...organization], 0x0c, utf8ToBytes('O')),
    ]
    const [one, other] = [name(c, o), name(o, c)]
    expect(one.ok && other.ok && one.value.key !== other.value.key).toBe(true)
    expect(name(attribute([...common], 0x0c, Uint8Array.of(0xc3, 0x28))).ok).toBe(false)
  })

  it('cannot pretend to be several attributes by its text', () => {
    const one = name(attribute([...organization], 0x0c, utf8ToBytes('a"],["CN=b')))
    const two = name(
      attribute([...organization], 0x0c, utf8ToBytes('a')),
      attribute([...common], 0x0c, utf8ToBytes('b')),
    )
    expect(one.ok && two.ok && one.value.key !== two.value.key).toBe(true)
  })
})

describe('object identifier', () => {
  it.each([
    ['2a864886f70d010702', '1.2.840.113549.1.7.2'],
    ['678108010101', '2.23.136.1.1.1'],
    ['883703', '2.999.3'],
    ['0400', '0.4.0'],
    ['2a8001', undefined],
  ])('%s is %s', (hex, dotted) => {
    expect(oidOf(element(tlv(0x06, Uint8Array.from(Buffer.from(hex, 'hex')))))).toBe(dotted)
  })
})

describe('certificate', () => {
  const { certificate } = authorityOf('certificate test').signers.current
  const replaced = (from: string, to: string) => {
    const parts = Buffer.from(certificate).toString('hex').split(from)
    expect([parts.length, from.length]).toEqual([2, to.length])
    return parseCertificate(Uint8Array.from(Buffer.from(parts.join(to), 'hex')))
  }

  it('is malformed where a known extension is something else: taken for absent, it would allow what it forbids', () => {
    // keyUsage as an OCTET STRING, authorityKeyIdentifier and privateKeyUsagePeriod as a SET.
    expect(replaced('0404030207', '0404040207')).toMatchObject({ error: { message: 'extension 2.5.29.15' } })
    expect(replaced('041830168014', '041831168014')).toMatchObject({ error: { message: 'extension 2.5.29.35' } })
    expect(replaced('04243022800f', '04243122800f')).toMatchObject({ error: { message: 'extension 2.5.29.16' } })
  })

  it('is malformed where the algorithm outside, which is not signed, is not byte for byte that inside', () => {
    const { csca } = authorityWith({ kind: 'rsa', padding: 'pkcs1', bits: 1024, exponent: 65537, hash: 'SHA-256' })
    const algorithm = '06092a864886f70d01010b'
    const parts = Buffer.from(csca).toString('hex').split(`${algorithm}0500`)
    expect([parts.length, parseCertificate(csca).ok]).toEqual([3, true])
    const outer = `${parts[0]}${algorithm}0500${parts[1]}${algorithm}0400${parts[2]}`
    expect(parseCertificate(Uint8Array.from(Buffer.from(outer, 'hex')))).toMatchObject({
      error: { message: 'signature algorithms of the certificate differ' },
    })
  })
})
