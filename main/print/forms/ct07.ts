import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import { dayText } from '../../protocol/written-time.ts'
import type { DocumentData } from '../document-data.ts'
import type { PrintContext } from '../print-context.ts'
import { basisNotice, officerNotes } from './draft-notes.ts'
import { formPage } from './form-page.ts'
import { blankDay, dottedLines, formHead, gloss, item, items, numberBoxes, signature } from './form-parts.ts'
import { birthText, dayInWords, nationalityText, sexText } from './form-values.ts'
import { membersTable } from './members-table.ts'
import { type ResidenceFacts, residenceFacts } from './residence-facts.ts'
import { fieldText, nameText } from './residence-text.ts'

const title = 'Xác nhận thông tin về cư trú (CT07)'

/**
 * Form CT07, the confirmation of residence (TT 56/2021/TT-BCA, changed by TT 66/2023 and TT 53/2025), as a draft for the officer: on every page it says that
 * it is none until signed, and at its top what it rests on. What is not known is a dotted line.
 */
export function ct07({ transaction, outcome, draft }: DocumentData, context: PrintContext): PrintedDocument {
  const facts = residenceFacts(transaction, draft?.basis)
  const { authority } = facts.confirmation ?? {}
  const issuing = authority?.issuing ?? context.desk.unit ?? context.desk.organisation
  const head = {
    superior: authority?.superior ?? context.desk.superior,
    issuing,
    number: draft?.number ?? facts.confirmation?.number,
    ending: '/XN',
    day: draft?.date ?? dayInVietnam(context.now),
  }
  const body = html`${formHead(head, context)}
<h1>XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ${gloss(context, 'Confirmation of residence')}</h1>
${applicant(facts, context)}
${residence(facts, issuing, context)}
<div class="closing">${validity(facts, draft?.validUntil)}
<div class="signatures"><div></div>${signature('THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ TRÚ', '(Ký, ghi rõ họ tên và đóng dấu)')}</div></div>
${officerNotes({ facts, transaction, outcome, drafted: draft?.number }, context)}`
  const notice = basisNotice(facts, context)
  return formPage({ id: 'ct07', title, reference: transaction.id, notice, body }, context)
}

function applicant(facts: ResidenceFacts, context: PrintContext): Markup {
  return html`<section><h2>I. Theo đề nghị của Ông/Bà:${gloss(context, 'At the request of')}</h2>
${item('1. Họ, chữ đệm và tên:', nameText(facts))}
${items(
  '3fr 2fr',
  item('2. Ngày, tháng, năm sinh:', fieldText(facts, 'birthDate', birthText)),
  item('3. Giới tính:', fieldText(facts, 'sex', sexText)),
)}
${item('4. Số định danh cá nhân:', numberBoxes(fieldText(facts, 'personalNumber')))}
${items(
  '1fr 1fr 1fr',
  item('5. Dân tộc:', fieldText(facts, 'ethnicity')),
  item('6. Tôn giáo:', fieldText(facts, 'religion')),
  item('7. Quốc tịch:', fieldText(facts, 'nationality', nationalityText)),
)}
${item('8. Quê quán:', fieldText(facts, 'placeOfOrigin'))}</section>`
}

function residence(facts: ResidenceFacts, issuing: string | undefined, context: PrintContext): Markup {
  const police = issuing ? value(issuing) : html`Công an <span class="dots short"></span>`
  return html`<section><h2>II. ${police} xác nhận:${gloss(context, 'The police confirm')}</h2>
${item('1. Nơi thường trú:', fieldText(facts, 'permanentResidence'))}
${item('2. Nơi tạm trú:', fieldText(facts, 'temporaryResidence'))}
${item('3. Nơi ở hiện tại:', fieldText(facts, 'currentResidence'))}
${items(
  '3fr 2fr',
  item('4. Họ, chữ đệm và tên chủ hộ:', fieldText(facts, 'headName')),
  item('5. Quan hệ với chủ hộ:', fieldText(facts, 'relationshipToHead')),
)}
${item('6. Số định danh cá nhân của chủ hộ:', numberBoxes(fieldText(facts, 'headNumber')))}
<div class="table-title">${item('7. Thông tin các thành viên khác trong hộ gia đình:', html``)}</div>
${membersTable(facts.members, context)}
${otherContent(facts)}</section>`
}

/** Thời gian, địa điểm, hình thức đăng ký cư trú: one line for each period. */
function otherContent({ periods }: ResidenceFacts): Markup {
  const label = '8. Nội dung xác nhận khác:'
  if (periods.length === 0) return html`${item(label, undefined)}${dottedLines(2)}`
  return html`${item(label, html``)}${periods.map(
    ({ address, form, since, until, registeredBy }) =>
      html`<p class="item period">– Từ ngày ${value(dayText(since))} ${until === null ? 'đến nay' : html`đến ngày ${value(dayText(until))}`}: ${forms[form]} tại ${value(address)}; nơi đăng ký: ${value(registeredBy)}.</p>`,
  )}`
}

const forms = { PERMANENT: 'thường trú', TEMPORARY: 'tạm trú' } as const

/** The earlier of the two days where the desk's rule and the register's answer differ: a paper is good no longer than what it rests on. */
function validity({ confirmation }: ResidenceFacts, drafted: string | undefined): Markup {
  const [until] = [confirmation?.validUntil, drafted].filter(day => day !== undefined).sort()
  return html`<p>Xác nhận này có giá trị đến ${(until && dayInWords(until)) || blankDay}.</p>`
}
