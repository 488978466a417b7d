import { ok, type Result } from '../../emrtd/result.ts'
import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { type Purge, type PurgeSummary, purgeExpired } from './purge.ts'

export interface DailyPurgeParts extends Pick<Purge, 'reader' | 'writer' | 'rules'> {
  readonly desk: string
  readonly now: () => Date
  /** Nobody is at the counter: the store may be built anew, which takes some 20 ms for every MB. */
  readonly isIdle: () => boolean
}

/**
 * The purge that a station makes by itself, to be called every few minutes: once a day, and again until the files are clean. It begins when
 * nobody is at the counter; two never run at once.
 * @returns undefined where there was nothing to do
 */
export function dailyPurge({
  desk,
  now,
  isIdle,
  ...store
}: DailyPurgeParts): () => Promise<Result<PurgeSummary | undefined, ChipDeskError>> {
  let finishedOn: string | undefined
  let isRunning = false
  return async () => {
    const at = now().toISOString()
    if (isRunning || finishedOn === dayInVietnam(at) || !isIdle()) return ok(undefined)
    isRunning = true
    try {
      const by = { at, desk, operator: 'station', role: 'none' } as const
      const done = await purgeExpired({ ...store, by, compact: true })
      if (done.ok && done.value.finished) finishedOn = dayInVietnam(at)
      return done
    } finally {
      isRunning = false
    }
  }
}
