import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFramer, type Suffix } from './code-framer.ts'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

/** What a framer makes of these chunks; `null` is silence. */
function framed(chunks: (string | Uint8Array | null)[], suffix: Suffix = 'auto', longest = 8192) {
  const out: string[] = []
  const framer = createFramer(
    { suffix, longest },
    { code: bytes => out.push(Buffer.from(bytes).toString()), problem: tag => out.push(`!${tag}`) },
  )
  for (const chunk of chunks) {
    if (chunk === null) framer.idle()
    else framer.push(typeof chunk === 'string' ? bytesOf(chunk) : chunk)
  }
  return { out, framer }
}

describe('a code', () => {
  test.each<[string, (string | null)[], string[], Suffix?]>([
    ['ended by CR', ['999|a\r'], ['999|a']],
    ['ended by LF', ['999|a\n'], ['999|a']],
    ['ended by CR LF, once', ['999|a\r\n999|b\r\n'], ['999|a', '999|b']],
    ['ended by CR LF that come apart', ['999|a\r', null, '\n', null, '999|b\r', '\n'], ['999|a', '999|b']],
    ['ended by Tab', ['999|a\t999|b\t'], ['999|a', '999|b']],
    ['ended by ETX', ['999|a\x03999|b\x03'], ['999|a', '999|b']],
    ['ended by silence', ['99', '9|a', null, '999|b', null], ['999|a', '999|b']],
    ['in STX … ETX, with the line ends inside', ['\x02I<\r\n<<\x03\r\n\x02b\x03'], ['I<\r\n<<', 'b']],
    ['after STX, ended by CR', ['\x02999|a\r', null, '\x02999|b\r\x02999|c\r', null], ['999|a', '999|b', '999|c']],
    ['cut off by STX', ['999|a\x02999|b\x03'], ['999|a', '999|b']],
    ['after the NUL of a line that was switched on', ['\x00\x00999|a\r'], ['999|a']],
    ['of line ends alone is none', ['\r\n\r\n\t', null, '\0', null], []],
    ['ended by what is set, and nothing else: CR', ['a\tb\nc\r'], ['a\tb\nc'], 'cr'],
    ['ended by what is set, and nothing else: LF', ['a\tb\rc\n'], ['a\tb\rc'], 'lf'],
    ['ended by what is set, and nothing else: CR LF', ['a\rb\nc\r\nd\r\n'], ['a\rb\nc', 'd'], 'crlf'],
    ['ended by what is set, and nothing else: Tab', ['a\rb\t'], ['a\rb'], 'tab'],
    ['ended by what is set, and nothing else: ETX', ['a\rb\x03'], ['a\rb'], 'etx'],
    ['ended by silence alone', ['a\rb\nc', null, 'd', null], ['a\rb\nc', 'd'], 'none'],
    ['with the LF of CR LF left over is none', ['a\r\n', null, 'b\r\n', null], ['a', 'b'], 'cr'],
  ])('%s', (_, chunks, codes, suffix) => {
    expect(framed(chunks, suffix).out).toEqual(codes)
  })

  test('without its end is given up where the scanner is known to send one, and does not lead the next', () => {
    expect(framed(['999|a\r', '999|', null, '999|c\r']).out).toEqual(['999|a', '!ScannerCodeIncomplete', '999|c'])
    expect(framed(['999|', null, '999|c\r'], 'crlf').out).toEqual(['!ScannerCodeIncomplete'])
    expect(framed(['\x02999|', null], 'etx').out).toEqual(['!ScannerCodeIncomplete'])
  })

  test('that is too long is dropped whole, and said once', () => {
    const junk = 'x'.repeat(10_000)
    expect(framed([junk, junk, '\r', 'ok\r']).out).toEqual(['!ScannerCodeTooLong', 'ok'])
    expect(framed([junk, null, 'ok', null]).out).toEqual(['!ScannerCodeTooLong', 'ok'])
    expect(framed([`\x02${junk}\r\x03`, 'ok\x03']).out).toEqual(['!ScannerCodeTooLong', 'ok'])
    expect(framed([`${'x'.repeat(20)}\r${'y'.repeat(21)}\r`], 'auto', 20).out).toEqual([
      'x'.repeat(20),
      '!ScannerCodeTooLong',
    ])
  })

  test('is forgotten when the framer is cleared', () => {
    const { out, framer } = framed(['\x02999|a'])
    expect(framer.pending).toBe(true)
    framer.clear()
    expect(framer.pending).toBe(false)
    framer.push(bytesOf('b\r'))
    expect(out).toEqual(['b'])
  })
})

const code = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map(bytes => bytes.map(byte => (byte < 0x20 ? byte + 0x40 : byte)))
const wire = ([prefix, suffix]: readonly [string, string], codes: readonly Uint8Array[]) =>
  Buffer.concat(codes.flatMap(bytes => [bytesOf(prefix), bytes, bytesOf(suffix)]))

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, next = 0; at < bytes.length; next += 1) {
    const size = sizes[next % sizes.length] ?? 1
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}
const collect = (chunks: readonly Uint8Array[], suffix: Suffix, longest: number) => {
  const out: (string | number[])[] = []
  const framer = createFramer(
    { suffix, longest },
    { code: bytes => out.push([...bytes]), problem: tag => out.push(tag) },
  )
  for (const chunk of chunks) framer.push(chunk)
  framer.idle()
  return out
}
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 })

describe('however the bytes are cut', () => {
  test('the codes are those that were sent', () => {
    const styles = fc.constantFrom(
      ['', '\r'],
      ['', '\n'],
      ['', '\r\n'],
      ['', '\t'],
      ['\x02', '\x03'],
      ['\x02', '\x03\r\n'],
    )
    fc.assert(
      fc.property(styles, fc.array(code, { maxLength: 6 }), sizes, (style, codes, lengths) => {
        const sent = wire(style as [string, string], codes)
        expect(collect(cut(sent, lengths), 'auto', 8192)).toEqual(codes.map(bytes => [...bytes]))
      }),
    )
  })

  test('any bytes at all give the same codes and the same problems', () => {
    const noise = fc.array(fc.oneof(fc.constantFrom(0, 2, 3, 9, 10, 13), fc.integer({ min: 0, max: 255 })), {
      maxLength: 200,
    })
    const suffix = fc.constantFrom<Suffix>('auto', 'cr', 'lf', 'crlf', 'tab', 'etx', 'none')
    fc.assert(
      fc.property(noise, suffix, sizes, (bytes, end, lengths) => {
        const sent = Uint8Array.from(bytes)
        const whole = collect([sent], end, 16)
        expect(collect(cut(sent, lengths), end, 16)).toEqual(whole)
        for (const found of whole) if (typeof found !== 'string') expect(found.length).toBeLessThanOrEqual(16)
      }),
    )
  })
})
