import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { HistoryFilter } from '../store.ts'

export const exportFormats = ['json', 'csv', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Who takes data out of the store, where, why, and what. Whether that is allowed others have decided. */
export interface ExportOrder {
  /** Of the file to make; nothing is ever written over. */
  readonly path: string
  readonly format: ExportFormat
  readonly filter: HistoryFilter
  /** Personal numbers are masked unless somebody asks for the whole ones. */
  readonly numbers: 'masked' | 'full'
  /** In the words of whoever exports; it stands in the file and in the audit log. */
  readonly reason: string
  /** `at` is RFC 3339, UTC, with milliseconds. */
  readonly by: Pick<NewAuditEntry, 'at' | 'desk' | 'operator' | 'role'>
  /** Why the data are wanted: code of a purpose, with its legal basis. */
  readonly purpose: string
  readonly legalBasis?: string
}

export interface ExportDone {
  /** Stands in the file, in every row, and in the audit log. */
  readonly id: string
  readonly rows: number
  readonly bytes: number
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string
}
