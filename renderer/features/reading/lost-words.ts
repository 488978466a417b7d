import type { UserInteraction } from '../../../main/protocol/phases.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import type { Dictionary } from '../../i18n/vi.ts'

/** What to say while a read waits for its card: nobody can lift a card that is already gone. Undefined while it is being read. */
export function lostWords(
  interaction: UserInteraction,
  readers: StationState['readers'],
  t: Dictionary,
): { title: string; line: string } | undefined {
  if (interaction !== 'lift-and-place-again') return undefined
  return readers.some(({ chosen, card }) => chosen && card)
    ? { title: t.interactions['lift-and-place-again'], line: t.reading.cardSilent }
    : { title: t.reading.placeAgain, line: t.reading.cardGone }
}
