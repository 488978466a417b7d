import type { Clock } from './clock.ts'

/** A clock that stands until it is moved. */
export function handClock(): Clock & { advance(milliseconds: number): void } {
  let time = Date.now()
  let waiting: { at: number; run: () => void }[] = []
  return {
    now: () => new Date(time),
    after(milliseconds, run) {
      const entry = { at: time + milliseconds, run }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter(other => other !== entry)
      }
    },
    advance(milliseconds) {
      time += milliseconds
      const due = waiting.filter(entry => entry.at <= time)
      waiting = waiting.filter(entry => entry.at > time)
      for (const { run } of due) run()
    },
  }
}
