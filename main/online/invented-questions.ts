import { eidFields, lookupFields } from '../protocol/citizen-data.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question, RegistryQuestion } from '../protocol/registry-question.ts'
import type { Report } from '../protocol/report.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { civilStatusQuestion, eidQuestion, lookupQuestion, residenceQuestion } from './citizen-questions.ts'
import { type DeskContext, registryQuestion } from './question.ts'

/** For tests: a desk, a person and a read that do not exist. */
export const inventedDesk = (now: Date): DeskContext => ({
  organisation: { code: '00000', unitCode: '01' },
  workstation: { id: 'quay-1', appVersion: '0.1.0' },
  operator: { id: 'can-bo-1' },
  purpose: { code: 'PATIENT_ADMISSION', legalBasisCode: 'LUAT-CAN-CUOC-26-2023', serviceCode: '1.000000' },
  consent: { type: 'CONSENT', method: 'SPOKEN', recordedAt: now.toISOString(), textVersion: '1' },
})

export const inventedPerson = {
  personalNumber: '999190000001',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-01-15',
  sex: 'F',
  placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ',
}

/** A report with that person's fields, some of them changed or left out. */
export function inventedReport(fields: Partial<Record<keyof typeof inventedPerson, string | undefined>> = {}): Report {
  const { personalNumber, fullName, birthDate, sex, placeOfResidence } = { ...inventedPerson, ...fields }
  const values = { personalNumber, fullName, birthDate, sex, placeOfResidence, documentNumber: '190000001' }
  return {
    verdict: 'authentic',
    light: 'green',
    reasons: [],
    checks: [
      { id: 'sod.signature', result: 'successful' },
      { id: 'sod.hashes', result: 'successful' },
      { id: 'issuer.chain', result: 'successful' },
      { id: 'chip.chip-authentication', result: 'successful' },
      { id: 'chip.active-authentication', result: 'not-supported' },
    ],
    document: Object.entries(values).flatMap(([id, value]) =>
      value === undefined
        ? []
        : [{ id: id as keyof typeof values, value, source: 'dg13' as const, level: 'authentic' as const }],
    ),
    access: { protocol: 'PACE' },
    dataGroups: { present: ['DG1', 'DG2', 'DG3', 'DG13'], read: ['DG1', 'DG2', 'DG13'], notRead: [] },
    timings: { total: 700 },
    apdu: { count: 80, bytesOut: 1000, bytesIn: 20_000, readSize: 223 },
    trust: { anchors: 1, test: true, digest: '00' },
    policy: 'demo',
    at: '2026-11-21T08:15:00+07:00',
    reader: { name: 'Virtual reader 00 00', atr: '3b00' },
  }
}

export const inventedFiles: ReadonlyMap<string, Uint8Array> = new Map([
  ['SOD', Uint8Array.of(0x77, 0x00)],
  ['DG1', Uint8Array.of(0x61, 0x00)],
  ['DG2', Uint8Array.of(0x75, 0x00)],
  ['DG3', Uint8Array.of(0x63, 0x00)],
  ['DG13', Uint8Array.of(0x6d, 0x00)],
])

export function inventedQuestion(
  fields: Parameters<typeof inventedReport>[0] = {},
  transactionId = 'transaction-1',
  now = new Date(),
): RegistryQuestion {
  const question = registryQuestion({
    transactionId,
    report: inventedReport(fields),
    files: inventedFiles,
    dsc: Uint8Array.of(0x30, 0x00),
    context: inventedDesk(now),
    now,
  })
  if (!question) throw new Error('nothing to ask')
  return question
}

export type AskedKind = Exclude<Question['kind'], 'insurance' | 'hand-over'>
export type ScenarioState = RegistryState | OnlineState

interface AskedPerson {
  readonly personalNumber: string
  readonly fullName: string
  readonly birthDate: string
  readonly sex: string
  readonly placeOfResidence: string
}

/** For tests: a question of each kind about an invented person, each under a purpose that allows it. */
export function askedAbout(kind: AskedKind, person: AskedPerson, now = new Date()): Question {
  const { personalNumber, fullName, birthDate, sex, placeOfResidence } = person
  const fields = { personalNumber, fullName, birthDate, sex, placeOfResidence }
  const source = { transactionId: 'transaction-1', report: inventedReport(fields), now }
  const made = {
    registry: () => ({ ok: true as const, value: inventedQuestion(fields, 'transaction-1', now) }),
    lookup: () =>
      lookupQuestion({
        ...source,
        context: under('RESIDENCE_REGISTRATION', '68/2020/QH14', now),
        fields: lookupFields.filter(field => field !== 'bloodGroup'),
        allowed: lookupFields,
      }),
    'civil-status': () =>
      civilStatusQuestion({
        ...source,
        context: under('ADMIN_PROCEDURE', '60/2014/QH13', now),
        records: ['MARITAL_STATUS', 'BIRTH_EXTRACT'],
        allowed: ['MARITAL_STATUS', 'BIRTH_EXTRACT'],
      }),
    residence: () =>
      residenceQuestion({
        ...source,
        context: under('RESIDENCE_CONFIRMATION', '68/2020/QH14', now),
        application: { receivedOn: '2026-11-20', request: 'Xác nhận nơi thường trú' },
        allowed: true,
      }),
    eid: () =>
      eidQuestion({
        ...source,
        context: under('PATIENT_ADMISSION', '69/2024/NĐ-CP', now),
        personalNumber,
        level: 2,
        fields: ['personalNumber', 'fullName', 'birthDate', 'placeOfResidence'],
        allowed: eidFields,
      }),
  }[kind]()
  if (!made.ok) throw new Error(made.error.cause)
  return made.value
}

const under = (code: string, legalBasisCode: string, now: Date): DeskContext => {
  const desk = inventedDesk(now)
  return { ...desk, purpose: { ...desk.purpose, code, legalBasisCode } }
}
