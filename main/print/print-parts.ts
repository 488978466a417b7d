import qrcode from 'qrcode'
import { html, type Markup, value } from '../protocol/markup.ts'
import { maskedNumber } from '../protocol/masked-number.ts'
import type { FieldId } from '../protocol/report.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { dayText } from '../protocol/written-time.ts'
import { printWords } from './page.ts'
import type { PrintContext } from './print-context.ts'

/** Who prints: authority above, organisation, unit, address, as far as the station knows them. */
export function letterhead({ desk }: PrintContext): Markup {
  return html`<header class="head">
${desk.superior === undefined ? '' : html`<div class="superior">${value(desk.superior)}</div>`}
${desk.organisation === undefined ? '' : html`<strong class="organisation">${value(desk.organisation)}</strong>`}
${desk.unit === undefined ? '' : html`<div>${value(desk.unit)}</div>`}
${desk.address === undefined ? '' : html`<div class="small">${value(desk.address)}</div>`}</header>`
}

/** One row of a `dl`; without a value it is left out. */
export const fact = (label: string, said: string | Markup | undefined): Markup =>
  said === undefined || said === '' ? html`` : html`<div><dt>${label}</dt><dd>${shown(said)}</dd></div>`

/** The same; without a value a dotted line to fill in by hand. */
export const factOrLine = (label: string, said: string | Markup | undefined): Markup =>
  said === undefined || said === '' ? html`<div><dt>${label}</dt>${fillLine}</div>` : fact(label, said)

const shown = (said: string | Markup) => (typeof said === 'string' ? value(said) : said)

/** A dotted line to write on. */
export const fillLine: Markup = html`<dd class="fill"></dd>`

/** A personal or document number as this desk may print it. */
export const numberText = (number: string, { masked }: Pick<PrintContext, 'masked'>): string =>
  masked ? maskedNumber(number) : number

/** Free text of a service, in which the number of the person may stand: masked like the number itself. */
export function withoutNumber(text: string, transaction: Transaction, context: Pick<PrintContext, 'masked'>): string {
  const number = fieldOf(transaction, 'personalNumber')
  return number && context.masked ? text.replaceAll(number, numberText(number, context)) : text
}

/** What the document of a transaction says of one thing, as it is on the record: dates as `YYYY-MM-DD`. */
export const fieldOf = ({ report }: Transaction, id: FieldId): string | undefined =>
  report.document.find(field => field.id === id)?.value

/** The same as people write it: `dd/mm/yyyy`, `Nam`, numbers masked where they have to be. */
export function writtenField(transaction: Transaction, id: FieldId, context: PrintContext): string | undefined {
  const said = fieldOf(transaction, id)
  if (said === undefined) return undefined
  const words = printWords(context)
  if (id === 'sex') return said === 'M' || said === 'F' || said === 'X' ? words.sexes[said] : said
  if (id === 'expiryDate' && said === 'unlimited') return words.unlimited
  if (id === 'birthDate' || id === 'issueDate' || id === 'expiryDate') return dayText(said)
  if (id === 'personalNumber' || id === 'documentNumber' || id === 'oldIdNumber') return numberText(said, context)
  return said
}

/**
 * A QR code as vectors, black on white with its quiet zone (ISO/IEC 18004 §9.1), error correction M.
 * @param text short: the id of a transaction, never a personal number
 */
export function qrCode(text: string, widthMm: number): Markup {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const rows: string[] = []
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) rows.push(`M${x + 4} ${y + 4}h1v1h-1z`)
  const size = modules.size + 8
  return {
    markup: `<svg class="qr" role="img" aria-label="QR" width="${widthMm}mm" height="${widthMm}mm" viewBox="0 0 ${size} ${size}"><path d="${rows.join('')}"/></svg>`,
  }
}

/** The id by which a print-out is found again, beside its QR code. */
export function referenceBlock(transaction: Transaction, context: PrintContext, widthMm = 20): Markup {
  return html`<div class="reference">${qrCode(transaction.id, widthMm)}<div><div class="small">${printWords(context).reference}</div><strong>${value(transaction.id)}</strong></div></div>`
}

/** What the desk's definition calls one of its codes; the code where it has no name. */
export const nameOfCode = (
  code: string,
  kind: keyof NonNullable<PrintContext['names']>,
  { names, language }: Pick<PrintContext, 'names' | 'language'>,
): string => names?.[kind]?.[code]?.[language] ?? code
