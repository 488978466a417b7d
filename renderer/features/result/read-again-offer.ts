import type { Report } from '../../../main/protocol/report.ts'
import { isAnotherCard } from './verdict-words.ts'

/** How an unfinished read is tried again: at a press, by laying the card on again, or not at all. */
export type ReadAgainOffer = 'button' | 'place-again' | undefined

/** @param card whether one lies on the reader */
export function readAgainOffer({ verdict, error }: Report, card: boolean): ReadAgainOffer {
  if (verdict !== 'incomplete' || (error && isAnotherCard(error))) return undefined
  if (card || error?.tag === 'CardReadCancelled') return 'button'
  return error?.retry === 're-present' ? 'place-again' : undefined
}
