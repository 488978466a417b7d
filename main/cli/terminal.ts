import { lightOfResult } from '../protocol/checks.ts'
import { vietnameseDifferences } from '../protocol/difference-texts.vi.ts'
import { errorText } from '../protocol/error-texts.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { vietnameseFieldNames } from '../protocol/field-names.vi.ts'
import type { Check, DocumentField, Report } from '../protocol/report.ts'
import { exitCodes } from './exit-codes.ts'

/** `--json`: exactly one document on stdout. */
export const printJson = (value: unknown) => console.log(JSON.stringify(value, null, 2))

/** An error in words, with its tag and what to do. */
export function printError(error: ChipDeskError, json: boolean) {
  if (json) printJson({ error })
  const { title, cure } = errorText(error, 'vi')
  console.error(
    `${error.tag}${error.sw ? ` (SW ${error.sw})` : ''}: ${title}. ${cure}${error.cause ? `\n  ${error.cause}` : ''}`,
  )
}

/** Prints the error and gives the exit code of what could not be done. */
export function notDone(error: ChipDeskError, json: boolean): number {
  printError(error, json)
  return exitCodes.notDone
}

const colours = { green: 32, yellow: 33, red: 31, grey: 90 } as const
const colour = (light: keyof typeof colours, text: string) =>
  process.stdout.isTTY ? `\u001b[${colours[light]}m${text}\u001b[0m` : text

/** A value as the counter writes it: dates as dd/mm/yyyy, sex and "no expiry" in words. */
function shown(id: DocumentField['id'], value: string): string {
  if (id === 'sex') return { M: 'Nam', F: 'Nữ' }[value] ?? 'Không ghi'
  if (value === 'unlimited') return 'Không thời hạn'
  return value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1')
}

/** The report as a table for people. */
export function printReport(report: Report) {
  const { verdict, light, reasons, access, apdu, timings, dataGroups, trust } = report
  console.log(colour(light, `\n  ${verdict.toUpperCase()}`) + (reasons.length > 0 ? `   ${reasons.join(', ')}` : ''))
  if (trust.test) console.log('  Test anchor: nothing here is a real identity.')
  console.log('')
  for (const { id, value, source, level } of report.document) {
    console.log(`  ${vietnameseFieldNames[id].padEnd(22)}${shown(id, value).padEnd(58)} ${source.padEnd(6)} ${level}`)
  }
  for (const { field, kind, weight, declared, chip } of report.differences ?? []) {
    const values = `${shown(field, declared.value)} (${declared.source}) | ${shown(field, chip.value)} (${chip.source})`
    const mark = weight === 'minor' ? '~' : '!'
    console.log(`  ${mark} ${vietnameseFieldNames[field].padEnd(20)}${values}  ${vietnameseDifferences.kinds[kind]}`)
  }
  console.log('')
  for (const check of report.checks) console.log(`  ${checkLine(check)}`)
  console.log('')
  const how = [access.protocol, access.mapping, access.cipher, access.parameters, access.password]
    .filter(Boolean)
    .join(' ')
  console.log(
    `  ${how}; ${apdu.count} APDUs, ${apdu.bytesIn} bytes in, blocks of ${apdu.readSize}; ${timings.total ?? 0} ms`,
  )
  console.log(
    `  read: ${dataGroups.read.join(' ')}; not read: ${dataGroups.notRead.map(({ dg, reason }) => `${dg} ${reason}`).join(', ') || 'none'}`,
  )
}

function checkLine({ id, result, reason, detail }: Check): string {
  return `${colour(lightOfResult[result], '●')} ${id.padEnd(30)}${result.padEnd(15)}${[reason, detail].filter(Boolean).join(' – ')}`
}
