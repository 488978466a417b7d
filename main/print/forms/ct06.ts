import type { ResidenceAnswer } from '../../protocol/citizen-data.ts'
import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import { html, type Markup, value } from '../../protocol/markup.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { DocumentData } from '../document-data.ts'
import type { PrintContext } from '../print-context.ts'
import { nameOfCode } from '../print-parts.ts'
import { applicantLines } from './applicant-lines.ts'
import { formPage } from './form-page.ts'
import { dottedLines, formHead, gloss, item, signature } from './form-parts.ts'
import { residenceFacts } from './residence-facts.ts'

const title = 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ (CT06)'

/** Form CT06: a refusal in writing with its reason, as the officer gave it, or as the register did. */
export function ct06({ transaction, draft }: DocumentData, context: PrintContext): PrintedDocument {
  const facts = residenceFacts(transaction, draft?.basis)
  const { superior, unit, organisation } = context.desk
  const issuing = unit ?? organisation
  const purpose =
    transaction.purpose && nameOfCode(transaction.purpose.code, 'purposes', { ...context, language: 'vi' })
  const day = draft?.date ?? dayInVietnam(context.now)
  const body = html`${formHead({ superior, issuing, number: draft?.number, ending: '', day }, context)}
<h1>PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ${gloss(context, 'Refusal of an application')}</h1>
<p class="item">Hồ sơ của:</p>
${applicantLines(facts)}
${item('Nội dung yêu cầu giải quyết:', purpose)}
<p class="item">Qua xem xét hồ sơ, ${issuing ? value(issuing) : 'cơ quan đăng ký cư trú'} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:</p>
${reasonText(draft?.reason ?? registerReason(facts.answer))}
<p class="item">Xin thông báo để Ông/Bà được biết và thực hiện theo quy định.</p>
<div class="signatures">${signature('NGƯỜI NHẬN PHIẾU', '(Ký, ghi rõ họ tên)')}${signature('THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ TRÚ', '(Ký, ghi rõ họ tên và đóng dấu)')}</div>`
  return formPage({ id: 'ct06', title, reference: transaction.id, body, roomy: true }, context)
}

/** One paragraph for each line, as it was written. */
function reasonText(reason = ''): Markup {
  const lines = reason.split(/\r?\n/).filter(line => line.trim() !== '')
  if (lines.length === 0) return dottedLines(5)
  return html`${lines.map(line => html`<p class="reason">– ${value(line.trim())}</p>`)}${dottedLines(2)}`
}

/** Why the register refused, in words where its code is known. */
export function registerReason(answer: ResidenceAnswer | undefined): string | undefined {
  if (answer?.outcome === 'NOT_FOUND') return 'Không tìm thấy thông tin của Ông/Bà trong cơ sở dữ liệu về cư trú.'
  if (answer?.outcome !== 'REFUSED' || answer.reasonCode === undefined) return undefined
  return (
    reasonsOfRegister[answer.reasonCode] ?? `Cơ sở dữ liệu về cư trú từ chối xác nhận, mã lý do: ${answer.reasonCode}.`
  )
}

const reasonsOfRegister: Readonly<Record<string, string>> = {
  RESIDENCE_UNDER_DISPUTE: 'Nơi cư trú đang có tranh chấp theo cơ sở dữ liệu về cư trú.',
  HOLDER_DECEASED: 'Cơ sở dữ liệu ghi nhận người đề nghị xác nhận đã mất.',
  HOLDER_MISSING: 'Cơ sở dữ liệu ghi nhận người đề nghị xác nhận bị tuyên bố mất tích.',
}
