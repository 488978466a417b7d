import { enVerdicts } from '../../protocol/check-texts.en.ts'
import { viVerdicts } from '../../protocol/check-texts.vi.ts'
import type { DeskOutcome, StepId, StepReason } from '../../protocol/desk.ts'
import { englishDeskTexts } from '../../protocol/desk-texts.en.ts'
import { vietnameseDeskTexts } from '../../protocol/desk-texts.vi.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { timeInVietnam } from '../../protocol/written-time.ts'
import { printedPage } from '../page.ts'
import type { PrintContext } from '../print-context.ts'
import { fact, factOrLine, fillLine, letterhead, nameOfCode, referenceBlock, writtenField } from '../print-parts.ts'
import type { PaperName } from '../print-style.ts'
import { insuranceSection, insuranceWarnings } from './slip-insurance.ts'
import { englishSlipWords } from './slip-words.en.ts'
import { type SlipWords, vietnameseSlipWords } from './slip-words.vi.ts'

const slipPapers = {
  'reception-slip-58': 'roll-58',
  'reception-slip-80': 'roll-80',
  'reception-slip-a5': 'a5',
} as const satisfies Record<string, PaperName>

/**
 * What a patient takes from the reception to the doctor's door: who, whether the card is genuine, and how far the insurance covers, with code, time and
 * officer of the look-up.
 */
export function receptionSlip(
  id: keyof typeof slipPapers,
  { transaction, outcome }: { transaction: Transaction; outcome: DeskOutcome },
  context: PrintContext,
): PrintedDocument {
  const words = context.language === 'vi' ? vietnameseSlipWords : englishSlipWords
  const body = html`${letterhead(context)}<h1>${words.title}</h1>
${person(transaction, words, context)}
${identity(transaction, words, context)}
${insuranceSection(transaction, words, context)}
${warnings([...stepWarnings(outcome, context), ...insuranceWarnings(transaction, words, context)], words)}
${hints(outcome, words, context)}
${referenceBlock(transaction, context, id === 'reception-slip-a5' ? 22 : 19)}`
  return printedPage({ id, title: words.title, paper: slipPapers[id], body, style, reference: transaction.id }, context)
}

function person(transaction: Transaction, words: SlipWords, context: PrintContext): Markup {
  const field = (id: Parameters<typeof writtenField>[1]) => writtenField(transaction, id, context)
  const name = field('fullName')
  const purpose = transaction.purpose && nameOfCode(transaction.purpose.code, 'purposes', context)
  return html`<section class="person">
${name === undefined ? html`<dl><div><dt>${words.name}</dt>${fillLine}</div></dl>` : html`<p class="name">${value(name)}</p>`}
<dl>${factOrLine(words.number, field('personalNumber'))}
${factOrLine(words.birth, field('birthDate'))}
${factOrLine(words.sex, field('sex'))}
${fact(words.purpose, purpose)}</dl></section>`
}

function identity({ report, withoutCard, at }: Transaction, words: SlipWords, context: PrintContext): Markup {
  if (withoutCard)
    return html`<section class="verdict"><p class="word">${words.withoutCard}</p>
<p>${words.withoutCardReason}: <strong>${value(nameOfCode(withoutCard.reason, 'withoutCard', context))}</strong></p>
<p><strong>${words.declared}</strong></p><p class="small">${words.received(timeInVietnam(at))}</p></section>`
  const verdict = (context.language === 'vi' ? viVerdicts : enVerdicts)[report.verdict]
  return html`<section class="verdict"><p class="word">${words.identity}: ${verdict.title}</p>
${report.verdict === 'authentic' ? '' : html`<p>${verdict.act}</p>`}
<p class="small">${words.checkedAt(timeInVietnam(report.at))}</p></section>`
}

/** Steps that concern the person; what is left to do with other systems is the desk's own affair. */
const told: ReadonlySet<StepId> = new Set(['identity', 'registry', 'face'])
/** Said above already. */
const saidBefore: ReadonlySet<StepReason> = new Set(['verdict', 'no-chip'])

function stepWarnings({ steps, override }: DeskOutcome, { language }: PrintContext): string[] {
  const texts = language === 'vi' ? vietnameseDeskTexts : englishDeskTexts
  const reasons = steps.flatMap(({ id, reasons }) => (told.has(id) ? reasons : []))
  const says = reasons.filter(reason => !saidBefore.has(reason)).map(reason => texts.reasons[reason].says)
  return override === 'done' ? [...says, `${texts.overrides.done}.`] : says
}

function hints(outcome: DeskOutcome, words: SlipWords, { language }: PrintContext): Markup {
  if (outcome.hints.length === 0) return html``
  return html`<section><h2>${words.hints}</h2><ul>${outcome.hints.map(hint => html`<li>${value(hint[language])} <span class="small">(${value(hint.source)})</span></li>`)}</ul></section>`
}

function warnings(said: string[], words: SlipWords): Markup {
  if (said.length === 0) return html``
  return html`<section class="notice"><strong>${words.warnings}</strong><ul>${said.map(text => html`<li>${value(text)}</li>`)}</ul></section>`
}

const style = `
h1 { margin: 1.5mm 0 1mm; padding-bottom: 1mm; border-bottom: .3mm solid #000 }
h2 { margin: .6em 0 .2em }
ul { margin: 0; padding-left: 4mm }
.name { font-size: 1.35em; line-height: 1.35; font-weight: 700; margin: 1mm 0 .5mm }
.person dl { display: flex; flex-wrap: wrap; column-gap: 4mm }
.verdict { border: .5mm solid #000; padding: 1mm 2mm; margin: 1.5mm .4mm; break-inside: avoid }
.notice { margin: 1.5mm .4mm }
.verdict p { margin: 0 }
.verdict .word { font-size: 1.25em; font-weight: 700 }
.insurance .says { font-size: 1.15em; line-height: 1.35; font-weight: 700 }
.card-number { white-space: nowrap }
.reference { margin-top: 2mm; padding-top: 1.5mm; border-top: .25mm dashed #000; overflow-wrap: anywhere }
.roll-foot { margin-top: 1.5mm }
.roll-foot p { margin: 0 }
`
