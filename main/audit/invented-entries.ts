import { randomBytes } from 'node:crypto'
import { sha256OfText } from '../crypto/text-hash.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { appended, type ChainEnd } from './append.ts'
import { type AuditEntry, genesisText } from './entry.ts'
import type { SealKey } from './seal.ts'

/** For tests and benches: entries of nobody. */

export const inventedEntry = (n: number, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
  at: new Date(Date.parse('2026-11-21T01:00:00Z') + n * 1000).toISOString(),
  desk: 'quay-1',
  operator: 'thu.nghiem',
  role: 'clerk',
  action: 'card.read',
  purpose: 'ADMIN_PROCEDURE',
  legalBasis: '26/2023/QH15',
  subject: `999190${String(n % 1_000_000).padStart(6, '0')}`,
  outcome: 'genuine',
  facts: { transaction: `t${n}`, checks: n },
  ...more,
})

export const inventedGenesis = genesisText({
  id: '00000000-0000-4000-8000-000000000000',
  at: '2026-11-21T01:00:00.000Z',
  desk: 'quay-1',
})

export interface InventedChain {
  readonly genesis: string
  readonly entries: readonly AuditEntry[]
  /** As an auditor was given it before the first entry. */
  readonly firstKey: SealKey
  readonly end: ChainEnd
}

export function inventedChain(news: readonly NewAuditEntry[], from?: ChainEnd): InventedChain {
  const firstKey = { seq: 1, key: '5'.repeat(64) }
  const begun: ChainEnd = { seq: 0, head: sha256OfText(inventedGenesis), sealKey: firstKey }
  const salt = () => randomBytes(16).toString('hex')
  const added = appended(news, from ?? begun, { subjectKey: new Uint8Array(32).fill(9), salt })
  return { genesis: inventedGenesis, entries: added.entries, firstKey, end: added.end }
}
