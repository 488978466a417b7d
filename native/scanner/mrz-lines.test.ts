import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMrzLines } from './mrz-lines.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function lines() {
  const out: string[] = []
  const made = createMrzLines(300, (code, symbology) => out.push(`${symbology ?? ''}${Buffer.from(code).toString()}`))
  const push = (text: string, symbology?: string) => made.push(new Uint8Array(Buffer.from(text)), symbology)
  return { out, push, made }
}
// Invented: no such document was issued.
const td1 = ['IDVNM0990000019999099000001<<1', '9001011F3001012VNM<<<<<<<<<<<8', 'NGUYEN<<THI<VI<DU<<<<<<<<<<<<<']
const td3 = ['P<VNMNGUYEN<<THI<VI<DU<<<<<<<<<<<<<<<<<<<<<<', 'X0000001<8VNM9001011F3001012999099000001<<<8']
const qr = '999099000001|000000001|Nguyen Thi Vi Du|01011990|Nu|Ha Noi|01012022'

test('the lines of a zone become one code, those of the next card another one', () => {
  const { out, push } = lines()
  for (const line of [...td1, ...td3, ...td1]) push(line)
  expect(out).toEqual([td1.join('\n'), td3.join('\n'), td1.join('\n')])
})

test('every other code goes through at once, with what it is', () => {
  const { out, push } = lines()
  for (const code of [qr, '999099000001', 'X'.repeat(30), 'I'.repeat(30), td1.join('\n')]) push(code, ']Q1')
  expect(out).toEqual([qr, '999099000001', 'X'.repeat(30), 'I'.repeat(30), td1.join('\n')].map(code => `]Q1${code}`))
})

test('lines whose next does not come are given as they are: after a while, or before another code', () => {
  const { out, push } = lines()
  push(td1[0] ?? '')
  push(td1[1] ?? '')
  vi.advanceTimersByTime(299)
  expect(out).toEqual([])
  vi.advanceTimersByTime(1)
  expect(out).toEqual([td1.slice(0, 2).join('\n')])
  push(td3[0] ?? '')
  push(qr)
  expect(out).toEqual([td1.slice(0, 2).join('\n'), td3[0], qr])
  vi.advanceTimersByTime(1000)
  expect(out).toHaveLength(3)
  for (const line of [td1[0] ?? '', ...td3]) push(line)
  expect(out.slice(3)).toEqual([td1[0], td3.join('\n')])
})

test('lines that wait are overwritten when they are forgotten', () => {
  const { out, made } = lines()
  const line = new Uint8Array(Buffer.from(td1[0] ?? ''))
  made.push(line)
  made.clear()
  vi.advanceTimersByTime(1000)
  expect(out).toEqual([])
  expect(line.every(byte => byte === 0)).toBe(true)
})
