import { html, type Markup } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { printedPage } from '../page.ts'
import type { PrintContext } from '../print-context.ts'
import { letterhead } from '../print-parts.ts'
import { endFacts, lastAct, verificationBlock } from './record-blocks.ts'
import { recordWords } from './record-words.ts'

interface RecordPage {
  readonly id: 'teller-record' | 'identity-record'
  readonly title: string
  readonly body: Markup
  /** Who signs first, and who last. */
  readonly signer: string
  readonly holder: string
}

/** What every record of a verified identity ends with: the outcome, what is not kept, how it is checked, who signs. */
export function recordPage(
  { id, title, body, signer, holder }: RecordPage,
  transaction: Transaction,
  context: PrintContext,
): PrintedDocument {
  const words = recordWords(context)
  const second = lastAct(transaction, 'override') ? [words.signers.second] : []
  const signers = [signer, ...second, holder]
  const page = html`${letterhead(context)}<h1>${title}</h1><main class="record">${body}
<div class="ending">${endFacts(transaction, context)}
<p class="notice small">${words.notKept}${context.masked ? html` ${words.masked}` : ''}</p>
${verificationBlock(transaction, context)}
<div class="signers">${signers.map(who => html`<div><strong>${who}</strong><em>${words.sign}</em></div>`)}</div></div></main>`
  return printedPage({ id, title, paper: 'a4', body: page, style, reference: transaction.id }, context)
}

const style = `
@page { margin-top: 12mm; margin-bottom: 16mm }
.head { font-size: 9.5pt; line-height: 1.35 }
h1 { font-size: 14pt; margin: 1.5mm 0 .5mm }
.record { font-size: 9pt; line-height: 1.42 }
.record h2 { font-size: 9.5pt; margin: 1.6mm 0 .6mm; line-height: 1.35; border-bottom: .25mm solid #000 }
.record h2 small { font-weight: 400 }
.record p { margin: 0 0 .4mm }
.record dl.two { display: grid; grid-template-columns: 1fr 1fr; column-gap: 5mm; align-items: start }
.record dl > div { display: block }
.record dt { margin-right: 1ex }
.record dl > div:has(.fill) { display: flex }
.record dt, .record dd { display: inline }
.record .fill { display: inline-block }
.record dd small { font-weight: 400; font-size: .85em }
.verdict strong { font-size: 11.5pt }
.checks { list-style: none; margin: 0; padding: 0; columns: 3; column-gap: 4mm; font-size: 8pt }
.checks li { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 2mm; break-inside: avoid; border-bottom: .1mm dotted #000 }
.checks em { flex-basis: 100%; font-size: 7pt; line-height: 1.35; padding-left: 2mm }
.checks .failed { text-decoration: underline }
.compared { table-layout: fixed; font-size: 8.5pt; line-height: 1.4 }
.compared th, .compared td { padding: .3mm 1.2mm }
.compared th:first-child, .compared th:last-child { width: 31mm }
.compared th:nth-child(4):not(:last-child) { width: 19mm }
.compared .different td:last-child, .compared .unreadable td:last-child { font-weight: 700 }
.digest { font-size: 7.5pt; line-height: 1.4 }
.digest .number { white-space: normal }
.record .notice { margin-top: 1.5mm; font-size: 7.5pt }
.ending { break-inside: avoid }
.verification { display: flex; gap: 4mm; align-items: center; margin-top: 2mm; break-inside: avoid }
.verification svg { flex: none }
.signers { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; text-align: center; margin-top: 1.5mm; min-height: 20mm }
.signers strong, .signers em { display: block }
`
