import { randomBytes } from '../crypto/random.ts'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { fail, type Result } from '../emrtd/result.ts'
import type { PictureResult } from '../pictures/picture.ts'
import { createPictures } from '../pictures/pictures.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { Check, Report } from '../protocol/report.ts'
import type { StationPort, StationState } from '../protocol/station.ts'
import type { ReadSizes } from '../reading/block-size.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { CardSource, ReaderStatus } from '../reading/card-transport.ts'
import { readCard } from '../reading/read-card.ts'
import type { ResumePolicy } from '../reading/read-options.ts'
import { aboutText, filterFacts } from '../store/search-facts.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import type { PolicyName } from '../verification/policy.ts'
import { verifyRead } from '../verification/verify-read.ts'
import type { Place } from './access.ts'
import { createCounter } from './counter.ts'
import type { DemoDesk } from './demo-desk.ts'
import { createGuard, type GuardParts } from './guard.ts'
import { askEid, askLookup, type LookupParts, mayAskEid } from './lookup-calls.ts'
import type { People } from './people.ts'
import { chooseReader, severalCards } from './readers.ts'
import { type Records, subjectOf } from './records.ts'
import { openScanners, type ScannersParts } from './scanners.ts'
import { createSession, type SignedIn } from './session.ts'
import { sessionCalls } from './session-calls.ts'
import { shownFace } from './shown-face.ts'
import type { Upkeep } from './upkeep.ts'

/** The parts of a station, all open and running. */
export interface StationParts {
  readonly version: string
  readonly desk: StationState['desk']
  readonly source: CardSource
  readonly anchors: Trust
  readonly policy: PolicyName
  readonly records: Records
  readonly people: People
  /** What the desk does by itself. */
  readonly upkeep?: Upkeep
  /** The store was found damaged at the start: how much of it is lost. */
  readonly rescued?: { readonly at: string; readonly lost: number }
  readonly place: Place
  readonly context: LookupParts['context']
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
  close(): Promise<void>
}

/** Puts the parts together: watches the readers, runs the counter, answers every call, publishes the state at every change. */
export function createStation(parts: StationParts): Station {
  const { source, records, people, place, demo } = parts
  const lookups = { records, context: parts.context, limitMs: lookupLimitMs }
  const pictures = createPictures()
  const readSizes: ReadSizes = new Map()
  const listeners = new Set<(state: StationState) => void>()
  let readers: readonly ReaderStatus[] = []
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
  /** Who began the read: it is this person's, whoever is there when it ends. */
  let readingFor: SignedIn | undefined

  const counter = createCounter({
    changed: publish,
    clearAfterMs: parts.clearAfterMs,
    keep: async (read, report, changed) => {
      session.active()
      if (readingFor) await records.keep({ ...place, operator: readingFor }, read, report, changed)
    },
    read: (secrets, hooks) => {
      readingFor = session.operator()
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
      counter: counter.view(),
      online: records.online(),
      trust: { anchors: parts.anchors.anchors.length, test: parts.anchors.anchors.some(({ kind }) => kind === 'test') },
      ...(auditBroken && { auditBroken }),
      ...(parts.rescued && { rescued: parts.rescued }),
      ...(scanners && { scanners: scanners.view() }),
      ...(demo && { demo: demo.view() }),
    }
  }

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
    'history.view': ({ id }) => records.history(id),
    'lookup.ask': (asked, actor) => askLookup(lookups, { ...place, operator: actor }, asked),
    async 'eid.ask'(asked, actor) {
      mayAskEid(lookups, { ...place, operator: actor }, asked)
      // What is under way stays whose it is.
      if (counter.view().step === 'reading') throw chipDeskError('ReaderReading')
      readingFor = actor
      const kept = await counter.withoutCard()
      if (!kept.ok) throw kept.error
      return await askEid(lookups, { ...place, operator: actor }, asked, kept.value)
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
    },
    check: people.check,
    entry: people.entry,
    appendAudit: people.store.writer.appendAudit,
    changed: () => publish(),
  })
  const shown = () => guard.shown(state())

  const stopWatching = source.watch((next, error) => {
    readers = next
    serviceError = error
    readersAre()
  })
  const stopRecords = records.onChange(publish)
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
