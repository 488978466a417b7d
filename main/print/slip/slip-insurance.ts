import {
  codeOfCause,
  decidingCode,
  type InsuranceAnswer,
  type InsuranceCard,
  isInsuranceCode,
  lightOfAction,
  noOfficer,
} from '../../protocol/insurance.ts'
import { englishInsuranceTexts } from '../../protocol/insurance-texts.en.ts'
import { vietnameseInsuranceTexts } from '../../protocol/insurance-texts.vi.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { dayText, timeInVietnam } from '../../protocol/written-time.ts'
import type { PrintContext } from '../print-context.ts'
import { fact, numberText, withoutNumber } from '../print-parts.ts'
import type { SlipWords } from './slip-words.vi.ts'

interface Said {
  says: string
  act: string
  answer?: InsuranceAnswer
  answeredAt?: string
}

/** Coverage in one sentence with what the clerk does, then the card, its dates and the hints, and who asked when. */
export function insuranceSection(transaction: Transaction, words: SlipWords, context: PrintContext): Markup {
  const said = latest(transaction, words, context)
  const { answer } = said
  return html`<section class="insurance"><h2>${words.insurance}</h2>
<p class="says">${said.says}</p><p class="act">${said.act}</p>
${
  answer &&
  html`<dl>${cardFacts(answer, words, context)}</dl>
${answer.note === '' ? '' : html`<p class="small">${words.note}: ${value(withoutNumber(answer.note, transaction, context))}</p>`}
${said.answeredAt && html`<p class="small">${askedLine(answer, said.answeredAt, words)}</p>`}`
}</section>`
}

/** What the portal's answer makes the clerk mind beside the sentence. */
export function insuranceWarnings(transaction: Transaction, words: SlipWords, context: PrintContext): string[] {
  const answer = answerOf(transaction)?.answer
  if (!answer) return []
  const { nextCard, checkedElsewhere } = answer
  return [
    ...(nextCard
      ? [
          words.nextCard(
            /^[0-9]{12}$/.test(nextCard.number) ? numberText(nextCard.number, context) : nextCard.number,
            dayText(nextCard.validFrom ?? '…'),
          ),
        ]
      : []),
    ...(checkedElsewhere && checkedElsewhere.length > 0 ? [words.elsewhere(checkedElsewhere.join(', '))] : []),
  ]
}

/** Asked more than once, e.g. by another number: the last question counts. */
const lastCheck = (transaction: Transaction) => transaction.checks?.filter(({ kind }) => kind === 'insurance').at(-1)

function answerOf(transaction: Transaction) {
  const state = lastCheck(transaction)?.state
  return state?.status === 'answered' && state.answer.kind === 'insurance'
    ? { answer: state.answer, answeredAt: state.answeredAt }
    : undefined
}

function latest(transaction: Transaction, words: SlipWords, { language }: PrintContext): Said {
  const texts = language === 'vi' ? vietnameseInsuranceTexts : englishInsuranceTexts
  const state = lastCheck(transaction)?.state
  if (!state) return { says: words.notAsked, act: words.notAskedAct }
  if (state.status === 'pending') return { says: words.pending, act: words.pendingAct }
  if (state.status === 'failed') {
    const code = codeOfCause(state.error.cause)
    return code
      ? texts.codes[code]
      : state.error.cause === noOfficer
        ? texts.noOfficer
        : { says: words.failed, act: words.failedAct }
  }
  const answered = answerOf(transaction)
  if (!answered) return { says: words.notAsked, act: words.notAskedAct }
  const { answer } = answered
  // A card that is not accepted makes nobody insured.
  if (transaction.report.light === 'red' && lightOfAction[answer.action] === 'green')
    return { says: words.badIdentity, act: words.badIdentityAct }
  const code = decidingCode(answer)
  const told = answer.doubt ? texts.doubts[answer.doubt] : isInsuranceCode(code) ? texts.codes[code] : texts.unknown
  return { ...told, ...answered }
}

function cardFacts(
  { card, oldCard, fiveYearsOn, area }: InsuranceAnswer,
  words: SlipWords,
  context: PrintContext,
): Markup[] {
  const registration = [card?.registration?.code, card?.registration?.name].filter(said => said).join(' – ')
  return [
    fact(words.card, card && html`<span class="card-number">${cardNumber(card.number, context)}</span>`),
    fact(words.oldCard, oldCard && cardNumber(oldCard, context)),
    fact(words.validity, card && validity(card, words)),
    fact(words.registration, registration),
    fact(words.fiveYears, fiveYearsOn && dayText(fiveYearsOn)),
    fact(`${words.benefit} (${words.hint})`, card?.benefit && benefit(card.benefit, words)),
    fact(words.area, area),
  ]
}

/** Group, benefit, province and book number apart for the eye. Twelve digits are the personal number itself. */
function cardNumber(text: string, context: PrintContext): Markup {
  if (/^[0-9]{12}$/.test(text)) return value(numberText(text, context))
  const parts = /^([A-Z]{2})([1-5])([0-9]{2})([0-9]{10})$/.exec(text)?.slice(1)
  return parts ? html`${parts.join(' ')}` : value(text)
}

function validity({ validFrom, validTo }: InsuranceCard, words: SlipWords): string | undefined {
  if (validFrom && validTo) return `${dayText(validFrom)} – ${dayText(validTo)}`
  if (validFrom) return `${words.from} ${dayText(validFrom)}`
  return validTo && `${words.until} ${dayText(validTo)}`
}

const benefit = ({ level, percent }: { level: number; percent?: number | undefined }, words: SlipWords) =>
  percent === undefined ? words.level(level) : words.share(level, percent)

function askedLine(answer: InsuranceAnswer, answeredAt: string, words: SlipWords): Markup {
  const code = answer.renewed ? `${answer.code}, ${answer.renewed.code}` : answer.code
  return value(words.asked(code, timeInVietnam(answeredAt), answer.officer))
}
