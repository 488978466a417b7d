import type { Light } from '../../../main/protocol/checks.ts'
import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import {
  codeOfCause,
  decidingCode,
  type InsuranceAnswer,
  type InsuranceCard,
  isInsuranceCode,
  lightOfAction,
  noOfficer,
} from '../../../main/protocol/insurance.ts'
import type { OnlineCheck } from '../../../main/protocol/online-check.ts'
import { dayText, timeInVietnam } from '../../../main/protocol/written-time.ts'
import type { Dictionary } from '../../i18n/vi.ts'

export type InsuranceFactId =
  | 'card'
  | 'validity'
  | 'registration'
  | 'fiveYears'
  | 'benefit'
  | 'area'
  | 'oldCard'
  | 'bookNumber'
  | 'office'

export interface InsuranceFact {
  readonly id: InsuranceFactId
  readonly label: string
  readonly value: string
  readonly hint?: string
}

export interface InsuranceSummary {
  readonly light: Light
  /** Covered or not, in one sentence. */
  readonly title: string
  /** What to do now. */
  readonly act: string
  /** What the clerk should ask about beside. */
  readonly hints: readonly string[]
  readonly facts: readonly InsuranceFact[]
  readonly stays: readonly string[]
  /** `ghiChu`, of each query. */
  readonly notes: readonly { readonly label: string; readonly text: string }[]
  /** Code, time and officer of the answer. */
  readonly foot?: string
}

const nothing = { hints: [], facts: [], stays: [], notes: [] }

/**
 * What is known of somebody's insurance, in words. Only an answer that says so without reservation is green, and only for
 * whoever holds a card that is not red itself.
 * @param identity the light of the card that was read
 */
export function insuranceSummary({ state }: OnlineCheck, t: Dictionary, identity: Light): InsuranceSummary {
  if (state.status === 'pending') return { light: 'yellow', ...pending(state.error, t), ...nothing }
  if (state.status === 'failed') return { light: 'yellow', ...failed(state.error, t), ...nothing }
  if (state.answer.kind !== 'insurance') throw new Error(`no answer about insurance: ${state.answer.kind}`)
  const summary = answered(state.answer, state.answeredAt, t)
  if (identity !== 'red' || summary.light !== 'green') return summary
  const { says, act } = t.insurance.badIdentity
  return { ...summary, light: 'yellow', title: says, act, hints: [], facts: [], stays: [] }
}

type Words = Pick<InsuranceSummary, 'title' | 'act'>

function pending(error: ChipDeskError | undefined, { insurance, errors }: Dictionary): Words {
  if (!error) return { title: insurance.pending, act: insurance.pendingAct }
  const code = codeOfCause(error.cause)
  if (code) return { title: insurance.notYet, act: `${insurance.codes[code].says}. ${insurance.codes[code].act}` }
  const problem = problemOf(error, insurance.problems) ?? `${errors[error.tag].title}.`
  return { title: insurance.notYet, act: `${problem} ${insurance.pendingAct} ${insurance.byHand}` }
}

function failed(error: ChipDeskError, { insurance, errors }: Dictionary): Words {
  const code = codeOfCause(error.cause)
  const told = code ? insurance.codes[code] : error.cause === noOfficer ? insurance.noOfficer : undefined
  if (told) return { title: told.says, act: told.act }
  const problem = problemOf(error, insurance.problems)
  return { title: insurance.failed, act: problem ?? `${errors[error.tag].title}. ${errors[error.tag].cure}` }
}

const problemOf = ({ tag }: ChipDeskError, problems: Dictionary['insurance']['problems']): string | undefined =>
  Object.entries(problems).find(([known]) => known === tag)?.[1]

function answered(answer: InsuranceAnswer, answeredAt: string, t: Dictionary): InsuranceSummary {
  const { insurance } = t
  const code = decidingCode(answer)
  const told = answer.doubt
    ? insurance.doubts[answer.doubt]
    : isInsuranceCode(code)
      ? insurance.codes[code]
      : insurance.unknown
  const { renewed, nextCard, checkedElsewhere } = answer
  const codes = renewed ? `${answer.code} → ${renewed.code}` : answer.code
  return {
    light: lightOfAction[answer.action],
    title: told.says,
    act: told.act,
    hints: [
      ...(nextCard ? [insurance.nextCard(nextCard.number, dayText(nextCard.validFrom ?? ''))] : []),
      ...(checkedElsewhere ? [insurance.elsewhere(checkedElsewhere.join(', '))] : []),
    ],
    facts: factsOf(answer, t),
    stays: (answer.stays ?? []).map(({ facility, from, to }) =>
      insurance.stay(facility, dayText(from), to ? dayText(to) : '…'),
    ),
    notes: [
      { label: insurance.note, text: answer.note || insurance.noNote },
      ...(renewed ? [{ label: insurance.renewedNote, text: renewed.note || insurance.noNote }] : []),
    ],
    foot: insurance.asked(codes, timeInVietnam(answeredAt), answer.officer),
  }
}

function factsOf({ card, oldCard, bookNumber, fiveYearsOn, area, office }: InsuranceAnswer, t: Dictionary) {
  const { insurance } = t
  const facts: [InsuranceFactId, string | undefined, string?][] = [
    ['card', card?.number],
    ['oldCard', oldCard],
    ['validity', card && validityOf(card, t)],
    ['fiveYears', fiveYearsOn && dayText(fiveYearsOn)],
    ['registration', [card?.registration?.code, card?.registration?.name].filter(Boolean).join(' – ')],
    ['benefit', benefitText(card, t), insurance.benefitHint],
    ['area', area && insurance.areas[area]],
    // The last ten characters of a card are that number.
    ['bookNumber', card?.number.endsWith(bookNumber ?? '-') ? undefined : bookNumber],
    ['office', office],
  ]
  return facts.flatMap(([id, value, hint]): InsuranceFact[] =>
    value ? [{ id, label: insurance[id], value, ...(hint && { hint }) }] : [],
  )
}

function validityOf({ validFrom, validTo }: InsuranceCard, { insurance }: Dictionary): string {
  const [from, to] = [validFrom, validTo].map(day => day && dayText(day))
  if (from && to) return `${from} – ${to}`
  if (from) return `${insurance.from} ${from}`
  return to ? `${insurance.until} ${to}` : insurance.noDates
}

function benefitText(card: InsuranceCard | undefined, { insurance }: Dictionary): string | undefined {
  if (!card?.benefit) return undefined
  const { level, percent } = card.benefit
  return percent === undefined ? insurance.level(String(level)) : insurance.share(String(level), String(percent))
}
