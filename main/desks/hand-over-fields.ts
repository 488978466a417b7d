import type { HandOverField, HandOverFields } from '../protocol/hand-over.ts'
import { decidingCode } from '../protocol/insurance.ts'
import { type FieldId, fieldIds } from '../protocol/report.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { DeskVisitDefinition } from './definition.ts'
import { latestCheck } from './latest-check.ts'
import { registryCodeOf } from './registry-code.ts'

type Value = NonNullable<HandOverFields[HandOverField]>
interface Asked {
  readonly transaction: Transaction
  readonly operatorName: string
}

/**
 * What the organisation's own system is handed about one visit: the fields that the definition lists and no other, each with its source and how far it is
 * proven. What is not known is left out.
 * @param operatorName name of the operator as it stands on papers
 */
export function handOverFieldsOf(
  transaction: Transaction,
  visit: Pick<DeskVisitDefinition, 'handOver'>,
  { operatorName }: { readonly operatorName: string },
): HandOverFields {
  const asked = { transaction, operatorName }
  return Object.fromEntries(
    visit.handOver.flatMap(field => {
      const value = fieldOf(field, asked)
      return value && value.value !== '' ? [[field, value]] : []
    }),
  )
}

const isOfDocument = (field: HandOverField): field is HandOverField & FieldId => fieldIds.some(id => id === field)

function fieldOf(field: HandOverField, asked: Asked): Value | undefined {
  if (isOfDocument(field)) return ofDocument(field, asked.transaction)
  switch (field) {
    case 'issuer':
      return issuerOf(asked.transaction)
    case 'verdict':
      return ofDesk(asked.transaction.report.verdict)
    case 'evidenceLevel':
      return ofDesk(ofDocument('personalNumber', asked.transaction)?.level ?? 'unverified')
    case 'registryVerdict':
      return { value: registryCodeOf(asked.transaction.registry), source: 'registry' }
    case 'customerNumber':
      return ofDesk(customerNumberOf(asked.transaction))
    case 'operator':
      return ofDesk(asked.operatorName)
    case 'checkedAt':
      return ofDesk(asked.transaction.at)
    default:
      return ofInsurance(field, asked.transaction)
  }
}

const ofDesk = (value: string | undefined): Value | undefined =>
  value === undefined ? undefined : { value, source: 'desk' }

function ofDocument(field: FieldId, { report }: Transaction): Value | undefined {
  const found = report.document.find(({ id }) => id === field)
  return found && { value: found.value, source: found.source, level: found.level }
}

/** First day of cards under the law 26/2023/QH15. */
const newCards = '2024-07-01'

/**
 * Derived from the date of issue, for no chip says it: `desk` is its source, and it has no level. Cards without a full date of issue are of no known issuer;
 * so are those of another state.
 */
function issuerOf(transaction: Transaction): Value | undefined {
  const issued = ofDocument('issueDate', transaction)?.value
  const state = ofDocument('issuingState', transaction)?.value
  if (!issued || !/^\d{4}-\d\d-\d\d$/.test(issued) || (state !== undefined && state !== 'VNM')) return undefined
  return ofDesk(issued < newCards ? 'Cục Cảnh sát quản lý hành chính về trật tự xã hội' : 'Bộ Công an')
}

function customerNumberOf({ acts }: Transaction): string | undefined {
  const act = acts?.findLast(({ kind }) => kind === 'customer')
  return act?.kind === 'customer' ? act.customerNumber : undefined
}

type InsuranceField = Extract<HandOverField, `insurance${string}`>

/** Where the desk doubts the portal's answer, its code and card would say more than the desk does: they stay out. */
function ofInsurance(field: InsuranceField, transaction: Transaction): Value | undefined {
  const state = latestCheck(transaction, 'insurance')?.state
  if (state?.status !== 'answered' || state.answer.kind !== 'insurance') return undefined
  const { answer, answeredAt } = state
  const of = (value: string | undefined): Value | undefined =>
    value === undefined ? undefined : { value, source: 'insurance' }
  if (field === 'insuranceCheckedAt') return of(answeredAt)
  if (field === 'insuranceOfficer') return of(answer.officer)
  if (answer.doubt) return undefined
  const { card } = answer
  switch (field) {
    case 'insuranceCode':
      return of(decidingCode(answer))
    case 'insuranceCard':
      return of(card?.number)
    case 'insuranceValidFrom':
      return of(card?.validFrom)
    case 'insuranceValidTo':
      return of(card?.validTo)
    case 'insuranceRegistration':
      return of(card?.registration?.code ?? card?.registration?.name)
    case 'insuranceFiveYears':
      return of(answer.fiveYearsOn)
  }
}
