import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import { timeInVietnam } from '../../protocol/written-time.ts'
import type { DocumentData } from '../document-data.ts'
import type { PrintContext } from '../print-context.ts'
import { nameOfCode } from '../print-parts.ts'
import { applicantLines } from './applicant-lines.ts'
import { appointment } from './appointment.ts'
import { formPage } from './form-page.ts'
import { blankDay, formHead, gloss, item, signature } from './form-parts.ts'
import { dayInWords } from './form-values.ts'
import { formWords } from './form-words.ts'
import { residenceFacts } from './residence-facts.ts'

const title = 'Phiếu tiếp nhận hồ sơ và hẹn trả kết quả (CT04)'

/** Form CT04: what was received, when, and on which working day it is answered. */
export function ct04({ transaction, draft }: DocumentData, context: PrintContext): PrintedDocument {
  const facts = residenceFacts(transaction, draft?.basis)
  const { superior, unit, organisation } = context.desk
  const issuing = unit ?? organisation
  const purpose =
    transaction.purpose && nameOfCode(transaction.purpose.code, 'purposes', { ...context, language: 'vi' })
  const due = appointment(transaction, facts)
  const day = draft?.date ?? dayInVietnam(context.now)
  const body = html`${formHead({ superior, issuing, number: draft?.number, ending: '', day }, context)}
<h1>PHIẾU TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ${gloss(context, 'Receipt of an application and appointment')}</h1>
<p class="item">${issuing ? value(issuing) : 'Cơ quan đăng ký cư trú'} đã tiếp nhận hồ sơ của:</p>
${applicantLines(facts)}
${item('Nội dung yêu cầu giải quyết:', draft?.reason ?? purpose)}
${item('1. Thành phần hồ sơ gồm:', html``)}
${received(transaction, context)}
${item('2. Số lượng hồ sơ:', '01 bộ')}
${item('3. Thời hạn giải quyết hồ sơ theo quy định:', due.term)}
${item('4. Thời gian nhận hồ sơ:', moment(transaction.at))}
${item('5. Thời gian trả kết quả giải quyết hồ sơ:', html`<span class="dots mini"></span> giờ <span class="dots mini"></span> phút, <b class="due">${halves[due.half]} ${dayInWords(due.day) ?? blankDay}</b>`)}
${item('6. Nhận kết quả tại:', issuing)}
<div class="signatures">${signature('NGƯỜI NỘP HỒ SƠ', '(Ký, ghi rõ họ tên)')}${signature('CÁN BỘ TIẾP NHẬN HỒ SƠ', '(Ký, ghi rõ họ tên)', context.operator)}</div>
<aside class="officer" lang="${context.language}">${formWords(context).holidays}</aside>`
  return formPage({ id: 'ct04', title, reference: transaction.id, body, roomy: true }, context)
}

const halves = { morning: 'buổi sáng', afternoon: 'buổi chiều' } as const

/** `09 giờ 12 phút, ngày 23 tháng 11 năm 2026` */
function moment(at: string): string {
  const [hour = '', minute = ''] = timeInVietnam(at).split(':')
  return `${hour} giờ ${minute} phút, ${dayInWords(dayInVietnam(at)) ?? ''}`
}

const blankRows = 2

/** The originals are shown, compared and given back (TT 53/2025/TT-BCA); what else is handed in is written in by hand. */
function received({ withoutCard, report }: Transaction, context: PrintContext): Markup {
  const shown = !withoutCard && report.document.some(({ source }) => source.startsWith('dg'))
  const papers = [
    ['Tờ khai thay đổi thông tin cư trú (CT01)', 'Bản chính', ''],
    ...(shown ? [['Thẻ căn cước hoặc thẻ căn cước công dân', 'Xuất trình bản chính', 'Đã đọc chip, đã trả lại']] : []),
    ...Array.from({ length: blankRows }, () => ['', '', '']),
  ]
  const head = [
    ['TT', 'No', 11],
    ['Tên giấy tờ', 'Paper', 70],
    ['Hình thức (bản chính, bản sao, bản chụp)', 'Original or copy', 46],
    ['Ghi chú', 'Remarks', 43],
  ] as const
  return html`<table class="members received"><thead><tr>${head.map(([label, english, width]) => html`<th style="width: ${width}mm">${label}${gloss(context, english)}</th>`)}</tr></thead><tbody>${papers.map(
    (cells, index) => html`<tr><td class="middle">${index + 1}</td>${cells.map(cell => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>`
}
