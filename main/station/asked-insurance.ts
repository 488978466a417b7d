import type { InsuranceOfficer } from '../online/insurance/insurance-adapter.ts'
import { insuranceQuestion } from '../online/insurance/insurance-question.ts'
import { allow } from '../purposes/permission.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import type { AskedService } from './asked-service.ts'

/** The insurance among the services that are asked about every read, under a purpose that has to do with it. */
export const insuranceService = (limitMs: number, table: PurposeTable): AskedService => ({
  limitMs,
  question({ transactionId, report, context, insuranceNumber, now }) {
    const { purpose, consent } = context
    const { code, legalBasisCode: legalBasis } = purpose
    const intent = {
      purpose: code,
      legalBasis,
      consent: consent.type,
      endpoint: 'insurance-card-checks',
      at: now,
    } as const
    if (!allow(intent, table).ok) return undefined
    const number = insuranceNumber !== undefined && { insuranceNumber }
    return insuranceQuestion({ transactionId, report, operator: context.operator.id, now, ...number })
  },
})

/** Whom the portal is told for an operator: as the account has it at that moment, and nobody for one that was closed. */
export function insuranceOfficer(
  operators: () => readonly {
    readonly id: string
    readonly name: string
    readonly officerNumber?: string | undefined
    readonly disabled: boolean
  }[],
): (operator: string | undefined) => InsuranceOfficer | undefined {
  return operator => {
    const account = operators().find(({ id, disabled }) => id === operator && !disabled)
    return account?.officerNumber === undefined ? undefined : { name: account.name, number: account.officerNumber }
  }
}
