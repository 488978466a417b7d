import { enVerdicts } from '../../protocol/check-texts.en.ts'
import { viVerdicts } from '../../protocol/check-texts.vi.ts'
import type { DeskOutcome } from '../../protocol/desk.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { timeInVietnam } from '../../protocol/written-time.ts'
import type { PrintContext } from '../print-context.ts'
import { formWords } from './form-words.ts'
import { type ResidenceFacts, residenceFieldIds } from './residence-facts.ts'

/** What the draft rests on, in plain words above the form. */
export const basisNotice = (facts: ResidenceFacts, context: PrintContext): Markup =>
  html`<p class="basis" lang="${context.language}">${basisText(facts, context)}</p>`

function basisText({ basis, confirmation, answeredAt = '', fields }: ResidenceFacts, context: PrintContext): string {
  const { basis: words } = formWords(context)
  if (Object.keys(fields).length === 0) return words.nothing
  if (confirmation) return words.confirmation(timeInVietnam(answeredAt))
  return basis === 'registry' ? words.registry(timeInVietnam(answeredAt)) : words[basis]
}

interface Noted {
  readonly facts: ResidenceFacts
  readonly transaction: Transaction
  readonly outcome: DeskOutcome
  /** Number of the desk's own, where the draft has one. */
  readonly drafted?: string | undefined
}

/**
 * A box below the form for the officer who is to sign it: where card and register differ, what the card did not prove, what is left to fill in. It stands
 * outside the form, for the law gives the form no room for it.
 */
export function officerNotes({ facts, transaction, outcome, drafted }: Noted, context: PrintContext): Markup {
  const words = formWords(context)
  const { confirmation, basis } = facts
  const { verdict } = transaction.report
  const verdicts = context.language === 'vi' ? viVerdicts : enVerdicts
  const notes: (string | Markup)[] = [
    ...(verdict === 'authentic' || basis === 'declared' ? [] : [words.notProven(verdicts[verdict].title)]),
    ...(basis === 'chip' ? [words.cardOnly] : []),
    ...(basis === 'registry' ? differences(outcome, context) : []),
    ...(confirmation && drafted ? [html`${words.registerNumber}: ${value(confirmation.number)}`] : []),
    ...(isWhole(facts) ? [] : [words.byHand]),
  ]
  if (notes.length === 0) return html``
  return html`<aside class="officer" lang="${context.language}"><strong>${words.notes}</strong><ul>${notes.map(note => html`<li>${note}</li>`)}</ul></aside>`
}

const isWhole = ({ fields, members }: ResidenceFacts) =>
  members !== undefined && residenceFieldIds.every(id => fields[id] !== undefined)

function differences({ residence }: DeskOutcome, context: PrintContext): (string | Markup)[] {
  const words = formWords(context)
  const notes = (residence?.rows ?? []).flatMap(({ kind, result }) => {
    if (result === 'different') return [words.differs(words.residences[kind])]
    return result === 'wording' ? [words.wording(words.residences[kind])] : []
  })
  const card = residence?.card
  return card && notes.length > 0 ? [...notes, html`${words.cardAddress}: ${value(card)}`] : notes
}
