import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  describedBare,
  describedKeyboard,
  describedOddly,
  describedWithCount,
  type FakeLayout,
  fakeReports,
} from './fake-hid-reports.ts'
import { scannedDataLayouts } from './hid-pos-layout.ts'
import { createHidPosReader } from './hid-pos-report.ts'

function reader(descriptor?: Uint8Array, longest = 8192) {
  const out: string[] = []
  const made = createHidPosReader(descriptor, longest, {
    code: (bytes, symbology) => out.push(`${symbology ?? ''} ${Buffer.from(bytes).toString()}`),
    problem: tag => out.push(`!${tag}`),
  })
  return { out, ...made, made }
}
const card = '999099000001|000000001|Nguyễn Thị Ví Dụ|01011990|Nữ|Hà Nội|01012022'
const exact = 'x'.repeat(56)

describe('the report descriptor', () => {
  test('says where the parts of a scanned data report are', () => {
    expect(scannedDataLayouts(describedWithCount)).toEqual([
      {
        reportId: 2,
        data: { at: 5, length: 56 },
        count: 1,
        symbology: [2, 3, 4],
        continued: { at: 63, mask: 1 },
      },
    ])
    expect(scannedDataLayouts(describedBare)).toEqual([
      { reportId: 0, data: { at: 3, length: 28 }, symbology: [0, 1, 2] },
    ])
    expect(scannedDataLayouts(describedOddly)).toEqual([
      { reportId: 7, data: { at: 6, length: 40 }, symbology: [3, 4, 5], continued: { at: 1, mask: 1 } },
    ])
    expect(scannedDataLayouts(describedKeyboard)).toEqual([])
  })

  test('may be anything at all, cut anywhere, or with a range of four billion usages', () => {
    for (let length = 0; length < describedWithCount.length; length += 1) {
      expect(scannedDataLayouts(describedWithCount.subarray(0, length)).length).toBeLessThanOrEqual(1)
    }
    expect(
      scannedDataLayouts(
        Uint8Array.from(Buffer.from('1b000000002bffffffff7b08000000 9bffffffff 8102'.replaceAll(' ', ''), 'hex')),
      ),
    ).toEqual([])
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), bytes => Array.isArray(scannedDataLayouts(bytes))))
  })
})

const shapes: [FakeLayout, Uint8Array | undefined, string][] = [
  ['identifier first', describedWithCount, ']Q1'],
  ['identifier first', undefined, ']Q1'],
  ['identifier second', undefined, ']Q1'],
  ['no identifier', undefined, ''],
  ['bare', describedBare, ']Q1'],
  ['odd', describedOddly, ']Q1'],
]

describe.each(shapes)('%s', (layout, descriptor, symbology) => {
  test.each([
    ['short', '999099000001'],
    ['long, of two reports', card],
    ['that fills a report to the last byte', exact],
    ['that fills two', exact + exact],
    ['with a line end after it', '999099000001\r\n'],
  ])('a code that is %s', (_, code) => {
    const { out, push, idle } = reader(descriptor)
    for (const report of fakeReports(layout, code)) push(report)
    idle()
    expect(out).toEqual([`${symbology} ${code.trimEnd()}`])
  })

  test('two codes, one after the other, and every report overwritten', () => {
    const { out, push, idle, made } = reader(descriptor)
    const reports = [card, '999099000002'].flatMap(code => fakeReports(layout, code))
    for (const report of reports) push(report)
    idle()
    expect(out).toEqual([`${symbology} ${card}`, `${symbology} 999099000002`])
    expect(reports.every(report => report.every(byte => byte === 0))).toBe(true)
    expect(made.pending).toBe(false)
  })

  test('any text of a code without NUL is given back as it was', () => {
    const code = fc
      .uint8Array({ minLength: 1, maxLength: 300 })
      .map(bytes => bytes.map(byte => (byte < 0x20 ? 0x20 : byte)))
    fc.assert(
      fc.property(code, bytes => {
        const got: number[][] = []
        const made = createHidPosReader(descriptor, 8192, {
          code: found => got.push([...found]),
          problem: () => got.push([]),
        })
        for (const report of fakeReports(layout, bytes)) made.push(report)
        made.idle()
        expect(got).toEqual([[...bytes]])
      }),
    )
  })
})

test('an identifier that is part of the data is left there by a scanner of which nothing is known', () => {
  const { out, push } = reader()
  for (const report of fakeReports('no identifier', ']Q1999099000001')) push(report)
  expect(out).toEqual([' ]Q1999099000001'])
})

test('a code whose last report does not come is given up, and does not lead the next', () => {
  const { out, push, idle } = reader(describedWithCount)
  const [first] = fakeReports('identifier first', card)
  push(first as Uint8Array)
  idle()
  for (const report of fakeReports('identifier first', '999099000002')) push(report)
  expect(out).toEqual(['!ScannerCodeIncomplete', ']Q1 999099000002'])
})

test('a code that does not end is dropped whole, and said once', () => {
  const { out, push, idle } = reader(describedWithCount, 200)
  for (const report of fakeReports('identifier first', 'y'.repeat(600))) push(report)
  for (const report of fakeReports('identifier first', '999099000002')) push(report)
  expect(out).toEqual(['!ScannerCodeTooLong', ']Q1 999099000002'])
  idle()
  expect(out).toHaveLength(2)
})

test.each([
  ['another report', Uint8Array.of(1, 4, 0x5d, 0x51, 0x31, 0x39, ...new Uint8Array(58))],
  ['a count that is more than there is', Uint8Array.of(2, 200, 0x5d, 0x51, 0x31, 0x39, ...new Uint8Array(58))],
  ['a cut report', Uint8Array.of(2, 9, 0x5d, 0x51)],
  ['an empty report', new Uint8Array()],
  ['a key of a keyboard', Uint8Array.of(0, 0, 0x1e, 0, 0, 0, 0, 0)],
])('%s is no code', (_, report) => {
  for (const descriptor of [undefined, describedWithCount]) {
    const { out, push, idle } = reader(descriptor)
    push(report.slice())
    idle()
    expect(out).toEqual([])
  }
})

test('any reports at all do no harm', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 12 }), fc.boolean(), (reports, described) => {
      const { made } = reader(described ? describedWithCount : undefined, 100)
      for (const report of reports) made.push(report)
      made.idle()
      expect(made.pending).toBe(false)
    }),
  )
})
