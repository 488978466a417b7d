/** Days on which something holds, first and last, `YYYY-MM-DD`. */
interface Days {
  readonly from: string
  readonly until?: string | undefined
}

/** Whether it holds on that day, `YYYY-MM-DD` in Vietnam. */
export const inForce = ({ from, until }: Days, on: string): boolean =>
  from <= on && (until === undefined || on <= until)

/** Whether it holds on every day of the other. */
export const spans = ({ from, until }: Days, other: Days): boolean =>
  from <= other.from && (until === undefined || (other.until !== undefined && other.until <= until))

/** Whether there is a day on which both hold. */
export const meet = (one: Days, other: Days): boolean =>
  (one.until === undefined || other.from <= one.until) && (other.until === undefined || one.from <= other.until)
