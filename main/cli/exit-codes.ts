import type { Light } from '../protocol/checks.ts'

/** Exit codes of the command line. */
export const exitCodes = { done: 0, red: 1, usage: 2, notDone: 3, unsure: 4 } as const

/** Code for a verdict's light. */
export function exitCodeOf(light: Light): number {
  if (light === 'green') return exitCodes.done
  return light === 'red' ? exitCodes.red : exitCodes.unsure
}
