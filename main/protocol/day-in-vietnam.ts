/**
 * The day in Vietnam (UTC+7, no summer time) of a moment. Laws begin and documents end at its midnight, and a card read at half past six in the
 * morning belongs to that morning, though UTC still says yesterday.
 * @param at text as RFC 3339
 * @returns e.g. `2026-11-21`
 */
export const dayInVietnam = (at: Date | string): string =>
  new Date(new Date(at).getTime() + aheadOfUtc).toISOString().slice(0, 10)

const aheadOfUtc = 7 * 3_600_000
