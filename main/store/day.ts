const offset = 7 * 3_600_000

/**
 * The day in Vietnam (UTC+7, no summer time) on which something happened: a card read at half past six in the morning belongs to that
 * morning, though UTC still says yesterday.
 * @param at RFC 3339
 * @returns e.g. `2026-11-21`
 */
export const dayOf = (at: string): string => new Date(Date.parse(at) + offset).toISOString().slice(0, 10)
