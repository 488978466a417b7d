import type { Act } from '../protocol/act.ts'
import type { Light, Verdict } from '../protocol/checks.ts'
import type { Customer } from '../protocol/customer.ts'
import type { DeskOutcome, DeskStep, StepId, StepReason } from '../protocol/desk.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { DeskDefinition, DeskVisitDefinition } from './definition.ts'
import { inForce } from './definition-days.ts'
import { documentsOf } from './documents.ts'
import { type Facility, hintsFor } from './hints.ts'
import { ownDataRefusal } from './own-data.ts'
import { residenceView } from './residence-view.ts'
import { customerStep } from './steps/customer.ts'
import { faceStep } from './steps/face.ts'
import type { Finding } from './steps/finding.ts'
import { handOverStep } from './steps/hand-over.ts'
import { identityStep } from './steps/identity.ts'
import { insuranceStep } from './steps/insurance.ts'
import { registryStep } from './steps/registry.ts'
import { residenceStep } from './steps/residence.ts'

export interface OutcomeInput {
  readonly definition: DeskDefinition
  readonly visit: DeskVisitDefinition
  /** With its report as it stands after the register's answer. */
  readonly transaction: Transaction
  /** Day of the visit in Vietnam, `YYYY-MM-DD`. */
  readonly on: string
  readonly facility?: Facility | undefined
  /** The organisation's record of the person where no act has held it against the card yet. */
  readonly visitCustomer?: Customer | undefined
}

/**
 * What the desk's definition makes of one transaction. Pure. It never flatters: the light is no better than the card's, a required step that is not done is
 * never green, and making any check worse never makes it better.
 */
export function deskOutcome(input: OutcomeInput): DeskOutcome {
  const { definition, visit, transaction, on, facility } = input
  const registry = registryStep(transaction)
  const identity = identityStep(definition, transaction, on)
  const steps = stepsOf(input, { registry, identity })
  const override = transaction.acts?.findLast(act => act.kind === 'override')
  const settled = worstLight([
    cardLight(transaction, identity),
    ...steps.map(lightOfStep),
    // Listed as a step or not, what the register knows against card or holder counts.
    registry.state === 'stopped' ? 'red' : registry.state === 'warned' ? 'yellow' : 'green',
  ])
  const light = worstLight([settled, override ? 'yellow' : 'green'])
  const done = override !== undefined && isCoveredBy(override, settled, steps)
  const rule = { ...overrideRule(definition, transaction.report.verdict, on), done }
  const residence = steps.some(({ id }) => id === 'residence') ? residenceView(transaction) : undefined
  return {
    light,
    steps,
    documents: documentsOf(visit, { transaction, identity, registry }),
    override: overrideOf(light, steps, rule),
    serve: mayServe(definition, light, steps, rule),
    handOver: visit.handOver.length > 0 && (isClear(transaction, { identity, registry }, steps) || isTakenOn(rule)),
    ownData: ownDataRefusal(transaction) === undefined,
    hints: hintsFor(definition, transaction, on, facility),
    ...(residence && { residence }),
  }
}

interface Settled {
  readonly registry: Finding
  readonly identity: Finding
}

function stepsOf(input: OutcomeInput, { registry, identity }: Settled): DeskStep[] {
  const { definition, visit, transaction, on, visitCustomer } = input
  const find: Readonly<Record<StepId, () => Finding>> = {
    identity: () => identity,
    registry: () => registry,
    insurance: () => insuranceStep(transaction),
    residence: () => residenceStep(transaction),
    customer: () => customerStep(definition, transaction, visitCustomer),
    face: () => faceStep(transaction),
    'hand-over': () => handOverStep(transaction),
  }
  const amount = amountOf(transaction) ?? visitCustomer?.amount
  return visit.steps
    .filter(step => inForce(step, on))
    .filter(({ id, amountFrom }) => {
      if (amountFrom === undefined || amount === undefined || amount >= amountFrom) return true
      // A smaller amount typed later does not undo what was seen of a face.
      return id === 'face' && transaction.acts?.some(({ kind }) => kind === 'face')
    })
    .map(({ id, need }) => {
      const { state, reasons } = find[id]()
      return { id, need, state, reasons: [...reasons] }
    })
}

