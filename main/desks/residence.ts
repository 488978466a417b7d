import { relateAddresses } from '../cccd/address-wording.ts'
import type { LookupAnswer, RelatedPerson, Residence, ResidenceAnswer } from '../protocol/citizen-data.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { latestAnswer } from './latest-check.ts'

export const residenceKinds = ['permanent', 'temporary', 'current'] as const
export type ResidenceKind = (typeof residenceKinds)[number]

export interface ComparedPlace {
  readonly kind: ResidenceKind
  readonly address?: string
  readonly since?: string
  readonly until?: string
  readonly registeredBy?: string
  /**
   * The card's address against it. `wording`: the same place in other words or marks; `not-on-record`: the register has none; `not-asked`: it was not asked for
   * or not given; `not-on-card`: there is no address to compare.
   */
  readonly relation: 'same' | 'wording' | 'different' | 'not-on-record' | 'not-asked' | 'not-on-card'
  /** All but the commune and the missing district is the same: likely the merger of July 2025, the clerk decides. */
  readonly unitsOf2025?: boolean
}

export interface ResidenceComparison {
  /** As the card has it; absent where it was not read or is not kept. */
  readonly card?: string
  /** `confirmation`: in the form of CT07. */
  readonly source?: 'confirmation' | 'lookup'
  readonly places: readonly ComparedPlace[]
  readonly head?: RelatedPerson
  readonly relationshipToHead?: string
  /** People of the household beside the applicant; absent where it is not known. */
  readonly members?: number
}

/** The address of the card beside what the register has: a confirmation before a look-up, for it is what is printed. */
export function residenceComparison(transaction: Pick<Transaction, 'report' | 'checks'>): ResidenceComparison {
  const field = transaction.report.document.find(({ id }) => id === 'placeOfResidence')
  const card = field?.source === 'dg13' ? field.value : undefined
  const confirmed = latestAnswer(transaction, 'residence')?.confirmation
  const lookup = latestAnswer(transaction, 'lookup')
  const found = confirmed ? fromConfirmation(confirmed) : lookup ? fromLookup(lookup) : undefined
  const places = residenceKinds.map(kind => compared(kind, card, found?.places[kind]))
  return {
    ...(card !== undefined && { card }),
    ...(found && { source: found.source, ...found.household }),
    places,
  }
}

/** `null`: nothing on record; absent: not told. */
type Places = Readonly<Partial<Record<ResidenceKind, Partial<Residence> | null>>>
interface Found {
  readonly source: 'confirmation' | 'lookup'
  readonly places: Places
  readonly household: Pick<ResidenceComparison, 'head' | 'relationshipToHead' | 'members'>
}

function fromConfirmation({ content }: NonNullable<ResidenceAnswer['confirmation']>): Found {
  const place = (address: string | null) => (address === null ? null : { address })
  return {
    source: 'confirmation',
    places: {
      permanent: withPeriod(place(content.permanentResidence), content.periods),
      temporary: withPeriod(place(content.temporaryResidence), content.periods),
      current: withPeriod(place(content.currentResidence), content.periods),
    },
    household: {
      head: content.householdHead,
      relationshipToHead: content.relationshipToHead,
      members: content.otherMembers.length,
    },
  }
}

type Periods = NonNullable<ResidenceAnswer['confirmation']>['content']['periods']

function withPeriod(place: { address: string } | null, periods: Periods): Partial<Residence> | null {
  const period = place && periods.find(({ address, until }) => address === place.address && until === null)
  return place && period ? { ...place, since: period.since, registeredBy: period.registeredBy } : place
}

function fromLookup({ match, data }: LookupAnswer): Found {
  const { permanentResidence: permanent, temporaryResidence: temporary, currentResidence: current, household } = data
  const told = match === 'FULL' || match === 'PARTIAL'
  return {
    source: 'lookup',
    places: told
      ? {
          ...(permanent !== undefined && { permanent }),
          ...(temporary !== undefined && { temporary }),
          ...(current !== undefined && { current }),
        }
      : {},
    household: told && household ? { head: household.head, members: household.members.length } : {},
  }
}

function compared(kind: ResidenceKind, card: string | undefined, place: Places[ResidenceKind]): ComparedPlace {
  if (place === undefined) return { kind, relation: 'not-asked' }
  if (place?.address === undefined) return { kind, relation: 'not-on-record' }
  const { address, since, until, registeredBy } = place
  return {
    kind,
    address,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(registeredBy !== undefined && { registeredBy }),
    ...related(card, address),
  }
}

function related(card: string | undefined, address: string): Pick<ComparedPlace, 'relation' | 'unitsOf2025'> {
  if (card === undefined) return { relation: 'not-on-card' }
  const { kind, oldAndNew } = relateAddresses(card, address)
  if (kind === 'different') return { relation: kind, ...(oldAndNew && { unitsOf2025: true }) }
  return { relation: kind === 'same' ? 'same' : 'wording' }
}
