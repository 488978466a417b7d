import { fieldIds } from '../protocol/report.ts'
import { legalBasisOf, purposeOf } from '../purposes/permission.ts'
import type { Endpoint, Purpose, PurposeTable } from '../purposes/purpose.ts'
import type { DeskDefinition, DeskVisitDefinition } from './definition.ts'
import { meet, spans } from './definition-days.ts'
import { type Problem, twice } from './definition-problem.ts'
import { documentProblems } from './visit-documents-check.ts'

interface Looked {
  readonly definition: DeskDefinition
  readonly visit: DeskVisitDefinition
  readonly at: number
  /** With the purposes that the definition brings. */
  readonly table: PurposeTable
}

/** What is wrong with one visit: its law, its fields, what it asks, its steps, its papers. */
export function visitProblems(looked: Looked): Problem[] {
  const { visit, at, table } = looked
  const purpose = purposeOf(visit.purpose, table)
  const found = purpose
    ? [
        ...lawProblems(looked, purpose),
        ...fieldProblems(visit),
        ...askProblems(visit, purpose),
        ...stepProblems(looked, purpose),
        ...documentProblems(visit),
        ...handOverProblems(visit),
      ]
    : [{ path: ['purpose'], message: `no purpose ${visit.purpose}` }]
  return found.map(({ path, message }) => ({ path: ['visits', `${at}`, ...path], message }))
}

function lawProblems({ definition, visit, table }: Looked, purpose: Purpose): Problem[] {
  const basis = legalBasisOf(visit.legalBasis, table)
  const path = ['legalBasis']
  const law = !basis
    ? [{ path, message: `no legal basis ${visit.legalBasis}` }]
    : !purpose.legalBases.includes(basis.code)
      ? [{ path, message: `${purpose.code} does not rest on ${visit.legalBasis}` }]
      : spans(basis, definition)
        ? []
        : [{ path, message: `${basis.code} is in force ${days(basis)}, the definition ${days(definition)}` }]
  const right = purpose.consentTypes.includes(visit.right)
    ? []
    : [{ path: ['right'], message: `${purpose.code} allows ${purpose.consentTypes.join(', ')}` }]
  return [...law, ...right]
}

const days = ({ from, until }: { from: string; until?: string | undefined }) =>
  `from ${from}${until ? ` until ${until}` : ''}`

const fieldProblems = ({ shows, keeps }: DeskVisitDefinition): Problem[] => [
  ...twice(shows, ['shows']),
  ...twice(keeps, ['keeps']),
  ...keeps
    .filter(field => !shows.includes(field))
    .map(field => ({ path: ['keeps'], message: `${field} is not shown` })),
]

function askProblems({ asks, right }: DeskVisitDefinition, purpose: Purpose): Problem[] {
  const { fields, sensitive } = purpose.lookup
  const of = (name: string) => ['asks', name]
  const beyond = `is not among what ${purpose.code} may ask`
  return [
    ...twice(asks.lookup, of('lookup')),
    ...twice(asks.civilStatus, of('civilStatus')),
    ...asks.lookup
      .filter(field => !fields.includes(field) && !sensitive.includes(field))
      .map(field => ({ path: of('lookup'), message: `${field} ${beyond}` })),
    ...asks.lookup
      .filter(field => sensitive.includes(field) && right === 'LEGAL_DUTY')
      .map(field => ({ path: of('lookup'), message: `${field} needs a consent` })),
    ...asks.civilStatus
      .filter(record => !purpose.civilRecords.includes(record))
      .map(record => ({ path: of('civilStatus'), message: `${record} ${beyond}` })),
    ...(asks.residence && !purpose.endpoints.includes('residence-confirmations')
      ? [{ path: of('residence'), message: `residence-confirmations ${beyond}` }]
      : []),
  ]
}

/** What a step has to be able to ask of a central service. */
const asked: Partial<Record<string, Endpoint>> = {
  registry: 'card-verifications',
  insurance: 'insurance-card-checks',
  residence: 'citizen-lookups',
}

function stepProblems({ definition, visit }: Looked, purpose: Purpose): Problem[] {
  const { steps, asks, photo, handOver } = visit
  const missing = steps.some(({ id, need }) => id === 'identity' && need === 'required')
    ? []
    : [{ path: ['steps'], message: 'identity must be there, and required' }]
  return [
    ...missing,
    ...steps.flatMap((step, at) => {
      const path = ['steps', `${at}`]
      const wrong = (message: string) => ({ path, message })
      const { id } = step
      const endpoint = asked[id]
      return [
        ...(steps.some((other, its) => its < at && other.id === id && meet(other, step))
          ? [wrong(`${id} twice on one day`)]
          : []),
        ...(endpoint && !purpose.endpoints.includes(endpoint)
          ? [wrong(`${id}: ${purpose.code} may not ask ${endpoint}`)]
          : []),
        ...(id === 'residence' && asks.lookup.length === 0
          ? [wrong('residence: nothing is asked in asks.lookup')]
          : []),
        ...(id === 'customer' && !definition.customer
          ? [wrong('customer: the definition says nothing of a customer record')]
          : []),
        ...(id === 'customer' ? customerProblems(definition, visit).map(wrong) : []),
        ...(id === 'face' && !definition.face ? [wrong('face: the definition has no rule for faces')] : []),
        ...(id === 'face' && !photo ? [wrong('face: photo is false, there is nothing to compare with')] : []),
        ...(id === 'hand-over' && handOver.length === 0 ? [wrong('hand-over: no field is handed over')] : []),
        ...(step.amountFrom !== undefined && !definition.customer?.amount
          ? [{ path: [...path, 'amountFrom'], message: 'nobody types an amount: customer.amount is not true' }]
          : []),
        ...(step.amountFrom !== undefined && !steps.some(({ id: its }) => its === 'customer')
          ? [{ path: [...path, 'amountFrom'], message: 'nobody types an amount: there is no step customer' }]
          : []),
      ]
    }),
  ]
}

/** Only what is kept is compared: what must be the same and is not kept would be missing for ever. */
function customerProblems({ customer }: DeskDefinition, { keeps }: DeskVisitDefinition): string[] {
  if (!customer) return []
  return [
    ...customer.strict
      .filter(field => !keeps.includes(field))
      .map(field => `customer: ${field} must be the same and is not kept`),
    ...(customer.fields.some(field => keeps.includes(field)) ? [] : ['customer: no field of the record is kept']),
  ]
}

/** Handed over later too, from what is stored. */
function handOverProblems({ handOver, keeps, steps }: DeskVisitDefinition): Problem[] {
  const path = ['handOver']
  const has = (id: string) => steps.some(step => step.id === id)
  const without = (prefix: string, step: string) =>
    has(step)
      ? []
      : handOver
          .filter(field => field.startsWith(prefix))
          .map(field => ({ path, message: `${field} needs the step ${step}` }))
  return [
    ...twice(handOver, path),
    ...(handOver.length > 0 && !has('hand-over') ? [{ path, message: 'there is no step hand-over' }] : []),
    ...fieldIds
      .filter(field => handOver.some(handed => handed === field) && !keeps.includes(field))
      .map(field => ({ path, message: `${field} is not kept` })),
    ...(handOver.includes('issuer') && !keeps.includes('issueDate')
      ? [{ path, message: 'issuer follows from issueDate, which is not kept' }]
      : []),
    ...without('insurance', 'insurance'),
    ...without('customer', 'customer'),
    ...without('registry', 'registry'),
  ]
}
