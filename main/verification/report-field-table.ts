import { evidenceLevels } from '../protocol/checks.ts'
import { html, type Markup, value } from '../protocol/markup.ts'
import type { DocumentField, FieldId, Report } from '../protocol/report.ts'
import { dayText } from '../protocol/written-time.ts'
import { fieldName, levelWord, type Say, sourceName } from './report-language.ts'
import { pageWords, sexWords, unlimitedWords, type Words } from './report-texts.ts'

interface Shown {
  readonly report: Report
  readonly allFields?: boolean
}

/** Of no use to somebody who asks whether the document is genuine. */
export const leftOut: ReadonlySet<FieldId> = new Set([
  'placeOfOrigin',
  'placeOfResidence',
  'oldIdNumber',
  'personalMarks',
])
const numbers: ReadonlySet<FieldId> = new Set(['personalNumber', 'documentNumber', 'oldIdNumber'])
const dates: ReadonlySet<FieldId> = new Set(['birthDate', 'issueDate', 'expiryDate'])

/** The fields with where they came from and how far each is proven. */
export function fieldTable({ report, allFields = false }: Shown, say: Say, photo: Markup | undefined): Markup {
  const { document } = report
  const shown = allFields ? document : document.filter(({ id }) => !leftOut.has(id))
  const missing = document.filter(field => !shown.includes(field))
  const bad = alteredSources(report)
  const rows = shown.map(
    field => html`<tr><th scope="row">${say(fieldName(field.id))}</th>
<td class="value">${shownValue(field, allFields, say)}</td>
<td>${say(sourceName(field.source))}</td>
<td>${bad.has(field.source) ? html`<b>✕ ${say(pageWords.altered)}</b>` : levelOf(field, say)}</td></tr>`,
  )
  const table = html`<table class="fields"><thead><tr><th>${say(pageWords.field)}</th><th>${say(pageWords.value)}</th>
<th>${say(pageWords.source)}</th><th>${say(pageWords.level)}</th></tr></thead><tbody>${rows}</tbody></table>`
  const names = missing.map(({ id }, i) => html`${i > 0 ? ', ' : ''}${say(fieldName(id))}`)
  return html`<section><h2>${say(pageWords.fields)}</h2>
<div class="holder">${photo}${shown.length > 0 ? table : html`<p>${say(pageWords.noFields)}</p>`}</div>
${allFields || document.length === 0 ? undefined : html`<p class="note">${say(pageWords.masked)} ${missing.length > 0 ? html`${say(pageWords.leftOut)} ${names}` : undefined}</p>`}</section>`
}

const shownValue = (field: DocumentField, allFields: boolean, say: Say): Markup => {
  const shown = shownText(field, allFields)
  return typeof shown === 'string' ? value(shown) : say(shown)
}

/** A value as the page shows it, masked unless all is asked for; words where the value is a code. */
export function shownText(
  { id, value: text }: Pick<DocumentField, 'id' | 'value'>,
  allFields: boolean,
): string | Words {
  const words = id === 'sex' ? sexWords[text] : id === 'expiryDate' && text === 'unlimited' ? unlimitedWords : undefined
  if (words) return words
  if (numbers.has(id) && !allFields) return masked(text)
  return dates.has(id) ? dayText(text) : text
}

/** The last six digits open the chip: three of them are enough to tell a card by. */
export function masked(number: string): string {
  const characters = Array.from(number)
  const shownAhead = characters.length > 9 ? 3 : 0
  return characters.map((each, i) => (i < shownAhead || i >= characters.length - 3 ? each : '•')).join('')
}

/** As many filled steps as the level is high. */
function levelOf({ level }: DocumentField, say: Say): Markup {
  const step = evidenceLevels.indexOf(level)
  return html`<span class="steps" aria-hidden="true">${'■'.repeat(step)}${'□'.repeat(evidenceLevels.length - 1 - step)}</span> ${say(levelWord(level))}`
}

const alteredSources = ({ checks }: Report): ReadonlySet<string> =>
  new Set(
    checks
      .filter(({ id, result }) => id === 'sod.hashes' && result === 'failed')
      .flatMap(({ detail }) => detail?.split(' ')[0]?.toLowerCase() ?? []),
  )
