import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintContext } from '../print-context.ts'
import { dayInWords, placeOfPolice } from './form-values.ts'

/** A text of the form in English, small beside it: forms of the law are Vietnamese, and this is an aid to reading. */
export const gloss = ({ language }: PrintContext, text: string): Markup =>
  language === 'en' ? html`<span class="gloss" lang="en"> ${text}</span>` : html``

/** One item of a form on its own line; without a value dots to the end of the line, to be filled in by hand. */
export function item(label: string | Markup, said: string | Markup | undefined): Markup {
  const known = said !== undefined && said !== ''
  return known
    ? html`<p class="item"><span>${label}</span> ${typeof said === 'string' ? value(said) : said}</p>`
    : html`<p class="item open"><span>${label}</span><span class="dots"></span></p>`
}

/** Items beside each other; widths in parts, e.g. `2fr 1fr`. Only what is written in a template may be a width. */
export const items = (widths: '1fr 1fr' | '3fr 2fr' | '2fr 1fr' | '1fr 1fr 1fr', ...parts: readonly Markup[]): Markup =>
  html`<div class="items" style="grid-template-columns: ${widths}">${parts}</div>`

/** Lines of dots. */
export const dottedLines = (count: number): Markup =>
  html`${Array.from({ length: count }, () => html`<p class="item open"><span class="dots"></span></p>`)}`

/** A personal number in its twelve boxes, empty ones where it is not known; whatever else it is, as it is. */
export function numberBoxes(number: string | undefined): Markup {
  if (number !== undefined && number !== '' && !/^\d{12}$/.test(number)) return html`<b>${value(number)}</b>`
  const digits = Array.from({ length: 12 }, (_, at) => number?.[at] ?? '')
  return html`<span class="digits">${digits.map(digit => html`<span>${digit}</span>`)}</span>`
}

export interface FormHead {
  readonly superior?: string | undefined
  readonly issuing?: string | undefined
  /** With its ending, e.g. `12/XN`; without a number dots before the ending. */
  readonly number?: string | undefined
  readonly ending?: string
  /** `YYYY-MM-DD` */
  readonly day: string
}

/** Head of a paper of the police: who, which number, the country and its motto, place and day (NĐ 30/2020/NĐ-CP). */
export function formHead({ superior, issuing, number, ending, day }: FormHead, context: PrintContext): Markup {
  const place = placeOfPolice(issuing)
  return html`<header class="form-head"><div>
<div class="superior">${superior ? value(superior) : html`<span class="dots short"></span>`}</div>
<strong class="issuing">${issuing ? value(issuing) : html`<span class="dots short"></span>`}</strong>
${ending === undefined ? '' : html`<div class="form-number">Số: ${number ? value(number) : html`<span class="dots tiny"></span>${ending}`}</div>`}
</div><div>${motto(context)}
<div class="place">${place ? value(place) : html`<span class="dots tiny"></span>`}, <span>${dayInWords(day) ?? blankDay}</span></div>
</div></header>`
}

export const motto = (context: PrintContext): Markup =>
  html`<div class="country"><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong><strong class="motto">Độc lập – Tự do – Hạnh phúc</strong>${gloss(context, 'Socialist Republic of Viet Nam · Independence – Freedom – Happiness')}</div>`

/** A day to be written in by hand. */
export const blankDay: Markup = html`ngày <span class="dots mini"></span> tháng <span class="dots mini"></span> năm <span class="dots mini"></span>`

/** Which form this is, in its corner. */
export const formName = (form: 'ct01' | 'ct04' | 'ct06' | 'ct07'): Markup =>
  html`<p class="form-name">Mẫu ${form.toUpperCase()} ban hành kèm theo Thông tư số 56/2021/TT-BCA,<br>sửa đổi bởi Thông tư số 66/2023/TT-BCA và số 53/2025/TT-BCA</p>`

/** Where somebody signs: who, how, and room for it. */
export const signature = (who: string, how: string, name?: string): Markup =>
  html`<div class="signature"><strong>${who}</strong><em>${how}</em><div class="room"></div>${name === undefined ? '' : html`<strong>${value(name)}</strong>`}</div>`
