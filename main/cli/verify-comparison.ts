import type { Check } from '../protocol/report.ts'
import type { ComparedCheck, ReportComparison } from '../verification/report-comparison.ts'

const signs = { same: '=', different: '≠', new: '+', 'not-repeated': '–' } as const

/** What is as it was, check by check, and what is not; for people. */
export function printComparison({ checks, differences }: ReportComparison, madeBy: string) {
  const same = checks.filter(({ outcome }) => outcome === 'same').length
  console.log(
    `\n  Compared with the report in the evidence (${madeBy}): ${same} of ${checks.length} checks are the same`,
  )
  for (const check of checks) console.log(`  ${signs[check.outcome]} ${lineOf(check)}`)
  for (const { what, before, after } of differences)
    console.log(`  ≠ ${what.padEnd(9)}was ${before}\n             is  ${after}`)
}

function lineOf({ id, part, outcome, before, after }: ComparedCheck): string {
  const name = `${id}${part ? ` ${part}` : ''}`.padEnd(40)
  if (outcome === 'same') return `${name}${outcomeOf(after)}`
  if (outcome === 'not-repeated') return `${name}was ${outcomeOf(before)}; rests on an answer that cannot be had again`
  return `${name}${outcome === 'new' ? 'not there then' : `was ${outcomeOf(before)}`}, is ${outcomeOf(after)}`
}

const outcomeOf = (check: Check | undefined) => [check?.result, check?.reason].filter(Boolean).join(' ')
