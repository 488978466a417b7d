import { html, type Markup } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import { printedPage } from '../page.ts'
import type { PrintContext } from '../print-context.ts'
import { formName } from './form-parts.ts'
import { formStyle } from './form-style.ts'
import { formWords } from './form-words.ts'

interface FormPage {
  readonly id: 'ct01' | 'ct04' | 'ct06' | 'ct07'
  readonly title: string
  readonly reference: string
  /** Above the form: what it rests on. */
  readonly notice?: Markup
  readonly body: Markup
  /** Larger letters, for a form that says little. */
  readonly roomy?: boolean
}

/** The page of a form of the law, a draft on every page until somebody signs it. */
export function formPage(
  { id, title, reference, notice, body, roomy }: FormPage,
  context: PrintContext,
): PrintedDocument {
  const { draft, unsigned } = formWords(context)
  const main = html`<main class="form${roomy ? ' roomy' : ''}" lang="vi">${notice ?? ''}${formName(id)}${body}</main>`
  return printedPage(
    { id, title, paper: 'a4', body: main, style: formStyle(context, unsigned), reference, stamp: draft },
    context,
  )
}
