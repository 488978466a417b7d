import type { DeskContext } from '../online/question.ts'
import type { Serving } from './access.ts'
import type { StationConfig } from './config.ts'
import { version } from './version.ts'

/** What the register is told about who asks, and by what right, as it was recorded before the read. */
export const deskContext = (
  desk: StationConfig['desk'],
  { operator, purpose, consent }: Pick<Serving, 'operator' | 'purpose' | 'consent'>,
): DeskContext => ({
  organisation: { code: desk.organisationCode, unitCode: desk.unitCode },
  workstation: { id: desk.id, appVersion: version },
  operator: { id: operator.id },
  purpose: { code: purpose.code, legalBasisCode: purpose.legalBasis, serviceCode: purpose.serviceCode },
  consent,
})
