import { insuranceNumberIn } from '../cccd/insurance-number.ts'
import { randomBytes } from '../crypto/random.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { createPictures } from '../pictures/pictures.ts'
import type { PrintContext } from '../print/print-context.ts'
import type { Customer } from '../protocol/customer.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { StationPort } from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { ReadSizes } from '../reading/block-size.ts'
import { readCard } from '../reading/read-card.ts'
import type { ResumePolicy } from '../reading/read-options.ts'
import { type Access, type Serving, servingAt } from './access.ts'
import { actCalls } from './act-calls.ts'
import { auditCalls, toldOfAudit } from './audit-calls.ts'
import { citizensLeft } from './citizens-left.ts'
import { createCounter } from './counter.ts'
import { counterCalls } from './counter-calls.ts'
import { demoCalls } from './demo-desk.ts'
import { deskListCalls, openNow } from './desk-list-calls.ts'
import { diagnosticsCalls } from './diagnostics-calls.ts'
import { createGuard, type GuardParts } from './guard.ts'
import { judgeRead } from './judge-read.ts'
import { lastKept } from './last-kept.ts'
import { type LookupParts, lookupCalls } from './lookup-calls.ts'
import { openCounter } from './open-counter.ts'
import { readAtHand } from './read-at-hand.ts'
import { readersAtDesk } from './readers-at-desk.ts'
import { recordCalls, toldOfRecords } from './record-calls.ts'
import { openScanners } from './scanners.ts'
import { createSession, type HeldSession, type SignedIn } from './session.ts'
import { sessionCalls } from './session-calls.ts'
import { setUpCalls } from './set-up-calls.ts'
import { settingsCalls } from './settings-calls.ts'
import type { StationParts } from './station-parts.ts'
import { trustCalls } from './trust-calls.ts'
import { openVisit, type VisitBasis } from './visit.ts'
import { compareAtCounter, takeCustomer, visitCalls } from './visit-calls.ts'

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
  /** Also where the desk is locked, and no state tells of it. */
  isReading(): boolean
  /** Who is at the desk. */
  held(): HeldSession
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
  let doorError: ChipDeskError | undefined

  const publish = () => {
    const current = shown()
    for (const listener of listeners) listener(current)
  }

  const session = createSession({
    ...people,
    random: randomBytes,
    busy: () => isReading(),
    changed: () => readers.look(),
    ended() {
      counter.leave()
      guard.closed()
    },
  })
  const readers = readersAtDesk({
    source,
    signedIn: () => session.operator() !== undefined,
    cardIs: there => counter.cardIs(there),
    changed: publish,
  })
  /** Who began the read, for what and by what right: it stays theirs, whoever is there when it ends. */
  let readingFor: Serving | undefined
  const serve = (operator: SignedIn, { visit: chosen, consent }: VisitBasis, more: Partial<Serving> = {}): Serving => ({
    ...servingAt(place, operator, { visit: chosen, consent, definition }),
    ...more,
  })
  /** What is done about a stored transaction is done for its purpose. */
  function accessOf(transaction: Transaction, operator: Access['operator']): Access {
    const serviceCode = rules.visitOf(transaction)?.serviceCode ?? place.purpose.serviceCode
    const { purpose } = transaction
    return { ...place, operator, purpose: purpose ? { ...purpose, serviceCode } : place.purpose }
  }
  const gone = citizensLeft()
  const kept = lastKept(parts.store.reader)
  const atHand = readAtHand()

  const counter = createCounter({
    changed() {
      if (counter.view().step === 'result') openItems.recorded()
      kept.seen(counter.view())
      publish()
    },
    clearAfterMs: parts.clearAfterMs,
    keep: async (read, report, changed) => {
      session.active()
      if (!readingFor) return
      const { operator } = readingFor
      await records.keep(readingFor, read, report, changed)
      const view = counter.view()
      if (view.step === 'result') atHand.shown(view.transaction.id, read)
      if (view.step === 'result' && visit.customer())
        await compareAtCounter({ visit, records, accessOf }, view, operator)
    },
    notYet() {
      const basis = visit.basis(new Date())
      return basis.ok ? undefined : basis.error
    },
    over() {
      const view = counter.view()
      if (view.step === 'result') gone.left(view.transaction.id)
      visit.over()
      records.forget()
      atHand.forget()
    },
    engaged: () => visit.isEngaged(),
    read: (secrets, hooks) => {
      const operator = session.operator()
      const basis = visit.basis(new Date())
      const insuranceNumber = insuranceNumberIn(counter.declared()?.insurance)
      const known = insuranceNumber === undefined ? {} : { insuranceNumber }
      readingFor = operator && basis.ok ? serve(operator, basis.value, known) : undefined
      session.active()
      pictures.prepare()
      const { resume = resumeAtCounter } = parts
      return readCard(readers.cardOfRead(), {
        secrets,
        random: randomBytes,
        resume,
        readSizes,
        onTrace: atHand.begin(),
        ...hooks,
      })
    },
    judge: judgeRead({ anchors: parts.anchors, policy: parts.policy, clock: parts.clock, pictures }),
  })

  const isReading = () => counter.view().step === 'reading'

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
    const readerError = readers.error()
    const auditBroken = parts.upkeep?.broken()
    return {
      version: parts.version,
      desk: parts.desk,
      readers: readers.view(),
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
      setUp: parts.setUp?.view(),
      lastKept: kept.id(),
    }
  }

  function withOutcome(view: StationState['counter']): StationState['counter'] {
    const outcome = view.step === 'result' ? rules.outcome(view.transaction) : undefined
    return view.step === 'result' && outcome ? { ...view, outcome } : view
  }

  const openItems = openCounter({
    count: async () =>
      (await openNow({ store: parts.store, desk: place.desk, rules, leftAt: gone.at }, new Date())).length,
    isIdle: () => counter.view().step === 'waiting',
    changed: publish,
  })

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
  const calls: GuardParts['calls'] = {
    ...counterCalls(counter),
    'reader.choose': ({ name }) => {
      readers.choose(name)
      return {}
    },
    'scanner.list': async () => ({ devices: [...((await scanners?.list()) ?? [])] }),
    'scanner.serial': async serial => {
      if (!scanners) throw chipDeskError('ScannerNone', { cause: 'this station looks for no scanners' })
      await scanners.chooseSerial(serial)
      return {}
    },
    ...recordCalls({ ...parts, atHand }),
    ...demoCalls(demo),
    ...auditCalls(parts),
    ...diagnosticsCalls(parts, () => ({
      readers: { ...readers.seen(), readSizes },
      scanners: scanners?.view(),
      doorError,
    })),
    ...setUpCalls({
      station: parts,
      seen: readers.seen,
      connect: readers.connect,
      isReading,
      changed: () => publish(),
    }),
    ...settingsCalls(parts, isReading),
    ...trustCalls(parts, isReading),
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
      leftAt: gone.at,
      counter: () => counter.view(),
      printing,
      erased(transactionId) {
        const view = counter.view()
        if (view.step === 'result' && view.transaction.id === transactionId) counter.clear()
      },
    }),
    ...lookupCalls({
      ...lookups,
      accessOf,
      counter,
      serve(operator) {
        const basis = visit.basis(new Date())
        return basis.ok ? ok(serve(operator, basis.value)) : basis
      },
      readFor(serving) {
        readingFor = serving
      },
    }),
  }

  const guard = createGuard({
    session,
    sessionCalls: sessionCalls({ ...people, session, random: randomBytes }),
    calls,
    told: { ...toldOfRecords(records), ...toldOfAudit },
    check: people.check,
    entry: people.entry,
    appendAudit: people.store.writer.appendAudit,
    changed: () => publish(),
  })
  const shown = () => guard.shown(state())

  const stopWatching = readers.watch()
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
    isReading,
    held: session.held,
    takesCustomers: () => session.operator() !== undefined && rules.definition.customer !== undefined,
    close() {
      closing ??= end()
      return closing
    },
  }
}
