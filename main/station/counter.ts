import type { DeclaredInput } from '../cccd/declared-input.ts'
import { insuranceNumberIn } from '../cccd/insurance-number.ts'
import { keyNeed, withAnswer } from '../cccd/key-need.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Face } from '../protocol/face.ts'
import type { Report } from '../protocol/report.ts'
import type { Counter as CounterView } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { CardRead, FileId } from '../reading/card-read.ts'
import type { AccessSecrets, ReadProgress } from '../reading/read-options.ts'
import { isAnotherCard } from '../reading/same-card.ts'
import { documentFields } from '../verification/document-fields.ts'
import { type InputWay, readInput } from './read-input.ts'
import { facePending } from './shown-face.ts'
import { triedKeys } from './tried-keys.ts'

/** What the counter needs from the rest of the station. */
export interface CounterParts {
  read(
    secrets: AccessSecrets,
    hooks: {
      onProgress(progress: ReadProgress): void
      onFile(id: FileId, content: Uint8Array): void
      signal: AbortSignal
    },
  ): Promise<CardRead>
  /** The face comes later, but without fail, where it takes time to decode. */
  judge(read: CardRead, declared: DeclaredInput | undefined): { report: Report; face?: Face | Promise<Face> }
  /** Saves durably, then asks the registry; calls back at every change of the transaction. Resolves after the first call back. */
  keep(
    read: CardRead,
    report: Report,
    changed: (transaction: Transaction, storeError?: ChipDeskError) => void,
  ): Promise<void>
  changed(): void
  clearAfterMs: number
  /** Why nothing may be read yet: what the citizen has come for is not known, or not agreed to. */
  notYet(): ChipDeskError | undefined
  /** This citizen's turn is over: what was chosen and agreed to was theirs. */
  over(): void
  /** Something was chosen or agreed to that must not stay for somebody else. */
  engaged(): boolean
}

/** One citizen after the other at one reader. All rules of the counter's flow are here; `view` is what screens show. */
export interface Counter {
  view(): CounterView
  /** What is known of the citizen at the counter before any card is read. */
  declared(): DeclaredInput | undefined
  input(text: string, way?: InputWay): ChipDeskError | undefined
  /** The one date that the chip's key still wants. */
  answer(text: string): ChipDeskError | undefined
  /** The citizen shows VNeID instead of a card: keeps what is declared as a record without a chip, for questions to be about. */
  withoutCard(citizen?: DeclaredInput): Promise<Result<Transaction, ChipDeskError>>
  /** What had to come before a read has come, or changed. */
  mayRead(): void
  readAgain(): ChipDeskError | undefined
  cancel(): void
  clear(): void
  /** Whoever served this citizen has gone: what is under way ends, is kept, and is shown to nobody. */
  leave(): void
  /** A card was laid on, or lifted from, the reader in use. */
  cardIs(present: boolean): void
}

export function createCounter(parts: CounterParts): Counter {
  let view: CounterView = { step: 'waiting', card: false }
  let declared: DeclaredInput | undefined
  /** The same before its dates were asked for: any of them may have been typed wrong. */
  let unanswered: DeclaredInput | undefined
  /** Whose result is on the screen, so that the same card can be read once more. */
  let shown: DeclaredInput | undefined
  /** Whose turn it is, as far as a code or a card has said: the number of a citizen, and never one that may have been mistyped. */
  let whose: string | undefined
  let card = false
  /** The card on the reader was read for the citizen before: it must be lifted, or asked for, to be read again. */
  let spent = false
  let running: AbortController | undefined
  /** A card was laid on since the read began: whatever was read, that one was not. */
  let exchanged = false
  /** Whoever began what is under way has gone. */
  let unseen = false
  let clearing: NodeJS.Timeout | undefined
  /** The citizen's chip has no CAN: its key is made of number, birth and expiry. Known while the card is turned to read the date, too. */
  let withoutCan = false
  const keys = triedKeys()

  function show(next: CounterView) {
    view = next
    clearTimeout(clearing)
    // Nobody's data stays on a screen that nobody uses.
    if (view.step === 'result' || (view.step === 'waiting' && (view.declared || parts.engaged())))
      clearing = setTimeout(() => clear(), parts.clearAfterMs).unref()
    parts.changed()
  }

  function wait(error?: ChipDeskError) {
    const needs = declared && keyNeed(declared, withoutCan ? 'mrz' : 'can')
    show({
      step: 'waiting',
      card: card && !spent,
      ...declaredView(declared),
      ...(needs && { needs }),
      ...(error && { error }),
    })
  }

  async function read() {
    const citizen = declared
    if (!citizen || running) return
    if (parts.notYet()) return wait()
    if (keys.areUsedUp(citizen)) {
      declared = undefined
      return wait(notTriedAgain())
    }
    const secrets = keys.secretsOf(citizen)
    running = new AbortController()
    exchanged = false
    unseen = false
    const files = new Map<FileId, Uint8Array>()
    let fields = documentFields(files, 'unverified', citizen)
    let lost = false
    const onProgress = (progress: ReadProgress) => {
      // The card laid on again is the one that is read from here on.
      if (lost && progress.interaction === 'keep-card') exchanged = false
      lost = progress.interaction === 'lift-and-place-again'
      show({ step: 'reading', ...progress, ...(unseen ? { fields: [] } : { ...declaredView(citizen), fields }) })
    }
    onProgress({ phase: 'connect', bytesDone: 0, bytesTotal: 0, elapsedMs: 0, interaction: 'keep-card' })
    const onFile = (id: FileId, content: Uint8Array) => {
      files.set(id, content)
      if (id === 'DG1' || id === 'DG13') fields = documentFields(files, 'unverified', citizen)
    }
    try {
      const done = await parts.read(secrets, { onProgress, onFile, signal: running.signal })
      exchanged ||= done.error !== undefined && isAnotherCard(done.error)
      // Of a card that has gone nothing need be known.
      if (card && !exchanged) keys.refuse(secrets, done.access.attempts)
      if (!nothingLearnt(done)) {
        await finish(done, citizen)
        return
      }
      settle()
      refuse(done.error ?? chipDeskError('CardMute'))
    } catch (fault) {
      // A bug of ours on one card must not close the counter to the next one.
      goOn(fault)
    }
  }

  function goOn(fault: unknown): ChipDeskError {
    const error = chipDeskError('ApiInternal', { cause: fault instanceof Error ? fault.name : 'unknown' })
    settle()
    wait(error)
    return error
  }

  /** The read is over, its record on the disk: the next citizen's turn may begin. */
  function settle() {
    running = undefined
    spent = card && !exchanged
    if (unseen) {
      forget()
      over()
    }
  }

  function forget() {
    declared = undefined
    unanswered = undefined
    withoutCan = false
  }

  /** The card told nothing about its holder: no transaction, the counter is ready for another try at once. */
  function refuse(refusal: ChipDeskError) {
    // A chip without CAN that has refused the lines before: they were held back, and nothing is missing.
    const heldBack = refusal.tag === 'AccessNoSecret' && declared?.mrzInformation !== undefined
    const error = heldBack ? notTriedAgain() : refusal
    const toAnswerAgain = card && unanswered && !keys.areUsedUp(unanswered) ? unanswered : undefined
    // A wrong key is not tried twice by itself: the tries of a card are precious. Any other cause keeps what the citizen declared.
    if (error.tag === 'CardWrongKey') declared = toAnswerAgain
    if (error.retry === 'same-card' || error.tag === 'AccessNoSecret') spent = false
    const asked = error.tag === 'AccessNoSecret' || (error.tag === 'CardWrongKey' && toAnswerAgain !== undefined)
    withoutCan = asked && declared?.can !== undefined && card
    wait(unseen ? undefined : error)
    // Lifted and laid again sooner than the read could end: nobody lays it on once more to be read.
    if (exchanged && card && declared && error.retry === 're-present') void read()
  }

  async function finish(done: CardRead, citizen: DeclaredInput): Promise<Transaction | undefined> {
    const { report, face } = parts.judge(done, citizen)
    let current: Transaction | undefined
    let shownFace = face instanceof Promise ? facePending : face
    const begin = () => {
      settle()
      forget()
      shown = unseen ? undefined : citizen
      whose = unseen ? undefined : (citizen.personalNumber ?? whose)
    }
    const onScreen = () => view.step === 'result' && view.transaction.id === current?.id
    const kept = parts.keep(done, report, (transaction, storeError) => {
      // A late answer of the registry must not bring the citizen before back to the screen.
      if (current && !onScreen()) return
      if (!current) begin()
      current = transaction
      if (unseen) return wait()
      const picture = shownFace && { face: shownFace }
      show({ step: 'result', transaction, card, ...picture, ...(storeError && { storeError }) })
    })
    if (face instanceof Promise)
      void face.then(decoded => {
        shownFace = decoded
        if (view.step === 'result' && onScreen()) show({ ...view, face: decoded })
      })
    await kept
    // Kept by nobody, it is shown to nobody, and the counter is not closed to the next card.
    if (!current) goOn(new Error('not kept'))
    return current
  }

  /** A scanner gave the code once more of whoever is on the screen, the card not yet lifted: nobody new has come. */
  const isShown = (input: DeclaredInput) =>
    view.step === 'result' && !view.transaction.report.error && card && spent && isSame(input, shown)

  /** Another person's code: what was chosen and agreed to before was not theirs. */
  const isSomebodyElse = ({ personalNumber }: DeclaredInput) =>
    whose !== undefined && personalNumber !== undefined && personalNumber !== whose

  function over() {
    whose = undefined
    parts.over()
  }

  /** Opens the card that lies there with what is known, or waits for it, or for what is missing. */
  function proceed() {
    const missing = declared && keyNeed(declared, withoutCan ? 'mrz' : 'can')
    if (card && !spent && !missing) void read()
    else wait()
  }

  function clear() {
    if (running) return
    forget()
    over()
    wait()
  }

  return {
    view: () => view,
    declared: () => declared ?? (view.step === 'result' ? shown : undefined),
    input(text, way) {
      const input = readInput(text, way)
      if (running) {
        const known = input.ok && isSame(input.value, unanswered ?? declared)
        return known ? undefined : chipDeskError('ReaderReading')
      }
      if (!input.ok) {
        if (view.step !== 'result') wait(input.error)
        return input.error
      }
      if (isShown(input.value)) return undefined
      if (view.step === 'result' || isSomebodyElse(input.value)) over()
      if (input.value.origin === 'qr') whose = input.value.personalNumber ?? whose
      declared = input.value
      unanswered = undefined
      if (!card) withoutCan = false
      proceed()
      return undefined
    },
    answer(text) {
      if (running) return chipDeskError('ReaderReading')
      const needs = view.step === 'waiting' ? view.needs : undefined
      if (!declared || (needs !== 'birth' && needs !== 'expiry'))
        return chipDeskError('AccessNoSecret', { cause: 'nothing was asked' })
      const answered = withAnswer(declared, needs, text)
      if (!answered) return chipDeskError('DataNumberInvalid', { cause: 'no such date', seen: 'field' })
      unanswered ??= declared
      declared = answered
      proceed()
      return undefined
    },
    async withoutCard(given) {
      if (running) return fail(chipDeskError('ReaderReading'))
      const citizen = given ?? declared
      if (!citizen || (!given && !citizen.personalNumber))
        return fail(chipDeskError('AccessNoSecret', { cause: 'no personal number declared' }))
      running = new AbortController()
      unseen = false
      exchanged = false
      try {
        const kept = await finish(nothingRead(), citizen)
        return kept ? ok(kept) : fail(chipDeskError('StoreFailed', { cause: 'not kept' }))
      } catch (fault) {
        return fail(goOn(fault))
      }
    },
    readAgain() {
      if (running) return chipDeskError('ReaderReading')
      const again = view.step === 'result' ? shown : undefined
      if (!card && !again) return chipDeskError('CardNone')
      const notYet = parts.notYet()
      if (notYet) return notYet
      declared ??= again
      if (!declared) return chipDeskError('AccessNoSecret', { cause: 'no number given' })
      spent = false
      if (card) void read()
      else wait()
      return undefined
    },
    mayRead() {
      if (running || view.step !== 'waiting') return
      if (declared) proceed()
      else wait(view.error)
    },
    cancel: () => running?.abort(),
    clear,
    leave() {
      unseen = true
      shown = undefined
      running?.abort()
      if (running && view.step === 'reading') {
        const { declared: _, ...progress } = view
        show({ ...progress, fields: [] })
      }
      clear()
    },
    cardIs(present) {
      const placed = present && !card
      card = present
      if (!present) {
        spent = false
        keys.forget()
      }
      if (running) {
        exchanged ||= placed
        return
      }
      if (view.step === 'result' && !placed) return show({ ...view, card })
      if (placed && isToBeLaidAgain(view)) declared ??= shown
      else if (placed && view.step === 'result') over()
      if (placed && declared && !keyNeed(declared)) return void read()
      // A card while the last result is still shown: the next citizen has come. An error stays until something new is tried.
      wait(view.step === 'waiting' && !placed ? view.error : undefined)
    },
  }
}

