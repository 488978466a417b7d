import { checkpoint, migration, purge, vacuum } from './changes.ts'
import { backup, restore, rotation } from './key-and-copies.ts'
import type { Operation } from './operation.ts'
import { carelessSaving, saving } from './saving.ts'

/** What changes the whole store at once, or its key. */
export const wholeChanges = { migration, checkpoint, vacuum, purge, rotation, backup, restore } as const

/** What is recorded and cut, each by its name. */
export const operations = {
  ...wholeChanges,
  saving: saving(2, 12),
  // Until the log is as long as SQLite lets it become and is worked into the file while citizens are saved.
  'saving-long': saving(1, 220),
  'saving-normal': carelessSaving('NORMAL', 24),
  'saving-off': carelessSaving('OFF', 24),
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations
