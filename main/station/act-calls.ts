import { createHash } from 'node:crypto'
import { inForce } from '../desks/definition-days.ts'
import { handOverFieldsOf } from '../desks/hand-over-fields.ts'
import { keptOf } from '../desks/kept.ts'
import { heldBy } from '../desks/outcome.ts'
import { handOverQuestion } from '../online/hand-over/hand-over-question.ts'
import { insuranceQuestion } from '../online/insurance/insurance-question.ts'
import type { PrintContext } from '../print/print-context.ts'
import { printDocument } from '../print/print-document.ts'
import type { NewAct } from '../protocol/act.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { DeskOutcome } from '../protocol/desk.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { CallParams, CallResult } from '../protocol/station.ts'
import type { Counter as CounterView } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { allow } from '../purposes/permission.ts'
import type { Access } from './access.ts'
import { againstDeskRule, type DeskRules } from './desk-rules.ts'
import type { Actor, DeskCall, GuardParts } from './guard.ts'
import type { Records } from './records.ts'
import type { SignedIn } from './session.ts'
import { insuranceNumberOf } from './visit-calls.ts'

export interface ActCallsParts {
  readonly records: Records
  readonly rules: DeskRules
  readonly counter: () => CounterView
  readonly accessOf: (transaction: Transaction, operator: Access['operator']) => Access
  readonly printing: (operator: SignedIn, language: 'vi' | 'en', now: Date) => PrintContext
  readonly nameOf: (operator: string) => string
  /** Whether the organisation's own system is connected. */
  readonly handsOver: boolean
}

type ActCall =
  | 'insurance.ask'
  | Exclude<
      Extract<DeskCall, `transaction.${string}`>,
      'transaction.details' | 'transaction.trace' | 'transaction.export'
    >

/** The insurance and the organisation's own system may be slow; the outbox goes on from there, ms. */
const limitMs = 5000

/** What is done about a citizen after the card was read. Each is an entry beside the record, never a change of it. */
export function actCalls(parts: ActCallsParts): Pick<GuardParts['calls'], ActCall> {
  const { records, rules } = parts

  function found(id: string): { transaction: Transaction; outcome: DeskOutcome } {
    const transaction = records.viewAtCounter(id)
    if (!transaction) throw chipDeskError('DataUnknownCode', { cause: 'no such transaction' })
    const outcome = rules.outcome(transaction)
    if (!outcome) throw againstDeskRule('served under another definition')
    return { transaction, outcome }
  }

  async function act(transaction: Transaction, actor: Actor, done: NewAct, facts = {}) {
    const { second } = actor
    const by = second ? { second: second.id, secondRole: second.role, request: second.request } : {}
    const action = done.kind === 'override' ? 'transaction.override' : 'transaction.act'
    const kept = await records.act(parts.accessOf(transaction, actor), {
      transactionId: transaction.id,
      act: done,
      action,
      facts: { ...facts, ...by },
    })
    if (!kept.ok) throw kept.error
    return {}
  }

  /** Between two presses of a key the first is not on the disk yet. */
  const handing = new Map<string, Promise<CallResult<'transaction.hand-over'>>>()
  async function handOver(transactionId: string, actor: Actor) {
    const { transaction, outcome } = found(transactionId)
    const visit = rules.visitOf(transaction)
    if (!parts.handsOver) throw againstDeskRule('no system of the organisation is connected')
    if (!visit || !outcome.handOver) throw againstDeskRule('nothing is handed over with this result')
    const before = transaction.checks?.find(({ kind, state }) => kind === 'hand-over' && state.status !== 'failed')
    if (before) return { requestId: before.id }
    const access = parts.accessOf(transaction, actor)
    const fields = handOverFieldsOf(transaction, visit, { operatorName: parts.nameOf(actor.id) })
    const { id, version } = rules.definition
    const question = handOverQuestion({
      transactionId,
      now: new Date(),
      payload: {
        desk: access.desk,
        occurredAt: transaction.at,
        purpose: visit.purpose,
        definition: { id, version },
        demo: transaction.demo,
        ...(transaction.withoutCard && { withoutCard: transaction.withoutCard }),
        fields,
      },
    })
    const asked = await records.ask(access, question, limitMs)
    if (!asked.ok) throw asked.error
    return { requestId: question.requestId }
  }

  return {
    'transaction.face'({ transactionId, decision, comparison }, actor) {
      const { transaction, outcome } = found(transactionId)
      if (!outcome.steps.some(({ id }) => id === 'face')) throw againstDeskRule('no face is compared here')
      const counter = parts.counter()
      if (counter.step !== 'result' || counter.transaction.id !== transactionId)
        throw againstDeskRule('the citizen is not at the counter')
      if (decision === 'same' && !(counter.face && 'image' in counter.face))
        throw againstDeskRule('there is no picture to compare with')
      const facts = { decision, ...(comparison && { score: comparison.score, threshold: comparison.threshold }) }
      return act(transaction, actor, { kind: 'face', decision, ...(comparison && { comparison }) }, facts)
    },
    'transaction.decide'({ transactionId, outcome: decided, reason }, actor) {
      const { transaction, outcome } = found(transactionId)
      if (decided === 'served' && !outcome.serve) throw againstDeskRule('the rules of the desk stop this visit')
      if (decided === 'refused' && !reason) throw againstDeskRule('why is not said')
      return act(transaction, actor, { kind: 'decision', outcome: decided, ...(reason && { reason }) }, { decided })
    },
    'transaction.override'({ transactionId, reason }, actor) {
      const { transaction, outcome } = found(transactionId)
      if (outcome.override !== 'possible') throw againstDeskRule(`override ${outcome.override}`)
      if (!actor.second) throw chipDeskError('ApiSecondPersonNeeded')
      const { id, role } = actor.second
      const { light, steps } = outcome
      const done = { kind: 'override', reason, light, reasons: heldBy(steps), second: { id, role } } as const
      return act(transaction, actor, done, { light })
    },
    'transaction.reviewed'({ transactionId }, actor) {
      return act(found(transactionId).transaction, actor, { kind: 'reviewed' })
    },
    async 'transaction.print'(asked, actor) {
      const { transaction } = found(asked.transactionId)
      return await print(parts, transaction, asked, actor)
    },
    async 'transaction.hand-over'({ transactionId }, actor) {
      const underWay = handing.get(transactionId)
      if (underWay) return await underWay
      const handed = handOver(transactionId, actor).finally(() => handing.delete(transactionId))
      handing.set(transactionId, handed)
      return await handed
    },
    async 'insurance.ask'({ transactionId, insuranceNumber }, actor) {
      const { transaction } = found(transactionId)
      const access = parts.accessOf(transaction, actor)
      const { code: purpose, legalBasis } = access.purpose
      const now = new Date()
      const consent = transaction.consent?.type ?? 'LEGAL_DUTY'
      const allowed = allow({ purpose, legalBasis, consent, endpoint: 'insurance-card-checks', at: now }, rules.table)
      if (!allowed.ok) throw allowed.error
      const { report } = transaction
      const number = insuranceNumberOf(insuranceNumber)
      const question = insuranceQuestion({ transactionId, report, operator: actor.id, now, insuranceNumber: number })
      if (!question) throw againstDeskRule('name and birth are needed to ask the insurance')
      const asked = await records.ask(access, question, limitMs)
      if (!asked.ok) throw asked.error
      return { requestId: question.requestId }
    },
  }
}

