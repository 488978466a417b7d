import { z } from 'zod'
import { decisions, faceDecisions } from './act.ts'
import {
  auditExportSchema,
  auditedEntrySchema,
  auditPartSchema,
  auditQuerySchema,
  auditVerdictSchema,
} from './audit-log.ts'
import { verdicts } from './checks.ts'
import { civilRecords, eidFields, lookupFields } from './citizen-data.ts'
import { consentMethods, consentTypes } from './consent.ts'
import { customerSchema } from './customer.ts'
import { deskOutcomeSchema } from './desk.ts'
import { openItemSchema, ownRecordSchema, shiftSchema, statisticsSchema } from './desk-lists.ts'
import { todaySchema } from './desk-today.ts'
import { diagnosisSchema, findingSchema } from './diagnostics.ts'
import { errorSchema } from './errors.ts'
import { onlineCheckKinds } from './online-check.ts'
import { documentIds, printedDocumentSchema } from './printed-document.ts'
import { roles } from './roles.ts'
import { baudRates } from './scanners.ts'
import { accountSchema, secretSchema, typedNameSchema } from './session.ts'
import { triedCardSchema } from './set-up.ts'
import { settingsCallSchemas, testPapers } from './settings.ts'
import { type StationState, stationStateSchema } from './station-state.ts'
import { transactionSchema } from './transaction.ts'
import { reverificationSchema, tracedLineSchema, transactionDetailsSchema } from './transaction-details.ts'
import { trustCallSchemas } from './trust.ts'

/**
 * The typed protocol between the station and every shell, screen and script. One object; both sides derive from it:
 * adding a call is one entry in `calls`, and neither side compiles until it is handled.
 */

const nothing = z.object({})
const day = z.iso.date()
const waitingQuestionSchema = z.object({
  requestId: z.string(),
  kind: z.enum(['registry', ...onlineCheckKinds]),
  transactionId: z.string(),
  /** RFC 3339. */
  since: z.string(),
  expiresAt: z.string(),
  attempts: z.number(),
  error: errorSchema.optional(),
  /** Of one that waits. */
  nextTryAt: z.string().optional(),
  /** Of one that has ended. */
  endedAt: z.string().optional(),
  /** Whose visit it is about; the number masked. */
  name: z.string().optional(),
  number: z.string().optional(),
})
export type WaitingQuestion = z.infer<typeof waitingQuestionSchema>
const newAccount = z.object({
  id: typedNameSchema,
  name: z.string().max(100),
  role: z.enum(roles),
  officerNumber: z.string().max(50).optional(),
  secret: secretSchema,
})

