import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type CivilRecord, type EidField, eidLevelOneFields, type LookupField } from '../protocol/citizen-data.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { OnlineQuestion, RegisterKind } from '../protocol/online-check.ts'
import type { Report } from '../protocol/report.ts'
import { type DeskContext, subjectOf } from './question.ts'

interface Source {
  readonly transactionId: string
  readonly context: DeskContext
  readonly readerModel?: string
  readonly now: Date
}

interface SourceAboutCard extends Source {
  readonly report: Report
}

const lifetimes: Readonly<Record<RegisterKind, number>> = {
  lookup: 24 * 3_600_000,
  'civil-status': 24 * 3_600_000,
  residence: 24 * 3_600_000,
  /** The citizen is at the counter or gone. */
  eid: 10 * 60_000,
}

/**
 * A look-up, where data has to come back because yes or no will not do.
 * @param allowed what the purpose of this visit gives (main/purposes); a field beyond it is `OnlineNotAllowed`, before anything is asked
 */
export function lookupQuestion(
  source: SourceAboutCard & { readonly fields: readonly LookupField[]; readonly allowed: readonly LookupField[] },
): Result<OnlineQuestion, ChipDeskError> {
  const refusal = notAllowed(source.fields, source.allowed)
  if (refusal) return fail(refusal)
  return aboutCard('lookup', source, { requestedFields: [...new Set(source.fields)] })
}

/** Marital status and extracts of the books of civil status. @param allowed as for a look-up */
export function civilStatusQuestion(
  source: SourceAboutCard & { readonly records: readonly CivilRecord[]; readonly allowed: readonly CivilRecord[] },
): Result<OnlineQuestion, ChipDeskError> {
  const refusal = notAllowed(source.records, source.allowed)
  if (refusal) return fail(refusal)
  return aboutCard('civil-status', source, { requestedRecords: [...new Set(source.records)] })
}

/** Confirmation of residence, form CT07. @param allowed whether the purpose covers it */
export function residenceQuestion(
  source: SourceAboutCard & {
    readonly application: { readonly receivedOn: string; readonly request: string; readonly phone?: string }
    readonly allowed: boolean
  },
): Result<OnlineQuestion, ChipDeskError> {
  if (!source.allowed) return fail(chipDeskError('OnlineNotAllowed', { cause: 'residence-confirmations' }))
  return aboutCard('residence', source, { application: source.application })
}

/**
 * A citizen who shows VNeID instead of the card: the number is what its QR code or the citizen declares, and counts only once the citizen has agreed
 * in the app.
 * @param allowed fields of the purpose; level 1 gives the first four at most
 */
export function eidQuestion(
  source: Source & {
    readonly personalNumber: string
    readonly level: 1 | 2
    readonly fields: readonly EidField[]
    readonly allowed: readonly EidField[]
  },
): Result<OnlineQuestion, ChipDeskError> {
  const { personalNumber, level, fields, allowed } = source
  const refusal = notAllowed(fields, allowed) ?? (level === 1 ? notAllowed(fields, eidLevelOneFields) : undefined)
  if (refusal) return fail(refusal)
  if (!/^[0-9]{12}$/.test(personalNumber)) return fail(chipDeskError('DataNumberInvalid'))
  return ok(
    question('eid', source, { authentication: { personalNumber, level, requestedFields: [...new Set(fields)] } }),
  )
}

/** Names what is beyond the purpose; names of fields are no personal data. */
function notAllowed(asked: readonly string[], allowed: readonly string[]): ChipDeskError | undefined {
  const beyond = asked.filter(field => !allowed.includes(field))
  if (asked.length === 0) return chipDeskError('OnlineNotAllowed', { cause: 'nothing was asked' })
  return beyond.length > 0 ? chipDeskError('OnlineNotAllowed', { cause: beyond.join(' ') }) : undefined
}

function aboutCard(
  kind: Exclude<RegisterKind, 'insurance' | 'eid'>,
  source: SourceAboutCard,
  asked: object,
): Result<OnlineQuestion, ChipDeskError> {
  const subject = subjectOf(source.report)
  if (!subject) return fail(chipDeskError('OnlineNotAllowed', { cause: 'nobody to ask about' }))
  const readerModel = source.report.reader?.name
  return ok(question(kind, { ...source, ...(readerModel !== undefined && { readerModel }) }, { subject, ...asked }))
}

function question(
  kind: Exclude<RegisterKind, 'insurance'>,
  { transactionId, context, readerModel, now }: Source,
  asked: object,
): OnlineQuestion {
  const requestId = randomUUID()
  const { organisation, workstation, operator, purpose, consent } = context
  const createdAt = now.toISOString()
  const body = JSON.stringify({
    requestId,
    occurredAt: createdAt,
    organisation,
    workstation: { ...workstation, readerModel: readerModel?.trim().slice(0, 200) || 'unknown' },
    operator,
    purpose,
    consent,
    ...asked,
  })
  const expiresAt = new Date(now.getTime() + lifetimes[kind]).toISOString()
  return { kind, requestId, transactionId, createdAt, expiresAt, body }
}
