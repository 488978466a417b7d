import { formCases } from './form-cases.ts'
import type { GoldenCase } from './golden-case.ts'
import { listCases } from './list-cases.ts'
import { recordCases } from './record-cases.ts'
import { slipCases } from './slip-cases.ts'

/**
 * Every print-out that has a picture; a new one adds its rows here.
 * @param fonts from `readPrintFonts`
 */
export const goldenCases = (fonts: string): GoldenCase[] => [
  ...slipCases(fonts),
  ...listCases(fonts),
  ...formCases(fonts),
  ...recordCases(fonts),
]
