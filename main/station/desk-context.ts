import type { DeskContext } from '../online/question.ts'
import type { Access } from './access.ts'
import type { StationConfig } from './config.ts'
import { version } from './version.ts'

/** What the register is told about who asks. The basis is a legal duty of the desk: no consent is pretended. */
export const deskContext = (desk: StationConfig['desk'], { operator, purpose }: Access, now: Date): DeskContext => ({
  organisation: { code: desk.organisationCode, unitCode: desk.unitCode },
  workstation: { id: desk.id, appVersion: version },
  operator: { id: operator.id },
  purpose: { code: purpose.code, legalBasisCode: purpose.legalBasis, serviceCode: purpose.serviceCode },
  consent: { type: 'LEGAL_DUTY', method: 'SCREEN', recordedAt: now.toISOString(), textVersion: '1' },
})
