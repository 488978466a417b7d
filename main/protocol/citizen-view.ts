import { z } from 'zod'
import { consentTypes } from './consent.ts'
import { maskedNumber } from './masked-number.ts'
import type { OnlineCheck } from './online-check.ts'
import type { DocumentField, FieldId } from './report.ts'
import type { Counter, StationState } from './station-state.ts'
import type { Transaction } from './transaction.ts'

const words = z.strictObject({ vi: z.string(), en: z.string() })
const text = z.string().max(200)

/** What is read, why, for how long and by what law: the desk's own words, nothing of the citizen. */
const noticeSchema = z.strictObject({
  name: words,
  reads: z.array(words),
  why: words,
  keeps: z.array(words),
  days: z.number().int(),
  /** Where the law says how long. */
  retention: z.string(),
  law: z.strictObject({ code: z.string(), title: words }),
  right: z.enum(consentTypes),
})
export type CitizenNotice = z.infer<typeof noticeSchema>

const common = {
  desk: text,
  title: words.optional(),
  /** Invented people: the screen says so. */
  demo: z.boolean(),
}
const notice = noticeSchema.optional()

const coverages = ['waiting', 'covered', 'covered-new-card', 'ask'] as const

export const citizenViewSchema = z.discriminatedUnion('stage', [
  /** Nobody serves here now: nothing at all is shown. */
  z.strictObject({ stage: z.literal('closed') }),
  /** The clerk has not yet said for what the citizen has come. */
  z.strictObject({ stage: z.literal('welcome'), ...common }),
  /** The citizen is asked: the card is read only if they agree. */
  z.strictObject({ stage: z.literal('consent'), ...common, notice }),
  z.strictObject({
    stage: z.literal('place-card'),
    ...common,
    notice,
    /** `ask-clerk`: something does not work; what it is, is the clerk's business. */
    act: z.enum(['place', 'ask-clerk']),
  }),
  z.strictObject({
    stage: z.literal('reading'),
    ...common,
    notice,
    act: z.enum(['keep', 'place-again', 'ask-clerk']),
    /** 0…1 */
    progress: z.number().min(0).max(1),
  }),
  z.strictObject({
    stage: z.literal('result'),
    ...common,
    /** `wait` stands for everything that is not plainly in order: a screen accuses nobody. */
    word: z.enum(['checked', 'wait', 'thanks']),
    takeCard: z.boolean(),
    /** Of the card that lies there, and only as long as it does. */
    person: z.strictObject({ name: text.optional(), number: text.optional() }).optional(),
    coverage: z.strictObject({ kind: z.enum(coverages), until: z.iso.date().optional() }).optional(),
  }),
])
/** All that the screen before the citizen ever learns. */
export type CitizenView = z.infer<typeof citizenViewSchema>
type Coverage = NonNullable<Extract<CitizenView, { stage: 'result' }>['coverage']>

/**
 * What of the state of a station may stand on a screen that everybody in the room can read. Built up from single harmless values, never by leaving out: no
 * whole number, address, picture, error, or name of a clerk. Of a desk that is locked or has nobody signed in, nothing.
 */
export function citizenView(state: StationState): CitizenView {
  if (state.session?.state !== 'signed-in') return { stage: 'closed' }
  const shared = {
    desk: state.desk.name.slice(0, 200),
    ...(state.rules && { title: wordsOf(state.rules.definition.title) }),
    demo: state.demo !== undefined,
  }
  const { counter, visit } = state
  if (counter.step === 'result') return { stage: 'result', ...shared, ...resultOf(counter) }
  const told = noticeOf(state)
  const about = { ...shared, ...(told && { notice: told }) }
  if (counter.step === 'reading')
    return { stage: 'reading', ...about, act: readingActs[counter.interaction], progress: progressOf(counter) }
  if (visit?.needs === 'purpose') return { stage: 'welcome', ...shared }
  if (visit?.needs === 'consent') return { stage: 'consent', ...about }
  return { stage: 'place-card', ...about, act: waitingAct(state, counter) }
}

