import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import type { ReaderStatus } from '../../main/reading/card-transport.ts'
import type { ReportedReader } from './service-calls.ts'

/** A reader as it was seen: state flags, and in the high half a count of insertions and removals. */
export interface SeenReader {
  readonly name: string
  readonly state: number
  readonly atr: Uint8Array
}

/** What a listener is told: readers in service order, or why there are none. */
export interface ReaderView {
  readonly readers: readonly ReaderStatus[]
  readonly error?: ChipDeskError
}

// winscard.h: SCARD_STATE_PRESENT, SCARD_STATE_CHANGED
const present = 0x20
const changed = 0x02

const cardEvents = (state: number) => state >>> 16
export const hasCard = ({ state }: { state: number }) => (state & present) !== 0

/** Takes over what the service said, of which `changed` is about the past and must not be said back to it. */
export function seenReader({ name, state, atr }: Omit<ReportedReader, 'changed'>): SeenReader {
  return {
    name,
    state: (state & ~changed) >>> 0,
    atr: hasCard({ state }) && atr ? new Uint8Array(atr) : new Uint8Array(),
  }
}

/** Names of readers whose card was lifted and laid down again, or another one in its place, between two looks. */
export function swappedCards(before: readonly SeenReader[], after: readonly SeenReader[]): ReadonlySet<string> {
  const swapped = after.filter(reader => {
    const earlier = before.find(({ name }) => name === reader.name)
    return earlier && hasCard(earlier) && hasCard(reader) && cardEvents(earlier.state) !== cardEvents(reader.state)
  })
  return new Set(swapped.map(({ name }) => name))
}

/** @param lifted readers to show without their card */
export function readerView(seen: readonly SeenReader[], lifted: ReadonlySet<string> = new Set()): ReaderView {
  if (seen.length === 0) return { readers: [], error: chipDeskError('ReaderNone') }
  const readers = seen.map(reader => {
    const card = hasCard(reader) && !lifted.has(reader.name)
    return { name: reader.name, card, atr: card ? reader.atr : new Uint8Array() }
  })
  return { readers }
}

const fingerprint = (view: ReaderView) =>
  JSON.stringify([view.error, view.readers.map(({ name, card, atr }) => [name, card, [...atr]])])

export const sameView = (a: ReaderView, b: ReaderView) => fingerprint(a) === fingerprint(b)
