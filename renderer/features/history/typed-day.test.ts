import { expect, it } from 'vitest'
import { typedDay } from './typed-day.ts'

it.each([
  ['15/01/2026', '2026-01-15'],
  [' 5/1/2026 ', '2026-01-05'],
  ['15-01-2026', '2026-01-15'],
  ['15012026', '2026-01-15'],
  ['29/02/2024', '2024-02-29'],
  ['29/02/2026', undefined],
  ['31/04/2026', undefined],
  ['15/13/2026', undefined],
  ['15/01/26', undefined],
  ['01/01/0026', undefined],
  ['2026-01-15', undefined],
  ['', undefined],
])('%s is %s', (text, day) => expect(typedDay(text)).toBe(day))
