import { changedWords, type TextPiece } from '../protocol/changed-words.ts'
import { englishDifferences as en } from '../protocol/difference-texts.en.ts'
import { vietnameseDifferences as vi } from '../protocol/difference-texts.vi.ts'
import { html, type Markup, value } from '../protocol/markup.ts'
import type { Difference, Report } from '../protocol/report.ts'
import { leftOut, shownText } from './report-field-table.ts'
import { fieldName, type Say, sourceName } from './report-language.ts'
import { pageWords } from './report-texts.ts'

interface Shown {
  readonly report: Report
  readonly allFields?: boolean
}

/** Declared against chip, side by side; values are shown, masked or left out as those of the fields are. */
export function differenceTable({ report, allFields = false }: Shown, say: Say): Markup | undefined {
  const { differences } = report
  if (!differences) return undefined
  const words = (key: 'field' | 'declared' | 'chip' | 'none') => say({ vi: vi[key], en: en[key] })
  const rows = differences.map(difference => row(difference, allFields, say))
  const table = html`<table class="differences"><thead><tr><th>${words('field')}</th><th>${words('declared')}</th>
<th>${words('chip')}</th></tr></thead><tbody>${rows}</tbody></table>`
  return html`<section><h2>${say(pageWords.differences)}</h2>${rows.length > 0 ? table : html`<p>${words('none')}</p>`}</section>`
}

function row(difference: Difference, allFields: boolean, say: Say): Markup {
  const { field, kind, weight, note } = difference
  const sign = { minor: '≈', notable: '!', contradiction: '✕' }[weight]
  const [declared, chip] = cells(difference, allFields, say)
  const noted =
    note && html`<tr class="noted"><td colspan="2">${say({ vi: vi.notes[note], en: en.notes[note] })}</td></tr>`
  return html`<tr class="${weight}"><th scope="row" rowspan="${note ? 2 : 1}">${say(fieldName(field))}<br>
<span class="kind">${sign} ${say({ vi: vi.kinds[kind], en: en.kinds[kind] })}</span></th>
<td>${declared}<br><span class="from">${say(sourceName(difference.declared.source))}</span></td>
<td>${chip}<br><span class="from">${say(sourceName(difference.chip.source))}</span></td></tr>${noted}`
}

function cells({ field, declared, chip }: Difference, allFields: boolean, say: Say): readonly Markup[] {
  if (!allFields && leftOut.has(field)) return [say(pageWords.notPrinted), say(pageWords.notPrinted)]
  const [mine, theirs] = [declared, chip].map(side => shownText({ id: field, value: side.value }, allFields))
  if (typeof mine === 'string' && typeof theirs === 'string') return changedWords(mine, theirs).map(marked)
  return [mine, theirs].map(side => (typeof side === 'string' ? value(side) : side && say(side)) ?? html``)
}

const marked = (pieces: readonly TextPiece[]): Markup =>
  html`${pieces.map(({ text, changed }) => (changed ? html`<mark>${value(text)}</mark>` : value(text)))}`
