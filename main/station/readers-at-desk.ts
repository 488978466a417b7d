import { fail, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { CardSource, CardTransport, ReaderStatus } from '../reading/card-transport.ts'
import { chooseReader, severalCards } from './readers.ts'

interface Parts {
  readonly source: CardSource
  /** Whether somebody is signed in: a card laid down before is nobody's turn. */
  signedIn(): boolean
  /** Whether a card lies there for the counter. */
  cardIs(there: boolean): void
  changed(): void
}

/** The readers of a desk as the service last told of them, which of them is the clerk's, and whose card the counter knows of. */
export function readersAtDesk({ source, signedIn, cardIs, changed }: Parts) {
  let readers: readonly ReaderStatus[] = []
  let serviceError: ChipDeskError | undefined
  let chosenByClerk: string | undefined
  /** Whose card the counter was told of. */
  let readerWithCard: string | undefined
  let cardKnown = false

  const chosen = () => chooseReader(readers, chosenByClerk)

  function look() {
    const only = severalCards(readers, chosenByClerk) ? undefined : chosen()
    const reader = only?.card ? only.name : undefined
    // On another reader lies another card, also where no moment was without one.
    if (reader !== readerWithCard && readerWithCard !== undefined) {
      cardKnown = false
      cardIs(false)
    }
    readerWithCard = reader
    // A card laid down where nobody is signed in is nobody's turn; one that lay there before the desk was locked lies there still.
    cardKnown = reader !== undefined && (cardKnown || signedIn())
    cardIs(cardKnown)
    changed()
  }

  return {
    /** Begins to hear of readers and cards. @returns ends it */
    watch: (): (() => void) =>
      source.watch((next, error) => {
        readers = next
        serviceError = error
        look()
      }),
    /** Somebody has signed in or out. */
    look,
    view(): StationState['readers'] {
      const name = chosen()?.name
      return readers.map(reader => ({ name: reader.name, card: reader.card, chosen: reader.name === name }))
    },
    /** What the clerk must mend before a card can be read. */
    error(): ChipDeskError | undefined {
      if (serviceError) return serviceError
      if (readers.length === 0) return chipDeskError('ReaderNone')
      return severalCards(readers, chosenByClerk) ? chipDeskError('ReaderSeveralCards') : undefined
    },
    seen: () => ({ readers, error: serviceError }),
    /** @throws ReaderLost */
    choose(name: string): void {
      if (!readers.some(reader => reader.name === name))
        throw chipDeskError('ReaderLost', { cause: 'no reader of that name' })
      chosenByClerk = name
      look()
    },
    /** To whatever lies on the chosen reader. */
    connect: () => source.connect(chosen()?.name ?? ''),
    /** For a read, of one card, to its end. Only a card that the counter has seen laid on is connected to: it knows then that this is the one that was read. */
    cardOfRead() {
      const name = chosen()?.name
      return async (): Promise<Result<CardTransport, ChipDeskError>> => {
        const reader = readers.find(each => each.name === name)
        return reader?.card ? source.connect(reader.name) : fail(chipDeskError(reader ? 'CardNone' : 'ReaderLost'))
      }
    },
  }
}
