import type { RelatedPerson } from '../../protocol/citizen-data.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintContext } from '../print-context.ts'
import { gloss } from './form-parts.ts'
import { birthText, sexText } from './form-values.ts'

/**
 * Members of a household, in rows that stay whole and under a head that comes again on every page.
 * @param members absent: rows to fill in by hand
 */
export const membersTable = (members: readonly RelatedPerson[] | undefined, context: PrintContext): Markup =>
  html`<table class="members"><thead><tr>${columns.map(
    ({ title, english, width }) => html`<th style="width: ${width}mm">${title}${gloss(context, english)}</th>`,
  )}</tr></thead><tbody>${rows(members)}</tbody></table>`

const columns = [
  { title: 'TT', english: 'No', width: 9 },
  { title: 'Họ, chữ đệm và tên', english: 'Name', width: 55 },
  { title: 'Ngày, tháng, năm sinh', english: 'Birth', width: 25 },
  { title: 'Giới tính', english: 'Sex', width: 14 },
  { title: 'Số định danh cá nhân', english: 'Personal number', width: 34 },
  { title: 'Quan hệ với chủ hộ', english: 'To the head', width: 32 },
] as const

const blankRows = 3

function rows(members: readonly RelatedPerson[] | undefined): Markup {
  if (members === undefined)
    return html`${Array.from({ length: blankRows }, () => html`<tr class="blank">${columns.map(() => html`<td></td>`)}</tr>`)}`
  if (members.length === 0)
    return html`<tr><td colspan="${columns.length}" class="middle">Không có thành viên khác</td></tr>`
  return html`${members.map(
    ({ fullName, birthDate, sex, personalNumber, relationship }, index) =>
      html`<tr><td class="middle">${index + 1}</td><td>${value(fullName)}</td><td class="middle number">${value(birthText(birthDate ?? ''))}</td><td class="middle">${value(sexText(sex ?? ''))}</td><td class="middle number">${value(personalNumber ?? '')}</td><td>${value(relationship ?? '')}</td></tr>`,
  )}`
}
