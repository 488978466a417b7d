import type { DeskDefinition, DeskVisitDefinition } from '../desks/definition.ts'
import { inForce } from '../desks/definition-days.ts'
import { wantedOfCustomer } from '../desks/wanted-customer.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { Consent } from '../protocol/consent.ts'
import { type Customer, customerFieldIds } from '../protocol/customer.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { Visit } from '../protocol/desk.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { legalBasisOf, purposeOf } from '../purposes/permission.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import { againstDeskRule } from './desk-rules.ts'

/** Why and by what right a citizen's data are used now. */
export interface VisitBasis {
  readonly visit: DeskVisitDefinition
  readonly consent: Consent
}

/** The one citizen at the counter: for what they have come, what they have agreed to, and what the organisation knows of them. */
export interface OpenVisit {
  view(): Visit
  /** Forgets what was recorded for another purpose. `ApiDeskRule` for one that this desk does not have. */
  choose(purpose: string): ChipDeskError | undefined
  /** `ApiDeskRule` where no consent is asked for: what rests on a duty is not dressed up as a choice. */
  agree(method: Consent['method'], now: Date): ChipDeskError | undefined
  customer(): { readonly customer: Customer; readonly origin: 'typed' | 'core' } | undefined
  setCustomer(customer: Customer | undefined, origin: 'typed' | 'core'): ChipDeskError | undefined
  /** What is compared with the customer's record in a visit for this purpose; undefined where nothing is. */
  wantedOfCustomer(purpose: string | undefined): ReturnType<typeof wantedOfCustomer>
  /** `AccessNoPurpose` or `AccessNoConsent` where nothing may be read yet. */
  basis(now: Date): Result<VisitBasis, ChipDeskError>
  /** The same for somebody without a card, by the right that the definition gives to the reason. */
  basisWithoutCard(reason: string, now: Date): Result<VisitBasis, ChipDeskError>
  /** Something is held that is this citizen's and must not wait for the next. */
  isEngaged(): boolean
  /** The next citizen's turn. */
  over(): void
}

/** Until the purpose is chosen, any of the desk's may be it. */
const compares = (visit: DeskVisitDefinition | undefined) => !visit || visit.steps.some(({ id }) => id === 'customer')

/** Of what is known of a customer no more than this desk compares: a core system pushes whatever it has. */
function compared({ customerNumber, fields, amount }: Customer, { customer: rule }: DeskDefinition): Customer {
  const asked = customerFieldIds.filter(id => rule?.fields.includes(id) && fields[id] !== undefined)
  return {
    ...(customerNumber !== undefined && { customerNumber }),
    fields: Object.fromEntries(asked.map(id => [id, fields[id]])),
    ...(amount !== undefined && rule?.amount && { amount }),
  }
}

/** @param table the purposes, which say what rights they can rest on */
export function openVisit(definition: DeskDefinition, table: PurposeTable): OpenVisit {
  const only = definition.visits.length === 1 ? definition.visits[0] : undefined
  let visit = only
  let consent: Consent | undefined
  let known: { readonly customer: Customer; readonly origin: 'typed' | 'core' } | undefined
  const recorded = (type: Consent['type'], method: Consent['method'], now: Date): Consent => ({
    type,
    method,
    recordedAt: now.toISOString(),
    textVersion: definition.version,
  })
  const needs = () => (!visit ? 'purpose' : visit.right === 'CONSENT' && !consent ? 'consent' : undefined)
  /** A station runs for weeks: what was in force when it started may have ended since. */
  const mayRest = ({ legalBasis }: DeskVisitDefinition, now: Date) => {
    const [basis, today] = [legalBasisOf(legalBasis, table), dayInVietnam(now)]
    return inForce(definition, today) && basis !== undefined && inForce(basis, today)
  }

  return {
    view() {
      const needed = needs()
      return {
        ...(visit && { purpose: visit.purpose }),
        ...(consent && { consent }),
        ...(needed && { needs: needed }),
        ...(known && { customer: { ...known.customer, origin: known.origin } }),
      }
    },
    choose(purpose) {
      const chosen = definition.visits.find(({ purpose: its }) => its === purpose)
      if (!chosen) return againstDeskRule('this desk has no such purpose')
      if (chosen !== visit) consent = undefined
      visit = chosen
      if (!compares(chosen)) known = undefined
      return undefined
    },
    agree(method, now) {
      if (!visit) return chipDeskError('AccessNoPurpose')
      if (visit.right !== 'CONSENT') return againstDeskRule('no consent is asked for here')
      consent = recorded('CONSENT', method, now)
      return undefined
    },
    customer: () => known,
    setCustomer(customer, origin) {
      if (customer && (!definition.customer || !compares(visit)))
        return againstDeskRule('this desk compares no customer record')
      known = customer && { customer: compared(customer, definition), origin }
      return undefined
    },
    wantedOfCustomer(purpose) {
      const served = definition.visits.find(({ purpose: its }) => its === purpose)
      return served && wantedOfCustomer(definition, served)
    },
    basis(now) {
      if (!visit) return fail(chipDeskError('AccessNoPurpose'))
      if (!mayRest(visit, now)) return fail(againstDeskRule('not in force today'))
      if (visit.right !== 'CONSENT') return ok({ visit, consent: recorded(visit.right, 'SCREEN', now) })
      return consent ? ok({ visit, consent }) : fail(chipDeskError('AccessNoConsent'))
    },
    basisWithoutCard(reason, now) {
      if (!visit) return fail(chipDeskError('AccessNoPurpose'))
      if (!mayRest(visit, now)) return fail(againstDeskRule('not in force today'))
      const today = dayInVietnam(now)
      const rights = purposeOf(visit.purpose, table)?.consentTypes ?? []
      const way = definition.withoutCard.find(each => each.reason === reason && inForce(each, today))
      if (!way || !rights.includes(way.right))
        return fail(againstDeskRule('this desk receives nobody without a card for that reason'))
      if (way.right !== 'CONSENT') return ok({ visit, consent: recorded(way.right, 'SCREEN', now) })
      return consent ? ok({ visit, consent }) : fail(chipDeskError('AccessNoConsent'))
    },
    isEngaged: () => visit !== only || consent !== undefined || known !== undefined,
    over() {
      visit = only
      consent = undefined
      known = undefined
    },
  }
}
