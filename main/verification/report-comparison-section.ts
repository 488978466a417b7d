import { html, type Markup, value } from '../protocol/markup.ts'
import type { Check } from '../protocol/report.ts'
import { isUnchanged, type ReportComparison } from './report-comparison.ts'
import { checkName, reasonText, resultWord, type Say } from './report-language.ts'
import { pageWords } from './report-texts.ts'

/** Whether the checks came out as the file had recorded them, and what else is not as it was. */
export function comparisonSection(comparison: ReportComparison, say: Say): Markup {
  const { checks, differences } = comparison
  const told = checks.filter(({ outcome }) => outcome !== 'same')
  const outcomes = told.map(({ id, part, outcome, before, after }) => {
    const name = html`${say(checkName(id))}${part === undefined ? undefined : html` ${value(part)}`}`
    if (outcome === 'not-repeated')
      return html`<li>${name}: ${outcomeOf(before, say)} – ${say(pageWords.notRepeated)}</li>`
    return html`<li>${name}: ${say(pageWords.was)} ${outcomeOf(before, say)}; ${say(pageWords.is)} ${outcomeOf(after, say)}</li>`
  })
  const others = differences.map(
    ({ what, before, after }) =>
      html`<li><code>${what}</code>: ${say(pageWords.was)} ${value(before)}; ${say(pageWords.is)} ${value(after)}</li>`,
  )
  const unchanged = isUnchanged(comparison)
  return html`<section><h2>${say(pageWords.comparison)}</h2>
<p>${unchanged ? '= ' : '≠ '}${say(unchanged ? pageWords.unchanged : pageWords.changed)}</p>
<ul>${outcomes}${others}</ul></section>`
}

const outcomeOf = (check: Check | undefined, say: Say): Markup =>
  check
    ? html`<b>${say(resultWord(check.result))}</b>${check.reason ? html` (${say(reasonText(check.reason))})` : undefined}`
    : say(pageWords.none)
