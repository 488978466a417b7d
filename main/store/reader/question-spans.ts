import type Database from 'better-sqlite3'
import type { StoreReader } from '../store.ts'

interface PutRow {
  readonly seq: number
  readonly request_id: string
  readonly created_at: string
  readonly state: string
}

interface EndRow {
  readonly seq: number
  readonly request_id: string
  readonly recorded_at: string
  readonly created_at: string
  readonly state: string
}

/** Rows read at a time: the connection is free for others in between. */
const batch = 500

/** Numbers of rows grow with time: both tables are read from their ends until what was before. */
export function questionSpans(database: Database.Database): StoreReader['questionsSince'] {
  const ends = database.prepare<[before: number, limit: number], EndRow>(`
    select c.seq, c.request_id, c.recorded_at, o.created_at, o.state from checks c
    join outbox o on o.request_id = c.request_id
    where c.seq < ? order by c.seq desc limit ?`)
  const put = database.prepare<[before: number, limit: number], PutRow>(
    'select seq, request_id, created_at, state from outbox where seq < ? order by seq desc limit ?',
  )
  const waiting = database.prepare<[], PutRow>(
    `select seq, request_id, created_at, state from outbox indexed by outbox_due where state = 'pending'`,
  )

  return function* since(from) {
    const isBefore = (text: string) => Date.parse(text) < from.getTime()
    const seen = new Set<string>()
    // The newest end of a question is met first: it is the one that counts.
    for (const row of backwards(ends, ({ recorded_at }) => isBefore(recorded_at))) {
      if (seen.has(row.request_id) || row.state === 'pending') continue
      seen.add(row.request_id)
      yield { createdAt: row.created_at, endedAt: row.recorded_at }
    }
    for (const row of backwards(put, ({ created_at }) => isBefore(created_at))) {
      if (seen.has(row.request_id) || row.state !== 'pending') continue
      seen.add(row.request_id)
      yield { createdAt: row.created_at }
    }
    for (const { request_id, created_at } of waiting.all()) if (!seen.has(request_id)) yield { createdAt: created_at }
  }
}

function* backwards<R extends { readonly seq: number }>(
  statement: Database.Statement<[before: number, limit: number], R>,
  isOver: (row: R) => boolean,
): IterableIterator<R> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = statement.all(before, batch)
    for (const row of rows) {
      if (isOver(row)) return
      yield row
    }
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    before = last.seq
  }
}
