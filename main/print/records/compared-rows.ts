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
 * The customer record held against the document, field by field. What is the same on both sides is said once, in one word; the values stand where they differ.
 */
export function customerTable(transaction: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const act = lastAct(transaction, 'customer')
  if (!act) return html`<section><h2>${words.customer}</h2><p>${words.noCustomer}</p></section>`
  const row = ({ field, result, customer, card, registry }: CustomerRow) => {
    const said = (text: string | undefined) =>
      result === 'same' || text === undefined ? '–' : value(writtenValue(field, text, context))
    return html`<tr class="${result}"><td>${words.fields[field]}</td><td>${said(customer)}</td><td>${said(card)}</td><td>${
      registry === undefined ? '–' : registry ? words.registryYes : words.registryNo
    }</td><td>${words.desk.customer[result]}</td></tr>`
  }
  return html`<section><h2>${words.customer} <small>(${words.origins[act.origin]})</small></h2>
<table class="compared"><thead><tr><th>${words.field}</th><th>${words.inRecord}</th><th>${words.onCard}</th><th>${words.atRegistry}</th><th>${words.result}</th></tr></thead>
<tbody>${act.rows.map(row)}</tbody></table></section>`
}

/** What a code, the printed lines or a clerk gave otherwise than the chip, of the fields that this record may name. */
export function declaredTable({ report }: Transaction, context: PrintContext): Markup {
  const words = recordWords(context)
  const differing = (report.differences ?? []).filter(isNamed)
  if (differing.length === 0) return html``
  return html`<section><h2>${words.differences}</h2>
<table class="compared"><thead><tr><th>${words.field}</th><th>${words.declared}</th><th>${words.chip}</th><th>${words.result}</th></tr></thead>
<tbody>${differing.map(
    ({ field, declared, chip, kind }) =>
      html`<tr class="${kind}"><td>${words.fields[field]}</td><td>${value(writtenValue(field, declared.value, context))}</td><td>${value(writtenValue(field, chip.value, context))}</td><td>${words.kinds[kind]}</td></tr>`,
  )}</tbody></table></section>`
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
