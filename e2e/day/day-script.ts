import type { HostileName } from '../../fixtures/country/hostile.ts'
import { hostileNamesFor } from '../../fixtures/country/hostile.ts'
import type { Persona } from '../../fixtures/country/persona.ts'
import { population } from '../../fixtures/country/population.ts'
import { lots } from '../../fixtures/proof/proof-size.ts'

export const deskNames = ['clinic', 'bank', 'commune', 'telecom'] as const
export type DeskName = (typeof deskNames)[number]

/** The organisation's own record of a bank's customer, beside what their card says. */
export const customerRecords = ['agrees', 'without-marks', 'other-address', 'other-birth'] as const
export type CustomerRecord = (typeof customerRecords)[number]

/** One citizen: what they come for, how, and what the clerk wishes to do. What can be done of it, the desk's rules say (`expected.ts`). */
export interface Citizen {
  readonly persona: Persona
  readonly purpose: string
  /** What is wrong with the card. */
  readonly hostile?: HostileName
  /** Received without a card. */
  readonly withoutCard?: string
  /** How the number gets in, and what comes first. */
  readonly number: 'typed' | 'scanned'
  readonly first: 'number' | 'card'
  readonly consent?: 'SPOKEN' | 'SIGNED' | 'refused'
  /** The insurance portal says this of whoever is asked about, instead of what it knows. */
  readonly insurance?: string
  readonly customer?: {
    readonly record: CustomerRecord
    readonly before: boolean
    readonly number: string
    readonly amount: number
  }
  readonly face?: 'same' | 'not-same' | 'unsure'
  readonly papers: boolean
  readonly handOver: boolean
  /** Taken on with a second person where the rules let that be. */
  readonly override: boolean
  readonly decision?: 'served' | 'refused' | 'referred'
  /** Asks what is kept about them. */
  readonly ownData: boolean
}

export type DayEvent =
  | { readonly kind: 'citizen'; readonly citizen: Citizen }
  | { readonly kind: 'network'; readonly online: boolean }
  /** The desk is locked, and unlocked by whoever is signed in. */
  | { readonly kind: 'lunch' }
  /** Somebody else signs in. */
  | { readonly kind: 'operator'; readonly id: 'demo' | 'demo-2' }
  /** As a power cut: the process is gone from one moment to the next, and started again. */
  | { readonly kind: 'kill' }

export interface DeskDay {
  readonly desk: DeskName
  readonly events: readonly DayEvent[]
}

type Lot = () => number

/** Recipes that the script gives to cards: each ends in another way. */
const recipes: readonly HostileName[] = [
  'dg13-changed',
  'photo-swapped',
  'clone',
  'no-chip-keys',
  'unknown-issuer',
  'signer-revoked',
  'expired',
]
const portalCodes = ['000', '001', '003', '010', '050', '060', '070', '110', '120', '121', '124', '130']

const purposes: Readonly<Record<DeskName, readonly string[]>> = {
  clinic: ['PATIENT_ADMISSION', 'HEALTH_INSURANCE_CHECK'],
  bank: ['BANK_ACCOUNT_OPENING', 'BANK_COUNTER_TXN', 'BANK_INFO_UPDATE'],
  commune: ['RESIDENCE_CONFIRMATION', 'RESIDENCE_REGISTRATION', 'ADMIN_PROCEDURE'],
  telecom: ['SUBSCRIBER_CHECK'],
}
/** In the order of the keys 1 to 9. */
export const keyOfPurpose = (desk: DeskName, purpose: string): number => purposes[desk].indexOf(purpose) + 1

/** An emergency is admitted; nobody comes with one to have a card looked up. */
const waysWithoutCard: Readonly<Record<string, readonly string[]>> = {
  PATIENT_ADMISSION: ['CHILD_UNDER_6', 'EMERGENCY', 'CARD_NOT_AT_HAND'],
  HEALTH_INSURANCE_CHECK: ['CHILD_UNDER_6', 'CARD_NOT_AT_HAND'],
}

/**
 * The day at one of the four desks, the same for the same seed: its share of the citizens, drawn from the invented country, each at most once a desk as long
 * as there are enough of them, with an outage, a break, a change of clerks and a power cut where it is busy enough.
 * @param citizens at all desks together
 */
export function dayAt(desk: DeskName, seed: number, citizens: number): DeskDay {
  const place = deskNames.indexOf(desk)
  const count = Math.floor(citizens / deskNames.length) + (place < citizens % deskNames.length ? 1 : 0)
  return { desk, events: deskDay(desk, count, lots(seed + place)) }
}

function deskDay(desk: DeskName, count: number, lot: Lot): DayEvent[] {
  const people = shuffled(population(), lot)
  const served = Array.from({ length: count }, (_, i) => citizenOf(desk, people[i % people.length] as Persona, i, lot))
  const place = (share: number) => Math.floor(count * share)
  const events: DayEvent[] = []
  for (const [i, citizen] of served.entries()) {
    if (i === place(0.3)) events.push({ kind: 'network', online: false })
    if (i === place(0.3) + Math.max(1, Math.floor(count / 8))) events.push({ kind: 'network', online: true })
    if (i === place(0.5)) events.push({ kind: 'lunch' })
    if (i === place(0.65)) events.push({ kind: 'operator', id: 'demo-2' })
    if (i === place(0.85)) events.push({ kind: 'kill' })
    events.push({ kind: 'citizen', citizen })
  }
  return events
}

function citizenOf(desk: DeskName, persona: Persona, i: number, lot: Lot): Citizen {
  const chance = (share: number) => lot() < share
  const purpose = pick(purposes[desk], lot)
  const ways = waysWithoutCard[purpose] ?? []
  const withoutCard = desk === 'clinic' && chance(0.12) ? pick(ways, lot) : undefined
  const wrong = hostileNamesFor(persona).filter(name => recipes.includes(name))
  const hostile = !withoutCard && chance(0.2) ? pick(wrong, lot) : undefined
  return {
    persona,
    purpose,
    ...(hostile && { hostile }),
    ...(withoutCard && { withoutCard }),
    number: chance(0.5) ? 'typed' : 'scanned',
    first: chance(0.5) ? 'number' : 'card',
    ...(desk === 'telecom' && { consent: chance(0.2) ? 'refused' : chance(0.5) ? 'SPOKEN' : 'SIGNED' }),
    ...(desk === 'clinic' && chance(0.4) && { insurance: pick(portalCodes, lot) }),
    ...(desk === 'bank' && {
      customer: {
        record: chance(0.5) ? 'agrees' : pick(customerRecords, lot),
        before: chance(0.4),
        number: `CIF-${String(700_000 + i)}`,
        amount: chance(0.5) ? 2_500_000 : 25_000_000,
      },
      face: chance(0.75) ? 'same' : pick(['not-same', 'unsure'] as const, lot),
    }),
    papers: chance(0.6),
    handOver: chance(0.6),
    override: chance(0.5),
    ...(chance(0.9) && { decision: chance(0.75) ? 'served' : pick(['refused', 'referred'] as const, lot) }),
    ownData: chance(0.1),
  }
}

const pick = <T>(all: readonly T[], lot: Lot): T => all[Math.floor(lot() * all.length)] as T

function shuffled<T>(all: readonly T[], lot: Lot): T[] {
  const rest = [...all]
  const mixed: T[] = []
  while (rest.length > 0) mixed.push(...rest.splice(Math.floor(lot() * rest.length), 1))
  return mixed
}
