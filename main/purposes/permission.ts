import { fail, ok, type Result } from '../emrtd/result.ts'
import type { CivilRecord, EidField, LookupField } from '../protocol/citizen-data.ts'
import type { ConsentType } from '../protocol/consent.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Endpoint, LegalBasis, Purpose, PurposeTable } from './purpose.ts'
import { purposeTable } from './purpose-table.ts'

/** A question that somebody means to ask a central service, with why and by what right. */
export interface Intent {
  readonly purpose: string
  readonly legalBasis: string
  readonly consent: ConsentType
  readonly endpoint: Endpoint
  /** Day and time of the question: the basis must be in force then. */
  readonly at: Date
  readonly lookupFields?: readonly LookupField[]
  readonly civilRecords?: readonly CivilRecord[]
  readonly eidFields?: readonly EidField[]
}

/** Why a question may not be asked; the first word of the error's cause, which goes on with what it was about. */
export const refusals = [
  'purpose-unknown',
  'basis-unknown',
  'basis-not-yet-in-force',
  'basis-no-longer-in-force',
  'consent-type-not-allowed',
  'endpoint-not-allowed',
  'field-not-allowed',
  'field-needs-consent',
] as const
export type Refusal = (typeof refusals)[number]

/** The purpose of this code, if there is one. */
export const purposeOf = (code: string, table: PurposeTable = purposeTable): Purpose | undefined =>
  table.purposes.find(({ code: its }) => its === code)

/** The legal text of this code, or of another way in which desks write it. */
export const legalBasisOf = (written: string, table: PurposeTable = purposeTable): LegalBasis | undefined =>
  table.legalBases.find(({ code, also }) => code === written || also.includes(written))

/**
 * Whether a question may be asked at all, before anything is sent: what the purpose does not list is not allowed.
 * @param table that of the desk's definition, which may know purposes of its own
 * @returns the purpose; `OnlineNotAllowed` with one of `refusals` and a code as its cause
 */
export function allow(intent: Intent, table: PurposeTable = purposeTable): Result<Purpose, ChipDeskError> {
  const purpose = purposeOf(intent.purpose, table)
  if (!purpose) return refuse('purpose-unknown')
  const unfounded = foundation(purpose, legalBasisOf(intent.legalBasis, table), intent.at)
  if (unfounded) return refuse(unfounded, intent.legalBasis)
  if (!purpose.consentTypes.includes(intent.consent)) return refuse('consent-type-not-allowed', intent.consent)
  if (!purpose.endpoints.includes(intent.endpoint)) return refuse('endpoint-not-allowed', intent.endpoint)
  const { fields, sensitive } = purpose.lookup
  const outside = [
    ...beyond(intent.lookupFields, [...fields, ...sensitive]),
    ...beyond(intent.civilRecords, purpose.civilRecords),
    ...beyond(intent.eidFields, purpose.eidFields),
  ][0]
  if (outside !== undefined) return refuse('field-not-allowed', outside)
  const strict = intent.lookupFields?.find(field => sensitive.includes(field))
  if (strict !== undefined && intent.consent === 'LEGAL_DUTY') return refuse('field-needs-consent', strict)
  return ok(purpose)
}

const beyond = <T extends string>(asked: readonly T[] = [], allowed: readonly T[]): T[] =>
  asked.filter(field => !allowed.includes(field))

/** Why the purpose does not rest on that basis on that day. */
function foundation(purpose: Purpose, basis: LegalBasis | undefined, at: Date): Refusal | undefined {
  if (!basis || !purpose.legalBases.includes(basis.code)) return 'basis-unknown'
  const today = dayInVietnam(at)
  if (today < basis.from) return 'basis-not-yet-in-force'
  return basis.until !== undefined && today > basis.until ? 'basis-no-longer-in-force' : undefined
}

/** What was given is not repeated unless it is a code: a mistyped setting may hold anything. */
const refuse = (refusal: Refusal, about?: string): Result<never, ChipDeskError> =>
  fail(chipDeskError('OnlineNotAllowed', { cause: about === undefined ? refusal : `${refusal} ${about.slice(0, 40)}` }))
