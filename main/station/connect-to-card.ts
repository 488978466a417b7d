import { fail, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { CardSource, CardTransport, ReaderStatus } from '../reading/card-transport.ts'
import { chooseReader, severalCards } from './readers.ts'

/** The readers as they are now, or why there are none. */
export function currentReaders(
  source: CardSource,
  waitMs = 2000,
): Promise<{ readers: readonly ReaderStatus[]; error?: ChipDeskError }> {
  return new Promise(resolve => {
    let stop = () => {}
    let last: { readers: readonly ReaderStatus[]; error?: ChipDeskError } = { readers: [] }
    const finish = () => {
      clearTimeout(timer)
      // `watch` may call back before it has returned how to stop.
      queueMicrotask(() => stop())
      resolve(last)
    }
    const timer = setTimeout(finish, waitMs)
    stop = source.watch((readers, error) => {
      last = { readers, ...(error && { error }) }
      if (readers.some(({ card }) => card)) finish()
    })
  })
}

/** Connects to the card on the named reader, or on the only reader with a card; each other situation has its error. */
export async function connectToCard(
  source: CardSource,
  readerName?: string,
): Promise<Result<CardTransport, ChipDeskError>> {
  const { readers, error } = await currentReaders(source)
  if (error) return fail(error)
  if (readers.length === 0) return fail(chipDeskError('ReaderNone'))
  if (readerName !== undefined && !readers.some(({ name }) => name === readerName)) {
    return fail(chipDeskError('ReaderNone', { cause: `no reader named ${readerName}` }))
  }
  if (severalCards(readers, readerName)) return fail(chipDeskError('ReaderSeveralCards'))
  const reader = chooseReader(readers, readerName)
  if (!reader?.card) return fail(chipDeskError('CardNone'))
  return source.connect(reader.name)
}
