import type { Result } from '../emrtd/result.ts'
import { civilStatusQuestion, eidQuestion, lookupQuestion, residenceQuestion } from '../online/citizen-questions.ts'
import type { DeskContext } from '../online/question.ts'
import type { Consent } from '../protocol/consent.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { OnlineQuestion } from '../protocol/online-check.ts'
import type { CallParams, CallResult } from '../protocol/station.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { allow, type Intent } from '../purposes/permission.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import type { Access, Serving } from './access.ts'
import type { Counter } from './counter.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import { recordOf } from './record-of.ts'
import type { Records } from './records.ts'
import type { SignedIn } from './session.ts'

export interface LookupParts {
  readonly records: Records
  readonly context: (serving: Pick<Serving, 'operator' | 'purpose' | 'consent'>) => DeskContext
  readonly table: PurposeTable
  /** How long the first try may take, ms; the outbox goes on from there. */
  readonly limitMs: number
}

export interface LookupCallsParts extends LookupParts {
  readonly accessOf: (transaction: Transaction, operator: Access['operator']) => Access
  readonly counter: Counter
  /** Who serves whom now, or why nobody may be asked about yet. */
  readonly serve: (operator: SignedIn) => Result<Serving, ChipDeskError>
  /** For whom the next record is made. */
  readonly readFor: (serving: Serving) => void
}

type LookupCall = Extract<DeskCall, 'lookup.ask' | 'eid.ask'>

/** Questions about a citizen beyond those that are asked about every read. */
export function lookupCalls(parts: LookupCallsParts): Pick<GuardParts['calls'], LookupCall> {
  const { records, accessOf, counter } = parts
  return {
    'lookup.ask'(asked, actor) {
      const transaction = recordOf(records, asked.transactionId)
      const view = counter.view()
      const atCounter = view.step === 'result' && view.transaction.id === transaction.id
      return askLookup(parts, accessOf(transaction, actor), { transaction, atCounter }, asked)
    },
    async 'eid.ask'(asked, actor) {
      const serving = parts.serve(actor)
      if (!serving.ok) throw serving.error
      mayAskEid(parts, serving.value, asked)
      // What is under way stays whose it is.
      if (counter.view().step === 'reading') throw chipDeskError('ReaderReading')
      parts.readFor(serving.value)
      const kept = await counter.withoutCard()
      if (!kept.ok) throw kept.error
      return await askEid(parts, serving.value, asked, kept.value)
    },
  }
}

/** The citizen answers in the app while standing at the counter. */
const eidLimitMs = 5 * 60_000

/**
 * Asks for data about a citizen, where the purpose of the visit allows it: refused before anything is sent (`OnlineNotAllowed`), with the field or the
 * basis that is not covered as cause. Throws a `ChipDeskError`.
 */
async function askLookup(
  parts: LookupParts,
  access: Access,
  { transaction, atCounter }: { readonly transaction: Transaction; readonly atCounter: boolean },
  asked: CallParams<'lookup.ask'>,
): Promise<CallResult<'lookup.ask'>> {
  const { records, limitMs } = parts
  const now = new Date()
  const consent = consentFor(transaction, asked.consent, atCounter, now)
  const question = questionOf(transaction, asked, { ...parts, context: parts.context({ ...access, consent }) }, now)
  return await send(records, access, question, limitMs)
}

/** Nobody claims another right than the one that the visit rests on, but for a consent of somebody who is there to give it. */
function consentFor(
  { consent: recorded }: Transaction,
  claimed: Consent['type'] | undefined,
  atCounter: boolean,
  now: Date,
): Consent {
  if (recorded && (claimed === undefined || claimed === recorded.type)) return recorded
  const type = claimed ?? 'LEGAL_DUTY'
  if (type === 'CONSENT' ? !atCounter : recorded)
    throw chipDeskError('OnlineNotAllowed', { cause: `consent-type-not-allowed ${type}` })
  return consentNow(type, now)
}

/** Throws `OnlineNotAllowed` where the purpose of the visit does not let these fields be asked for in VNeID: to be called before anything is kept. */
function mayAskEid(parts: LookupParts, access: Access, { fields }: CallParams<'eid.ask'>): void {
  const now = new Date()
  allowed({ ...parts, context: contextOf(parts, access, 'CONSENT', now) }, now, {
    endpoint: 'eid-authentications',
    eidFields: fields,
  })
}

/** Asks the citizen in VNeID, about a transaction that holds no more than a declared number. */
async function askEid(
  parts: LookupParts,
  access: Access,
  { level, fields }: CallParams<'eid.ask'>,
  transaction: Transaction,
): Promise<CallResult<'eid.ask'>> {
  const now = new Date()
  const { records } = parts
  const desk = contextOf(parts, access, 'CONSENT', now)
  allowed({ ...parts, context: desk }, now, { endpoint: 'eid-authentications', eidFields: fields })
  const personalNumber = transaction.report.document.find(({ id }) => id === 'personalNumber')?.value ?? ''
  const source = { transactionId: transaction.id, context: desk, now, personalNumber, level, fields, allowed: fields }
  const question = eidQuestion(source)
  if (!question.ok) throw question.error
  return await send(records, access, question.value, eidLimitMs)
}

async function send(records: Records, access: Access, question: OnlineQuestion, limitMs: number) {
  const saved = await records.ask(access, question, limitMs)
  if (!saved.ok) throw saved.error
  return { requestId: question.requestId }
}

function questionOf(
  { id: transactionId, report }: Transaction,
  asked: CallParams<'lookup.ask'>,
  by: Asking,
  now: Date,
): OnlineQuestion {
  const { context } = by
  const source = { transactionId, report, context, now }
  const question = () => {
    switch (asked.kind) {
      case 'lookup':
        allowed(by, now, { endpoint: 'citizen-lookups', lookupFields: asked.fields })
        return lookupQuestion({ ...source, fields: asked.fields, allowed: asked.fields })
      case 'civil-status':
        allowed(by, now, { endpoint: 'civil-status', civilRecords: asked.records })
        return civilStatusQuestion({ ...source, records: asked.records, allowed: asked.records })
      case 'residence': {
        allowed(by, now, { endpoint: 'residence-confirmations' })
        const { receivedOn, request } = asked
        return residenceQuestion({ ...source, application: { receivedOn, request }, allowed: true })
      }
    }
  }
  const made = question()
  if (!made.ok) throw made.error
  return made.value
}

interface Asking extends Pick<LookupParts, 'table'> {
  readonly context: DeskContext
}

function allowed(
  { context: { purpose, consent }, table }: Asking,
  at: Date,
  wish: Pick<Intent, 'endpoint' | 'lookupFields' | 'civilRecords' | 'eidFields'>,
): void {
  const { code, legalBasisCode: legalBasis } = purpose
  const permitted = allow({ purpose: code, legalBasis, consent: consent.type, at, ...wish }, table)
  if (!permitted.ok) throw permitted.error
}

/** A consent is one that the citizen gave for this question, at this moment. */
const contextOf = ({ context }: LookupParts, access: Access, type: Consent['type'], now: Date): DeskContext =>
  context({ ...access, consent: consentNow(type, now) })

const consentNow = (type: Consent['type'], now: Date): Consent => ({
  type,
  method: type === 'CONSENT' ? 'SPOKEN' : 'SCREEN',
  recordedAt: now.toISOString(),
  textVersion: '1',
})