/** A paper is written down before it is printed: a number that was given is never given again. */
async function print(
  { records, rules, accessOf, printing }: ActCallsParts,
  transaction: Transaction,
  { document, language = 'vi', reason }: CallParams<'transaction.print'>,
  actor: Actor,
): Promise<CallResult<'transaction.print'>> {
  const now = new Date()
  const outcome = rules.outcome(transaction)
  const basis = outcome?.documents.find(({ id }) => id === document)?.basis
  const visit = rules.visitOf(transaction)
  const rule = visit?.documents.find(({ id }) => id === document)
  if (!outcome || !basis || !visit || !rule) throw againstDeskRule(`${document} is not printed for this result`)
  const today = dayInVietnam(now)
  const { valid, numbering } = rule
  const answers = numbering && basis === 'registry' ? answersOf(transaction) : []
  const validUntil = valid && inForce(valid, today) ? yearsAfter(knownOn(transaction, answers), valid.years) : undefined
  if (validUntil !== undefined && validUntil < today) throw againstDeskRule('what it would rest on is too old')
  const kept = await records.act(accessOf(transaction, actor), {
    transactionId: transaction.id,
    action: 'transaction.print',
    id: paperId([transaction.id, document, basis, reason, ...answers]),
    // The year of its series is that on the paper.
    at: now,
    act: {
      kind: 'document',
      document,
      basis,
      ...(answers.length > 0 && { answers }),
      ...(reason && { reason }),
      ...(validUntil !== undefined && { validUntil }),
    },
    facts: { document, basis, language },
    ...(numbering && { numbering: { series: `${document}/${today.slice(0, 4)}`, form: numbering } }),
  })
  if (!kept.ok) throw kept.error
  const { value: paper } = kept
  if (paper.kind !== 'document') throw chipDeskError('StoreFailed', { cause: 'another act under this id' })
  const { number, validUntil: until } = paper
  const draft = {
    basis,
    date: dayInVietnam(paper.at),
    ...(number !== undefined && { number }),
    ...(until !== undefined && { validUntil: until }),
    ...(reason && { reason }),
  }
  // Of what is kept alone, so that a second print-out says the same as the first, and has the same control code.
  const printed = { ...transaction, report: keptOf(transaction.report, visit) }
  return printDocument(document, { transaction: printed, outcome, draft }, printing(actor, language, now))
}

/** What the forms of residence repeat of the register: its confirmation alone, where there is one. */
function answersOf({ checks = [] }: Transaction): string[] {
  const answered = checks.filter(({ state }) => state.status === 'answered')
  const residence = answered.findLast(({ kind }) => kind === 'residence')
  const lookup = answered.findLast(({ kind }) => kind === 'lookup')
  const { state } = residence ?? {}
  const confirmed = state?.status === 'answered' && state.answer.kind === 'residence' && state.answer.confirmation
  return [residence, confirmed ? undefined : lookup].flatMap(check => check?.id ?? [])
}

/** A paper that is made later is not valid for longer than what it says is known: the day of the oldest answer in it, or of the visit. */
function knownOn({ at, checks = [] }: Transaction, answers: readonly string[]): string {
  const days = checks.flatMap(({ id, state }) =>
    answers.includes(id) && state.status === 'answered' ? [dayInVietnam(state.answeredAt)] : [],
  )
  return days.toSorted()[0] ?? dayInVietnam(at)
}

/** The same paper about the same visit is the same act, however often it is printed. */
const paperId = (parts: readonly (string | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)

/** The day before the same day so many years later; the end of February where there is no such day. */
function yearsAfter(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, date - 1)).toISOString().slice(0, 10)
}