const readingActs = {
  none: 'keep',
  'keep-card': 'keep',
  'place-card': 'place-again',
  'lift-and-place-again': 'place-again',
  'enter-can': 'ask-clerk',
} as const

function progressOf({ bytesDone, bytesTotal }: Extract<Counter, { step: 'reading' }>): number {
  const share = bytesTotal > 0 ? bytesDone / bytesTotal : 0
  return Math.round(Math.min(1, Math.max(0, share)) * 100) / 100
}

function waitingAct({ readerError }: StationState, counter: Extract<Counter, { step: 'waiting' }>) {
  if (readerError || counter.error) return 'ask-clerk'
  // A card lies there and is not being read: the clerk still lacks its number.
  return counter.card ? 'ask-clerk' : 'place'
}

/** The notice of the purpose that was chosen; where there is only one, of that. */
function noticeOf({ rules, visit }: StationState): CitizenNotice | undefined {
  if (!rules) return undefined
  const only = rules.visits.length === 1 ? rules.visits[0] : undefined
  const chosen = rules.visits.find(({ purpose }) => purpose === visit?.purpose) ?? (visit?.purpose ? undefined : only)
  if (!chosen) return undefined
  const { reads, why, keeps, days, retention, legalBasis } = chosen.notice
  return {
    name: wordsOf(chosen.name),
    reads: reads.map(wordsOf),
    why: wordsOf(why),
    keeps: keeps.map(wordsOf),
    days,
    retention: retention.source,
    law: { code: legalBasis.code, title: wordsOf(legalBasis.title) },
    right: chosen.right,
  }
}

const wordsOf = ({ vi, en }: { vi: string; en: string }) => ({ vi, en })

function resultOf({ transaction, outcome, card }: Extract<Counter, { step: 'result' }>) {
  const served = transaction.acts?.some(act => act.kind === 'decision' && act.outcome === 'served')
  const word = served ? 'thanks' : outcome?.light === 'green' ? 'checked' : 'wait'
  const good = outcome?.light === 'green' || outcome?.light === 'yellow'
  const person = card && good && !transaction.withoutCard ? personOf(transaction) : undefined
  const coverage = coverageOf(transaction.checks ?? [])
  return { word, takeCard: card, ...(person && { person }), ...(coverage && { coverage }) } as const
}

/** As the chip has them, where nothing speaks against it: what was only declared is nobody's proven name. */
function personOf({ report }: Transaction) {
  if (report.verdict !== 'authentic' && report.verdict !== 'intact') return undefined
  const name = fromChip(report.document, 'fullName')
  const number = fromChip(report.document, 'personalNumber')
  const person = {
    // A lying chip may call its holder a number: a name is letters.
    ...(name && /^[\p{L}\p{M}'’. -]{1,100}$/u.test(name) && { name }),
    ...(number && /^\d{9,12}$/.test(number) && { number: maskedNumber(number) }),
  }
  return Object.keys(person).length > 0 ? person : undefined
}

const chipSources: readonly DocumentField['source'][] = ['dg13', 'dg1']

function fromChip(fields: readonly DocumentField[], id: FieldId): string | undefined {
  const proven = fields.filter(
    field => field.id === id && chipSources.includes(field.source) && !['unverified', 'declared'].includes(field.level),
  )
  return proven.toSorted((a, b) => chipSources.indexOf(a.source) - chipSources.indexOf(b.source))[0]?.value
}

function coverageOf(checks: readonly OnlineCheck[]): Coverage | undefined {
  const state = checks.findLast(({ kind }) => kind === 'insurance')?.state
  if (!state) return undefined
  if (state.status === 'pending') return { kind: 'waiting' }
  if (state.status === 'failed' || state.answer.kind !== 'insurance') return { kind: 'ask' }
  const { action, card } = state.answer
  const kind = action === 'accept' ? 'covered' : action === 'accept-new-card' ? 'covered-new-card' : undefined
  if (!kind) return { kind: 'ask' }
  const until = z.iso.date().safeParse(card?.validTo).data
  return { kind, ...(until && { until }) }
}