function amountOf({ acts }: Transaction): number | undefined {
  const act = acts?.findLast(({ kind }) => kind === 'customer')
  return act?.kind === 'customer' ? act.amount : undefined
}

/** Best first. Red beats grey, for what is proven stays proven when the card is pulled away. */
const lightOrder: readonly Light[] = ['green', 'yellow', 'grey', 'red']
const worstLight = (all: readonly Light[]): Light =>
  all.reduce((worst, light) => (lightOrder.indexOf(light) > lightOrder.indexOf(worst) ? light : worst), 'green')

/** Somebody whom the definition receives without a card is no unread card, yet never green. */
function cardLight({ report, withoutCard }: Transaction, identity: Finding): Light {
  return withoutCard && identity.state === 'warned' && report.light !== 'red' ? 'yellow' : report.light
}

function lightOfStep({ need, state }: DeskStep): Light {
  if (state === 'done') return 'green'
  if (need === 'wished') return state === 'stopped' || state === 'warned' ? 'yellow' : 'green'
  return state === 'stopped' ? 'red' : 'yellow'
}

/** Why a visit is held: what stops it, and what it waits for. */
export const heldBy = (steps: readonly DeskStep[]): StepReason[] => [
  ...new Set(
    steps
      .filter(({ need, state }) => need === 'required' && (state === 'stopped' || state === 'waiting'))
      .flatMap(({ reasons }) => reasons),
  ),
]

type Override = Extract<Act, { kind: 'override' }>

/** A second person has taken on what there was to see then, and nothing that came out later. */
const isCoveredBy = ({ light, reasons }: Override, now: Light, steps: readonly DeskStep[]): boolean =>
  lightOrder.indexOf(now) <= lightOrder.indexOf(light) &&
  (reasons === undefined || heldBy(steps).every(reason => reasons.includes(reason)))

interface OverrideRule {
  readonly lights: readonly Light[]
  readonly never: boolean
  readonly done: boolean
}

function overrideRule({ override }: DeskDefinition, verdict: Verdict, on: string) {
  return { lights: inForce(override, on) ? override.lights : [], never: override.never.includes(verdict) }
}

function overrideOf(light: Light, steps: readonly DeskStep[], { lights, never, done }: OverrideRule) {
  if (done) return 'done'
  // What the clerk has not done yet is the clerk's to do, and nobody's to take on.
  const held = steps.some(({ state, need }) => need === 'required' && state !== 'done' && state !== 'to-do')
  const needed = light === 'red' || light === 'grey' || (light === 'yellow' && held && lights.includes(light))
  if (!needed) return 'not-needed'
  return !never && lights.includes(light) ? 'possible' : 'never'
}

/** A desk that waits for the register serves nobody before its answer; one that goes on does, and the light says that something waits. */
function mayServe({ identity }: DeskDefinition, light: Light, steps: readonly DeskStep[], rule: OverrideRule): boolean {
  const required = steps.filter(({ need }) => need === 'required')
  if (required.some(({ state }) => state === 'to-do')) return false
  if (isTakenOn(rule)) return true
  const waits = identity.offline === 'wait' && required.some(({ state }) => state === 'waiting')
  return (light === 'green' || light === 'yellow') && !waits
}

/** A later answer can make of a card one with which nobody may be served. */
const isTakenOn = ({ done, never }: OverrideRule) => done && !never

/**
 * Whether the organisation's system may be told who this is: a proven person, by the desk's rules. Not covered by the insurance is something to tell, not to
 * keep back.
 */
function isClear({ report }: Transaction, { identity, registry }: Settled, steps: readonly DeskStep[]): boolean {
  if (report.light === 'red' || registry.state === 'stopped') return false
  if (identity.state !== 'done' && identity.state !== 'warned') return false
  return steps.every(({ id, need, state }) => {
    if (need === 'wished' || id === 'insurance' || id === 'hand-over') return true
    return state !== 'stopped' && !(state === 'to-do' && (id === 'customer' || id === 'face'))
  })
}
