import type { ReaderStatus } from '../reading/card-transport.ts'

/** Which reader the next read uses: the clerk's choice, else the only one with a card, else the first. */
export function chooseReader(readers: readonly ReaderStatus[], chosenByClerk?: string): ReaderStatus | undefined {
  const wished = readers.find(({ name }) => name === chosenByClerk)
  if (wished) return wished
  return readers.find(({ card }) => card) ?? readers[0]
}

/** Two cards at once and no choice made: nobody can say whose turn it is. */
export const severalCards = (readers: readonly ReaderStatus[], chosenByClerk?: string): boolean =>
  readers.filter(({ card }) => card).length > 1 && !readers.some(({ name }) => name === chosenByClerk)
