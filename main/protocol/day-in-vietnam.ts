const aheadOfUtc = 7 * 3_600_000

/** A moment as clocks in Vietnam show it (UTC+7, no summer time): in the parts that it has in UTC. */
export const inVietnam = (at: Date | string): Date => new Date(new Date(at).getTime() + aheadOfUtc)

/** 0 to 23. */
export const hourInVietnam = (at: Date | string): number => inVietnam(at).getUTCHours()

/**
 * The day in Vietnam of a moment. Laws begin and documents end at its midnight, and a card read at half past six in the
 * morning belongs to that morning, though UTC still says yesterday.
 * @param at text as RFC 3339
 * @returns e.g. `2026-11-21`
 */
export const dayInVietnam = (at: Date | string): string => inVietnam(at).toISOString().slice(0, 10)

/** The midnight at which a day begins in Vietnam, in ms since 1970. @param day `YYYY-MM-DD` */
export const beginOfDayInVietnam = (day: string): number => Date.parse(`${day}T00:00:00Z`) - aheadOfUtc

/** Whole days in Vietnam, both included, as moments for a search: the second is the first one after them. */
export const daysInVietnam = (from: string, to: string): { from: string; to: string } => ({
  from: new Date(beginOfDayInVietnam(from)).toISOString(),
  to: new Date(beginOfDayInVietnam(to) + 86_400_000).toISOString(),
})
