import type { Statistics } from '../../protocol/desk-lists.ts'
import { html } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import { dayText } from '../../protocol/written-time.ts'
import { printedPage } from '../page.ts'
import type { PrintContext } from '../print-context.ts'
import { letterhead } from '../print-parts.ts'
import { countTables, hourChart, keyFigures, listWords } from './figures.ts'
import { listStyle } from './list-style.ts'

/** Numbers of one desk over some days, without anything personal. */
export function statisticsList(statistics: Statistics, context: PrintContext): PrintedDocument {
  const words = listWords(context)
  const { title, noPersonal } = words.statistics
  const { desk, from, to } = statistics
  const days = from === to ? dayText(from) : words.period(dayText(from), dayText(to))
  const body = html`${letterhead(context)}<h1>${title}</h1>
<p class="period">${words.desk} <strong>${desk}</strong> · ${days}</p>
${keyFigures(statistics, undefined, context)}
${hourChart(statistics, context)}
${countTables(statistics, context)}
<p class="small">${noPersonal}</p>`
  return printedPage({ id: 'statistics', title, paper: 'a4', body, style: listStyle }, context)
}
