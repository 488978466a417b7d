import { html } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { DocumentData } from '../document-data.ts'
import type { PrintContext } from '../print-context.ts'
import { declaredTable } from './compared-rows.ts'
import { checkFacts, documentFacts, faceFacts, lastAct, registryFacts, visitFacts } from './record-blocks.ts'
import { recordPage } from './record-page.ts'
import { recordWords } from './record-words.ts'

/** What any desk keeps on paper of an identity that it has verified; a face only where somebody judged one. */
export function identityRecord({ transaction }: DocumentData, context: PrintContext): PrintedDocument {
  const words = recordWords(context)
  const body = html`${visitFacts(transaction, html``, context)}
${documentFacts(transaction, context)}
${checkFacts(transaction, context)}
${registryFacts(transaction, context)}
${declaredTable(transaction, context)}
${lastAct(transaction, 'face') ? faceFacts(transaction, context) : ''}`
  const page = {
    id: 'identity-record',
    title: words.identityTitle,
    body,
    signer: words.signers.operator,
    holder: words.signers.person,
  } as const
  return recordPage(page, transaction, context)
}
