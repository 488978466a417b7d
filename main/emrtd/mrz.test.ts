import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit, type Mrz, mrzInformation, parseMrz } from './mrz.ts'

const parsed = (...lines: string[]): Mrz => {
  const result = parseMrz(lines)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const wrongChecks = (mrz: Mrz) => mrz.checks.filter(check => !check.ok).map(check => check.field)

// 9303-4 appendix A, 9303-5 appendix A, 9303-6 appendix A: the specimen of Utopia.
const td3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']
const td1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']

describe('ICAO specimens', () => {
  it('TD3', () => {
    expect(parsed(...td3)).toEqual({
      format: 'TD3',
      documentCode: 'P',
      issuingState: 'UTO',
      documentNumber: 'L898902C3',
      nationality: 'UTO',
      birthDate: '740812',
      sex: 'F',
      expiryDate: '120415',
      optionalData1: 'ZE184226B',
      optionalData2: '',
      primaryIdentifier: 'ERIKSSON',
      secondaryIdentifier: 'ANNA MARIA',
      checks: ['documentNumber', 'birthDate', 'expiryDate', 'optionalData', 'composite'].map(field => ({
        field,
        ok: true,
      })),
    })
  })

  it.each([
    ['TD2', td2],
    ['TD1', td1],
  ])('%s', (format, lines) => {
    const mrz = parsed(...lines)
    expect(mrz).toMatchObject({
      format,
      documentCode: 'I',
      documentNumber: 'D23145890',
      birthDate: '740812',
      optionalData1: '',
    })
    expect(mrz.secondaryIdentifier).toBe('ANNA MARIA')
    expect(wrongChecks(mrz)).toEqual([])
  })
})

it('reads the Vietnamese TD1 as lines, as one text and with blanks', () => {
  const lines = ['IDVNM1900000015999190000001<<4', '9001158F3001156VNM<<<<<<<<<<<8', 'NGUYEN<<THI<THU<NGHIEM<<<<<<<<']
  const mrz = parsed(...lines)
  expect(mrz).toMatchObject({ documentNumber: '190000001', optionalData1: '999190000001<<4', nationality: 'VNM' })
  expect(mrz).toMatchObject({ primaryIdentifier: 'NGUYEN', secondaryIdentifier: 'THI THU NGHIEM' })
  expect(wrongChecks(mrz)).toEqual([])
  expect(mrzInformation(mrz)).toBe('190000001590011583001156')
  for (const text of [lines.join(''), lines.join(' '), lines.join('\r\n').toLowerCase()])
    expect(parseMrz(text)).toEqual({ ok: true, value: mrz })
})

describe('numbers over 9 characters', () => {
  // 9303-11 D.1: D23145890734 has check digit 9.
  it('TD1 joins them', () => {
    const mrz = parsed(
      'I<UTOD23145890<7349<<<<<<<<<<<',
      '3407127M9507122UTO<<<<<<<<<<<2',
      'STEVENSON<<PETER<JOHN<<<<<<<<<',
    )
    expect(mrz).toMatchObject({ documentNumber: 'D23145890734', optionalData1: '' })
    expect(wrongChecks(mrz)).toEqual([])
    expect(mrzInformation(mrz)).toBe('D23145890734934071279507122')
  })

  it('TD2 joins them', () => {
    const mrz = parsed('I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<', 'D23145890<UTO3407127M95071227349<<<8')
    expect(mrz.documentNumber).toBe('D23145890734')
    expect(wrongChecks(mrz)).toEqual([])
    expect(mrzInformation(mrz)).toBe('D23145890734934071279507122')
  })

  it('keeps what follows them in the optional data', () => {
    expect(parsed('I<UTOD23145890<7349<ABC<<<<<<<', td1[1] ?? '', td1[2] ?? '').optionalData1).toBe('ABC')
  })

  it('a filler for the check digit with empty optional data is a wrong check digit, not a long number', () => {
    const mrz = parsed('I<UTOD23145890<<<<<<<<<<<<<<<<', td1[1] ?? '', td1[2] ?? '')
    expect(mrz.documentNumber).toBe('D23145890')
    expect(wrongChecks(mrz)).toContain('documentNumber')
  })
})

it('only what can be the rest of a number and its check digit is taken for it', () => {
  expect(parsed('I<UTOD23145890<A<<<<<<<<<<<<<<', td1[1] ?? '', td1[2] ?? '')).toMatchObject({
    documentNumber: 'D23145890',
    optionalData1: 'A',
  })
  const passport = parsed(td3[0] ?? '', (td3[1] ?? '').replace('C36', 'C3<'))
  expect(passport).toMatchObject({ documentNumber: 'L898902C3', optionalData1: 'ZE184226B' })
  expect(wrongChecks(passport)).toContain('documentNumber')
})

it('reports each wrong check digit by its field', () => {
  const spoil = (line: string, at: number) => line.slice(0, at) + ((Number(line[at]) + 1) % 10) + line.slice(at + 1)
  const [first = '', second = ''] = td3
  const cases = [
    [9, 'documentNumber'],
    [19, 'birthDate'],
    [27, 'expiryDate'],
    [42, 'optionalData'],
    [43, 'composite'],
  ] as const
  for (const [at, field] of cases) expect(wrongChecks(parsed(first, spoil(second, at)))).toContain(field)
})

it('an empty optional field of TD3 may have a filler as check digit', () => {
  const zone = (digit: string) => parsed(td3[0] ?? '', `L898902C36UTO7408122F1204159<<<<<<<<<<<<<<${digit}0`)
  expect(wrongChecks(zone('<'))).not.toContain('optionalData')
  expect(wrongChecks(zone('0'))).not.toContain('optionalData')
  expect(wrongChecks(zone('1'))).toContain('optionalData')
})

it('names without a second part and with one word', () => {
  expect(parsed(td1[0] ?? '', td1[1] ?? '', 'ARKFREITH<<<<<<<<<<<<<<<<<<<<<')).toMatchObject({
    primaryIdentifier: 'ARKFREITH',
    secondaryIdentifier: '',
  })
  expect(parsed(td1[0] ?? '', td1[1] ?? '', 'VAN<DER<MUELLEN<<PETER<<<<<<<<').primaryIdentifier).toBe('VAN DER MUELLEN')
})

it('refuses other lengths and characters', () => {
  expect(parseMrz('')).toMatchObject({ ok: false, error: { tag: 'ProtocolLength' } })
  expect(parseMrz('A'.repeat(89))).toMatchObject({ ok: false, error: { tag: 'ProtocolLength' } })
  expect(parseMrz(`${'A'.repeat(40)}-${'A'.repeat(49)}`)).toMatchObject({
    ok: false,
    error: { tag: 'ProtocolValue', offset: 40 },
  })
})

describe('MRZ information', () => {
  it('fills up short numbers as 9303-11 D.2 does', () => {
    expect(mrzInformation({ documentNumber: 'L898902C', birthDate: '690806', expiryDate: '940623' })).toBe(
      'L898902C<369080619406236',
    )
    expect(mrzInformation({ documentNumber: 'l898902c<', birthDate: '690806', expiryDate: '940623' })).toBe(
      'L898902C<369080619406236',
    )
  })
})

it('check digit is total and detects any single changed digit', () => {
  fc.assert(fc.property(fc.string(), text => /^[0-9]$/.test(checkDigit(text))))
  const digits = fc.stringMatching(/^[0-9]{9}$/)
  fc.assert(
    fc.property(digits, fc.nat(8), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
      const other = text.slice(0, at) + ((Number(text[at]) + by) % 10) + text.slice(at + 1)
      expect(checkDigit(other)).not.toBe(checkDigit(text))
    }),
  )
})

