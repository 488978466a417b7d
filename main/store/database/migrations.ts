import type Database from 'better-sqlite3'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { first } from './migrations/0001-first.ts'
import { checks } from './migrations/0002-checks.ts'
import { audit } from './migrations/0003-audit.ts'
import { operators } from './migrations/0004-operators.ts'
import { evidence } from './migrations/0005-evidence.ts'
import { deletions } from './migrations/0006-deletions.ts'
import { acts } from './migrations/0007-acts.ts'
import { attempt } from './sqlite-failure.ts'

/** In order, each applied once and never edited after a release; a change is a new file. */
const migrations: readonly { readonly version: number; readonly sql: string }[] = [
  first,
  checks,
  audit,
  operators,
  evidence,
  deletions,
  acts,
]

/** Of the files that this version writes. */
export const latest = migrations.at(-1)?.version ?? 0

/** `CHID`: says in the header whose file this is. */
export const applicationId = 0x43484944

/**
 * Brings the schema to the newest version, each step whole or not at all.
 * @returns `StoreForeign` for a file that another program wrote, `StoreNewer` when a newer ChipDesk did; nothing is touched then
 */
export function migrate(database: Database.Database): Result<void, ChipDeskError> {
  const migrated = attempt(() => {
    const version = Number(database.pragma('user_version', { simple: true }))
    if (isForeign(database, version)) return fail(chipDeskError('StoreForeign', { cause: 'tables of another program' }))
    if (version > latest)
      return fail(chipDeskError('StoreNewer', { cause: `schema ${version}, this version ${latest}` }))
    for (const migration of migrations.filter(step => step.version > version)) {
      const step = database.transaction(() => {
        database.exec(migration.sql)
        database.pragma(`user_version = ${migration.version}`)
        database.pragma(`application_id = ${applicationId}`)
      })
      step.exclusive()
    }
    return ok(undefined)
  })
  return migrated.ok ? migrated.value : migrated
}

/** An empty file is nobody's; the first schema was written before files said whose they are. */
function isForeign(database: Database.Database, version: number): boolean {
  const id = database.pragma('application_id', { simple: true })
  if (id !== 0) return id !== applicationId
  const tables = database.prepare<[], string>(`select name from sqlite_schema where type = 'table'`).pluck().all()
  return version === 1 ? !tables.includes('registry_answers') : version !== 0 || tables.length > 0
}
