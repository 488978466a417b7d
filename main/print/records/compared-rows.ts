import { type CustomerFieldId, type CustomerRow, customerFieldIds } from '../../protocol/customer.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { Difference } from '../../protocol/report.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { dayText } from '../../protocol/written-time.ts'
import { printWords } from '../page.ts'
import type { PrintContext } from '../print-context.ts'
import { numberText } from '../print-parts.ts'
import { lastAct } from './record-blocks.ts'
import { recordWords } from './record-words.ts'

/**
 * The customer record held against the document. Fields that say the same on both sides are named in one line; of the others both values stand in a table.
 */
export function customerTable(transaction: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const act = lastAct(transaction, 'customer')
  if (!act) return html`<section><h2>${words.customer}</h2><p>${words.noCustomer}</p></section>`
  const { same = [], differing = [] } = Object.groupBy(act.rows, row => (row.result === 'same' ? 'same' : 'differing'))
  const heads = [words.field, words.inRecord, words.onCard, words.atRegistry, words.result]
  return html`<section><h2>${words.customer} <small>(${words.origins[act.origin]})</small></h2>
${same.length === 0 ? '' : html`<p>${words.same}: <b>${same.map(row => sameText(row, context)).join(', ')}</b></p>`}
${
  differing.length === 0
    ? ''
    : table(
        heads,
        differing.map(row => customerRow(row, context)),
      )
}</section>`
}

/** The field, and what the register said of it where it was asked. */
function sameText({ field, registry }: CustomerRow, context: PrintContext): string {
  const words = recordWords(context)
  if (registry === undefined) return words.fields[field]
  return `${words.fields[field]} (${registry ? words.registryToo : words.registryNot})`
}

function customerRow({ field, result, customer, card, registry }: CustomerRow, context: PrintContext): Markup {
  const words = recordWords(context)
  const said = (text: string | undefined) => (text === undefined ? '–' : value(writtenValue(field, text, context)))
  const asked = registry === undefined ? '–' : registry ? words.registryYes : words.registryNo
  return html`<tr class="${result}"><td>${words.fields[field]}</td><td>${said(customer)}</td><td>${said(card)}</td><td>${asked}</td><td>${words.desk.customer[result]}</td></tr>`
}

const table = (heads: readonly string[], rows: readonly Markup[]): Markup =>
  html`<table class="compared"><thead><tr>${heads.map(head => html`<th>${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`

/** What a code, the printed lines or a clerk gave otherwise than the chip, of the fields that this record may name. */
export function declaredTable({ report }: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const differing = (report.differences ?? []).filter(isNamed)
  if (differing.length === 0) return html``
  const rows = differing.map(
    ({ field, declared, chip, kind }) =>
      html`<tr class="${kind}"><td>${words.fields[field]}</td><td>${value(writtenValue(field, declared.value, context))}</td><td>${value(writtenValue(field, chip.value, context))}</td><td>${words.kinds[kind]}</td></tr>`,
  )
  const heads = [words.field, words.declared, words.chip, words.result]
  return html`<section><h2>${words.differences}</h2>${table(heads, rows)}</section>`
}

const isNamed = (difference: Difference): difference is Difference & { field: CustomerFieldId } =>
  (customerFieldIds as readonly string[]).includes(difference.field)

/** A value as people write it, its number in part where this desk prints no whole ones. */
function writtenValue(field: CustomerFieldId, said: string, context: PrintContext): string {
  const { sexes, unlimited } = printWords(context)
  if (field === 'personalNumber' || field === 'oldIdNumber') return numberText(said, context)
  if (field === 'sex' && (said === 'M' || said === 'F' || said === 'X')) return sexes[said]
  if (field === 'expiryDate' && said === 'unlimited') return unlimited
  return field.endsWith('Date') ? dayText(said) : said
}
