import { html, type Markup, value } from '../protocol/markup.ts'
import type { PrintedDocument } from '../protocol/printed-document.ts'
import { timeInVietnam } from '../protocol/written-time.ts'
import type { PrintContext } from './print-context.ts'
import { baseStyle, type PaperName, papers, rollStyle, sheetStyle } from './print-style.ts'
import { englishPrintWords } from './print-words.en.ts'
import { type PrintWordsTable, vietnamesePrintWords } from './print-words.vi.ts'

/** What a template makes; the rest of a page is the same for all. */
export interface PageContent {
  id: PrintedDocument['id']
  /** Also the name of a saved PDF. */
  title: string
  paper: PaperName
  body: Markup
  /** More CSS, written in the template and of no data: nothing escapes it. */
  style?: string
  /** Id of the transaction, for the foot of every sheet; a roll has it where its template puts it. */
  reference?: string
  /** A word across every page, such as `BẢN NHÁP`; a demo's own comes first. */
  stamp?: string
}

/** Words of every print-out in the language of this one. */
export const printWords = ({ language }: Pick<PrintContext, 'language'>): PrintWordsTable =>
  language === 'vi' ? vietnamesePrintWords : englishPrintWords

/** A whole page: self-contained HTML for every shell. Desk, operator, time and reference stand at the foot of every sheet, the first three at the end of a roll. */
export function printedPage(content: PageContent, context: PrintContext): PrintedDocument {
  const words = printWords(context)
  const stamp = context.demo ? words.demoStamp : content.stamp
  const page = html`<!doctype html>
<html lang="${context.language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${content.title}</title><style>${styleOf(content, context)}</style></head>
<body class="${content.paper}">${stamp === undefined ? '' : html`<p class="stamp" aria-hidden="true"><span>${stamp}</span></p>`}
${context.demo && isRoll(content.paper) ? html`<p class="demo">${words.demo}</p>` : ''}
${content.body}
${isRoll(content.paper) ? rollFoot(context) : ''}</body></html>`
  return { id: content.id, title: content.title, paper: papers[content.paper], html: page.markup }
}

/** The page needs nothing but what stands in it, wherever it is opened. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"

const isRoll = (paper: PaperName): paper is 'roll-58' | 'roll-80' => paper === 'roll-58' || paper === 'roll-80'

function styleOf(content: PageContent, context: PrintContext): Markup {
  const { paper } = content
  const sheet = isRoll(paper) ? rollStyle(paper) : sheetStyle(paper, footOf(content, context))
  return { markup: [context.fonts, baseStyle, sheet, content.style ?? ''].join('\n') }
}

/** The reference comes first: whatever is too long, it is whole. */
function footOf({ reference }: PageContent, context: PrintContext) {
  const words = printWords(context)
  const said = [
    reference === undefined ? '' : `${words.reference}: ${reference}`,
    `${words.printedAt} ${timeInVietnam(context.now.toISOString())}`,
    `${words.operator}: ${shortened(context.operator, 60)}`,
    `${words.desk}: ${shortened(`${context.desk.name} (${context.desk.id})`, 110)}`,
  ]
  return {
    left: cssString(said.filter(text => text !== '').join(' · ')),
    page: `${cssString(`${words.page} `)} counter(page) ${cssString('/')} counter(pages)`,
    top: context.demo ? cssString(words.demo) : 'none',
  }
}

const shortened = (text: string, length: number) => {
  const characters = Array.from(text)
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

/**
 * A CSS string of any text (CSS Syntax 3 §4.3.5): what is no letter, digit or plain mark is written by its code, so that neither the string nor the style
 * element can end early; what cannot be seen is shown as its code.
 */
export function cssString(text: string): string {
  const shown = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, c => `[U+${hex(c).toUpperCase().padStart(4, '0')}]`)
  return `"${shown.replace(/[^\p{L}\p{M}\p{N} .,:/()·–…[\]+-]/gu, c => `\\${hex(c)} `)}"`
}

const hex = (character: string) => (character.codePointAt(0) ?? 0).toString(16)

function rollFoot(context: PrintContext): Markup {
  const words = printWords(context)
  return html`<footer class="small roll-foot">
<p>${words.desk}: ${value(`${context.desk.name} (${context.desk.id})`)}</p>
<p>${words.operator}: ${value(context.operator)}</p>
<p>${words.printedAt} ${timeInVietnam(context.now.toISOString())}</p></footer>`
}
