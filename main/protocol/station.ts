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
import { deskOutcomeSchema, deskViewSchema, visitSchema } from './desk.ts'
import { openItemSchema, ownRecordSchema, shiftSchema, statisticsSchema } from './desk-lists.ts'
import { todaySchema } from './desk-today.ts'
import { diagnosisSchema, findingSchema } from './diagnostics.ts'
import { errorSchema } from './errors.ts'
import { faceSchema } from './face.ts'
import { onlineCheckKinds } from './online-check.ts'
import { phases, userInteractions } from './phases.ts'
import { documentIds, printedDocumentSchema } from './printed-document.ts'
import { fieldSchema } from './report.ts'
import { roles } from './roles.ts'
import { baudRates, scannersSchema } from './scanners.ts'
import { accountSchema, secretSchema, sessionSchema, typedNameSchema } from './session.ts'
import { setUpSchema, triedCardSchema } from './set-up.ts'
import { settingsCallSchemas, testPapers } from './settings.ts'
import { transactionSchema } from './transaction.ts'
import { reverificationSchema, tracedLineSchema, transactionDetailsSchema } from './transaction-details.ts'
import { trustCallSchemas } from './trust.ts'

/**
 * The typed protocol between the station and every shell, screen and script. One object; both sides derive from it:
 * adding a call is one entry in `calls`, and neither side compiles until it is handled.
 */

export const readerSchema = z.object({
  name: z.string(),
  card: z.boolean(),
  /** The reader the next read will use. */
  chosen: z.boolean(),
})

/** What the citizen's QR code or the clerk said, before any chip was opened: declared data, never more. */
export const declaredSchema = z.object({
  origin: z.enum(['qr', 'number', 'can', 'mrz']),
  fields: z.array(fieldSchema),
  /** From the code of a health-insurance card, which opens no chip. */
  insuranceNumber: z.string().optional(),
})
export type Declared = z.infer<typeof declaredSchema>

export const counterSchema = z.discriminatedUnion('step', [
  /** Nobody at the counter, or only half of what a read needs: a card, or a way to open it. */
  z.object({
    step: z.literal('waiting'),
    card: z.boolean(),
    declared: declaredSchema.optional(),
    /** The one thing to ask for before the chip can be opened: its number, the day of birth, the end of validity, or the printed lines. */
    needs: z.enum(['can', 'birth', 'expiry', 'mrz']).optional(),
    /** Why the last input or placement led to nothing. */
    error: errorSchema.optional(),
  }),
  z.object({
    step: z.literal('reading'),
    phase: z.enum(phases),
    dataGroup: z.string().optional(),
    bytesDone: z.number(),
    bytesTotal: z.number(),
    elapsedMs: z.number(),
    interaction: z.enum(userInteractions),
    declared: declaredSchema.optional(),
    /** Fields already read, unverified until the result. */
    fields: z.array(fieldSchema),
  }),
  z.object({
    step: z.literal('result'),
    transaction: transactionSchema,
    /** What the desk's definition makes of it. */
    outcome: deskOutcomeSchema.optional(),
    /** Held in memory for this result only. Absent where no face may be shown. */
    face: faceSchema.optional(),
    /** False once the card was lifted; the next card starts the next citizen. */
    card: z.boolean(),
    /** Said when the transaction could not be saved. */
    storeError: errorSchema.optional(),
  }),
])
export type Counter = z.infer<typeof counterSchema>

export const demoSchema = z.object({
  personas: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      number: z.string(),
      note: z.string(),
      noteEn: z.string(),
      hostile: z.boolean(),
    }),
  ),
  /** Persona whose card lies on the virtual reader. */
  placed: z.string().optional(),
  /** Whether the reference registry answers. */
  registryOnline: z.boolean(),
  /** `pcsc` through a virtual reader, or `in-process` where no PC/SC service can be started. */
  reader: z.enum(['pcsc', 'in-process']),
})

export const stationStateSchema = z.object({
  version: z.string(),
  desk: z.object({ id: z.string(), name: z.string() }),
  /** What the desk's definition asks of its screens; absent only where the desk did not open. */
  rules: deskViewSchema.optional(),
  /** Whom the counter is serving, for what and by what right. */
  visit: visitSchema.optional(),
  /** Why the desk did not open in the other mode, and goes on in its own. */
  notOpened: errorSchema.optional(),
  /** How many transactions of this desk wait to be looked at. */
  open: z.number().int().optional(),
  readers: z.array(readerSchema),
  /** Why no card can be read just now (service down, no reader). */
  readerError: errorSchema.optional(),
  /** Absent only where the store with the accounts could not be opened. */
  session: sessionSchema.optional(),
  counter: counterSchema,
  online: z.object({ status: z.enum(['unknown', 'online', 'offline']), pending: z.number().int() }),
  trust: z.object({ anchors: z.number().int(), test: z.boolean() }),
  /** The store was found damaged when this station started: how many records of visits are lost. */
  rescued: z.object({ at: z.string(), lost: z.number().int() }).optional(),
  /** Why the organisation's own system cannot say who stands at the counter, where it should. */
  doorError: errorSchema.optional(),
  /** The register has shown that the audit log of this desk is not what it was. */
  auditBroken: errorSchema.optional(),
  /** Scanners that are no keyboards; absent where this station looks for none. */
  scanners: scannersSchema.optional(),
  /** Id of the transaction that was kept last, here or before a restart: it tells whether a read that was broken off was kept. */
  lastKept: z.string().optional(),
  /** The shell fills the screen, and lets nobody out but an administrator. Said by the shell. */
  kiosk: z.literal(true).optional(),
  /** Present only until somebody has been led through the set-up, or wants none of it. */
  setUp: setUpSchema.optional(),
  /** Present only in demo mode: the screen then carries a watermark and a tray. */
  demo: demoSchema.optional(),
})
/** Everything a screen shows, pushed whole at every change. */
export type StationState = z.infer<typeof stationStateSchema>

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
