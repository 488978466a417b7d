import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tlv } from '../tlv.ts'
import { parseAtrInfo } from './atr-info.ts'
import { parseDirectory } from './directory.ts'

const messageOf = (result: { ok: boolean; error?: { message: string } }) => result.error?.message ?? 'ok'
const application = (aid: string, ...more: Uint8Array[]) => tlv(0x61, tlv(0x4f, hexToBytes(aid)), ...more)
const eMrtd = application('a0000002471001')

describe('EF.DIR', () => {
  it('names applications', () => {
    const travelRecords = application(
      'a0000002472001',
      tlv(0x50, utf8ToBytes('Travel Records')),
      tlv(0x51, hexToBytes('3f00')),
    )
    expect(parseDirectory(concatBytes(eMrtd, travelRecords))).toEqual({
      ok: true,
      value: [{ aid: 'a0000002471001' }, { aid: 'a0000002472001', label: 'Travel Records' }],
    })
    expect(parseDirectory(new Uint8Array())).toEqual({ ok: true, value: [] })
  })

  it.each([0x00, 0xff])('may be filled up with %i', filler => {
    expect(parseDirectory(concatBytes(eMrtd, new Uint8Array(40).fill(filler)))).toMatchObject({ value: [{}] })
    expect(parseDirectory(concatBytes(eMrtd, new Uint8Array(40).fill(filler), eMrtd)).ok).toBe(false)
  })

  it('is refused with other templates, other identifiers, too many of them', () => {
    expect(messageOf(parseDirectory(tlv(0x62)))).toContain('no application template')
    expect(messageOf(parseDirectory(tlv(0x61)))).toContain('no application template')
    expect(messageOf(parseDirectory(application('a0000002')))).toContain('no application template')
    expect(messageOf(parseDirectory(application('a0'.repeat(17))))).toContain('no application template')
    expect(messageOf(parseDirectory(concatBytes(...Array(33).fill(eMrtd))))).toContain('more than 32')
    for (let cut = 1; cut < eMrtd.length; cut++) expect(parseDirectory(eMrtd.subarray(0, cut)).ok).toBe(false)
  })
})

describe('EF.ATR/INFO', () => {
  const capabilities = tlv(0x47, hexToBytes('8441e0'))
  const lengths = tlv(0x7f66, tlv(0x02, hexToBytes('0800')), tlv(0x02, hexToBytes('010000')))

  it('says how long a command and a response may be', () => {
    const expected = {
      shortFileIds: true,
      commandChaining: true,
      extendedLength: true,
      longestCommand: 2048,
      longestResponse: 65_536,
      others: ['43'],
    }
    const file = concatBytes(tlv(0x43, Uint8Array.of(0xb8)), capabilities, lengths)
    expect(parseAtrInfo(file)).toEqual({ ok: true, value: expected })
    expect(parseAtrInfo(concatBytes(file, new Uint8Array(20)))).toEqual({ ok: true, value: expected })
  })

  it('says nothing that is not there', () => {
    expect(parseAtrInfo(new Uint8Array())).toEqual({ ok: true, value: { others: [] } })
    expect(parseAtrInfo(tlv(0x47, Uint8Array.of(0x80)))).toEqual({
      ok: true,
      value: { shortFileIds: false, others: [] },
    })
    const nonsense = tlv(0x7f66, tlv(0x02, Uint8Array.of(16)), tlv(0x02, hexToBytes('ffffffffff')))
    expect(parseAtrInfo(nonsense)).toEqual({ ok: true, value: { others: [] } })
  })

  it('is refused cut off or too full', () => {
    expect(parseAtrInfo(lengths.subarray(0, -1)).ok).toBe(false)
    expect(messageOf(parseAtrInfo(concatBytes(...Array(33).fill(capabilities))))).toContain('more than 32')
  })
})

it('any bytes get an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
      parseDirectory(bytes)
      parseAtrInfo(bytes)
    }),
  )
})
