import type { ChipDeskError } from '../protocol/errors.ts'
import type { Counter } from './counter.ts'
import type { DeskCall, GuardParts } from './guard.ts'

type CounterCall = Extract<DeskCall, `counter.${string}`>

/** What the clerk does at the counter itself. */
export function counterCalls(counter: Counter): Pick<GuardParts['calls'], CounterCall> {
  return {
    'counter.input': ({ text, scanned, keys }) => done(counter.input(text, { scanned, keys })),
    'counter.answer': ({ text }) => done(counter.answer(text)),
    'counter.read': () => done(counter.readAgain()),
    'counter.cancel': () => {
      counter.cancel()
      return {}
    },
    'counter.clear': () => {
      counter.clear()
      return {}
    },
  }
}

/** An error leaves a call as a rejection with that error. */
function done(error: ChipDeskError | undefined): Record<string, never> {
  if (error) throw error
  return {}
}
