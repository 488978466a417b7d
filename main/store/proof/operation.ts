/** What a store shows after a cut. */
export interface Survivors {
  /** Everything that may be acknowledged and is there: the very lines the process says. */
  readonly facts: ReadonlySet<string>
  /** What must never be seen: damage, half of something, a state between before and after. */
  readonly problems: readonly string[]
}

/** Something the store does that a cut may interrupt. Every place is below one folder. */
export interface Operation {
  /** What is there before; it is not recorded. */
  prepare?(folder: string): Promise<void>
  /** Is recorded and cut. Says a line only when that is durable. */
  run(folder: string, say: (line: string) => void): Promise<void>
  /** Opens what the cut left and looks: `thoroughly` in every way the station would, else as quickly as it can be told. */
  survivors(folder: string, thoroughly: boolean): Promise<Survivors>
}
