import { AsyncLocalStorage } from 'node:async_hooks'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { CallName } from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'
import { stationGone } from '../shell/station-wire.ts'
import { lentParts } from './lent-parts.ts'
import { openStation, type StationChoice } from './open-station.ts'
import { refusedStation } from './refused-station.ts'
import type { Reopen, ReopenWish } from './reopening.ts'
import type { HeldSession } from './session.ts'
import type { Station } from './station.ts'

/** A station that whoever started it can have opened anew, too. */
export interface ReopeningStation extends Station {
  reopen: Reopen
}

interface UnderWay {
  lost(): void
  /** What this call has asked for, to happen once it is answered. */
  wish?: ReopenWish
}

/** How long a station that could not be opened anew says why before that is tried again, ms. */
const untilTriedAgain = 15_000

/**
 * A station behind a port that stays: when it asks to be reopened it is closed and opened anew in this process. Subscriptions go on with
 * the state of the new one; calls under way then, and those made meanwhile, reject with the error of a lost station. Whoever is signed in
 * stays so in the same mode. Where it does not open in the other mode it goes on in its own, and `notOpened` in the state says why; where
 * it does not open at all it says so and is tried again.
 */
export async function openReopeningStation(
  choice: StationChoice,
  { againMs = untilTriedAgain }: { readonly againMs?: number } = {},
): Promise<Result<ReopeningStation, ChipDeskError>> {
  const { end: endLent, ...lent } = lentParts(choice)
  const listeners = new Set<(state: StationState) => void>()
  const underWay = new Set<UnderWay>()
  const calling = new AsyncLocalStorage<UnderWay>()
  let place: Required<Pick<StationChoice, 'mode' | 'desk'>> = { mode: choice.mode, desk: choice.desk }
  let station: Station | undefined
  let state: StationState | undefined
  let notOpened: ChipDeskError | undefined
  let stopListening = () => {}
  /** Waits for the read under way to end. */
  let wished: ReopenWish | undefined
  let opening: Promise<void> | undefined
  /** Somebody has left while there was no station to tell. */
  let left: 'session.lock' | 'session.sign-out' | undefined
  let retry: NodeJS.Timeout | undefined
  let closing: Promise<void> | undefined

  function openAt({ mode, desk }: typeof place, goesOn?: HeldSession) {
    const { secrets, ...rest } = choice
    return openStation({
      ...rest,
      ...(mode === 'demo' && lent),
      mode,
      trial: mode === 'demo' && choice.mode === 'live',
      desk: mode === 'demo' ? desk : undefined,
      // What opens the store of one mode is not for that of the other.
      ...(secrets && mode === choice.mode && { secrets }),
      ...(goesOn && { goesOn }),
      reopen: asked,
    })
  }

  function asked(wish: ReopenWish = {}) {
    const call = calling.getStore()
    if (call && underWay.has(call)) call.wish = { ...call.wish, ...wish }
    else soon(wish)
  }
  /** Not before the answer has gone out. */
  function soon(wish: ReopenWish) {
    wished = { ...wished, ...wish }
    setImmediate(begin)
  }
  function begin() {
    if (!wished || !station || closing || station.isReading()) return
    const wish = wished
    wished = undefined
    opening = reopen(station, wish).finally(() => {
      opening = undefined
      begin()
    })
  }

  async function reopen(before: Station, wish: ReopenWish) {
    clearTimeout(retry)
    const held = before.held()
    station = undefined
    stopListening()
    for (const call of underWay) call.lost()
    underWay.clear()
    await before.close().catch(said)
    const next = { ...place, ...wish }
    const opened = await openNext(next, held)
    if (opened.ok) await goOn(opened.value)
    else use(refusedStation(opened.error, { ...held, locked: held.account !== undefined }))
    if (!opened.ok && !closing) retry = setTimeout(() => soon({}), againMs)
  }

  async function openNext(next: typeof place, held: HeldSession) {
    const same = next.mode === place.mode
    const opened = await openAt(next, same ? held : undefined).catch(asBug)
    notOpened = opened.ok || same ? undefined : opened.error
    if (notOpened) return openAt(place, held).catch(asBug)
    place = next
    return opened
  }

  async function goOn(opened: Station) {
    if (left) await opened.call(left, {}).catch(said)
    left = undefined
    use(opened)
  }

  function use(opened: Station) {
    station = opened
    stopListening = opened.subscribe(next => {
      state = { ...next, ...(notOpened && { notOpened }) }
      for (const listener of [...listeners]) listener(state)
      if (wished) setImmediate(begin)
    })
  }

  const call: Station['call'] = (name, params) => {
    const here = station
    if (!here) return leaves(name) ?? Promise.reject(stationGone)
    return new Promise((resolve, reject) => {
      const one: UnderWay = { lost: () => reject(stationGone) }
      underWay.add(one)
      const answered = () => {
        underWay.delete(one)
        if (one.wish) soon(one.wish)
      }
      calling
        .run(one, () => here.call(name, params))
        .then(resolve, reject)
        .finally(answered)
    })
  }
  /** A desk that is left while it is opened anew is left when it is open. */
  function leaves(name: CallName): Promise<never> | undefined {
    if (closing || (name !== 'session.lock' && name !== 'session.sign-out')) return undefined
    left = left === 'session.sign-out' ? left : name
    return Promise.resolve({} as never)
  }

  async function end() {
    clearTimeout(retry)
    await opening
    stopListening()
    listeners.clear()
    const last = station
    station = undefined
    for (const call of underWay) call.lost()
    await last?.close()
    await endLent()
  }

  const first = await openAt(place, choice.goesOn)
  if (!first.ok) {
    await endLent()
    return first
  }
  use(first.value)
  return ok({
    call,
    reopen: asked,
    subscribe(listener) {
      listeners.add(listener)
      if (state) listener(state)
      return () => listeners.delete(listener)
    },
    customer: customer => station?.customer(customer) ?? Promise.resolve(fail(stationGone)),
    takesCustomers: () => station?.takesCustomers() ?? false,
    doorClosed: error => station?.doorClosed(error),
    isReading: () => station?.isReading() ?? false,
    held: () => station?.held() ?? { locked: false },
    close() {
      closing ??= end()
      return closing
    },
  })
}

function said(thrown: unknown) {
  const kind = thrown instanceof Error ? thrown.name : 'unknown'
  process.stderr.write(`${JSON.stringify({ reopening: kind })}\n`)
}

function asBug(thrown: unknown): Result<Station, ChipDeskError> {
  said(thrown)
  return fail(chipDeskError('ApiInternal', { cause: thrown instanceof Error ? thrown.name : 'unknown' }))
}
