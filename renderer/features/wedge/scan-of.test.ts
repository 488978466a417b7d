import { describe, expect, it } from 'vitest'
import { scanOf } from './scan-of.ts'

const code = '999190000001||Nguyen Thi Thu|15011990|Nu|Xa Mau|10052021'

describe('scanOf', () => {
  it.each([
    '999190000001',
    '000001',
    code,
    'IDVNM1900000015999190000001<<4\n9001158F3001156VNM<<<<<<<<<<<8\nNGUYEN<<THI<THU<NGHIEM<<<<<<<<',
    'https://example.invalid/x',
    '00020101021238',
    '8934567890123',
    'ASN12345-XY',
    'a code of something else altogether',
  ])('takes %j', text => expect(scanOf({ text: `${text}\n`, keys: `${text}\n` })).toEqual({ text }))

  it.each(['', '\n', 'nguyen thi', 'asdfgh', 'phong 12a'])('leaves %j to whom it was meant for', text =>
    expect(scanOf({ text, keys: text })).toBeUndefined(),
  )

  it('hands over what the keys say where that differs, and only if they are all known', () => {
    const mangled = code.replaceAll('|', '\\')
    expect(scanOf({ text: mangled, keys: code })).toEqual({ text: mangled, keys: code })
    expect(scanOf({ text: mangled, keys: undefined })).toEqual({ text: mangled })
    // All that was written is gone, the keys are not.
    expect(scanOf({ text: 'ạ', keys: '999190000001' })).toEqual({ text: 'ạ', keys: '999190000001' })
  })
})
