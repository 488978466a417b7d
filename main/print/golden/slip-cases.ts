import { receptionSlip } from '../slip/reception-slip.ts'
import { type GoldenCase, goldenCase } from './golden-case.ts'
import { inventedContext, inventedInsuranceCheck, inventedOutcome, inventedTransaction } from './invented.ts'

/** The reception slip on its three papers. */
export function slipCases(fonts: string): GoldenCase[] {
  const context = inventedContext(fonts)
  const full = { transaction: inventedTransaction({ checks: [inventedInsuranceCheck()] }), outcome: inventedOutcome() }
  const says = ['Nguyễn Thị Mỹ Ặn', '999****345', 'Thẻ thật', 'DN 4 99 9999000123', 'Cỡ Nhỡ']
  return [
    goldenCase('slip-80-full', receptionSlip('reception-slip-80', full, context), says, ['999085012345']),
    goldenCase('slip-58-full', receptionSlip('reception-slip-58', full, context), says, ['999085012345']),
    goldenCase('slip-a5-full', receptionSlip('reception-slip-a5', full, context), says, ['999085012345']),
  ]
}
