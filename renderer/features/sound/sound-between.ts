import type { StationState } from '../../../main/protocol/station-state.ts'
import type { Sound } from './tones.ts'

const open = ({ session }: StationState) => !session || session.state === 'signed-in'

/**
 * What is heard when one state of the station follows another on this page; nothing where nobody is signed in, and nothing of what was there already.
 * @param before absent when the page was opened just now
 */
export function soundBetween(before: StationState | undefined, now: StationState): Sound | undefined {
  if (!before || !open(before) || !open(now)) return undefined
  const [was, is] = [before.counter, now.counter]
  if (is.step === 'reading') return was.step === 'reading' ? undefined : 'card'
  if (is.step !== 'result') return undefined
  const { id, report } = is.transaction
  // A verdict that turns, as a register's answer may do, is another verdict.
  const heard = was.step === 'result' && was.transaction.id === id && was.transaction.report.light === report.light
  return heard ? undefined : report.light
}
