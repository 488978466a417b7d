import type { CardRead } from '../reading/card-read.ts'
import type { TraceLine } from '../reading/trace.ts'

/** A read with its commands, none of them with data. */
export interface TracedRead {
  readonly read: CardRead
  readonly trace: readonly TraceLine[]
}

/** The read whose result is on the screen, for whoever looks behind it; it goes with the citizen. */
export interface ReadAtHand {
  /** A card begins to be read. @returns where its commands go */
  begin(): (line: TraceLine) => void
  /** Its result is on the screen, under this id. */
  shown(transactionId: string, read: CardRead): void
  of(transactionId: string): TracedRead | undefined
  forget(): void
}

export function readAtHand(): ReadAtHand {
  let commands: TraceLine[] = []
  let kept: (TracedRead & { readonly id: string }) | undefined
  return {
    begin() {
      const lines: TraceLine[] = []
      commands = lines
      return line => lines.push(line)
    },
    shown(id, read) {
      kept = { id, read, trace: commands }
      commands = []
    },
    of: id => (kept?.id === id ? kept : undefined),
    forget() {
      kept = undefined
    },
  }
}
