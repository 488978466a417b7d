import type Database from 'better-sqlite3'
import { verifyAudit } from '../../audit/verify-audit.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { migrate } from '../database/migrations.ts'
import { createPrivately } from '../database/store-file.ts'
import { openStore } from '../open-store.ts'
import { auditReading } from '../reader/audit.ts'

/** Of every proof's store. */
export const proofKey = new Uint8Array(32).fill(7)

type Look = (database: Database.Database) => string[]

/**
 * Opens a store as the station does, looks at its rows through a second connection, and closes it as the station does.
 * @returns what is wrong with it; `look` adds what else it wants
 */
export async function checkStore(path: string, key: Uint8Array, look: Look): Promise<string[]> {
  const store = openStore({ path, key })
  if (!store.ok) return [`does not open: ${store.error.tag} ${store.error.cause ?? ''}`]
  const problems = checkRows(path, key, 'integrity_check', look)
  await store.value.close()
  return problems
}

/** The same over the bare connection of the station: less than half the time. */
export function glanceAtStore(path: string, key: Uint8Array, look: Look): string[] {
  createPrivately(path)
  return checkRows(path, key, 'quick_check', look)
}

function checkRows(path: string, key: Uint8Array, check: 'integrity_check' | 'quick_check', look: Look): string[] {
  const database = openEncrypted(path, key)
  if (!database.ok) return [`does not open: ${database.error.tag} ${database.error.cause ?? ''}`]
  try {
    const migrated = migrate(database.value)
    if (!migrated.ok) return [`does not migrate: ${migrated.error.tag} ${migrated.error.cause ?? ''}`]
    const damage = database.value.pragma(check, { simple: true })
    if (damage !== 'ok') return [`${check}: ${String(damage).slice(0, 100)}`]
    return [...brokenRules(database.value), ...brokenChain(database.value), ...look(database.value)]
  } catch (error) {
    return [`cannot be read: ${error instanceof Error && 'code' in error ? error.code : error}`]
  } finally {
    database.value.close()
  }
}

/** What must hold in every store at every time. */
function brokenRules(database: Database.Database): string[] {
  return rules.flatMap(([rule, sql]) => {
    const broken = Number(database.prepare(sql).pluck().get())
    return broken === 0 ? [] : [`${broken} ${rule}`]
  })
}

/** The audit chain, by the very check that `chipdesk audit verify` makes. */
function brokenChain(database: Database.Database): string[] {
  const log = auditReading(database).auditLog()
  if (!log) return []
  const { genesis, sealKey, receipts } = log
  return verifyAudit({ genesis, sealKey, receipts, entries: log.entries() }).findings.map(
    ({ kind, seq }) => `audit: ${kind} at ${seq}`,
  )
}

const rules: readonly (readonly [rule: string, sql: string])[] = [
  ['references into nothing', 'select count(*) from pragma_foreign_key_check'],
  [
    'transactions without their name',
    'select count(*) from transactions where seq not in (select rowid from transaction_names)',
  ],
  [
    'questions ended without an answer',
    `select count(*) from outbox where state = 'sent' and request_id not in (select request_id from checks)`,
  ],
  [
    'numbers of papers that their series has not given, or given twice',
    `select count(*) from acts a where series is not null and (
       number > coalesce((select last from numbering where series = a.series), 0)
       or exists (select 1 from acts b where b.series = a.series and b.number = a.number and b.seq <> a.seq))`,
  ],
  ['rows left open to deletion', 'select count(*) from purging'],
]
