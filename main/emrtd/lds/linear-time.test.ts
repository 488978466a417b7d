import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { tlv } from '../tlv.ts'
import { parseAtrInfo } from './atr-info.ts'
import { parseCom } from './com.ts'
import { parseDg2 } from './dg2.ts'
import { parseDg3 } from './dg3.ts'
import { parseDg4 } from './dg4.ts'
import { parseDg11 } from './dg11.ts'
import { parseDg12 } from './dg12.ts'
import { parseDg16 } from './dg16.ts'
import { parseDirectory } from './directory.ts'
import { parseDg5, parseDg7 } from './displayed-images.ts'
import { parseUnspecifiedDataGroup } from './unspecified-data-group.ts'

const parsers = {
  parseAtrInfo,
  parseCom,
  parseDg2,
  parseDg3,
  parseDg4,
  parseDg5,
  parseDg7,
  parseDg11,
  parseDg12,
  parseDg16,
  parseDirectory,
  parseDg13: (bytes: Uint8Array) => parseUnspecifiedDataGroup(bytes, 'DG13'),
}

const outerTags: Readonly<Record<string, number>> = {
  parseCom: 0x60,
  parseDg2: 0x75,
  parseDg3: 0x63,
  parseDg4: 0x76,
  parseDg5: 0x65,
  parseDg7: 0x67,
  parseDg11: 0x6b,
  parseDg12: 0x6c,
  parseDg13: 0x6d,
  parseDg16: 0x70,
  parseDirectory: 0x61,
}
const size = 2_000_000
const repeated = (part: Uint8Array) => {
  const all = new Uint8Array(Math.floor(size / part.length) * part.length)
  for (let at = 0; at < all.length; at += part.length) all.set(part, at)
  return all
}
const nested = (tag: number, depth: number) => {
  let inner: Uint8Array = new Uint8Array()
  for (let i = 0; i < depth; i++) inner = tlv(tag, inner)
  return inner
}
const group = (...blocks: Uint8Array[]) =>
  tlv(0x7f61, tlv(0x02, Uint8Array.of(9)), ...blocks.map(block => tlv(0x7f60, tlv(0x7f2e, block))))
const contents: Readonly<Record<string, Uint8Array>> = {
  'empty objects': repeated(tlv(0x5f0e)),
  'tags without end': new Uint8Array(size).fill(0xff),
  zeros: new Uint8Array(size),
  'a list of tags': tlv(0x5c, new Uint8Array(size).fill(0x61)),
  'one huge text': tlv(0x5f0e, new Uint8Array(size).fill(0xcc)),
  'stacked marks': tlv(0x5f0e, repeated(utf8ToBytes('\u0301'))),
  'names in A0': repeated(tlv(0xa0, tlv(0x02, Uint8Array.of(1)), ...Array(60).fill(tlv(0x5f0f, utf8ToBytes('A<<B'))))),
  'deep nesting': nested(0xa0, 2_000),
  'nine blocks of representations': group(
    ...Array(9).fill(tlv(0x65, tlv(0xa1, repeated(tlv(0x30, tlv(0xa1))).subarray(0, 200_000)))),
  ),
  'a face record of points': group(concatBytes(utf8ToBytes('FAC\u0000010\u0000'), new Uint8Array(size).fill(0xff))),
  'a finger record of views': group(concatBytes(utf8ToBytes('FIR\u0000010\u0000'), new Uint8Array(size))),
}

it.each(Object.entries(parsers))('%s answers two megabytes of what is made to be slow in no time', (name, parse) => {
  for (const [what, content] of Object.entries(contents)) {
    const outer = outerTags[name]
    const bytes = outer === undefined ? content : tlv(outer, content)
    const start = performance.now()
    const parsed = parse(bytes)
    // A tenth of a second on a quiet machine; quadratic time would take minutes.
    expect(performance.now() - start, what).toBeLessThan(3000)
    expect(parsed.ok || parsed.error.tag.startsWith('Protocol'), what).toBe(true)
  }
})
