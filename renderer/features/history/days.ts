import type { Transaction } from '../../../main/protocol/transaction.ts'
import { formatCardDate, readInstant } from '../../ui/formats.ts'

/** Transactions under the day they happened, in the order given. */
export function byDay(transactions: readonly Transaction[]): { isoDay: string; transactions: Transaction[] }[] {
  const days: { isoDay: string; transactions: Transaction[] }[] = []
  for (const transaction of transactions) {
    const isoDay = readInstant(transaction.at)?.isoDay ?? transaction.at
    const last = days.at(-1)
    if (last?.isoDay === isoDay) last.transactions.push(transaction)
    else days.push({ isoDay, transactions: [transaction] })
  }
  return days
}

/** `Today`, `Yesterday` or the date. */
export function dayName(isoDay: string, now: Date, words: { today: string; yesterday: string }): string {
  const iso = (date: Date) =>
    `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  if (isoDay === iso(now)) return words.today
  if (isoDay === iso(yesterday)) return words.yesterday
  return formatCardDate(isoDay)
}

/** A QR text scanned into the search box means the number at its front. */
export const searchText = (typed: string): string => /^\s*(\d{12})\|/.exec(typed)?.[1] ?? typed.trim().slice(0, 200)
