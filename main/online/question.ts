import { createHash, randomUUID } from 'node:crypto'
import type { CheckId, CheckResult } from '../protocol/checks.ts'
import type { RegistryQuestion, RegistryRequest } from '../protocol/registry-question.ts'
import type { FieldId, Report } from '../protocol/report.ts'

/** Who asks, where, and by what right: what the register wants to know about the desk. */
export interface DeskContext {
  readonly organisation: { readonly code: string; readonly unitCode: string }
  readonly workstation: { readonly id: string; readonly appVersion: string }
  readonly operator: { readonly id: string }
  readonly purpose: {
    readonly code: string
    readonly legalBasisCode: string
    /** Code of the public service that justifies the query (MaDVC). */
    readonly serviceCode: string
    readonly dossierNo?: string
  }
  /** As it was given. There is no default: silence is not consent. */
  readonly consent: {
    readonly type: 'CONSENT' | 'LEGAL_DUTY' | 'EMERGENCY'
    readonly method: 'SIGNED' | 'SPOKEN' | 'SCREEN'
    /** RFC 3339 */
    readonly recordedAt: string
    readonly textVersion: string
  }
}

export interface QuestionSource {
  readonly transactionId: string
  readonly report: Report
  /** Elementary files as read, by `SOD`, `DG1` …; hashed here, never sent. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Document signer certificate, DER. */
  readonly dsc?: Uint8Array
  readonly context: DeskContext
  readonly now: Date
}

const lifetime = 24 * 3_600_000
const hashedDataGroups = ['1', '2', '13', '14', '15']

/**
 * What to ask the register about one read.
 * @returns undefined when there is nothing to ask about: no 12-digit number, or no EF.SOD that says which card it was
 */
export function registryQuestion(source: QuestionSource): RegistryQuestion | undefined {
  const { transactionId, report, files, now } = source
  const personalNumber = fieldOf(report, 'personalNumber')
  const sod = files.get('SOD')
  if (!sod || personalNumber === undefined || !/^[0-9]{12}$/.test(personalNumber)) return undefined
  const card = request(source, { card: cardPart(source, personalNumber, sod) })
  const province = fieldOf(report, 'placeOfOrigin')?.split(',').at(-1)?.trim().slice(0, 100)
  const citizenAsked = citizenPart(report)
  return {
    kind: 'registry',
    requestId: card.requestId,
    transactionId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + lifetime).toISOString(),
    card,
    ...(province && { provinceOfOrigin: province }),
    ...(citizenAsked && { citizen: request(source, citizenAsked) }),
  }
}

/** Each request has an id of its own: one id with two bodies would be a duplicate. */
function request({ report, context, now }: QuestionSource, asked: object): RegistryRequest {
  const requestId = randomUUID()
  const { organisation, workstation, operator, purpose, consent } = context
  const readerModel = report.reader?.name.trim().slice(0, 200) || 'unknown'
  const body = JSON.stringify({
    requestId,
    occurredAt: now.toISOString(),
    organisation,
    workstation: { ...workstation, readerModel },
    operator,
    purpose,
    consent,
    ...asked,
  })
  return { requestId, body }
}

function cardPart({ report, files, dsc }: QuestionSource, personalNumber: string, sod: Uint8Array) {
  const documentNumber = fieldOf(report, 'documentNumber') ?? ''
  const hashes = hashedDataGroups.flatMap(number => {
    const file = files.get(`DG${number}`)
    return file ? [[number, sha256(file)] as const] : []
  })
  return {
    personalNumber,
    ...(/^[0-9]{9}$/.test(documentNumber) && { documentNumber9: documentNumber }),
    ...(dsc && { dscPem: pem(dsc) }),
    sodSha256: sha256(sod),
    dgHashes: Object.fromEntries(hashes),
    paResult: resultOf(report, ['sod.signature', 'sod.hashes', 'issuer.chain']),
    caResult: resultOf(report, ['chip.chip-authentication']),
    aaResult: resultOf(report, ['chip.active-authentication']),
  }
}

/** Number, name and birth of whom a report is about, as it says them. @returns undefined where one of them is missing */
export function subjectOf(report: Report) {
  const personalNumber = fieldOf(report, 'personalNumber')
  const fullName = fieldOf(report, 'fullName')
  const birthDate = fieldOf(report, 'birthDate') ?? ''
  const birth = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(birthDate)
    ? { date: birthDate }
    : /^[0-9]{4}$/.test(birthDate) && { year: birthDate }
  const isNumber = personalNumber !== undefined && /^[0-9]{12}$/.test(personalNumber)
  return isNumber && fullName && birth ? { personalNumber, fullName, birth } : undefined
}

/** Asked as yes or no per field; the register sends no data back. */
function citizenPart(report: Report) {
  const subject = subjectOf(report)
  if (!subject) return undefined
  const sex = fieldOf(report, 'sex')
  const placeOfResidence = fieldOf(report, 'placeOfResidence')
  const further = {
    ...(sex && /^[MFX]$/.test(sex) && { sex }),
    ...(placeOfResidence && { placeOfResidence }),
  }
  return {
    subject: { ...subject, ...further },
    requestedFields: ['fullName', 'birthDate', ...Object.keys(further)],
  }
}

const fieldOf = (report: Report, id: FieldId) => {
  const value = report.document
    .find(field => field.id === id)
    ?.value.trim()
    .normalize('NFC')
  return value === '' ? undefined : value
}

/** Worst first: one failed check makes the whole fail. */
const severity: readonly CheckResult[] = ['failed', 'aborted', 'undetermined', 'not-supported', 'successful']

function resultOf(report: Report, ids: readonly CheckId[]): CheckResult {
  const results = report.checks.filter(check => ids.includes(check.id)).map(check => check.result)
  return severity.find(result => results.includes(result)) ?? 'not-supported'
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** RFC 7468 §5. */
function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
