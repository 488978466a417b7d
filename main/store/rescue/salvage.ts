import type Database from 'better-sqlite3'
import { nextKey } from '../../audit/seal.ts'
import { type ReadablePages, rowsOf, tablesOfPages } from './damaged-pages.ts'
import { type Numbered, type Numbers, numbered } from './high-water.ts'
import { leafRows, type Row, type Value } from './leaf-rows.ts'

/** Numbers that no row stands behind any more, as ranges: `17`, `20-24`. */
export type LostNumbers = Readonly<Record<Numbered, readonly string[]>>

export interface Salvage {
  /** Rows that only the damaged file had, by table. */
  readonly recovered: Readonly<Record<string, number>>
  /** Pages that could not be read, of how many. */
  readonly pages: { readonly unreadable: number; readonly all: number }
}

interface Table {
  readonly name: string
  /** Index of the column that is the row's number. */
  readonly rowid: number
  readonly types: readonly string[]
  readonly required: readonly boolean[]
  /** What changes in place, as it is here. */
  insert(values: readonly Value[]): void
  /** Only where there is no such row. */
  add(values: readonly Value[]): void
}

/**
 * Brings every row that can still be read of a damaged store into a sound one, which has the same schema: what was only ever added, where it is missing; what changes
 * in place, as the damaged store had it last. A row that points at one that is lost is left out.
 */
export function salvage(into: Database.Database, from: ReadablePages): Salvage {
  const tables = tablesOf(into)
  const owner = tablesOfPages(from.pageOf)
  const before = rowCounts(into, tables)
  let unreadable = 0
  const bring = into.transaction(() => {
    for (let number = 1; number <= from.count; number++) {
      if (!from.pageOf(number)) unreadable++
      for (const row of rowsOf(number, from.pageOf)) {
        const table = tableOf(row, owner.get(number), tables)
        table?.insert(withRowid(row, table))
      }
    }
    for (const [number, page] of from.undated())
      for (const row of leafRows(page, number, from.pageOf)) {
        const table = tableOf(row, owner.get(number), tables)
        table?.add(withRowid(row, table))
      }
    leaveOutOrphans(into)
    nameRecovered(into)
    numberRecovered(into)
  })
  into.pragma('foreign_keys = OFF')
  bring.immediate()
  into.pragma('foreign_keys = ON')
  const added = rowCounts(into, tables).map(
    ([name, count], index) => [name, count - (before[index]?.[1] ?? 0)] as const,
  )
  const recovered = Object.fromEntries(added.filter(([, count]) => count > 0))
  return { recovered, pages: { unreadable, all: from.count } }
}

const rowCounts = (database: Database.Database, tables: readonly Table[]) =>
  tables.map(
    ({ name }) => [name, database.prepare<[], number>(`select count(*) from ${name}`).pluck().get() ?? 0] as const,
  )

/** Tables of ours: not those in which SQLite and its text index keep their own things. */
function tablesOf(database: Database.Database): Table[] {
  const names = database
    .prepare<[], string>(`
      select name from pragma_table_list where schema = 'main' and type = 'table'
      and name not like 'sqlite_%' and name <> 'purging'`)
    .pluck()
    .all()
  return names.map(name => tableNamed(database, name))
}

interface Column {
  readonly name: string
  readonly type: string
  readonly pk: number
  readonly notnull: number
}

function tableNamed(database: Database.Database, name: string): Table {
  const columns = database
    .prepare<[string], Column>('select name, type, pk, "notnull" from pragma_table_info(?)')
    .all(name)
  const kept = database
    .prepare<[string], number>(
      `select count(*) from sqlite_schema where tbl_name = ? and sql like '%before update on %insert only%'`,
    )
    .pluck()
    .get(name)
  const places = columns.map(() => '?').join(', ')
  const addMissing = database.prepare(`insert or ignore into ${name} values (${places})`)
  const put = database.prepare(
    onlyGrowing(name)
      ? `insert into ${name} values (${places}) ${onlyGrowing(name)}`
      : `insert or ${kept ? 'ignore' : 'replace'} into ${name} values (${places})`,
  )
  return {
    name,
    rowid: columns.findIndex(({ type, pk }) => pk === 1 && type.toLowerCase() === 'integer'),
    types: columns.map(({ type }) => type.toLowerCase()),
    required: columns.map(({ notnull }) => notnull === 1),
    insert: values => void put.run(...values),
    add: values => void addMissing.run(...values),
  }
}

