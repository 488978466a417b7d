import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { retentionRules } from '../../purposes/retention.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import { purgeExpired } from '../retention/purge.ts'
import type { Store } from '../store.ts'
import type { Operation } from './operation.ts'
import { saveCitizen, savedIn, storeIn } from './saving.ts'
import { checkStore, glanceAtStore, proofKey } from './store-check.ts'

export function must<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw new Error(`${result.error.tag} ${result.error.cause ?? ''}`)
  return result.value
}

const opened = (folder: string): Store => must(openStore({ path: storeIn(folder), key: proofKey, thread: true }))

/** A store with citizens in it, closed. */
export async function storeWith(
  folder: string,
  citizens: readonly string[],
  key: Uint8Array = proofKey,
): Promise<void> {
  const store = must(openStore({ path: storeIn(folder), key }))
  for (const id of citizens) await saveCitizen(store.writer, id, true, () => undefined)
  await store.close()
}

/** Looks at every row; `also` tells what is still to be found out. */
const looking =
  (also: (database: Database.Database, facts: Set<string>) => string[]): Operation['survivors'] =>
  async (folder, thoroughly) => {
    const facts = new Set<string>()
    const check = thoroughly ? checkStore : glanceAtStore
    return { problems: await check(storeIn(folder), proofKey, database => also(database, facts)), facts }
  }

const count = (database: Database.Database, sql: string) => Number(database.prepare(sql).pluck().get())

/** Every one of these citizens, whole. */
export function allOf(citizens: readonly string[], database: Database.Database, facts = new Set<string>()): string[] {
  const problems = savedIn(database, facts)
  return [...problems, ...citizens.filter(id => !facts.has(`saved ${id}`)).map(id => `${id} is gone`)]
}

/** A store of the first release, brought to the present schema: each step whole or not at all. */
export const migration: Operation = {
  async prepare(folder) {
    mkdirSync(dirname(storeIn(folder)))
    copyFileSync(join(import.meta.dirname, '..', '..', '..', 'fixtures', 'stores', 'store-1.db'), storeIn(folder))
  },
  async run(folder, say) {
    const store = opened(folder)
    say('migrated')
    await store.close()
  },
  async survivors(folder, thoroughly) {
    const before = must(openEncrypted(storeIn(folder), proofKey))
    const version = Number(before.pragma('user_version', { simple: true }))
    const tables = new Set(before.prepare('select name from sqlite_schema').pluck().all())
    before.close()
    const halves = newTables.filter(([since, name]) => tables.has(name) !== version >= since).map(([, name]) => name)
    const found = await looking(database => {
      const rows = ['transactions', 'outbox', 'checks'].map(table => count(database, `select count(*) from ${table}`))
      return rows.join() === '4,3,2' ? [] : [`rows ${rows}`]
    })(folder, thoroughly)
    const problems = [...halves.map(name => `${name} in schema ${version}`), ...found.problems]
    return { facts: new Set(version >= 7 ? ['migrated'] : []), problems }
  },
}

const newTables = [
  [2, 'checks'],
  [3, 'audit'],
  [4, 'operators'],
  [5, 'evidence'],
  [6, 'deletions'],
  [7, 'acts'],
  [7, 'numbering'],
] as const

const citizens = ['a', 'b', 'c', 'd', 'e', 'f']

/** The log worked into the file and emptied, as at every end of a station. */
export const checkpoint: Operation = {
  prepare: folder => storeWith(folder, citizens),
  async run(folder, say) {
    const store = opened(folder)
    for (const id of ['g', 'h']) await saveCitizen(store.writer, id, true, say)
    await store.close()
    say('saved h')
  },
  survivors: looking((database, facts) => allOf(citizens, database, facts)),
}

/** The whole file built anew. */
export const vacuum: Operation = {
  prepare: folder => storeWith(folder, citizens),
  async run(folder, say) {
    const database = must(openEncrypted(storeIn(folder), proofKey))
    database.exec('vacuum')
    say('saved f')
    database.close()
  },
  survivors: looking((database, facts) => allOf(citizens, database, facts)),
}

const old = ['o1', 'o2', 'o3', 'o4', 'o5']
const by = { at: '2026-11-21T03:00:00.000Z', desk: 'quay-1', operator: 'os:an', role: 'none' } as const

/** What is over its time deleted in steps of two, each recorded, and the files built anew. */
export const purge: Operation = {
  async prepare(folder) {
    await storeWith(folder, citizens)
    const store = must(openStore({ path: storeIn(folder), key: proofKey }))
    for (const id of old) {
      const purpose = { code: 'HEALTH_INSURANCE_CHECK', legalBasis: '26/2023/QH15' }
      const at = '2001-01-01T09:00:00+07:00'
      must(
        await store.writer.saveTransaction({
          ...inventedTransaction(id),
          at,
          purpose,
          registry: { status: 'not-asked' },
        }),
      )
    }
    await store.close()
  },
  async run(folder, say) {
    const { reader, writer, close } = opened(folder)
    const rules = must(retentionRules())
    const order = { reader, writer, rules, by, compact: true, clockConfirmed: true, step: 2 }
    const summary = must(await purgeExpired(order))
    if (summary.transactions !== old.length) throw new Error(`purged ${summary.transactions}`)
    say('purged')
    await close()
  },
  survivors: looking((database, facts) => {
    const left = count(database, `select count(*) from transactions where id like 'o%'`)
    const recorded = count(database, 'select coalesce(sum(transactions), 0) from deletions')
    const logged = count(database, `select count(*) from audit where action = 'store.purge' and outcome <> 'nothing'`)
    const steps = count(database, 'select count(*) from deletions where transactions > 0')
    const unfinished = count(database, `select count(*) from settings where name = 'retention.unfinished'`)
    if (left === 0 && unfinished === 0) facts.add('purged')
    return [
      ...(left + recorded === old.length ? [] : [`${left} left, ${recorded} recorded as deleted`]),
      ...(logged === steps ? [] : [`${logged} audit entries of ${steps} steps`]),
      ...allOf(citizens, database).filter(problem => !/^o\d /.test(problem) && !problem.startsWith('a question')),
    ]
  }),
}
