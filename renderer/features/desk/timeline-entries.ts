import type { Act } from '../../../main/protocol/act.ts'
import type { DeskView } from '../../../main/protocol/desk.ts'
import type { CallResult } from '../../../main/protocol/station.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import type { Language } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'

export interface TimelineEntry {
  readonly id: string
  /** RFC 3339. */
  readonly at: string
  readonly what: string
  readonly detail: string
  readonly who?: string
}
type Answers = CallResult<'history.view'>['answers']

/** Who did what about one visit and when, and what was answered, oldest first. */
export function timelineEntries(
  transaction: Transaction,
  answers: Answers,
  t: Dictionary,
  language: Language,
  rules: DeskView | undefined,
): TimelineEntry[] {
  const words = t.desk.acts
  const { withoutCard, operator } = transaction
  const way = rules?.withoutCard.find(({ reason }) => reason === withoutCard?.reason)?.name[language]
  const read: TimelineEntry = {
    id: transaction.id,
    at: transaction.at,
    what: withoutCard ? words.received : words.read,
    detail: withoutCard ? (way ?? withoutCard.reason) : t.verdicts[transaction.report.verdict].title,
    ...(operator && { who: operator }),
  }
  const kinds: Record<string, string> = { ...t.citizen.kinds, registry: t.registry.title }
  const said = answers.map(
    ({ requestId, kind, recordedAt }): TimelineEntry => ({
      id: requestId,
      at: recordedAt,
      what: words.answered,
      detail: kinds[kind] ?? kind,
    }),
  )
  const done = (transaction.acts ?? []).map(
    (act): TimelineEntry => ({
      id: act.id,
      at: act.at,
      what: words.kinds[act.kind],
      detail: detailOf(act, t),
      who: act.operator,
    }),
  )
  return [read, ...said, ...done].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

function detailOf(act: Act, { desk, locale }: Dictionary): string {
  const words = desk.acts
  switch (act.kind) {
    case 'customer': {
      const differing = act.rows.filter(({ result }) => result !== 'same').length
      return differing === 0
        ? words.allSame(String(act.rows.length))
        : words.rows(String(differing), String(act.rows.length))
    }
    case 'face': {
      const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 2 })
      const score = act.comparison && words.score(number(act.comparison.score), number(act.comparison.threshold))
      return [desk.texts.faces[act.decision], score].filter(Boolean).join(', ')
    }
    case 'decision':
      return [desk.texts.decisions[act.outcome], act.reason].filter(Boolean).join(': ')
    case 'override':
      return `${words.second(act.second.id)}: ${act.reason}`
    case 'document':
      return [desk.documents.ids[act.document], act.number, act.reason].filter(Boolean).join(' · ')
    case 'reviewed':
      return ''
  }
}
