import { join } from 'node:path'
import type Database from 'better-sqlite3'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { migrate } from '../database/migrations.ts'
import { inventedAct, inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { StoreWriter } from '../store.ts'
import { inlineWriter, storeWriting } from '../writer/store-writing.ts'
import type { Operation } from './operation.ts'
import { checkStore, glanceAtStore, proofKey } from './store-check.ts'

/** Beside its folder, so that the folder's own name is at stake as well. */
export const storeIn = (folder: string): string => join(folder, 'data', 'store.db')

const entry = (action: NewAuditEntry['action'], transaction: string): NewAuditEntry => ({
  at: '2026-11-21T01:15:00.000Z',
  desk: 'quay-1',
  operator: 'nhan-vien',
  role: 'clerk',
  action,
  subject: '999190000001',
  outcome: 'done',
  facts: { transaction },
})

/** Saves what one citizen leaves behind: the transaction, its question and its audit entry, then an answer to some. */
export async function saveVisit(writer: StoreWriter, id: string, answered: boolean, say: (line: string) => void) {
  const also = { questions: [inventedQuestion(id)], audit: [entry('card.read', id)] }
  if ((await writer.saveTransaction(inventedTransaction(id), also)).ok) say(`saved ${id}`)
  if (!answered) return
  const answer = { status: 'answered', requestId: `ask-${id}`, answeredAt: '2026-11-21T01:15:02.000Z' } as const
  if ((await writer.recordAnswer(`ask-${id}`, answer, [entry('registry.answer', id)])).ok) say(`answered ${id}`)
}

const papers = { series: 'ct07/2026', form: '{n}/XN' }

/** Saves a paper of the citizen, with the next number. */
export async function savePaper(writer: StoreWriter, id: string, say: (line: string) => void) {
  const paper = inventedAct(`paper-${id}`, { kind: 'document', document: 'ct07', basis: 'registry' })
  const kept = await writer.saveAct(id, paper, [entry('transaction.print', id)], papers)
  if (kept.ok && kept.value.kind === 'document') say(`numbered ${id} ${kept.value.number}`)
}

/** A visit, and a paper for whoever was answered. */
export async function saveCitizen(writer: StoreWriter, id: string, answered: boolean, say: (line: string) => void) {
  await saveVisit(writer, id, answered, say)
  if (answered) await savePaper(writer, id, say)
}

/** What of that is in a store; half of it is a problem. */
export function savedIn(database: Database.Database, facts: Set<string>): string[] {
  const problems: string[] = []
  const ids = (sql: string) => new Set(database.prepare<[], string>(sql).pluck().all())
  const asked = ids('select transaction_id from outbox')
  const read = ids(`select json_extract(facts, '$.transaction') from audit where action = 'card.read'`)
  const heard = ids(`select json_extract(facts, '$.transaction') from audit where action = 'registry.answer'`)
  const answered = ids('select transaction_id from checks')
  const saved = ids('select id from transactions')
  for (const id of saved) {
    facts.add(`saved ${id}`)
    if (!asked.has(id)) problems.push(`${id} without its question`)
    if (!read.has(id)) problems.push(`${id} without its audit entry`)
  }
  for (const id of answered) {
    facts.add(`answered ${id}`)
    if (!heard.has(id)) problems.push(`answer to ${id} without its audit entry`)
  }
  const printed = ids(
    `select json_extract(facts, '$.transaction', '$.number') from audit where action = 'transaction.print'`,
  )
  const numbers: number[] = []
  for (const { id, number, text } of numberedPapers(database)) {
    facts.add(`numbered ${id} ${text}`)
    numbers.push(number)
    if (!printed.has(JSON.stringify([id, text]))) problems.push(`number ${text} of ${id} without its audit entry`)
  }
  if (numbers.some((number, index) => number !== index + 1)) problems.push(`numbers ${numbers}`)
  if (asked.size !== saved.size || read.size !== saved.size) problems.push('a question or an entry of nothing')
  return problems
}

const numberedPapers = (database: Database.Database) =>
  database
    .prepare<[], { id: string; number: number; text: string }>(
      `select transaction_id as id, number, json_extract(body, '$.number') as text from acts where series is not null order by number`,
    )
    .all()

const survivors: Operation['survivors'] = async (folder, thoroughly) => {
  const facts = new Set<string>()
  const check = thoroughly ? checkStore : glanceAtStore
  const problems = await check(storeIn(folder), proofKey, database => savedIn(database, facts))
  return { facts, problems }
}

/** As the station saves: a thread that writes, starts and ends, and questions that are answered later. */
export const saving = (sessions: number, citizens: number): Operation => ({
  async run(folder, say) {
    for (let session = 0; session < sessions; session++) {
      const store = openStore({ path: storeIn(folder), key: proofKey, thread: true })
      if (!store.ok) throw new Error(store.error.tag)
      for (let n = 0; n < citizens; n++) await saveCitizen(store.value.writer, `${session}-${n}`, n % 3 === 0, say)
      await store.value.close()
    }
  },
  survivors,
})

/** The same writes over a connection that does not wait for the disk: what the proof must see. */
export const carelessSaving = (synchronous: 'NORMAL' | 'OFF', citizens: number): Operation => ({
  async run(folder, say) {
    const store = openStore({ path: storeIn(folder), key: proofKey })
    if (!store.ok) throw new Error(store.error.tag)
    await store.value.close()
    const database = openEncrypted(storeIn(folder), proofKey)
    if (!database.ok || !migrate(database.value).ok) throw new Error('not opened')
    database.value.pragma(`synchronous = ${synchronous}`)
    const writer = inlineWriter(storeWriting(database.value))
    for (let n = 0; n < citizens; n++) {
      await saveCitizen(writer, `0-${n}`, n % 3 === 0, say)
      if (n % 5 === 4) database.value.pragma('wal_checkpoint(PASSIVE)')
    }
    database.value.close()
  },
  survivors,
})
