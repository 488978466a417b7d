import { openItems } from '../desks/open-items.ts'
import { ownDataRefusal } from '../desks/own-data.ts'
import { shiftOf } from '../desks/shift.ts'
import { countingOf } from '../desks/statistics.ts'
import { countingToday } from '../desks/today.ts'
import type { PrintContext } from '../print/print-context.ts'
import { printList } from '../print/print-document.ts'
import { daysInVietnam } from '../protocol/day-in-vietnam.ts'
import type { OpenItem, OwnRecordView, Shift, Statistics } from '../protocol/desk-lists.ts'
import type { Today } from '../protocol/desk-today.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { Counter } from '../protocol/station-state.ts'
import { ownRecord, ownRecordView } from '../store/export/own-record.ts'
import { purgeOnRequest } from '../store/retention/purge.ts'
import type { Store } from '../store/store.ts'
import { againstDeskRule, type DeskRules } from './desk-rules.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import { inSlices } from './in-slices.ts'
import type { SignedIn } from './session.ts'

export interface DeskListCallsParts {
  readonly store: Pick<Store, 'reader' | 'writer'>
  readonly desk: string
  readonly rules: DeskRules
  readonly counter: () => Counter
  readonly printing: (operator: SignedIn, language: 'vi' | 'en', now: Date) => PrintContext
  /** When the citizens served by this station have left, by transaction. */
  readonly leftAt: ReadonlyMap<string, number>
  /** The citizen's data are gone: nothing of them stays on the screen. */
  readonly erased: (transactionId: string) => void
}

type ListCall = Extract<DeskCall, `desk.${string}` | `citizen.${string}`>

/** What is looked at later than a day and a half ago is no business of this shift. */
const openSpanMs = 36 * 3_600_000
const longestShiftMs = 7 * 86_400_000

/** What still waits to be looked at at this desk, oldest first. */
export async function openNow(
  { store, desk, rules, leftAt }: Pick<DeskListCallsParts, 'store' | 'desk' | 'rules' | 'leftAt'>,
  now: Date,
): Promise<OpenItem[]> {
  const span = { desk, from: new Date(now.getTime() - openSpanMs).toISOString(), to: now.toISOString() }
  return openItems(await rowsOf(store.reader.visitsBetween(span)), { definition: rules.definition, now, leftAt })
}

async function rowsOf<T>(visits: Iterable<T>): Promise<T[]> {
  const rows: T[] = []
  await inSlices(visits, row => rows.push(row))
  return rows
}

/** Lists of a desk, and what a citizen may ask of it. */
export function deskListCalls(parts: DeskListCallsParts): Pick<GuardParts['calls'], ListCall> {
  const { store, desk, rules, printing } = parts
  const { reader } = store

  async function statistics(from: string, to: string): Promise<Statistics> {
    if (to < from) throw chipDeskError('ApiMessageInvalid', { cause: 'the last day is before the first' })
    const counting = countingOf({ desk, from, to })
    await inSlices(reader.visitsBetween({ desk, ...daysInVietnam(from, to) }), counting.add)
    return counting.statistics()
  }
  async function today(): Promise<Today> {
    const now = new Date()
    const counting = countingToday(desk, now)
    await inSlices(reader.visitsBetween({ desk, from: counting.begins, to: now.toISOString() }), counting.add)
    await inSlices(reader.questionsSince(new Date(counting.begins)), counting.addQuestion)
    return counting.today()
  }
  async function shift(from: string): Promise<Shift> {
    const now = new Date()
    if (now.getTime() - Date.parse(from) > longestShiftMs)
      throw chipDeskError('ApiMessageInvalid', { cause: 'a shift of more than a week' })
    const span = { desk, from: new Date(from).toISOString(), to: now.toISOString() }
    const earlier = new Date(Math.min(Date.parse(span.from), now.getTime() - openSpanMs)).toISOString()
    const visits = await rowsOf(reader.visitsBetween({ ...span, from: earlier }))
    return shiftOf(visits, { ...span, definition: rules.definition, leftAt: parts.leftAt })
  }
  /** Whose card was just read and found good: nobody else is told what is held of them. */
  function holder(transactionId: string): string {
    const counter = parts.counter()
    if (counter.step !== 'result' || counter.transaction.id !== transactionId)
      throw againstDeskRule('the citizen is not at the counter')
    const number = counter.transaction.report.document.find(({ id }) => id === 'personalNumber')
    const refusal = ownDataRefusal(counter.transaction)
    if (!number || refusal) throw againstDeskRule(refusal ?? 'the card has no number')
    return number.value
  }
  const record = (transactionId: string): OwnRecordView =>
    ownRecordView(ownRecord(reader, holder(transactionId), rules.retention, new Date().toISOString()))

  return {
    'desk.statistics': ({ from, to }) => statistics(from, to),
    'desk.today': () => today(),
    'desk.open': async () => ({ items: await openNow(parts, new Date()) }),
    'desk.shift': ({ from }) => shift(from),
    'citizen.own-record': ({ transactionId }) => record(transactionId),
    async 'citizen.erase'({ transactionId }, actor) {
      const number = holder(transactionId)
      const now = new Date()
      const by = { at: now.toISOString(), desk, operator: actor.id, role: actor.role }
      const done = await purgeOnRequest({ ...store, rules: rules.retention, by, compact: false }, number)
      if (!done.ok) throw done.error
      const kept = ownRecord(reader, number, rules.retention, now.toISOString()).transactions.length
      if (!reader.transaction(transactionId)) parts.erased(transactionId)
      return { deleted: done.value.transactions, kept }
    },
    async 'desk.print'(asked, actor) {
      const now = new Date()
      const context = printing(actor, asked.language ?? 'vi', now)
      if (asked.list === 'statistics')
        return printList({ list: 'statistics', statistics: await statistics(asked.from, asked.to) }, context)
      if (asked.list === 'shift') return printList({ list: 'shift', shift: await shift(asked.from) }, context)
      if (asked.list === 'test-page') return printList({ list: 'test-page', paper: asked.paper }, context)
      return printList({ list: 'own-data', record: record(asked.transactionId) }, context)
    },
  }
}
