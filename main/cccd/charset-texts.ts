import { bytesBehind } from './charset-tables.ts'
import { full, misread, nghiem, opens, type ScannedText, whole } from './specimen-texts.ts'

const { qr } = nghiem
const utf8 = new TextEncoder().encode(qr)
const lost = { fullName: undefined, sex: undefined } as const

/** Little endian, or big. */
function utf16(text: string, little = true, mark = true): Uint8Array {
  const units = [...(mark ? '\ufeff' : ''), ...text].flatMap(char =>
    [...Array(char.length).keys()].map(i => char.charCodeAt(i)),
  )
  return Uint8Array.from(units.flatMap(unit => (little ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff])))
}

/** Windows-1258 sets the tones apart from letters that have a mark already. */
function windows1258(text: string): Uint8Array {
  const bytesOf = (char: string) => bytesBehind(char, 'windows-1258')
  const apart = (char: string) => {
    const [, toneless = '', tone = '', rest = ''] =
      /^(.)([\u0300\u0301\u0303\u0309\u0323])(.?)$/u.exec(char.normalize('NFD')) ?? []
    const [base = '', mark = '', last = ''] = char.normalize('NFD')
    const letter = rest ? toneless + rest : last ? base + mark : base
    return [...(bytesOf(letter.normalize('NFC')) ?? []), ...(bytesOf(tone || last || mark) ?? [])]
  }
  return Uint8Array.from([...text].flatMap(char => [...(bytesOf(char) ?? apart(char))]))
}
const replaced = (from: string, to: string) => qr.replace(from, to)
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])))