/** Every call: its parameters and its answer. */
export const calls = {
  /** Text from any scanner, clipboard or keyboard: QR text, 12-digit number, last 6 digits, or MRZ lines. */
  'counter.input': {
    params: z.object({
      text: z.string().max(20_000),
      /** By a scanner: it is whole or cut off, never half typed. */
      scanned: z.boolean().optional(),
      /** What the keys themselves would have written, where an input method may have stood between. */
      keys: z.string().max(20_000).optional(),
    }),
    result: nothing,
  },
  /** The date that `needs` asks for, as the clerk types it. */
  'counter.answer': { params: z.object({ text: z.string().max(100) }), result: nothing },
  /** Read the card as it lies once more (after an error, or with a newly typed number). */
  'counter.read': { params: nothing, result: nothing },
  'counter.cancel': { params: nothing, result: nothing },
  /** Clear the screen for the next citizen. */
  'counter.clear': { params: nothing, result: nothing },
  /** For what the citizen has come. What was recorded for another purpose is forgotten. */
  'visit.purpose': { params: z.object({ purpose: z.string().max(100) }), result: nothing },
  /** The citizen has agreed, after having been told; recorded before anything is read. */
  'visit.consent': { params: z.object({ method: z.enum(consentMethods) }), result: nothing },
  /** The organisation's record of this person; `undefined` takes it back. */
  'visit.customer': { params: z.object({ customer: customerSchema.optional() }), result: nothing },
  /**
   * Receives somebody without a card, on the number or insurance code that the counter holds as declared data, or on these: begins a transaction whose fields
   * are declared, and never more.
   */
  'visit.without-card': {
    params: z.object({
      reason: z.string().max(100),
      /** Of a patient known by insurance number, or who has no number at all. */
      personalNumber: z.string().max(20).optional(),
      insuranceNumber: z.string().max(20).optional(),
      fullName: z.string().trim().max(200).optional(),
      /** `dd/mm/yyyy`, `yyyy`, or as on a card. */
      birthDate: z.string().max(20).optional(),
      sex: z.enum(['M', 'F', 'X']).optional(),
    }),
    result: z.object({ transactionId: z.string() }),
  },
  /** Asks the insurance once more about this transaction by a card number that the clerk or a code gave. */
  'insurance.ask': {
    params: z.object({ transactionId: z.string().max(100), insuranceNumber: z.string().max(20) }),
    result: z.object({ requestId: z.string() }),
  },
  /** The operator has compared the person with the picture. */
  'transaction.face': {
    params: z.object({
      transactionId: z.string().max(100),
      decision: z.enum(faceDecisions),
      comparison: z
        .object({ score: z.number().min(0).max(1), threshold: z.number().min(0).max(1), method: z.string().max(100) })
        .optional(),
    }),
    result: nothing,
  },
  'transaction.decide': {
    params: z.object({
      transactionId: z.string().max(100),
      outcome: z.enum(decisions),
      reason: z.string().trim().max(500).optional(),
    }),
    result: nothing,
  },
  /** Serves somebody whom the rules of the desk stop, with the consent of a second person. */
  'transaction.override': {
    params: z.object({ transactionId: z.string().max(100), reason: z.string().trim().min(10).max(500) }),
    result: nothing,
  },
  /** What came late was looked at. */
  'transaction.reviewed': { params: z.object({ transactionId: z.string().max(100) }), result: nothing },
  /** The print-out of one document about one transaction; a numbered form gets its number now, and the same one when it is printed again. */
  'transaction.print': {
    params: z.object({
      transactionId: z.string().max(100),
      document: z.enum(documentIds),
      language: z.enum(['vi', 'en']).default('vi'),
      /** Of a refusal or a receipt; of a declaration, what is asked for. */
      reason: z.string().trim().max(1000).optional(),
    }),
    result: printedDocumentSchema,
  },
  /** Gives the transaction to the organisation's own system; sent later where it does not answer. */
  'transaction.hand-over': {
    params: z.object({ transactionId: z.string().max(100) }),
    result: z.object({ requestId: z.string() }),
  },
  /** What this desk holds about the citizen whose card was just read and found good, and who saw it. */
  'citizen.own-record': { params: z.object({ transactionId: z.string().max(100) }), result: ownRecordSchema },
  /** Deletes of it what no law makes the desk keep. */
  'citizen.erase': {
    params: z.object({ transactionId: z.string().max(100) }),
    result: z.object({ deleted: z.number().int(), kept: z.number().int() }),
  },
  'desk.statistics': { params: z.object({ from: day, to: day }), result: statisticsSchema },
  /** Counts of this day for those who sit here, without anything personal. */
  'desk.today': { params: nothing, result: todaySchema },
  /** What waits to be looked at, oldest first. */
  'desk.open': { params: nothing, result: z.object({ items: z.array(openItemSchema) }) },
  'desk.shift': { params: z.object({ from: z.iso.datetime({ offset: true }) }), result: shiftSchema },
  'desk.print': {
    params: z.discriminatedUnion('list', [
      z.object({ list: z.literal('statistics'), from: day, to: day, language: z.enum(['vi', 'en']).default('vi') }),
      z.object({
        list: z.literal('shift'),
        from: z.iso.datetime({ offset: true }),
        language: z.enum(['vi', 'en']).default('vi'),
      }),
      z.object({
        list: z.literal('test-page'),
        paper: z.enum(testPapers),
        language: z.enum(['vi', 'en']).default('vi'),
      }),
      z.object({
        list: z.literal('own-data'),
        transactionId: z.string().max(100),
        language: z.enum(['vi', 'en']).default('vi'),
      }),
    ]),
    result: printedDocumentSchema,
  },
  /** What was done at this desk, newest first; `next` is the `before` of the page that follows. Looking is an entry of its own. */
  'audit.list': {
    params: auditQuerySchema,
    result: z.object({ entries: z.array(auditedEntrySchema), next: z.number().int().optional() }),
  },
  /** Whether the log is whole, from its first entry to its last and against what the register has signed. */
  'audit.verify': { params: nothing, result: auditVerdictSchema },
  /** Begins a file of the whole log, which can be verified without this program; `details`: with what may be personal. */
  'audit.export': { params: z.object({ details: z.boolean() }), result: auditExportSchema },
  /** The next part of that file, to whoever began it. */
  'audit.part': { params: z.object({ id: z.string().max(100) }), result: auditPartSchema },
  'reader.choose': { params: z.object({ name: z.string() }), result: nothing },
  /** Looks at everything that is running; nothing is asked of any service, and nothing of people is told. */
  'diagnostics.run': { params: nothing, result: diagnosisSchema },
  /** Every port and device that could be a scanner. */
  'scanner.list': {
    params: nothing,
    result: z.object({
      devices: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['serial', 'hid']),
          label: z.string(),
          path: z.string(),
          /** Taken without being chosen. */
          scanner: z.boolean(),
        }),
      ),
    }),
  },
  /** The serial port to take; without an id every one of a maker of scanners. */
  'scanner.serial': {
    params: z.object({
      id: z.string().max(500).optional(),
      baudRate: z.union(baudRates.map(rate => z.literal(rate))),
    }),
    result: nothing,
  },
  /** Newest first; `next` is the `before` of the page that follows. */
  'history.search': {
    params: z.object({
      text: z.string().max(200),
      limit: z.number().int().min(1).max(200).default(50),
      before: z.number().int().optional(),
      /** Days in Vietnam, `YYYY-MM-DD`, both included. */
      from: day.optional(),
      to: day.optional(),
      desk: z.string().max(100).optional(),
      verdict: z.enum(verdicts).optional(),
      /** Code of the purpose. */
      purpose: z.string().max(100).optional(),
    }),
    result: z.object({
      transactions: z.array(transactionSchema),
      next: z.number().optional(),
      /** How many match on each day of this page, where no text is looked for and they are counted soon enough. */
      days: z.record(z.string(), z.number().int()).optional(),
    }),
  },
  /** One transaction with everything that was ever answered about it. */
  'history.view': {
    params: z.object({ id: z.string().max(100) }),
    result: z.object({
      transaction: transactionSchema,
      outcome: deskOutcomeSchema.optional(),
      answers: z.array(
        z.object({ requestId: z.string(), kind: z.string(), status: z.string(), recordedAt: z.string() }),
      ),
    }),
  },
  /** Makes every check again from the evidence that is kept, by what the desk trusts today. */
  'history.verify': { params: z.object({ id: z.string().max(100) }), result: reverificationSchema },
  /** What stands behind a result: certificates, times, whether there is evidence. */
  'transaction.details': { params: z.object({ transactionId: z.string().max(100) }), result: transactionDetailsSchema },
  /** The commands of the read whose result is on the screen, without any data; `ApiDeskRule` once it has gone. */
  'transaction.trace': {
    params: z.object({ transactionId: z.string().max(100) }),
    result: z.object({ lines: z.array(tracedLineSchema) }),
  },
  /** The evidence file of a transaction; `ApiDeskRule` where none is kept. */
  'transaction.export': {
    params: z.object({ transactionId: z.string().max(100) }),
    result: z.object({ fileName: z.string(), evidence: z.string() }),
  },
  /**
   * Asks a central service about a transaction, where its purpose allows it, by the right that was recorded before the read; or by a consent that the citizen,
   * who is at the counter still, has given to this question. The answer comes with the state, linked to the transaction.
   */
  'lookup.ask': {
    params: z.intersection(
      z.object({ transactionId: z.string().max(100), consent: z.enum(consentTypes).optional() }),
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('lookup'), fields: z.array(z.enum(lookupFields)).min(1) }),
        z.object({ kind: z.literal('civil-status'), records: z.array(z.enum(civilRecords)).min(1) }),
        z.object({ kind: z.literal('residence'), receivedOn: day, request: z.string().max(500) }),
      ]),
    ),
    result: z.object({ requestId: z.string() }),
  },
  /**
   * The citizen shows VNeID instead of a card: asks in the app for consent to these fields, about the number that the counter holds as declared data. Begins a
   * transaction without a chip.
   */
  'eid.ask': {
    params: z.object({ level: z.union([z.literal(1), z.literal(2)]), fields: z.array(z.enum(eidFields)).min(1) }),
    result: z.object({ requestId: z.string() }),
  },
  /** What waits for an answer, and what ended without one and waits for somebody to decide. */
  'outbox.list': {
    params: nothing,
    result: z.object({ waiting: z.array(waitingQuestionSchema), ended: z.array(waitingQuestionSchema) }),
  },
  /** Asks a question that has ended once more. */
  'outbox.requeue': { params: z.object({ requestId: z.string().max(100) }), result: nothing },
  /** Gives a question up, saying why. */
  'outbox.dismiss': {
    params: z.object({ requestId: z.string().max(100), reason: z.string().trim().min(3).max(500) }),
    result: nothing,
  },
  /** Try every pending registry question now. */
  'outbox.send': { params: nothing, result: z.object({ sent: z.number(), pending: z.number() }) },
  /** Ends the session before, if another is signed in. `ApiPinWrong`, or `ApiPinDelayed` with how long to wait. */
  'session.sign-in': { params: z.object({ id: typedNameSchema, secret: secretSchema }), result: nothing },
  'session.unlock': { params: z.object({ secret: secretSchema }), result: nothing },
  /** Also by a shell, when the operating system locks its screen. */
  'session.lock': { params: nothing, result: nothing },
  'session.sign-out': { params: nothing, result: nothing },
  /** Somebody is at the desk: the idle time starts anew. */
  'session.active': { params: nothing, result: nothing },
  'session.change-secret': { params: z.object({ current: secretSchema, next: secretSchema }), result: nothing },
  /** Makes the first account, an administrator's, and signs it in. */
  'session.first-operator': { params: newAccount.omit({ role: true }), result: nothing },
  /** A second person consents to what waits in `session.consent`. */
  'session.consent': {
    params: z.object({ request: z.string(), id: typedNameSchema, secret: secretSchema }),
    result: nothing,
  },
  /** Whoever asked does not want it any more. */
  'session.withdraw': { params: z.object({ request: z.string() }), result: nothing },
  /** Out of a shell that fills the screen, by an administrator's name and PIN; the shell listens for it. `ApiNotPermitted` for anybody else. */
  'session.leave-kiosk': { params: z.object({ id: typedNameSchema, secret: secretSchema }), result: nothing },
  'operator.list': { params: nothing, result: z.object({ operators: z.array(accountSchema) }) },
  'operator.create': { params: newAccount, result: nothing },
  /** What is absent stays as it is. */
  'operator.change': {
    params: newAccount.partial().extend({ id: typedNameSchema, disabled: z.boolean().optional() }),
    result: nothing,
  },
  ...trustCallSchemas,
  ...settingsCallSchemas,
  'demo.place': { params: z.object({ persona: z.string() }), result: nothing },
  'demo.remove': { params: nothing, result: nothing },
  /** The text and a PNG data URL of the QR code printed on the persona's card. */
  'demo.qr': { params: z.object({ persona: z.string() }), result: z.object({ text: z.string(), image: z.string() }) },
  'demo.registry': { params: z.object({ online: z.boolean() }), result: nothing },
  /** What this computer has for a counter, of what the set-up is about. */
  'set-up.findings': { params: nothing, result: z.object({ findings: z.array(findingSchema) }) },
  /** Asks the card on the reader what it says to anybody; nothing on it is opened. */
  'set-up.try-card': { params: nothing, result: triedCardSchema },
  /** Opens the desk anew in the other mode: a demonstration to try, or the real one. */
  'set-up.mode': { params: z.object({ mode: z.enum(['demo', 'live']) }), result: nothing },
  /** Work begins: nobody is led through this desk any more. */
  'set-up.done': { params: nothing, result: nothing },
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallParams<N extends CallName> = z.input<Calls[N]['params']>
export type CallResult<N extends CallName> = z.output<Calls[N]['result']>

export const callNames = Object.keys(calls) as [CallName, ...CallName[]]

/** Client to station. */
export const requestSchema = z.object({ id: z.number().int(), call: z.enum(callNames), params: z.unknown() })
/** Station to client: an answer to a request, or the state. */
export const messageSchema = z.union([
  z.object({ id: z.number().int(), result: z.unknown() }),
  z.object({ id: z.number().int(), error: errorSchema }),
  z.object({ state: stationStateSchema }),
])
export type StationRequest = z.infer<typeof requestSchema>
export type StationMessage = z.infer<typeof messageSchema>

/** The station as a shell, a screen or a test sees it. `call` rejects with a `ChipDeskError`. */
export interface StationPort {
  call<N extends CallName>(name: N, params: CallParams<N>): Promise<CallResult<N>>
  /** Calls back at once with the current state, then at every change; returns how to stop. */
  subscribe(listener: (state: StationState) => void): () => void
}
