import { expect, test } from 'vitest'
import { csvCell } from './csv-form.ts'
import { csvRows } from './csv-rows-of-tests.ts'

test.each([
  '=1+1',
  '+84',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  "=cmd|' /C calc'!A0",
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '−1',
  '|x',
  '%x',
  '"=1',
  '\u0000=1',
])('%j is text, not a formula', text => {
  const [[cell = ''] = []] = csvRows(`${csvCell(text)}\r\n`)
  expect(cell).toMatch(/^'/)
  expect(cell).not.toMatch(/[\r\n\t]/)
})

test.each(['Nguyễn Văn An', '999****001', '2026-11-22', 'Số 1, "Thôn" Thử', '', 'a=b'])('%j stays as it is', text => {
  expect(csvRows(`${csvCell(text)}\r\n`)).toEqual([[text]])
})
