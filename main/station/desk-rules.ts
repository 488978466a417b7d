import type { DeskDefinition, DeskVisitDefinition } from '../desks/definition.ts'
import { inForce } from '../desks/definition-days.ts'
import { deskView } from '../desks/desk-view.ts'
import { tableOf } from '../desks/load-definitions.ts'
import { deskOutcome } from '../desks/outcome.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { DeskOutcome, DeskView } from '../protocol/desk.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { SlipPaper } from '../protocol/settings.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { legalBasisOf, purposeOf } from '../purposes/permission.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import { type RetentionOverrides, type RetentionRules, retentionRules } from '../purposes/retention.ts'
import type { StationConfig } from './config.ts'

/** The rules of the desk do not allow it. @param cause why, in fixed words */
export const againstDeskRule = (cause: string): ChipDeskError => chipDeskError('ApiDeskRule', { cause })

/** The definition of a desk as the station goes by it. */
export interface DeskRules {
  /** With no more visits than this desk has. */
  readonly definition: DeskDefinition
  readonly table: PurposeTable
  readonly retention: RetentionRules
  view(now: Date): DeskView
  visitOf(transaction: Transaction): DeskVisitDefinition | undefined
  /** By the rules of its own day; undefined for a transaction of another definition. */
  outcome(transaction: Transaction): DeskOutcome | undefined
}

export interface RulesWish {
  readonly definitions: readonly DeskDefinition[]
  readonly desk: Pick<StationConfig['desk'], 'definition' | 'purpose' | 'legalBasis' | 'serviceCode' | 'facility'>
  readonly retention: RetentionOverrides
  /** Whether the computer compares faces, as an aid. */
  readonly faceComparison: boolean
  /** Paper of reception slips. */
  readonly slip?: SlipPaper | undefined
  readonly now: Date
}

/** The rules of a desk as `config.json` sets it. */
export const configuredRules = (
  definitions: readonly DeskDefinition[],
  { desk, retention, faceComparison, printing }: StationConfig,
  now: Date,
): Result<DeskRules, ChipDeskError> =>
  deskRules({ definitions, desk, retention, faceComparison, slip: printing.slip, now })

/** @returns `ConfigDesk` where there is no such definition, it is not in force, or it lacks the purpose that the configuration fixes */
export function deskRules(wish: RulesWish): Result<DeskRules, ChipDeskError> {
  const wrong = (cause: string) => fail(chipDeskError('ConfigDesk', { cause }))
  const { desk } = wish
  const found = wish.definitions.find(({ id }) => id === desk.definition)
  if (!found) return wrong(`no definition ${desk.definition}`)
  const today = dayInVietnam(wish.now)
  if (!inForce(found, today)) return wrong(`the definition ${found.id} is not in force on ${today}`)
  const visits = found.visits
    .filter(({ purpose }) => desk.purpose === undefined || purpose === desk.purpose)
    .map(visit => ({
      ...visit,
      serviceCode: visit.serviceCode ?? desk.serviceCode,
      ...(desk.purpose !== undefined && desk.legalBasis !== undefined && { legalBasis: desk.legalBasis }),
      documents: slipFirst(visit.documents, wish.slip),
    }))
  if (visits.length === 0) return wrong(`the definition ${found.id} has no purpose ${desk.purpose}`)
  const definition = { ...found, visits }
  const table = tableOf(wish.definitions)
  if (!table.ok) return table
  const unfounded = visits.find(({ purpose, legalBasis }) => {
    const basis = legalBasisOf(legalBasis, table.value)
    const named = purposeOf(purpose, table.value)?.legalBases ?? []
    return !basis || !named.includes(basis.code) || !inForce(basis, today)
  })
  if (unfounded) return wrong(`${unfounded.purpose} does not rest on ${unfounded.legalBasis} on ${today}`)
  const retention = retentionRules(wish.retention, table.value)
  if (!retention.ok) return retention
  const { faceComparison } = wish
  const viewOn = onceADay(on => deskView(definition, table.value, { on, retention: retention.value, faceComparison }))
  const visitOf = ({ purpose }: Transaction) => visits.find(({ purpose: its }) => its === purpose?.code)
  return ok({
    definition,
    table: table.value,
    retention: retention.value,
    view: now => viewOn(dayInVietnam(now)),
    visitOf,
    outcome(transaction) {
      const visit = visitOf(transaction)
      if (!visit || transaction.definition?.id !== definition.id) return undefined
      const { code, level } = desk.facility ?? {}
      const facility = (code !== undefined || level !== undefined) && {
        facility: { ...(code !== undefined && { code }), ...(level && { level }) },
      }
      return deskOutcome({ definition, visit, transaction, on: dayInVietnam(transaction.at), ...facility })
    },
  })
}

/** The slip on the paper of this desk comes first: it is the one that F4 prints. */
function slipFirst<D extends { readonly id: string }>(documents: readonly D[], slip: SlipPaper | undefined): D[] {
  const isOurs = ({ id }: D) => id === `reception-slip-${slip}`
  return [...documents.filter(isOurs), ...documents.filter(document => !isOurs(document))]
}

/** Every state has it, and there is one at each step of a read. */
function onceADay<T>(make: (day: string) => T): (day: string) => T {
  let last: { readonly day: string; readonly made: T } | undefined
  return day => {
    if (last?.day !== day) last = { day, made: make(day) }
    return last.made
  }
}
