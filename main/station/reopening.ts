/** As what a station is opened anew: as before where nothing is said. */
export interface ReopenWish {
  readonly mode?: 'demo' | 'live'
  /** Definition of the desk that demo mode shows. */
  readonly desk?: string
}

/**
 * How a station asks to be closed and opened anew, with what its files say now. It happens after the call that asks was answered, and not
 * before a read under way has ended.
 */
export type Reopen = (wish?: ReopenWish) => void
