import type { HandOverPayload } from '../../protocol/hand-over.ts'
import type { OnlineQuestion } from '../../protocol/online-check.ts'
import { handOverQuestion } from './hand-over-question.ts'

/** For tests: what a clinic hands over about somebody who does not exist. */
export const inventedContents: Omit<HandOverPayload, 'schema' | 'requestId' | 'transactionId'> = {
  desk: 'quay-1',
  occurredAt: '2026-11-22T08:00:00+07:00',
  purpose: 'PATIENT_ADMISSION',
  definition: { id: 'clinic', version: '2026-11-01' },
  demo: true,
  fields: {
    personalNumber: { value: '999190000001', source: 'dg13', level: 'authentic' },
    fullName: { value: 'Nguyễn Thị Thử Nghiệm', source: 'dg13', level: 'authentic' },
    birthDate: { value: '1990-01-15', source: 'dg13', level: 'authentic' },
    sex: { value: 'F', source: 'dg13', level: 'authentic' },
    issueDate: { value: '2022-03-04', source: 'dg13', level: 'authentic' },
    issuer: { value: 'Bộ Công an', source: 'desk' },
    insuranceCode: { value: '000', source: 'insurance' },
  },
}

export const inventedHandOver = (transactionId = 't1', now = new Date()): OnlineQuestion =>
  handOverQuestion({ transactionId, payload: inventedContents, now })
