import { z } from 'zod'

/** From `from` (`YYYY-MM-DD`) on, the share in percent of each benefit level. */
export const benefitTableSchema = z.array(
  z.strictObject({
    from: z.iso.date(),
    percent: z.partialRecord(z.enum(['1', '2', '3', '4', '5']), z.number().min(0).max(100)),
  }),
)
export type BenefitTable = z.infer<typeof benefitTableSchema>

/** QĐ 1351/QĐ-BHXH of 2015: what the third character of a card stands for, on the right route. */
export const benefitLevels: BenefitTable = [{ from: '2015-01-01', percent: { 1: 100, 2: 100, 3: 95, 4: 80, 5: 100 } }]

/**
 * The benefit a card number tells of.
 * @param day of the visit, `YYYY-MM-DD`
 * @returns undefined for a number of digits alone, which says nothing of it
 */
export function benefitOf(number: string, day: string, table: BenefitTable = benefitLevels) {
  const level = /^[A-Z]{2}([1-5])[0-9]{12}$/.exec(number)?.[1] as keyof BenefitTable[number]['percent'] | undefined
  if (!level) return undefined
  const inForce = table
    .filter(({ from }) => from <= day)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1)
  const percent = inForce?.percent[level]
  return { level: Number(level), ...(percent !== undefined && { percent }) }
}