it('parses any zone of the right shape, and never throws', () => {
  const character = fc.constantFrom(...'ABCXYZ0189<<<<')
  const zone = (length: number) => fc.string({ unit: character, minLength: length, maxLength: length })
  fc.assert(
    fc.property(fc.oneof(zone(90), zone(72), zone(88)), text => {
      expect(parseMrz(text).ok).toBe(true)
    }),
  )
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ minLength: 88, maxLength: 90 })), text => void parseMrz(text)),
  )
})

it('finds every field again that was written into a TD1', () => {
  const upper = (min: number, max: number) => fc.stringMatching(new RegExp(`^[A-Z]{${min},${max}}$`))
  const date = fc.stringMatching(/^[0-9]{6}$/)
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Z0-9]{1,21}$/),
      date,
      date,
      upper(1, 12),
      upper(1, 12),
      (number, birth, expiry, last, first) => {
        const digit = checkDigit(number.padEnd(9, '<'))
        const line1 =
          number.length > 9 ? `${number.slice(0, 9)}<${number.slice(9)}${digit}` : `${number.padEnd(9, '<')}${digit}`
        const one = `IDVNM${line1}`.padEnd(30, '<')
        const two = `${birth}${checkDigit(birth)}F${expiry}${checkDigit(expiry)}VNM`.padEnd(29, '<')
        const composite = checkDigit(one.slice(5) + two.slice(0, 7) + two.slice(8, 15) + two.slice(18))
        const mrz = parsed(one, two + composite, `${last}<<${first}`.padEnd(30, '<'))
        expect(mrz).toMatchObject({ documentNumber: number, birthDate: birth, expiryDate: expiry })
        expect(mrz).toMatchObject({ primaryIdentifier: last, secondaryIdentifier: first })
        expect(wrongChecks(mrz)).toEqual([])
      },
    ),
  )
})
