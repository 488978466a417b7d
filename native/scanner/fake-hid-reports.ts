/** Report descriptors and input reports as scanners in HID-POS mode have them, for tests. Layouts of HID POS Usage Tables 1.02 §3. */

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'))

/** Report 2: count, AIM identifier, 56 bytes, the maker's code and one reserved byte, "continued". */
export const describedWithCount = bytes(`
  058c 0902 a101 0912 a102 8502 1500 26ff00 7508 9501 0501 093b 8102
  9503 058c 09fb 09fc 09fd 8102 9538 09fe 820201
  9501 0666ff 0904 8102 0900 8102
  058c 09ff 2501 7501 8102 9507 8103 c0
  85fe 0912 a102 7508 9501 0966 b102 c0 c0`)

/** Not numbered: AIM identifier, 28 bytes, nothing that says how many are in use or that more follows. */
export const describedBare = bytes(`
  058c 0902 a101 0912 a102 1500 26ff00 7508 9503 09fb 09fc 09fd 8102 951c 09fe 820201 c0 c0`)

/** Usages as whole numbers and as a range, padding with a usage, pushed state; "continued" before 40 bytes, in report 7 after another. */
export const describedOddly = bytes(`
  7501 9501 a4 0509 8501 1901 2908 7508 9508 8102 b4
  0b02008c00 a101 8507 0bff008c00 8102 9507 8103 7508 9501 0bfe008c00 8103
  058c 7508 9503 19fb 29fd 8102 9528 09fe 820201 c0`)

/** A keyboard: no scanner. */
export const describedKeyboard = bytes('0501 0906 a101 0507 19e0 29e7 1500 2501 7501 9508 8102 c0')

const padded = (data: Uint8Array, length: number) => {
  const out = new Uint8Array(length)
  out.set(data.subarray(0, length))
  return out
}
const chunks = (code: Uint8Array, size: number) =>
  Array.from({ length: Math.max(1, Math.ceil(code.length / size)) }, (_, at) =>
    code.subarray(at * size, (at + 1) * size),
  )

type Layout = (part: Uint8Array, more: boolean) => Uint8Array
const aim = Buffer.from(']Q1')
const layouts = {
  /** Honeywell, Access-IS; what `describedWithCount` describes. */
  'identifier first': (part, more) => Uint8Array.of(2, part.length, ...aim, ...padded(part, 56), 0x73, 0, more ? 1 : 0),
  /** Datalogic, some of Zebra. */
  'identifier second': (part, more) => Uint8Array.of(2, part.length, 0, ...aim, ...padded(part, 56), 0, more ? 1 : 0),
  /** Newland and others. */
  'no identifier': (part, more) => Uint8Array.of(2, part.length, ...padded(part, 56), 0, 0, 0, 0, 0x51, more ? 1 : 0),
  bare: part => Uint8Array.of(...aim, ...padded(part, 28)),
  odd: (part, more) => Uint8Array.of(7, more ? 1 : 0, 0xee, ...aim, ...padded(part, 40)),
} satisfies Record<string, Layout>
export type FakeLayout = keyof typeof layouts

/** The reports in which a scanner sends a code. */
export function fakeReports(layout: FakeLayout, code: string | Uint8Array): Uint8Array[] {
  const whole = typeof code === 'string' ? Buffer.from(code) : code
  const parts = chunks(whole, layout === 'bare' ? 28 : layout === 'odd' ? 40 : 56)
  return parts.map((part, at) => layouts[layout](part, at < parts.length - 1))
}
