import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type PurposeTable, purposeTableSchema } from './purpose.ts'
import { purposeTable } from './purpose-table.ts'

/** Legal texts and purposes that a desk's definition brings along. */
export type Brought = Pick<PurposeTable, 'legalBases' | 'purposes'>

/**
 * What keeps these texts and purposes out of the table, in words that name the one: what is known already may not be told anew, and the whole must
 * hold together.
 */
export function clashes({ legalBases, purposes }: Brought, table: PurposeTable = purposeTable): string[] {
  const known = [
    ...legalBases.filter(({ code, also }) => [code, ...also].some(name => names(table).has(name))),
    ...purposes.filter(({ code }) => table.purposes.some(its => its.code === code)),
  ].map(({ code }) => `${code} is known already and may not be told anew`)
  if (known.length > 0) return known
  const whole = purposeTableSchema.safeParse(joined({ legalBases, purposes }, table))
  return whole.success ? [] : whole.error.issues.map(({ message }) => message)
}

/**
 * The table of a desk: what the product knows, and what its definition brings.
 * @returns `ConfigDesk` that names the purpose or text
 */
export function tableWith(brought: Brought, table: PurposeTable = purposeTable): Result<PurposeTable, ChipDeskError> {
  const [clash] = clashes(brought, table)
  return clash === undefined ? ok(joined(brought, table)) : fail(chipDeskError('ConfigDesk', { cause: clash }))
}

const joined = ({ legalBases, purposes }: Brought, table: PurposeTable): PurposeTable => ({
  ...table,
  legalBases: [...table.legalBases, ...legalBases],
  purposes: [...table.purposes, ...purposes],
})

const names = ({ legalBases }: PurposeTable) => new Set(legalBases.flatMap(({ code, also }) => [code, ...also]))