/** The screen asks for this very card to be laid on again. Another one was taken for it at most once, and then says so. */
function isToBeLaidAgain(view: CounterView): boolean {
  const error = view.step === 'result' ? view.transaction.report.error : undefined
  return error?.retry === 're-present' && !isAnotherCard(error)
}

const notTriedAgain = () =>
  chipDeskError('CardWrongKey', { cause: 'this card has refused that number: not tried again' })

const isSame = (one: DeclaredInput, other: DeclaredInput | undefined) => JSON.stringify(one) === JSON.stringify(other)

/** True if neither the holder's data nor a security object was read. */
const nothingLearnt = (done: CardRead) => Boolean(done.error) && !done.files.has('DG1') && !done.files.has('SOD')

function declaredView(
  declared: DeclaredInput | undefined,
): Pick<Extract<CounterView, { step: 'waiting' }>, 'declared'> {
  if (!declared) return {}
  const insuranceNumber = insuranceNumberIn(declared.insurance)
  const fields = documentFields(new Map(), 'unverified', declared)
  return { declared: { origin: declared.origin, fields, ...(insuranceNumber !== undefined && { insuranceNumber }) } }
}

const nothingRead = (): CardRead => ({
  at: new Date().toISOString(),
  access: { protocol: 'none', attempts: [] },
  files: new Map(),
  notRead: [],
  timings: { total: 0 },
  apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
})
