import { randomBytes } from '../crypto/random.ts'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { PictureResult } from '../pictures/picture.ts'
import { createPictures } from '../pictures/pictures.ts'
import type { PrintContext } from '../print/print-context.ts'
import type { Customer } from '../protocol/customer.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { Check, Report } from '../protocol/report.ts'
import type { StationPort, StationState } from '../protocol/station.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { ReadSizes } from '../reading/block-size.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { CardSource, ReaderStatus } from '../reading/card-transport.ts'
import { readCard } from '../reading/read-card.ts'
import type { ResumePolicy } from '../reading/read-options.ts'
import { aboutText, filterFacts } from '../store/search-facts.ts'
import type { Store } from '../store/store.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import type { PolicyName } from '../verification/policy.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { type Access, type Place, type Serving, servingAt } from './access.ts'
import { actCalls } from './act-calls.ts'
import { createCounter } from './counter.ts'
import type { DemoDesk } from './demo-desk.ts'
import { deskListCalls, openNow } from './desk-list-calls.ts'
import type { DeskRules } from './desk-rules.ts'
import { createGuard, type GuardParts } from './guard.ts'
import { askEid, askLookup, type LookupParts, mayAskEid } from './lookup-calls.ts'
import { openCounter } from './open-counter.ts'
import type { People } from './people.ts'
import { chooseReader, severalCards } from './readers.ts'
import { type Records, subjectOf } from './records.ts'
import { openScanners, type ScannersParts } from './scanners.ts'
import { createSession, type SignedIn } from './session.ts'
import { sessionCalls } from './session-calls.ts'
import { shownFace } from './shown-face.ts'
import type { Upkeep } from './upkeep.ts'
import { openVisit, type VisitBasis } from './visit.ts'
import { compareAtCounter, takeCustomer, visitCalls } from './visit-calls.ts'

/** The parts of a station, all open and running. */
export interface StationParts {
  readonly version: string
  readonly desk: StationState['desk']
  readonly source: CardSource
  readonly anchors: Trust
  readonly policy: PolicyName
  readonly records: Records
  /** What the records are in, for lists of them. */
  readonly store: Pick<Store, 'reader' | 'writer'>
  readonly people: People
  /** What the desk does by itself. */
  readonly upkeep?: Upkeep
  /** The store was found damaged at the start: how much of it is lost. */
  readonly rescued?: { readonly at: string; readonly lost: number }
  readonly place: Place
  /** What kind of desk it is. */
  readonly rules: DeskRules
  readonly context: LookupParts['context']
  /** What stands on print-outs beside who printed them and when. */
  readonly printing: Omit<PrintContext, 'language' | 'operator' | 'now'>
  /** Whether the organisation's own system is connected. */
  readonly handsOver: boolean
  readonly demo?: DemoDesk
  readonly clearAfterMs: number
  /** Scanners that are no keyboards. */
  readonly scanners?: ScannersParts
  /** What the desk's clock is measured against. Absent: it is believed, as for invented cards, which nobody is let in with. */
  readonly clock?: ClockWatch
  /** For a card lost during a read; default `resumeAtCounter`. */
  readonly resume?: ResumePolicy
}

/** Two slips are a citizen's; after the third something else is wrong. People find the pad again within seconds. */
const resumeAtCounter: ResumePolicy = { attempts: 2, waitMs: 10_000 }

/** Somebody looks at the screen meanwhile. */
const lookupLimitMs = 5000

export interface Station extends StationPort {
  /**
   * The organisation's own system says who stands at the counter. `ApiSignInNeeded` where nobody is signed in, `ApiDeskRule` where this desk compares no
   * customer.
   */
  customer(customer: Customer | undefined): Promise<Result<void, ChipDeskError>>
  /** Whether it would be taken now. */
  takesCustomers(): boolean
  /** The organisation's own system cannot get in: said on the screen. */
  doorClosed(error: ChipDeskError): void
  close(): Promise<void>
}

