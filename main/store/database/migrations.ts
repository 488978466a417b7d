import type Database from 'better-sqlite3'
import { fail, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { first } from './migrations/0001-first.ts'
import { checks } from './migrations/0002-checks.ts'
import { audit } from './migrations/0003-audit.ts'
import { operators } from './migrations/0004-operators.ts'
import { evidence } from './migrations/0005-evidence.ts'
import { deletions } from './migrations/0006-deletions.ts'
import { attempt } from './sqlite-failure.ts'

/** In order, each applied once and never edited after a release; a change is a new file. */
const migrations: readonly { readonly version: number; readonly sql: string }[] = [
  first,
  checks,
  audit,
  operators,
  evidence,
  deletions,
]

const latest = migrations.at(-1)?.version ?? 0

/**
 * Brings the schema to the newest version, each step whole or not at all.
 * @returns `StoreNewer` when a newer ChipDesk wrote this file; nothing is touched then
 */
export function migrate(database: Database.Database): Result<void, ChipDeskError> {
  const version = Number(database.pragma('user_version', { simple: true }))
  if (version > latest) return fail(chipDeskError('StoreNewer', { cause: `schema ${version}, this version ${latest}` }))
  return attempt(() => {
    for (const migration of migrations.filter(step => step.version > version)) {
      const step = database.transaction(() => {
        database.exec(migration.sql)
        database.pragma(`user_version = ${migration.version}`)
      })
      step.exclusive()
    }
  })
}
