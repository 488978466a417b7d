import { eidFields, lookupFields } from '../protocol/citizen-data.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { Question } from '../protocol/registry-question.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import { civilStatusQuestion, eidQuestion, lookupQuestion, residenceQuestion } from './citizen-questions.ts'
import { inventedDesk, inventedQuestion, inventedReport } from './invented-question.ts'
import type { DeskContext } from './question.ts'

export type AskedKind = Exclude<Question['kind'], 'insurance'>
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
