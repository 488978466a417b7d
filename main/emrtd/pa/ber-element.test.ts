import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { tlv } from '../tlv.ts'
import { integerOf, oidOf, readBer, smallIntegerOf, unsignedOf } from './ber-element.ts'
import { readTime } from './certificate.ts'
import { readName } from './distinguished-name.ts'

const element = (bytes: Uint8Array) => {
  const read = readBer(bytes)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
/** As long as the largest file that is read of a card. */
const longest = 250_000

describe('numbers', () => {
  it('are read up to the sizes in use', () => {
    expect(oidOf(element(hexToBytes('0606678108010101')))).toBe('2.23.136.1.1.1')
    expect(integerOf(element(tlv(0x02, new Uint8Array(1024).fill(0x7f))))).toBe(BigInt(`0x${'7f'.repeat(1024)}`))
    expect(smallIntegerOf(element(hexToBytes('020200ff')))).toBe(255)
  })

  it('of an object identifier longer than any in use are none, since messages name it whole', () => {
    expect(oidOf(element(tlv(0x06, new Uint8Array(40).fill(0x7f))))).toHaveLength(160)
    expect(oidOf(element(tlv(0x06, new Uint8Array(41).fill(0x7f))))).toBeUndefined()
  })

  // Summed up byte by byte, each of these held the desk for half a minute.
  it('of a hostile length are none, at once', () => {
    const started = performance.now()
    expect(oidOf(element(tlv(0x06, new Uint8Array(longest - 1).fill(0x81), Uint8Array.of(1))))).toBeUndefined()
    expect(integerOf(element(tlv(0x02, new Uint8Array(longest).fill(0x11))))).toBeUndefined()
    expect(unsignedOf(new Uint8Array(longest).fill(0x11))).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

it('a time or a name of hostile length is none, instead of a fault', () => {
  const content = new Uint8Array(longest).fill(0x31)
  expect(readTime({ tag: 0x17, bytes: content, content, children: [] })).toBeUndefined()
  const attribute = tlv(0x30, tlv(0x06, hexToBytes('550403')), tlv(0x0c, content))
  expect(readName(element(tlv(0x30, tlv(0x31, attribute)))).ok).toBe(false)
})
