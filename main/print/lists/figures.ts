import { enVerdicts } from '../../protocol/check-texts.en.ts'
import { viVerdicts } from '../../protocol/check-texts.vi.ts'
import type { Verdict } from '../../protocol/checks.ts'
import type { Statistics } from '../../protocol/desk-lists.ts'
import { englishDeskTexts } from '../../protocol/desk-texts.en.ts'
import { vietnameseDeskTexts } from '../../protocol/desk-texts.vi.ts'
import { isInsuranceCode } from '../../protocol/insurance.ts'
import { englishInsuranceTexts } from '../../protocol/insurance-texts.en.ts'
import { vietnameseInsuranceTexts } from '../../protocol/insurance-texts.vi.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintContext } from '../print-context.ts'
import { nameOfCode } from '../print-parts.ts'
import { englishListWords } from './list-words.en.ts'
import { type ListWords, vietnameseListWords } from './list-words.vi.ts'

export const listWords = ({ language }: Pick<PrintContext, 'language'>): ListWords =>
  language === 'vi' ? vietnameseListWords : englishListWords

export const verdictTitle = (verdict: Verdict, { language }: Pick<PrintContext, 'language'>): string =>
  (language === 'vi' ? viVerdicts : enVerdicts)[verdict].title

/** The word for a code of a table; the code itself where it has none. */
export const wordOf = (code: string, words: Readonly<Record<string, string>>): string =>
  Object.hasOwn(words, code) ? (words[code] ?? code) : code

/** The numbers that matter, large. */
export function keyFigures(statistics: Statistics, open: number | undefined, context: PrintContext): Markup {
  const words = listWords(context)
  const { visits, withoutCard, overrides, read } = statistics
  const decimal = (ms: number) => {
    const text = (ms / 1000).toFixed(1)
    return words.seconds(context.language === 'vi' ? text.replace('.', ',') : text)
  }
  const figures: [string, string | undefined][] = [
    [words.visits, String(visits)],
    [words.withoutCard, String(withoutCard)],
    [words.overrides, String(overrides)],
    [words.openCount, open === undefined ? undefined : String(open)],
    [words.readMedian, read && decimal(read.median)],
    [words.readP95, read && decimal(read.p95)],
  ]
  return html`<dl class="figures">${figures.map(([label, said]) => said !== undefined && html`<div><dt>${label}</dt><dd>${said}</dd></div>`).filter(part => part !== false)}</dl>`
}

const chartHeightMm = 32

/** Bars by full hour in Vietnam, from the first to the last hour with a visit; hours of an office at the least. */
export function hourChart({ byHour }: Statistics, context: PrintContext): Markup {
  const busy = byHour.flatMap((visits, hour) => (visits > 0 ? [hour] : []))
  const first = Math.min(7, ...busy)
  const last = Math.max(16, ...busy)
  const most = Math.max(1, ...byHour)
  const bars = byHour.slice(first, last + 1).map(
    (visits, i) => html`<div>${visits > 0 ? visits : ''}
${visits > 0 ? html`<div class="bar" style="height: ${((visits / most) * chartHeightMm).toFixed(1)}mm"></div>` : ''}
<div class="hour">${first + i}h</div></div>`,
  )
  return html`<section><h2>${listWords(context).byHour}</h2><div class="chart">${bars}</div></section>`
}

/** Every count by its word, the largest first; a table without rows is left out. */
export function countTables(statistics: Statistics, context: PrintContext): Markup {
  const words = listWords(context)
  const vietnamese = context.language === 'vi'
  const desk = vietnamese ? vietnameseDeskTexts : englishDeskTexts
  const insurance = vietnamese ? vietnameseInsuranceTexts : englishInsuranceTexts
  const verdicts = vietnamese ? viVerdicts : enVerdicts
  const insuranceWord = (code: string) =>
    isInsuranceCode(code) ? words.code(code, insurance.codes[code].says) : wordOf(code, words.registry)
  const tables: [string, Readonly<Record<string, number | undefined>>, (code: string) => string][] = [
    [words.byPurpose, statistics.byPurpose, code => nameOfCode(code, 'purposes', context)],
    [words.byVerdict, statistics.byVerdict, code => (isVerdict(code) ? verdicts[code].title : code)],
    [words.byRegistry, statistics.byRegistry, code => wordOf(code, words.registry)],
    [words.byInsurance, statistics.byInsurance, insuranceWord],
    [words.byDecision, statistics.byDecision, code => wordOf(code, desk.decisions)],
    [words.byDocument, statistics.byDocument, code => wordOf(code, words.documents)],
  ]
  return html`<div class="tables">${tables.map(([title, counts, word]) => countTable(title, counts, word, words))}</div>`
}

const isVerdict = (code: string): code is Verdict => Object.hasOwn(viVerdicts, code)

function countTable(
  title: string,
  counts: Readonly<Record<string, number | undefined>>,
  word: (code: string) => string,
  words: ListWords,
): Markup {
  const rows = Object.entries(counts)
    .flatMap(([code, count]) => (count ? [{ code, count }] : []))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
  if (rows.length === 0) return html``
  return html`<table><thead><tr><th>${title}</th><th class="count">${words.count}</th></tr></thead>
<tbody>${rows.map(({ code, count }) => html`<tr><td>${value(word(code))}</td><td class="count">${count}</td></tr>`)}</tbody></table>`
}
