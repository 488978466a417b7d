import type Database from 'better-sqlite3'
import type { Write } from '../writer/write.ts'
import { type PurgeEnd, unfinishedPurge } from './purge-order.ts'

/** How long one step of merging the index of names may keep the counter waiting, and how many pages it does at a time. */
const slice = { ms: 20, pages: 200 }
/** How long the emptying of the log waits for somebody who reads; it is tried again later. Milliseconds. */
const patience = 100

/**
 * Makes the files clean of what was deleted, in this order; none of it is enough alone.
 *
 * - `secure_delete` has overwritten each deleted row where it stood.
 * - The index of names keeps deleted words until its parts are merged into one.
 * - Statistics of the query planner hold samples of what was indexed.
 * - A page that rows or index entries were moved out of, when the tree was balanced, keeps their copies in its unused part, and nothing overwrites
 *   those: only building every page anew (`VACUUM`) does.
 * - The log keeps the pages as they were until it is worked in and cut to nothing.
 */
export function purgeFinishing(database: Database.Database, write: Write) {
  const merge = database.prepare(`insert into transaction_names (transaction_names, rank) values ('merge', ?)`)
  const changes = database.prepare<[], number>('select total_changes()').pluck()
  const statistics = database
    .prepare<[], string>(`select name from sqlite_schema where name in ('sqlite_stat1', 'sqlite_stat4')`)
    .pluck()
  const done = database.prepare('delete from settings where name = ?')
  let merging = false

  /** @returns whether there is more to merge; FTS5 says so by the rows it changed */
  const mergeNames = (): boolean => {
    const end = performance.now() + slice.ms
    do {
      const before = changes.get() ?? 0
      merge.run(merging ? slice.pages : -slice.pages)
      merging = (changes.get() ?? 0) - before >= 2
    } while (merging && performance.now() < end)
    return merging
  }

  const emptyLog = (): boolean => {
    const usual = database.pragma('busy_timeout', { simple: true })
    database.pragma(`busy_timeout = ${patience}`)
    const [checkpoint] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    database.pragma(`busy_timeout = ${usual}`)
    return checkpoint?.busy === 0
  }

  return {
    /** @param compact whether pages may be built anew now: nobody writes meanwhile, some 20 ms for every MB of the store */
    finishPurge: ({ compact }: { readonly compact: boolean }) =>
      write((): PurgeEnd => {
        if (mergeNames()) return { more: true, finished: false }
        for (const name of statistics.all()) database.exec(`delete from ${name}`)
        if (compact) database.exec('vacuum')
        if (!emptyLog() || !compact) return { more: false, finished: false }
        done.run(unfinishedPurge)
        return { more: false, finished: true }
      }),
  }
}
