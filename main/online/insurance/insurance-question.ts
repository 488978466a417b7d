import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readInsuranceNumber } from '../../cccd/insurance-number.ts'
import { isPersonalNumber } from '../../cccd/personal-number.ts'
import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { OnlineQuestion } from '../../protocol/online-check.ts'
import type { FieldId, Report } from '../../protocol/report.ts'

const lookUpSchema = z.strictObject({
  /** Personal number, social-insurance number or card. */
  number: z.string().regex(/^(?:[A-Z]{2}[1-5][0-9]{12}|[0-9]{10}|[0-9]{12})$/),
  fullName: z.string().min(1),
  /** `YYYY-MM-DD` or `YYYY`. */
  birthDate: z.string().regex(/^[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?$/),
  /** Day of the visit in Vietnam, `YYYY-MM-DD`: whether a card is valid is judged for it, however late the answer. */
  day: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
  /** Sign-in name of who asked. Absent at a desk without accounts. */
  operator: z.string().optional(),
})
/** One look-up, without secrets. */
export type InsuranceLookUp = z.infer<typeof lookUpSchema>

export interface InsuranceSource {
  readonly transactionId: string
  readonly report: Report
  /** Sign-in name of who asks. */
  readonly operator?: string
  /** A card or book number that was scanned or typed: asked by in place of the personal number. */
  readonly insuranceNumber?: string
  readonly now: Date
  /** Default 24 h: after that the counter has long decided otherwise. */
  readonly lifetimeMs?: number
}

/**
 * What to ask the insurance about one person.
 *
 * The officer stands in it by sign-in name alone: who asked stays true however late it is sent, while name and number as
 * registered at the portal are looked up when it is sent, so that a correction helps what waits already.
 * @returns undefined where there is no number, name or birth date to ask by
 */
export function insuranceQuestion(source: InsuranceSource): OnlineQuestion | undefined {
  const { transactionId, report, operator, now, lifetimeMs = 24 * 3_600_000 } = source
  const lookUp = lookUpSchema.safeParse({
    number: numberOf(source),
    fullName: fieldOf(report, 'fullName'),
    birthDate: fieldOf(report, 'birthDate'),
    day: dayInVietnam(now),
    ...(operator !== undefined && { operator }),
  })
  if (!lookUp.success) return undefined
  return {
    kind: 'insurance',
    requestId: randomUUID(),
    transactionId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + lifetimeMs).toISOString(),
    body: JSON.stringify(lookUp.data),
  }
}

/** @returns undefined where the body is none that `insuranceQuestion` made */
export function readInsuranceQuestion({ body }: OnlineQuestion): InsuranceLookUp | undefined {
  try {
    return lookUpSchema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

function numberOf({ insuranceNumber, report }: InsuranceSource): string | undefined {
  const given = insuranceNumber === undefined ? undefined : readInsuranceNumber(insuranceNumber)
  const personalNumber = fieldOf(report, 'personalNumber')
  if (given) return given.cardNumber ?? given.bookNumber
  return personalNumber !== undefined && isPersonalNumber(personalNumber) ? personalNumber : undefined
}

/** The first of a field is that of the best source. */
const fieldOf = (report: Report, id: FieldId) =>
  report.document
    .find(entry => entry.id === id)
    ?.value.trim()
    .normalize('NFC')