/** The same code in every character set that a scanner or a program in between takes it for. */
export const charsetTexts: readonly ScannedText[] = [
  { name: 'UTF-8', scan: utf8, is: { ...full, repairs: undefined } },
  { name: 'UTF-8 with a byte order mark', scan: bytes([0xef, 0xbb, 0xbf], qr), is: full },
  { name: 'UTF-8, decomposed', scan: new TextEncoder().encode(qr.normalize('NFD')), is: full },
  { name: 'UTF-16 little endian', scan: utf16(qr), is: full },
  { name: 'UTF-16 big endian', scan: utf16(qr, false), is: full },
  { name: 'UTF-16 little endian without a mark', scan: utf16(qr, true, false), is: full },
  { name: 'UTF-16 big endian without a mark', scan: utf16(qr, false, false), is: full },
  { name: 'UTF-16, a number', scan: utf16('999190000001', true, false), is: opens },
  { name: 'UTF-8 read as Windows-1252', scan: misread(qr, 'windows-1252'), is: { ...full, repairs: ['charset'] } },
  { name: 'UTF-8 read as Windows-1258', scan: misread(qr, 'windows-1258'), is: { ...full, repairs: ['charset'] } },
  {
    name: 'UTF-8 read as ISO 8859-1',
    scan: Array.from(utf8, byte => String.fromCharCode(byte)).join(''),
    is: { ...full, repairs: ['charset'] },
  },
  { name: 'twice Windows-1252', scan: misread(qr, 'windows-1252', 2), is: { ...full, repairs: ['charset'] } },
  { name: 'three times Windows-1252', scan: misread(qr, 'windows-1252', 3), is: full },
  { name: 'Windows-1252, then 1258', scan: misread(misread(qr, 'windows-1252'), 'windows-1258'), is: full },
  {
    name: 'Windows-1252, no-break spaces to spaces',
    scan: misread(replaced('Thử Nghiệm', 'Hoàng Ạnh'), 'windows-1252').replaceAll('\u00a0', ' '),
    is: { fullName: 'Nguyễn Thị Hoàng Ạnh' },
  },
  { name: 'Windows-1252, decomposed', scan: misread(qr.normalize('NFD'), 'windows-1252'), is: full },
  { name: 'Windows-1252 in bytes', scan: new TextEncoder().encode(misread(qr, 'windows-1252')), is: full },
  { name: 'Windows-1252, 2024', scan: misread(nghiem.qr2024, 'windows-1252'), is: { ...whole, parts: 11 } },
  {
    name: 'one field alone misread',
    scan: replaced('Nguyễn Thị Thử Nghiệm', misread('Nguyễn Thị Thử Nghiệm', 'windows-1252')),
    is: full,
  },
  {
    name: 'UTF-8 read as GBK, nothing lost',
    scan: misread(
      replaced('Nguyễn Thị Thử Nghiệm', 'Hoàng Văn Sơn').replace('Nữ|Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ', 'Nam|Xã Sơn'),
      'gbk',
    ),
    is: { ...opens, fullName: 'Hoàng Văn Sơn', placeOfResidence: 'Xã Sơn', repairs: ['charset'] },
  },
  {
    name: 'UTF-8 read as GBK, letters lost',
    scan: misread(qr, 'gbk'),
    is: { ...opens, ...lost, birthDate: '1990-01-15', placeOfResidence: undefined },
  },
  {
    name: 'UTF-8 read as GBK, in bytes',
    scan: new TextEncoder().encode(misread(qr, 'gbk')),
    is: { ...opens, ...lost },
  },
  { name: 'UTF-8 read as MacRoman', scan: misread(qr, 'macintosh'), is: { ...opens, ...lost } },
  { name: 'Windows-1258, decomposed tones', scan: windows1258(qr), is: full },
  {
    name: 'GBK, letters of pinyin alone',
    scan: bytes('999190000001||H', [0xa8, 0xa4], ' Lan|15011990|Nam|X', [0xa8, 0xa2], '|10052021'),
    is: { ...opens, fullName: 'Hà Lan', placeOfResidence: 'Xá', sex: 'M' },
  },
  {
    name: 'Windows-1252, letters of both Windows sets',
    scan: bytes('999190000001||H', [0xe0], 'ng Lan|15011990|Nam|X', [0xe1], '|10052021'),
    is: { ...opens, fullName: 'Hàng Lan', placeOfResidence: 'Xá' },
  },
  {
    name: 'Windows-1252, letters of no Vietnamese',
    scan: bytes('999190000001||H', [0xe5], 'ns Lan|15011990|Nam|X|10052021'),
    is: { ...opens, fullName: undefined, unreadable: ['fullName'] },
  },
  {
    name: 'a byte of UTF-8 lost',
    scan: bytes('999190000001||Nguy', [0xe1, 0xbb], 'n Thị Thử|15011990|Nữ|Số 1|10052021'),
    is: { ...opens, fullName: undefined, sex: 'F', placeOfResidence: 'Số 1', unreadable: ['fullName'] },
  },
  { name: 'cut inside a letter', scan: utf8.subarray(0, 29), seen: 'half-code' },
  {
    name: 'replacement characters',
    scan: replaced('Nguyễn', 'Nguy\ufffdn'),
    is: { ...opens, fullName: undefined, sex: 'F', unreadable: ['fullName'] },
  },
  {
    name: 'question marks in the name',
    scan: replaced('Nguyễn Thị', 'Nguy?n Th?'),
    is: { ...opens, fullName: undefined, unreadable: ['fullName'] },
  },
  {
    name: 'question mark in the sex',
    scan: replaced('Nữ', 'N?'),
    is: { ...full, sex: undefined, unreadable: ['sex'] },
  },
  { name: 'Chinese name', scan: replaced('Nguyễn Thị Thử Nghiệm', '阮氏試驗'), is: { ...opens, fullName: undefined } },
  {
    name: 'seven bits: the high bit cut off',
    scan: Array.from(utf8, byte => String.fromCharCode(byte & 0x7f)).join(''),
    seen: 'binary',
  },
  { name: 'beginning lost, letters of another set', scan: bytes('999000001 H', [0xe5], 'ns'), seen: 'charset' },
]
