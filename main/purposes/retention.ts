import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { PurposeTable, Retention } from './purpose.ts'
import { purposeTable } from './purpose-table.ts'

/**
 * What an administrator may set instead of the table's periods. Longer than the table says, or shorter than a law makes the desk keep it, goes
 * only with the legal source that says so. By purpose, and `auditDetails`; whether there is such a purpose depends on the desk, see `retentionRules`.
 */
export const retentionOverridesSchema = z.record(
  z.string().max(40),
  z.strictObject({ days: z.number().int().min(1).max(36_525), source: z.string().trim().min(3).optional() }),
)
export type RetentionOverrides = z.infer<typeof retentionOverridesSchema>

/** The periods of a desk: by purpose, and of audit details under no purpose. */
export interface RetentionRules {
  readonly byPurpose: ReadonlyMap<string, Retention>
  readonly auditDetails: Retention
}

/**
 * The table's periods with the desk's own worked in.
 * @returns `ConfigInvalid` that names the purpose, where there is none of that name, or a period needs a legal source and gives none
 */
export function retentionRules(
  overrides: RetentionOverrides = {},
  table: PurposeTable = purposeTable,
): Result<RetentionRules, ChipDeskError> {
  const known = [...table.purposes.map(({ code }) => code), 'auditDetails']
  const unknown = Object.keys(overrides).find(name => !known.includes(name))
  if (unknown !== undefined)
    return fail(chipDeskError('ConfigInvalid', { cause: `retention.${unknown}: this desk knows no such purpose` }))
  const byPurpose = new Map<string, Retention>()
  for (const { code, retention } of table.purposes) {
    const rule = overridden(code, retention, overrides)
    if (!rule.ok) return rule
    byPurpose.set(code, rule.value)
  }
  const auditDetails = overridden('auditDetails', table.auditDetails, overrides)
  return auditDetails.ok ? ok({ byPurpose, auditDetails: auditDetails.value }) : auditDetails
}

function overridden(name: string, rule: Retention, overrides: RetentionOverrides): Result<Retention, ChipDeskError> {
  const own = overrides[name]
  if (!own || own.days === rule.days) return ok(rule)
  const { days, source } = own
  if (source !== undefined) return ok({ ...rule, days, source, certainty: 'verify' })
  if (days < rule.days && rule.kind === 'limit') return ok({ ...rule, days })
  const why = days > rule.days ? 'longer than' : 'shorter than the duty of'
  const cause = `retention.${name}: ${days} days, ${why} ${rule.days} by ${rule.source}, need a legal source`
  return fail(chipDeskError('ConfigInvalid', { cause }))
}

/** The first day that still stays, `YYYY-MM-DD`: what is of an earlier day goes. */
export const firstDayKept = ({ days }: Pick<Retention, 'days'>, today: string): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

/** The day on which a transaction of that day may go. */
export const dayOfDeletion = ({ days }: Pick<Retention, 'days'>, day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + (days + 1) * 86_400_000).toISOString().slice(0, 10)
