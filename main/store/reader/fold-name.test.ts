import { expect, test } from 'vitest'
import { foldName } from './fold-name.ts'

test.each([
  ['Đặng Thị Ước', 'dang thi uoc'],
  ['ĐẶNG', 'dang'],
  ['\u00D0ặng \u00F0ức', 'dang duc'],
  ['Nguyễn', 'nguyen'],
  ['Nguyễn'.normalize('NFD'), 'nguyen'],
  ['  Lê   Thị\tẪm  ', 'le thi am'],
  ['NGUYEN THI THU NGHIEM', 'nguyen thi thu nghiem'],
  ['', ''],
])('%s folds to %s', (name, folded) => {
  expect(foldName(name)).toBe(folded)
})
