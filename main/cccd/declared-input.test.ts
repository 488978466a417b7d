import { describe, expect, it } from 'vitest'
import { longestInput, parseDeclaredInput } from './declared-input.ts'

// The invented card of vietnam.md §1.4 and §1.6.
const qr2021 = '999190000001|999000001|Nguyễn Thị Thử Nghiệm|15011990|Nữ|Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ|10052021'
const mrz = ['IDVNM1900000015999190000001<<4', '9001158F3001156VNM<<<<<<<<<<<8', 'NGUYEN<<THI<THU<NGHIEM<<<<<<<<']
// The specimen passport of 9303-4 appendix A.
const specimen = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']

const read = (text: string) => {
  const input = parseDeclaredInput(text, 2026)
  if (!input.ok) throw new Error(`${input.error.tag}: ${input.error.message}`)
  return input.value
}
const tagOf = (text: string) => {
  const input = parseDeclaredInput(text, 2026)
  return input.ok ? 'ok' : input.error.tag
}

describe('declared input', () => {
  it('reads the QR of 2021 with seven parts', () => {
    expect(read(qr2021)).toEqual({
      origin: 'qr',
      personalNumber: '999190000001',
      oldIdNumber: '999000001',
      fullName: 'Nguyễn Thị Thử Nghiệm',
      birthDate: '1990-01-15',
      sex: 'F',
      placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ',
      issueDate: '2021-05-10',
      can: '000001',
      documentNumber: '190000001',
      parts: 7,
      original: { fullName: 'Nguyễn Thị Thử Nghiệm', placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ' },
    })
  })

  it('reads six, eleven and sixteen parts, an empty old number and a year alone', () => {
    expect(read('999190000001||Nguyễn Thị Thử Nghiệm|1990|Nữ|Xã Mẫu')).toMatchObject({ birthDate: '1990', sex: 'F' })
    expect(read(`${qr2021}|||Nguyễn Văn Cha|`)).toMatchObject({ issueDate: '2021-05-10' })
    expect(read(`${qr2021}${'|'.repeat(9)}`).personalNumber).toBe('999190000001')
    expect(read(`${qr2021}|||Nguyễn Văn Cha|Trần Thị Mẹ`).parts).toBe(11)
    expect(tagOf(`${qr2021}${'|'.repeat(10)}`)).toBe('DataUnknownCode')
    expect(tagOf('999190000001||Nguyễn Thị|1990|Nữ')).toBe('DataUnknownCode')
  })

  it('brings decomposed text to NFC and drops what a scanner adds around it', () => {
    const { original, ...fields } = read(`\r\n ${qr2021.normalize('NFD')} \r\n\0`)
    const { original: _, ...same } = read(qr2021)
    expect(fields).toEqual(same)
    expect(original?.fullName).toBe('Nguyễn Thị Thử Nghiệm'.normalize('NFD'))
  })

  it('knows a number, its last six digits, and numbers that are too short or too long', () => {
    expect(read('999190000001\n')).toEqual({
      origin: 'number',
      personalNumber: '999190000001',
      can: '000001',
      documentNumber: '190000001',
    })
    expect(read('999 190 000 001').personalNumber).toBe('999190000001')
    expect(read(' 000001 ')).toEqual({ origin: 'can', can: '000001' })
    for (const text of ['99919000001', '9991900000012', '00001', '99919000001||A|1990|Nam|B|'])
      expect(tagOf(text)).toBe('DataNumberInvalid')
  })

  it.each([
    ['line breaks', '\n'],
    ['CR LF', '\r\n'],
    ['spaces', ' '],
    ['nothing', ''],
  ])('reads TD1 with %s between the lines', (_, between) => {
    expect(read(mrz.join(between))).toEqual({
      origin: 'mrz',
      documentNumber: '190000001',
      issuingState: 'VNM',
      nationality: 'VNM',
      fullName: 'NGUYEN THI THU NGHIEM',
      birthDate: '1990-01-15',
      expiryDate: '2030-01-15',
      sex: 'F',
      personalNumber: '999190000001',
      can: '000001',
      mrzInformation: { documentNumber: '190000001', birthDate: '900115', expiryDate: '300115' },
    })
  })

  it('reads the TD3 specimen of 9303-4 and gives it no CAN', () => {
    const input = read(specimen.join('\n'))
    expect(input).toMatchObject({ documentNumber: 'L898902C3', birthDate: '1974-08-12', issuingState: 'UTO' })
    expect(input).not.toHaveProperty('can')
  })

  it('refuses an MRZ with any one digit changed', () => {
    const zone = mrz.join('')
    const changed = [...zone].flatMap((char, i) =>
      /\d/.test(char) ? [zone.slice(0, i) + String((Number(char) + 1) % 10) + zone.slice(i + 1)] : [],
    )
    expect(changed.length).toBeGreaterThan(30)
    for (const text of changed) expect(tagOf(text)).toBe('DataUnknownCode')
  })

  it('refuses days that do not exist', () => {
    for (const date of ['31021990', '00011990', '15131990', '29022023'])
      expect(tagOf(qr2021.replace('15011990', date))).toBe('DataUnknownCode')
    expect(tagOf(qr2021.replace('15011990', '29022024'))).toBe('ok')
  })

  it('refuses what is no card', () => {
    for (const text of ['', '   ', 'https://example.test/?q=999190000001', 'Ａ９９９', qr2021.replace('Nữ', 'Khác')])
      expect(tagOf(text)).toBe('DataUnknownCode')
  })

  it('bounds the length before looking', () => {
    expect(tagOf('9'.repeat(longestInput + 1))).toBe('DataTooLong')
    expect(tagOf('9'.repeat(longestInput))).toBe('DataNumberInvalid')
  })
})
