import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Act } from '../../protocol/act.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { OnlineQuestion } from '../../protocol/online-check.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { inventedAct, inventedTransaction } from '../invented-transaction.ts'
import type { SavedWith } from '../store.ts'

/** No word of any text around is made of these letters alone, so that a marker is found even where its beginning is cut off. */
const letters = 'bcdfghjkmpqvwxz'
/** FTS5 keeps of a word only what differs from the word before it. */
const window = 8

/** What is personal in one visit, every piece of it unique. */
export interface Markers {
  readonly words: Readonly<
    Record<'name' | 'place' | 'note' | 'detail' | 'evidence' | 'question' | 'reason' | 'act', string>
  >
  readonly number: string
  readonly oldNumber: string
}
export const markersOfVisit = 10

/** @param lot gives 0 ≤ x < 1 */
export function drawMarkers(lot: () => number): Markers {
  const draw = (from: string, length: number) =>
    Array.from({ length }, () => from[Math.floor(lot() * from.length)]).join('')
  const word = () => draw(letters, 14)
  return {
    words: {
      name: word(),
      place: word(),
      note: word(),
      detail: word(),
      evidence: word(),
      question: word(),
      reason: word(),
      act: word(),
    },
    number: `999${draw('0123456789', 9)}`,
    oldNumber: draw('0123456789', 9),
  }
}

/** A visit with a marker in every place that the store has for something personal. */
export function markedVisit(
  id: string,
  { words, number, oldNumber }: Markers,
  { purpose, at }: { purpose: string; at: string },
): { transaction: Transaction; also: SavedWith; question: OnlineQuestion; act: Act } {
  const fields = { fullName: `Nguyễn ${words.name}`, personalNumber: number, oldIdNumber: oldNumber }
  const question: OnlineQuestion = {
    kind: 'insurance',
    requestId: `ask-${id}`,
    transactionId: id,
    createdAt: at,
    expiresAt: at,
    body: JSON.stringify({ asked: words.question, number }),
  }
  const read: NewAuditEntry = {
    at,
    desk: 'quay-1',
    operator: 'lan',
    role: 'clerk',
    action: 'card.read',
    purpose,
    outcome: 'authentic',
    subject: number,
    detail: { who: words.detail },
  }
  return {
    transaction: {
      ...inventedTransaction(id, { ...fields, placeOfResidence: `Số 1, ${words.place}` }),
      at,
      purpose: { code: purpose, legalBasis: '26/2023/QH15' },
    },
    also: { questions: [question], audit: [read], evidence: JSON.stringify({ kept: words.evidence.repeat(40) }) },
    question,
    act: inventedAct(`act-${id}`, { kind: 'document', document: 'ct06', reason: `Thiếu giấy tờ của ${words.act}` }),
  }
}

/** How many of the markers stand in any file of the folder, byte for byte, by file; numbers backwards too, as they are searched. */
export function markersLeft(folder: string, all: readonly Markers[]): Record<string, number> {
  const windows = new Set(all.flatMap(({ words }) => Object.values(words).flatMap(windowsOf)))
  const numbers = new Set(all.flatMap(({ number, oldNumber }) => [number, [...number].reverse().join(''), oldNumber]))
  const counts = readdirSync(folder).map(name => {
    const text = readFileSync(join(folder, name)).toString('latin1')
    const found = new Set<string>()
    for (const [run] of text.matchAll(new RegExp(`[${letters}]{${window},}`, 'g')))
      for (const part of windowsOf(run)) if (windows.has(part)) found.add(part)
    // Runs of digits stand beside other digits: the length of a cell, or the next column.
    for (const { index } of text.matchAll(/[0-9](?=[0-9]{8})/g))
      for (const length of [9, 12]) {
        const part = text.slice(index, index + length)
        if (numbers.has(part)) found.add(part)
      }
    return [name, found.size] as const
  })
  return Object.fromEntries(counts)
}

const windowsOf = (run: string): string[] =>
  Array.from({ length: run.length - window + 1 }, (_, at) => run.slice(at, at + window))
