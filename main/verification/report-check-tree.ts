import type { CheckId, CheckResult, Reason } from '../protocol/checks.ts'
import { html, type Markup, value } from '../protocol/markup.ts'
import type { Check, Report } from '../protocol/report.ts'
import { checkName, reasonCure, reasonText, resultWord, type Say } from './report-language.ts'
import { branchWords, notReadWords, pageWords } from './report-texts.ts'

type Branch = keyof typeof branchWords

/** TR-03135-1 §5.6.3 access, §5.6.4.1 chip, §5.6.4.2 security objects, §5.6.4.3 issuer, §5.6.4.4 integrity, §5.7 and §5.8 document. */
const branches: readonly (readonly [Branch, (id: CheckId) => boolean])[] = [
  ['access', id => id.startsWith('access.')],
  ['chip', id => id.startsWith('chip.')],
  ['object', id => id === 'sod.signature'],
  ['issuer', id => id.startsWith('issuer.')],
  ['integrity', id => id === 'sod.hashes' || id === 'sod.com-consistency'],
  ['document', id => id.startsWith('document.')],
  ['identity', id => id.startsWith('identity.')],
]

/** Every check once, by branches; a reason and its cure stand where the reason comes first. */
export function checkTree({ checks, dataGroups }: Report, say: Say): Markup {
  const explained = new Set<Reason>()
  const bodies = branches.map(([branch, isOf]) => {
    const own = checks.filter(({ id }) => isOf(id))
    if (own.length === 0) return undefined
    const rows = rowsOf(own).map(row => rowMarkup(row, explained, say))
    return html`<tbody><tr class="branch"><th colspan="4" scope="rowgroup">${say(branchWords[branch])}</th></tr>${rows}</tbody>`
  })
  const missing = dataGroups.notRead.map(
    ({ dg, reason }, i) =>
      html`${i > 0 ? '; ' : ''}${value(dg)}: ${notReadWords[reason] ? say(notReadWords[reason] ?? pageWords.none) : value(reason)}`,
  )
  return html`<section><h2>${say(pageWords.checks)} <small>${say(pageWords.checksAfter)}</small></h2>
<table class="checks">${bodies}</table>
<p class="note">${say(pageWords.groups)}: ${value(dataGroups.read.join(', ') || '–')}${missing.length > 0 ? html`; ${missing}` : undefined}</p></section>`
}

/** Data groups of one result and one reason share a row. */
function rowsOf(checks: readonly Check[]): Check[][] {
  const rows: Check[][] = []
  for (const check of checks) {
    const row = rows.find(
      ([first]) =>
        check.id === 'sod.hashes' &&
        first?.id === check.id &&
        first.result === check.result &&
        first.reason === check.reason,
    )
    if (row) row.push(check)
    else rows.push([check])
  }
  return rows
}

function rowMarkup(row: readonly Check[], explained: Set<Reason>, say: Say): Markup | undefined {
  const [check] = row
  if (!check) return undefined
  const { id, result, reason } = check
  const cure = reason && reasonCure(reason)
  const text =
    reason &&
    html`${say(reasonText(reason))}${cure && !explained.has(reason) ? html` <span class="cure">${say(cure)}</span>` : undefined}`
  if (reason) explained.add(reason)
  const details = row.flatMap(({ detail }) => detail ?? []).join(', ')
  return html`<tr class="${result}"><td class="sign">${resultSign(result)}</td><th scope="row">${say(checkName(id))}</th>
<td class="result">${say(resultWord(result))}</td><td>${text}${text && details ? html`<br>` : undefined}${details ? html`<span class="detail">${value(details)}</span>` : undefined}</td></tr>`
}

/** A shape of its own for each result: disc with tick, square with cross, triangle with mark, ring with dash, half ring. */
const signs: Readonly<Record<CheckResult, string>> = {
  successful: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4.6 8.2 7 10.6l4.5-5',
  failed: 'M2 2h12v12H2zM5 5l6 6M11 5l-6 6',
  undetermined: 'M8 1.5 15 14H1zM8 6v4M8 11.7v.3',
  'not-supported': 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM5 8h6',
  aborted: 'M8 1a7 7 0 1 0 7 7M5 5l6 6',
}

const resultSign = (result: CheckResult): Markup =>
  html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${signs[result]}"/></svg>`