/** Of a series of papers the higher number stands: a lower one would be given again. */
const raiseSeries = `on conflict (series) do update set last = excluded.last, at = excluded.at where excluded.last > last`

const onlyGrowing = (table: string): string | undefined => {
  if (table === 'numbering') return raiseSeries
  if (table !== 'audit_chain') return undefined
  return `on conflict (one) do update set next_seq = excluded.next_seq, next_key = excluded.next_key where excluded.next_seq > next_seq`
}

/** By the tree that the page hangs in; a page whose tree is broken by the shape of the row, where only one table has it. */
function tableOf(row: Row, owner: string | undefined, tables: readonly Table[]): Table | undefined {
  const fitting = tables.filter(table => (owner === undefined || table.name === owner) && fits(row, table))
  return fitting.length === 1 ? fitting[0] : undefined
}

function fits({ values }: Row, { types, required, rowid }: Table): boolean {
  if (values.length !== types.length) return false
  return values.every((value, index) => {
    if (index === rowid) return value === null
    if (value === null) return !required[index]
    if (types[index] === 'text') return typeof value === 'string'
    if (types[index] === 'integer') return typeof value === 'number' || typeof value === 'bigint'
    return types[index] !== 'blob' || value instanceof Uint8Array
  })
}

const withRowid = ({ rowid, values }: Row, table: Table): Value[] =>
  values.map((value, index) => (index === table.rowid ? rowid : value))

/** Rows that point at nothing, and what pointed at them, until there are none. */
function leaveOutOrphans(database: Database.Database): void {
  const orphans = database.prepare<[], { table: string; rowid: number }>(
    'select distinct "table", rowid from pragma_foreign_key_check',
  )
  database.exec('insert into purging values (1)')
  for (let found = orphans.all(); found.length > 0; found = orphans.all())
    for (const { table, rowid } of found) database.prepare(`delete from ${table} where rowid = ?`).run(rowid)
  database.exec('delete from purging')
}

/** The index of names is made of the names that the rows themselves hold. */
function nameRecovered(database: Database.Database): void {
  database.exec(`
    insert into transaction_names (rowid, name)
      select seq, name_folded from transactions where seq not in (select id from transaction_names_docsize)`)
}

/** A series is at least as far as the papers that carry its numbers. */
function numberRecovered(database: Database.Database): void {
  database.exec(`
    insert into numbering (series, last, at)
      select series, max(number), max(at) from acts where series is not null group by series ${raiseSeries}`)
}

/**
 * Numbers up to the highest one ever given, behind the last that `complete` had, that have no row. What was purged since
 * then has none either: the entries of the deletions tell them apart.
 */
export function lostNumbers(database: Database.Database, given: Numbers, complete: Numbers): LostNumbers {
  const lost = numbered.map(table => {
    const present = database
      .prepare<[number], number>(`select seq from ${table} where seq > ? order by seq`)
      .pluck()
      .all(complete[table])
    return [table, ranges(complete[table] + 1, given[table], new Set(present))] as const
  })
  return Object.fromEntries(lost) as unknown as LostNumbers
}

function ranges(first: number, last: number, present: ReadonlySet<number>): string[] {
  const found: string[] = []
  for (let number = first; number <= last; number++) {
    if (present.has(number)) continue
    const start = number
    while (number < last && !present.has(number + 1)) number++
    found.push(start === number ? `${start}` : `${start}-${number}`)
  }
  return found
}

/** Numbers that were given once are not given to anything else; of the audit the key of the next seal moves on with them. */
export function keepNumbers(database: Database.Database, given: Numbers, now: Date): void {
  const raise = database.prepare('update sqlite_sequence set seq = max(seq, ?) where name = ?')
  const add = database.prepare(
    'insert into sqlite_sequence (name, seq) select ?, ? where not exists (select 1 from sqlite_sequence where name = ?)',
  )
  for (const table of ['transactions', 'checks', 'outbox', 'acts'] as const) {
    raise.run(given[table], table)
    add.run(table, given[table], table)
  }
  const paper = database.prepare(`insert into numbering (series, last, at) values (?, ?, ?) ${raiseSeries}`)
  for (const [series, last] of Object.entries(given.series)) paper.run(series, last, now.toISOString())
  const chain = database.prepare<[], { seq: number; key: string }>(
    'select next_seq as seq, next_key as key from audit_chain',
  )
  let next = chain.get()
  while (next && next.seq <= given.audit) next = nextKey(next)
  if (next) database.prepare('update audit_chain set next_seq = :seq, next_key = :key').run(next)
}
