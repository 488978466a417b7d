import { citizenAnswerWords } from '../../protocol/citizen-answer-code.ts'
import { englishCitizenData } from '../../protocol/citizen-data-words.en.ts'
import { vietnameseCitizenData } from '../../protocol/citizen-data-words.vi.ts'
import type { OpenItem, Shift } from '../../protocol/desk-lists.ts'
import { englishDeskTexts } from '../../protocol/desk-texts.en.ts'
import { vietnameseDeskTexts } from '../../protocol/desk-texts.vi.ts'
import { isInsuranceCode } from '../../protocol/insurance.ts'
import { englishInsuranceTexts } from '../../protocol/insurance-texts.en.ts'
import { vietnameseInsuranceTexts } from '../../protocol/insurance-texts.vi.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import { timeInVietnam } from '../../protocol/written-time.ts'
import { printedPage } from '../page.ts'
import type { PrintContext } from '../print-context.ts'
import { letterhead, nameOfCode } from '../print-parts.ts'
import { countTables, keyFigures, listWords, wordOf } from './figures.ts'
import { listStyle } from './list-style.ts'
import type { ListWords } from './list-words.vi.ts'

/** What one shift leaves to the next: first what is left to do, then the numbers, and room for two signatures. */
export function shiftList({ desk, from, to, statistics, open }: Shift, context: PrintContext): PrintedDocument {
  const words = listWords(context)
  const { shift } = words
  const body = html`${letterhead(context)}<h1>${shift.title}</h1>
<p class="period">${words.desk} <strong>${desk}</strong> · ${words.period(timeInVietnam(from), timeInVietnam(to))}</p>
${keyFigures(statistics, open.length, context)}
<section><h2>${shift.open}</h2>${open.length === 0 ? html`<p>${shift.nothingOpen}</p>` : openTable(open, words, context)}</section>
<h2>${shift.summary}</h2>${countTables(statistics, context)}
<section><h2>${shift.remarks}</h2><div class="remark"></div><div class="remark"></div></section>
<div class="signatures">${[shift.giver, shift.taker].map(who => html`<div><strong>${who}</strong><br><span class="small">${shift.sign}</span></div>`)}</div>`
  return printedPage({ id: 'shift', title: shift.title, paper: 'a4', body, style: listStyle }, context)
}

function openTable(open: readonly OpenItem[], words: ListWords, context: PrintContext): Markup {
  const { shift } = words
  return html`<table><thead><tr><th class="when">${shift.time}</th><th>${shift.person}</th><th>${shift.purpose}</th><th>${shift.why}</th></tr></thead>
<tbody>${open.map(item => openRow(item, words, context))}</tbody></table>`
}

/** The name is that of the list, the number is masked already. */
function openRow(item: OpenItem, words: ListWords, context: PrintContext): Markup {
  const texts = context.language === 'vi' ? vietnameseDeskTexts : englishDeskTexts
  const { at, name, number, operator, purpose, reasons, says } = item
  return html`<tr><td class="when">${timeInVietnam(at)}${operator === undefined ? '' : html`<br><span class="small">${value(operator)}</span>`}</td>
<td>${name === undefined ? '' : html`<strong>${value(name)}</strong><br>`}${number === undefined ? '' : html`<span class="number">${number}</span><br>`}<span class="small">${item.transactionId}</span></td>
<td>${value(nameOfCode(purpose, 'purposes', context))}</td>
<td>${reasons.map(reason => html`<div>${texts.open[reason]}</div>`)}${says.map(code => html`<div><strong>${value(answerWord(code, words, context))}</strong></div>`)}</td></tr>`
}

function answerWord(code: string, words: ListWords, { language }: PrintContext): string {
  const { codes } = language === 'vi' ? vietnameseInsuranceTexts : englishInsuranceTexts
  if (isInsuranceCode(code)) return words.code(code, codes[code].says)
  const ofCitizen = citizenAnswerWords(code, language === 'vi' ? vietnameseCitizenData : englishCitizenData)
  return ofCitizen ?? wordOf(code, words.registry)
}
