import type { Operation } from './operation.ts'
import { carelessSaving, saving } from './saving.ts'

/** What is recorded and cut, each by its name. */
export const operations = {
  saving: saving(2, 12),
  // Until the log is as long as SQLite lets it become and is worked into the file while citizens are saved.
  'saving-long': saving(1, 220),
  'saving-normal': carelessSaving('NORMAL', 24),
  'saving-off': carelessSaving('OFF', 24),
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations
