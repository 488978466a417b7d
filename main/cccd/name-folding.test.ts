import { expect, it } from 'vitest'
import { mrzBirthDate, mrzExpiryDate } from './mrz-date.ts'
import { foldName, foldText, isMrzNameOf, sameName } from './name-folding.ts'

it('folds every Vietnamese letter', () => {
  expect(foldName('Đặng Thị Ngọc Ước')).toBe('DANG THI NGOC UOC')
  expect(foldName("Rơ Lan H'Brêo")).toBe('RO LAN HBREO')
  expect(sameName('nguyễn  thị thử nghiệm'.normalize('NFD'), 'NGUYỄN THỊ THỬ NGHIỆM')).toBe(true)
  expect(sameName('Nguyễn Văn A', 'Nguyễn Văn B')).toBe(false)
})

it('folds addresses with their digits, whatever the Unicode form and the punctuation', () => {
  const address = 'Số 1/2,  Thôn Đồng-Xanh, Xã Mẫu'
  expect(foldText(address)).toBe('SO 1 2 THON DONG XANH XA MAU')
  expect(foldText(address.normalize('NFD').toUpperCase())).toBe(foldText(address))
  expect(foldText("Buôn Ea H'Leo")).toBe('BUON EA HLEO')
  expect(foldText('Số １２')).toBe('SO 12')
  expect(foldText('Số 1, Xã Mẫu')).not.toBe(foldText('Số 2, Xã Mẫu'))
})

it('compares with a name cut off in the machine-readable zone only where it was cut', () => {
  const whole = 'Nguyễn Phước Công Huyền Tôn Nữ Quỳnh Tường Uyển'
  expect(isMrzNameOf('NGUYEN PHUOC CONG HUYEN TON NU', whole, true)).toBe(true)
  expect(isMrzNameOf('NGUYEN PHUOC CONG HUYEN TON NU', whole, false)).toBe(false)
  expect(isMrzNameOf('', whole, true)).toBe(false)
})

it('finds the century of a birth, and years without days', () => {
  expect(mrzBirthDate('050101', 2026)).toBe('2005-01-01')
  expect(mrzBirthDate('900115', 2026)).toBe('1990-01-15')
  expect(mrzBirthDate('200115', 2026, '999020000001')).toBe('1920-01-15')
  // The digit 4 would say 2190: such a number has left the scheme.
  expect(mrzBirthDate('900115', 2026, '999490000001')).toBe('1990-01-15')
  expect(mrzBirthDate('48<<<<', 2026)).toBe('1948')
  expect(mrzBirthDate('<<<<<<', 2026)).toBeUndefined()
  expect(mrzExpiryDate('991231')).toBe('2099-12-31')
  expect(mrzExpiryDate('300230')).toBeUndefined()
})
