import type { AuditHead } from './entry.ts'

/** What the register signed when it was told a head, as the store keeps it. */
export interface AuditReceipt extends AuditHead {
  /** The register's time, RFC 3339. */
  readonly receivedAt: string
  /** The whole answer as JSON text, with `signedText`, `signature` and `keyId`. */
  readonly body: string
}
