import type { FieldId, Report } from '../protocol/report.ts'
import type { DeskVisitDefinition } from './definition.ts'

/**
 * The report as it is stored: of the holder only the fields that the definition keeps. Checks, timings and reader name nobody; where a technical text holds
 * the value of a field that goes, as that of a broken card could, the text goes with it.
 */
export function keptOf(report: Report, { keeps }: Pick<DeskVisitDefinition, 'keeps'>): Report {
  const isKept = (id: FieldId) => keeps.includes(id)
  const gone = valuesOf(report, id => !isKept(id))
  const stays = new Set(valuesOf(report, isKept))
  const names = (text: string | undefined) =>
    text !== undefined && gone.some(value => !stays.has(value) && folded(text).includes(value))
  const { differences, error, evidence, ...rest } = report
  return {
    ...rest,
    document: report.document.filter(({ id }) => isKept(id)),
    ...(differences && { differences: differences.filter(({ field }) => isKept(field)) }),
    checks: report.checks.map(({ detail, ...check }) => ({
      ...check,
      ...(detail !== undefined && !names(detail) && { detail }),
    })),
    dataGroups: {
      ...report.dataGroups,
      notRead: report.dataGroups.notRead.map(each => (names(each.reason) ? { ...each, reason: '' } : each)),
    },
    ...(error && { error: names(error.cause) ? withoutCause(error) : error }),
    ...(evidence !== undefined && !names(evidence) && { evidence }),
  }
}

function withoutCause({ cause: _, ...error }: NonNullable<Report['error']>): NonNullable<Report['error']> {
  return error
}

/** Shorter ones, such as `F` or `VNM`, stand in every text and name nobody. */
const shortest = 5
const folded = (text: string) => text.normalize('NFC').toLowerCase()

function valuesOf({ document, differences = [] }: Report, of: (id: FieldId) => boolean): string[] {
  const values = [
    ...document.filter(({ id }) => of(id)).map(({ value }) => value),
    ...differences.filter(({ field }) => of(field)).flatMap(({ declared, chip }) => [declared.value, chip.value]),
  ]
  return values.map(folded).filter(value => value.length >= shortest)
}