/** Puts the parts together: watches the readers, runs the counter, answers every call, publishes the state at every change. */
export function createStation(parts: StationParts): Station {
  const { source, records, people, place, rules, demo } = parts
  const definition = { id: rules.definition.id, version: rules.definition.version }
  const visit = openVisit(rules.definition, rules.table)
  const lookups: LookupParts = { records, context: parts.context, table: rules.table, limitMs: lookupLimitMs }
  const pictures = createPictures()
  const readSizes: ReadSizes = new Map()
  const listeners = new Set<(state: StationState) => void>()
  let readers: readonly ReaderStatus[] = []
  let doorError: ChipDeskError | undefined
  let serviceError: ChipDeskError | undefined
  let chosenByClerk: string | undefined
  /** Whose card the counter was told of. */
  let readerWithCard: string | undefined
  let cardKnown = false

  const publish = () => {
    const current = shown()
    for (const listener of listeners) listener(current)
  }

  const session = createSession({
    ...people,
    random: randomBytes,
    busy: () => counter.view().step === 'reading',
    changed: () => {
      readersAre()
      publish()
    },
    ended() {
      counter.leave()
      guard.closed()
    },
  })
  /** Who began the read, for what and by what right: it stays theirs, whoever is there when it ends. */
  let readingFor: Serving | undefined
  const serve = (operator: SignedIn, { visit: chosen, consent }: VisitBasis, more: Partial<Serving> = {}): Serving => ({
    ...servingAt(place, operator, { visit: chosen, consent, definition }),
    ...more,
  })
  /** What is done about a stored transaction is done for its purpose. */
  function accessOf({ purpose }: Transaction, operator: SignedIn): Access {
    const { serviceCode } = place.purpose
    return { ...place, operator, purpose: purpose ? { ...purpose, serviceCode } : place.purpose }
  }

  /** Of the last citizens; older ones have left long since. */
  const leftAt = new Map<string, number>()
  const left = (id: string) => {
    leftAt.set(id, Date.now())
    const [oldest] = leftAt.keys()
    if (leftAt.size > 2000 && oldest !== undefined) leftAt.delete(oldest)
  }

  const counter = createCounter({
    changed() {
      if (counter.view().step === 'result') openItems.recorded()
      publish()
    },
    clearAfterMs: parts.clearAfterMs,
    keep: async (read, report, changed) => {
      session.active()
      if (!readingFor) return
      const { operator } = readingFor
      await records.keep(readingFor, read, report, changed)
      const view = counter.view()
      if (view.step === 'result' && visit.customer())
        await compareAtCounter({ visit, records, accessOf }, view, operator as SignedIn)
    },
    notYet() {
      const basis = visit.basis(new Date())
      return basis.ok ? undefined : basis.error
    },
    over() {
      const view = counter.view()
      if (view.step === 'result') left(view.transaction.id)
      visit.over()
      records.forget()
    },
    engaged: () => visit.isEngaged(),
    read: (secrets, hooks) => {
      const operator = session.operator()
      const basis = visit.basis(new Date())
      readingFor = operator && basis.ok ? serve(operator, basis.value, declaredInsurance()) : undefined
      session.active()
      const name = chooseReader(readers, chosenByClerk)?.name ?? ''
      pictures.prepare()
      // Only a card that the counter has seen laid on is connected to: it knows then that this is the one that was read.
      const connect = async () =>
        readers.some(reader => reader.name === name && reader.card)
          ? source.connect(name)
          : fail(chipDeskError(readers.some(reader => reader.name === name) ? 'CardNone' : 'ReaderLost'))
      const { resume = resumeAtCounter } = parts
      return readCard(connect, { secrets, random: randomBytes, resume, readSizes, ...hooks })
    },
    judge(read, declared) {
      const { anchors, policy } = parts
      const { at, doubt: clock } = parts.clock?.read() ?? { at: new Date() }
      const { report, face } = verifyRead(read, { anchors, policy, at, clock, ...(declared && { declared }) })
      const picture = face ? pictures.show(face.bytes) : provenButUnreadable(read, report)
      if (!picture) return { report }
      return { report, face: picture instanceof Promise ? picture.then(shownFace) : shownFace(picture) }
    },
  })

  const scanners =
    parts.scanners &&
    openScanners(parts.scanners, {
      input(text) {
        if (!session.operator()) return chipDeskError('ApiSignInNeeded')
        session.active()
        return counter.input(text, { scanned: true })
      },
      changed: () => publish(),
    })

  function state(): StationState {
    const chosen = chooseReader(readers, chosenByClerk)
    const readerError = readerErrorNow()
    const auditBroken = parts.upkeep?.broken()
    return {
      version: parts.version,
      desk: parts.desk,
      readers: readers.map(({ name, card }) => ({ name, card, chosen: name === chosen?.name })),
      ...(readerError && { readerError }),
      session: guard.view(),
      counter: withOutcome(counter.view()),
      online: records.online(),
      trust: { anchors: parts.anchors.anchors.length, test: parts.anchors.anchors.some(({ kind }) => kind === 'test') },
      ...(auditBroken && { auditBroken }),
      rules: rules.view(new Date()),
      visit: visit.view(),
      open: openItems.view(),
      ...(doorError && { doorError }),
      ...(parts.rescued && { rescued: parts.rescued }),
      ...(scanners && { scanners: scanners.view() }),
      ...(demo && { demo: demo.view() }),
    }
  }

  function withOutcome(view: StationState['counter']): StationState['counter'] {
    const outcome = view.step === 'result' ? rules.outcome(view.transaction) : undefined
    return view.step === 'result' && outcome ? { ...view, outcome } : view
  }

  const openItems = openCounter({
    count: async () => (await openNow({ store: parts.store, desk: place.desk, rules, leftAt }, new Date())).length,
    isIdle: () => counter.view().step === 'waiting',
    changed: publish,
  })

  function readerErrorNow(): ChipDeskError | undefined {
    if (serviceError) return serviceError
    if (readers.length === 0) return chipDeskError('ReaderNone')
    return severalCards(readers, chosenByClerk) ? chipDeskError('ReaderSeveralCards') : undefined
  }

  function readersAre() {
    const chosen = severalCards(readers, chosenByClerk) ? undefined : chooseReader(readers, chosenByClerk)
    const reader = chosen?.card ? chosen.name : undefined
    // On another reader lies another card, also where no moment was without one.
    if (reader !== readerWithCard && readerWithCard !== undefined) {
      cardKnown = false
      counter.cardIs(false)
    }
    readerWithCard = reader
    // A card laid down where nobody is signed in is nobody's turn; one that lay there before the desk was locked lies there still.
    cardKnown = reader !== undefined && (cardKnown || session.operator() !== undefined)
    counter.cardIs(cardKnown)
    publish()
  }

  let closing: Promise<void> | undefined
  async function end() {
    session.close()
    counter.cancel()
    openItems.close()
    stopWatching()
    stopRecords()
    listeners.clear()
    await scanners?.close()
    await parts.upkeep?.stop()
    await demo?.close()
    await source.close()
    await pictures.close()
    await records.close()
  }

  const operatorName = (id: string) => parts.store.reader.operator(id)?.name ?? id
  const printing = (operator: SignedIn, language: 'vi' | 'en', now: Date): PrintContext => ({
    ...parts.printing,
    language,
    now,
    operator: operatorName(operator.id),
  })
  function declaredInsurance(): Pick<Serving, 'insuranceNumber'> {
    const { cardNumber, bookNumber } = counter.declared()?.insurance ?? {}
    const insuranceNumber = cardNumber ?? bookNumber
    return insuranceNumber === undefined ? {} : { insuranceNumber }
  }

  const calls: GuardParts['calls'] = {
    'counter.input': ({ text, scanned, keys }) => done(counter.input(text, { scanned, keys })),
    'counter.answer': ({ text }) => done(counter.answer(text)),
    'counter.read': () => done(counter.readAgain()),
    'counter.cancel': () => {
      counter.cancel()
      return {}
    },
    'counter.clear': () => {
      counter.clear()
      return {}
    },
    'reader.choose': ({ name }) => {
      if (!readers.some(reader => reader.name === name))
        throw chipDeskError('ReaderLost', { cause: 'no reader of that name' })
      chosenByClerk = name
      readersAre()
      return {}
    },
    'scanner.list': async () => ({ devices: [...((await scanners?.list()) ?? [])] }),
    'scanner.serial': async serial => {
      if (!scanners) throw chipDeskError('ScannerNone', { cause: 'this station looks for no scanners' })
      await scanners.chooseSerial(serial)
      return {}
    },
    'history.search': ({ text, limit = 50, ...filter }) => records.search({ text, limit, ...filter }),
    ...visitCalls({
      visit,
      counter,
      records,
      accessOf,
      serveWithoutCard(operator, { reason, insuranceNumber }) {
        const basis = visit.basisWithoutCard(reason, new Date())
        if (!basis.ok) return basis.error
        const number = insuranceNumber !== undefined && { insuranceNumber }
        readingFor = serve(operator, basis.value, { withoutCard: { reason }, ...number })
        return undefined
      },
      changed: () => publish(),
    }),
    ...actCalls({
      records,
      rules,
      counter: () => counter.view(),
      accessOf,
      printing,
      nameOf: operatorName,
      handsOver: parts.handsOver,
    }),
    ...deskListCalls({
      store: parts.store,
      desk: place.desk,
      rules,
      leftAt,
      counter: () => counter.view(),
      printing,
      erased(transactionId) {
        const view = counter.view()
        if (view.step === 'result' && view.transaction.id === transactionId) counter.clear()
      },
    }),
    'history.view'({ id }) {
      const found = records.history(id)
      const outcome = rules.outcome(found.transaction)
      return { ...found, ...(outcome && { outcome }) }
    },
    'lookup.ask'(asked, actor) {
      const transaction = records.view(asked.transactionId)
      if (!transaction) throw chipDeskError('DataUnknownCode', { cause: 'no such transaction' })
      const view = counter.view()
      const atCounter = view.step === 'result' && view.transaction.id === transaction.id
      return askLookup(lookups, accessOf(transaction, actor), { transaction, atCounter }, asked)
    },
    async 'eid.ask'(asked, actor) {
      const basis = visit.basis(new Date())
      if (!basis.ok) throw basis.error
      const serving = serve(actor, basis.value)
      mayAskEid(lookups, serving, asked)
      // What is under way stays whose it is.
      if (counter.view().step === 'reading') throw chipDeskError('ReaderReading')
      readingFor = serving
      const kept = await counter.withoutCard()
      if (!kept.ok) throw kept.error
      return await askEid(lookups, serving, asked, kept.value)
    },
    'outbox.list': () => records.outbox(),
    'outbox.requeue': async ({ requestId }, actor) => {
      refuseUnless(await records.requeue({ ...place, operator: actor }, requestId))
      return {}
    },
    'outbox.dismiss': async (given, actor) => {
      refuseUnless(await records.dismiss({ ...place, operator: actor }, given))
      return {}
    },
    'outbox.send': () => records.sendNow(),
    'demo.place': ({ persona }) => inDemo(demo, desk => desk.place(persona)),
    'demo.remove': () => inDemo(demo, desk => desk.remove()),
    'demo.qr': ({ persona }) => inDemo(demo, desk => desk.qr(persona)),
    'demo.registry': ({ online }) => inDemo(demo, desk => desk.setRegistry(online)),
  }

  const guard = createGuard({
    session,
    sessionCalls: sessionCalls({ ...people, session, random: randomBytes }),
    calls,
    told: {
      'history.search': ({ text, limit: _, before: __, ...filter }, { transactions }) => ({
        outcome: `${transactions.length} found`,
        facts: filterFacts(filter),
        ...aboutText(text),
      }),
      'history.view': (_, { transaction }) => ({
        ...subjectOf(transaction),
        facts: { transaction: transaction.id },
      }),
      'citizen.own-record': ({ transactionId }) => aboutShown(transactionId),
      'desk.print': asked =>
        asked.list === 'own-data' ? aboutShown(asked.transactionId) : { facts: { list: asked.list } },
    },
    check: people.check,
    entry: people.entry,
    appendAudit: people.store.writer.appendAudit,
    changed: () => publish(),
  })
  const shown = () => guard.shown(state())
  /** Of a citizen who was told what is held: it stands in that citizen's own log. */
  function aboutShown(id: string) {
    const transaction = records.view(id)
    return { ...(transaction && subjectOf(transaction)), facts: { transaction: id } }
  }

  const stopWatching = source.watch((next, error) => {
    readers = next
    serviceError = error
    readersAre()
  })
  const stopRecords = records.onChange(() => {
    openItems.recorded()
    publish()
  })
  parts.upkeep?.start({
    isIdle: () => counter.view().step === 'waiting',
    changed: publish,
    onServerTime: signed => parts.clock?.confirm(signed),
  })

  return {
    async call(name, params) {
      const result = await guard.call(name, params)
      if (name.startsWith('demo.')) publish()
      return result
    },
    subscribe(listener) {
      listeners.add(listener)
      listener(shown())
      return () => listeners.delete(listener)
    },
    async customer(customer) {
      const operator = session.operator()
      if (!operator) return fail(chipDeskError('ApiSignInNeeded'))
      const error = await takeCustomer({ visit, counter, records, accessOf }, customer, 'core', operator)
      publish()
      return error ? fail(error) : ok(undefined)
    },
    doorClosed(error) {
      doorError = error
      publish()
    },
    takesCustomers: () => session.operator() !== undefined && rules.definition.customer !== undefined,
    close() {
      closing ??= end()
      return closing
    },
  }
}

/** A signature covers the file of the face, but there is no image in it that could be shown. */
function provenButUnreadable({ files }: CardRead, { checks }: Report): PictureResult | undefined {
  const successful = (id: Check['id']) => checks.some(check => check.id === id && check.result === 'successful')
  const file = successful('sod.signature') && successful('sod.hashes') ? files.get('DG2') : undefined
  const parsed = file && parseDg2(file)
  return parsed && !parsed.ok ? fail(parsed.error.tag === 'ProtocolLength' ? 'too-large' : 'unreadable') : undefined
}

function refuseUnless(done: Result<unknown, ChipDeskError>): void {
  if (!done.ok) throw done.error
}

/** An error leaves a call as a rejection with that error. */
function done(error: ChipDeskError | undefined): Record<string, never> {
  if (error) throw error
  return {}
}

function inDemo<T>(demo: DemoDesk | undefined, action: (desk: DemoDesk) => T): T {
  if (!demo) throw chipDeskError('ApiUnknownCall', { cause: 'only in demo mode' })
  return action(demo)
}
