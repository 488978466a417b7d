import { html } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { DocumentData } from '../document-data.ts'
import type { PrintContext } from '../print-context.ts'
import { fact, factOrLine, numberText } from '../print-parts.ts'
import { customerTable, declaredTable } from './compared-rows.ts'
import { checkFacts, documentFacts, faceFacts, lastAct, registryFacts, visitFacts } from './record-blocks.ts'
import { recordPage } from './record-page.ts'
import { recordWords } from './record-words.ts'

/**
 * What a bank keeps on paper of a verified identity (TT 17/2024/TT-NHNN, Luật 14/2022/QH15): who, why, what chip and register said, the customer record beside
 * them, the face and the decisions. It never holds an ethnic group, a religion, a fingerprint or a picture.
 */
export function tellerRecord({ transaction }: DocumentData, context: PrintContext): PrintedDocument {
  const words = recordWords(context)
  const customer = lastAct(transaction, 'customer')
  const { customerNumber, amount } = customer ?? {}
  const more = html`${factOrLine(words.customerNumber, customerNumber && numberText(customerNumber, context))}
${fact(words.amount, amount === undefined ? undefined : `${amount.toLocaleString('vi')} VND`)}`
  const body = html`${visitFacts(transaction, more, context)}
${documentFacts(transaction, context)}
${checkFacts(transaction, context)}
${registryFacts(transaction, context)}
${customerTable(transaction, context)}
${declaredTable(transaction, context)}
${faceFacts(transaction, context)}`
  const page = {
    id: 'teller-record',
    title: words.tellerTitle,
    body,
    signer: words.signers.teller,
    holder: words.signers.holder,
  } as const
  return recordPage(page, transaction, context)
}
