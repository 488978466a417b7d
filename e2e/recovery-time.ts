import { availableParallelism, loadavg } from 'node:os'

/** How long a screen may take to be true again, ms. */
const recoveryMs = 3_000
const mostCrowded = 8

/** The same on a machine that others use as well: as much longer as its processors have more to do than they can, eight times at most. */
export function recoveryBudget(): number {
  const [lastMinute = 0] = loadavg()
  return recoveryMs * Math.min(mostCrowded, Math.max(1, lastMinute / availableParallelism()))
}
