import type { OwnRecordView } from '../../protocol/desk-lists.ts'
import { englishFieldNames } from '../../protocol/field-names.en.ts'
import { vietnameseFieldNames } from '../../protocol/field-names.vi.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import { dayText, timeInVietnam } from '../../protocol/written-time.ts'
import { printedPage } from '../page.ts'
import type { PrintContext } from '../print-context.ts'
import { fact, letterhead, nameOfCode } from '../print-parts.ts'
import { listWords, verdictTitle, wordOf } from './figures.ts'
import { listStyle } from './list-style.ts'
import type { ListWords } from './list-words.vi.ts'

type Held = OwnRecordView['transactions'][number]
type Access = OwnRecordView['accesses'][number]

/** What this desk holds about the person who asks: what is kept is named, not said, so that a lost sheet tells nobody anything. */
export function ownDataList(record: OwnRecordView, context: PrintContext): PrintedDocument {
  const words = listWords(context)
  const { own } = words
  const { name, number, transactions, accesses } = record
  const body = html`${letterhead(context)}<h1>${own.title}</h1>
<p class="period">${own.intro}</p>
<dl>${fact(own.name, name)}${fact(own.number, number)}</dl>
<section><h2>${own.held}</h2>${transactions.length === 0 ? html`<p>${own.nothingHeld}</p>` : heldTable(transactions, words, context)}</section>
<section><h2>${own.seen}</h2>${accesses.length === 0 ? html`<p>${own.nothingSeen}</p>` : accessTable(accesses, words, context)}</section>
<section class="notice"><h2>${own.rights}</h2><ul>${own.rightsText.map(text => html`<li>${text}</li>`)}</ul></section>`
  return printedPage(
    {
      id: 'own-data',
      title: own.title,
      paper: 'a4',
      body,
      style: `${listStyle} .notice { margin-top: 4mm } .notice h2 { margin-top: 0 }`,
    },
    context,
  )
}

function heldTable(held: readonly Held[], { own }: ListWords, context: PrintContext): Markup {
  return html`<table><thead><tr><th class="when">${own.at}</th><th>${own.why}</th><th>${own.what}</th><th>${own.until}</th></tr></thead>
<tbody>${held.map(one => heldRow(one, own, context))}</tbody></table>`
}

function heldRow(one: Held, own: ListWords['own'], context: PrintContext): Markup {
  return html`<tr><td class="when">${timeInVietnam(one.at)}<br><span class="small">${value(one.desk)}</span></td>
<td>${value(nameOfCode(one.purpose, 'purposes', context))}<br><span class="small">${value(nameOfCode(one.legalBasis, 'legalBases', context))}</span></td>
<td>${value(keptNames(one, own, context).join(', '))}<br><span class="small">${verdictTitle(one.verdict, context)}</span></td>
<td>${one.deletedOn === undefined ? own.noRule : html`${own.untilDay(dayText(one.deletedOn))}<br><span class="small">${one.mustStay ? own.mustStay : own.mayGo}${one.source === undefined ? '' : html` (${value(one.source)})`}</span>`}</td></tr>`
}

function keptNames({ keeps }: Held, own: ListWords['own'], { language }: PrintContext): string[] {
  const fields: Readonly<Record<string, string>> = language === 'vi' ? vietnameseFieldNames : englishFieldNames
  return keeps.map(kept => (Object.hasOwn(fields, kept) ? wordOf(kept, fields) : wordOf(kept, own.kept)))
}

function accessTable(accesses: readonly Access[], { own }: ListWords, context: PrintContext): Markup {
  return html`<table><thead><tr><th class="when">${own.at}</th><th>${own.who}</th><th>${own.action}</th><th class="outcome">${own.outcome}</th></tr></thead>
<tbody>${accesses.map(
    ({ at, desk, operator, action, purpose, outcome }) =>
      html`<tr><td class="when">${timeInVietnam(at)}</td>
<td>${operator === 'station' ? own.station : value(operator)} <span class="small">${value(desk)}</span></td>
<td>${value(wordOf(action, own.actions))}${purpose === undefined ? '' : html`<br><span class="small">${value(nameOfCode(purpose, 'purposes', context))}</span>`}</td>
<td>${value(outcomeWord(outcome, own, context))}</td></tr>`,
  )}</tbody></table>`
}

/** Verdicts, codes of services, or plain words. */
function outcomeWord(outcome: string, own: ListWords['own'], context: PrintContext): string {
  const words = listWords(context)
  return wordOf(outcome, { ...own.outcomes, ...words.registry, ...verdictTitles(context) })
}

const verdictTitles = (context: PrintContext) =>
  Object.fromEntries(
    (['authentic', 'intact', 'altered', 'cloned', 'refused', 'incomplete'] as const).map(verdict => [
      verdict,
      verdictTitle(verdict, context),
    ]),
  )
