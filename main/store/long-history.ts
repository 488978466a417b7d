import { checkIds, type Verdict } from '../protocol/checks.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { FieldId } from '../protocol/report.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { openEncrypted } from './database/encrypted-database.ts'
import { inventedAct, inventedQuestion, inventedTransaction } from './invented-transaction.ts'
import { openStore } from './open-store.ts'
import { foldName } from './reader/fold-name.ts'

/** As common as in the country, roughly: two of five are called Nguyễn. */
const families = [
  ...Array(8).fill('Nguyễn'),
  ...Array(3).fill('Trần'),
  ...['Lê', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ'],
] as const
const middles = [
  'Thị',
  'Thị',
  'Thị',
  'Văn',
  'Văn',
  'Hữu',
  'Đức',
  'Minh',
  'Ngọc',
  'Thanh',
  'Quốc',
  'Thùy',
  'Xuân',
  'Hồng',
]
const givens =
  'An Anh Ánh Bình Cường Chi Dũng Dung Đạt Giang Hà Hải Hạnh Hiền Hòa Huệ Hùng Hương Khánh Khoa Lan Liên Linh Loan Long Mai Minh My Nam Nga Ngân Nhung Oanh Phong Phúc Phương Quân Quyên Sơn Tâm Thảo Thắng Thu Thủy Tiến Trang Trung Tú Tuấn Uyên Ước Vân Việt Yến'.split(
    ' ',
  )
const provinces = ['001', '001', '001', '001', '036', '038', '040', '079', '092', '048']

export interface LongHistory {
  readonly path: string
  readonly key: Uint8Array
  readonly rows: number
  readonly seed: number
  /** Rows of one day. */
  readonly perDay?: number
}

/** Person `n` of a history: the same for the same seed. */
export function personAt(n: number, seed: number) {
  const draw = drawsOf(seed, n)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(draw() * all.length)] as T
  const tail = Math.floor(draw() * 1e9).toString()
  return {
    fullName: `${pick(families)} ${pick(middles)} ${pick(givens)}`,
    // Begins as a number of a province would, behind the nines of somebody invented.
    personalNumber: `999${pick(provinces)}${tail.padStart(9, '0').slice(-6)}`,
    oldIdNumber: `000${tail.padStart(9, '0').slice(0, 6)}`,
    desk: draw() < 0.8 ? 'quay-1' : 'quay-2',
    verdict: (draw() < 0.97 ? 'authentic' : draw() < 0.9 ? 'incomplete' : 'altered') satisfies Verdict,
    purpose: draw() < 0.6 ? 'HEALTH_INSURANCE' : 'ADMIN_PROCEDURE',
  }
}

/** 0 ≤ draw < 1, the same for the same person. */
function drawsOf(seed: number, n: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
}

const start = Date.parse('2020-01-01T01:00:00.000Z')

/** Fills a store as years at a counter would, by hand and without syncing: only for tests and measurements, which throw it away. */
export async function fillLongHistory({ path, key, rows, seed, perDay = 300 }: LongHistory): Promise<void> {
  const store = openStore({ path, key })
  if (!store.ok) throw new Error(store.error.tag)
  await store.value.close()
  const opened = openEncrypted(path, key)
  if (!opened.ok) throw new Error(opened.error.tag)
  const database = opened.value
  database.pragma('synchronous = off')
  database.pragma('cache_size = -400000')
  // Sorted at once in the end, which is faster than a place for every row.
  const indexes = database
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_schema where type = 'index' and sql is not null`,
    )
    .all()
  for (const index of indexes) database.exec(`drop index ${index.name}`)
  const transaction = database.prepare(`
    insert into transactions (id, at, day, desk, demo, purpose, operator, personal_number, number_reversed, old_id_number, name_folded,
      verdict, body)
    values (:id, :at, :day, :desk, 1, :purpose, 'thu', :number, :reversed, :oldNumber, :name, :verdict, :body)`)
  const name = database.prepare('insert into transaction_names (rowid, name) values (?, ?)')
  const question = database.prepare(`
    insert into outbox (request_id, transaction_id, kind, body, created_at, next_try_at, state, expires_at)
    values (?, ?, 'registry', ?, ?, 0, 'sent', ?)`)
  const answer = database.prepare(`
    insert into checks (transaction_id, request_id, kind, recorded_at, status, body) values (?, ?, 'registry', ?, 'answered', ?)`)
  const act = database.prepare('insert into acts (id, transaction_id, kind, at, body) values (?, ?, ?, ?, ?)')
  const asked = inventedQuestion('ID')
  const questionText = JSON.stringify({
    ...asked,
    card: { ...asked.card, body: JSON.stringify({ hashes: 'a'.repeat(500) }) },
  })
  const insert = (n: number) => {
    const person = personAt(n, seed)
    const id = `visit-${n}`
    const at = new Date(start + Math.floor(n / perDay) * 86_400_000 + (n % perDay) * 60_000).toISOString()
    const folded = foldName(person.fullName)
    const { lastInsertRowid } = transaction.run({
      id,
      at,
      day: dayInVietnam(at),
      desk: person.desk,
      purpose: person.purpose,
      number: person.personalNumber,
      reversed: [...person.personalNumber].reverse().join(''),
      oldNumber: person.oldIdNumber,
      name: folded,
      verdict: person.verdict,
      body: bodyOf(id, at, person),
    })
    name.run(lastInsertRowid, folded)
    question.run(`ask-${id}`, id, questionText.replaceAll('ID', id), at, at)
    answer.run(id, `ask-${id}`, at, JSON.stringify({ status: 'answered', requestId: `ask-${id}`, answeredAt: at }))
    const decision = inventedAct(`act-${id}`, { kind: 'decision', outcome: 'served', at })
    act.run(decision.id, id, decision.kind, at, JSON.stringify(decision))
  }
  for (let done = 0; done < rows; done += 10_000) {
    database.exec('begin')
    for (let n = done; n < Math.min(rows, done + 10_000); n++) insert(n)
    database.exec('commit')
  }
  for (const index of indexes) database.exec(index.sql)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

/** A report with every check that there is, as a whole read gives. */
const template = (() => {
  const invented = inventedTransaction('ID', {
    oldIdNumber: 'OLD',
    personalNumber: 'NUMBER',
    fullName: 'NAME',
  } satisfies Partial<Record<FieldId, string>>)
  const checks = checkIds.map(id => ({ id, result: 'successful' as const }))
  const whole: Transaction = {
    ...invented,
    at: 'AT',
    desk: 'DESK',
    operator: 'thu',
    purpose: { code: 'PURPOSE', legalBasis: 'none' },
    report: { ...invented.report, checks, at: 'AT' },
  }
  return JSON.stringify(whole)
    .replace('"verdict":"authentic"', '"verdict":"VERDICT"')
    .split(/(ID|OLD|NUMBER|NAME|AT|DESK|PURPOSE|VERDICT)(?=")/)
})()

function bodyOf(id: string, at: string, person: ReturnType<typeof personAt>): string {
  const values: Record<string, string> = {
    ID: id,
    OLD: person.oldIdNumber,
    NUMBER: person.personalNumber,
    NAME: person.fullName,
    AT: at,
    DESK: person.desk,
    PURPOSE: person.purpose,
    VERDICT: person.verdict,
  }
  return template.map(part => values[part] ?? part).join('')
}
