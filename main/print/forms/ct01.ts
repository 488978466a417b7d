import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { DocumentData } from '../document-data.ts'
import type { PrintContext } from '../print-context.ts'
import { nameOfCode } from '../print-parts.ts'
import { basisNotice } from './draft-notes.ts'
import { formPage } from './form-page.ts'
import { blankDay, dottedLines, gloss, item, items, motto, numberBoxes } from './form-parts.ts'
import { birthText, sexText } from './form-values.ts'
import { membersTable } from './members-table.ts'
import { type ResidenceFacts, residenceFacts } from './residence-facts.ts'
import { fieldText, nameText } from './residence-text.ts'

/**
 * Form CT01, the declaration of a change of residence and the application for a confirmation, filled in with what is known for the citizen to check and sign.
 * Its items are those of the form in force (TT 66/2023, TT 53/2025), which asks for no addresses of its own: they stand with what is applied for. Who of the
 * household changes along is the citizen's to say.
 */
export function ct01({ transaction, draft }: DocumentData, context: PrintContext): PrintedDocument {
  const facts = residenceFacts(transaction, draft?.basis)
  const police = facts.confirmation?.authority.issuing ?? context.desk.unit ?? context.desk.organisation
  const purpose =
    transaction.purpose && nameOfCode(transaction.purpose.code, 'purposes', { ...context, language: 'vi' })
  const body = html`<header class="declaration">${motto(context)}</header>
<h1>TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ${gloss(context, 'Declaration of a change of residence')}</h1>
<div class="addressee">${item('Kính gửi:', police)}</div>
${declarant(facts)}
${request(facts, draft?.reason ?? purpose)}
${item('11. Những thành viên trong hộ gia đình cùng thay đổi:', html``)}
${membersTable(undefined, context)}
<div class="signatures opinions">${opinions.map(opinion)}</div>`
  const notice = basisNotice(facts, context)
  return formPage({ id: 'ct01', title, reference: transaction.id, notice, body }, context)
}

const title = 'Tờ khai thay đổi thông tin cư trú (CT01)'

const declarant = (facts: ResidenceFacts): Markup => html`${item('1. Họ, chữ đệm và tên:', nameText(facts))}
${items(
  '3fr 2fr',
  item('2. Ngày, tháng, năm sinh:', fieldText(facts, 'birthDate', birthText)),
  item('3. Giới tính:', fieldText(facts, 'sex', sexText)),
)}
${item('4. Số định danh cá nhân:', numberBoxes(fieldText(facts, 'personalNumber')))}
${items('1fr 1fr', item('5. Số điện thoại liên hệ:', undefined), item('6. Email:', undefined))}
${items(
  '3fr 2fr',
  item('7. Họ, chữ đệm và tên chủ hộ:', fieldText(facts, 'headName')),
  item('8. Quan hệ với chủ hộ:', fieldText(facts, 'relationshipToHead')),
)}
${item('9. Số định danh cá nhân của chủ hộ:', numberBoxes(fieldText(facts, 'headNumber')))}`

function request(facts: ResidenceFacts, asked: string | undefined): Markup {
  const known = addresses.flatMap(([id, label]) => {
    const address = fieldText(facts, id)
    return address === undefined ? [] : [html`<p class="item period">– ${label}: ${value(address)}</p>`]
  })
  return html`${item('10. Nội dung đề nghị:', asked)}${known}${dottedLines(known.length > 1 ? 1 : 2)}`
}

const addresses = [
  ['permanentResidence', 'Nơi thường trú'],
  ['temporaryResidence', 'Nơi tạm trú'],
  ['currentResidence', 'Nơi ở hiện tại'],
] as const

const opinions = [
  { who: 'Ý KIẾN CỦA CHỦ HỘ', named: true },
  { who: 'Ý KIẾN CỦA CHỦ SỞ HỮU CHỖ Ở HỢP PHÁP', named: true },
  { who: 'Ý KIẾN CỦA CHA, MẸ HOẶC NGƯỜI GIÁM HỘ', named: true },
  { who: 'NGƯỜI KÊ KHAI', named: false },
] as const

const opinion = ({ who, named }: (typeof opinions)[number]): Markup =>
  html`<div class="signature"><div class="when">${blankDay}</div><strong>${who}</strong><em>(Ký, ghi rõ họ tên)</em><div class="room"></div>${named ? html`${item('Họ tên:', undefined)}${item('Số ĐDCN:', undefined)}` : ''}</div>`
