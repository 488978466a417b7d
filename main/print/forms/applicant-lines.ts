import { html, type Markup } from '../../protocol/markup.ts'
import { item, items, numberBoxes } from './form-parts.ts'
import { birthText, sexText } from './form-values.ts'
import type { ResidenceFacts } from './residence-facts.ts'
import { fieldText, nameText } from './residence-text.ts'

/** Who applies, as the receipt and the refusal have it. Telephone and address to write to are on no card. */
export const applicantLines = (facts: ResidenceFacts): Markup =>
  html`${item('Ông/Bà:', nameText(facts))}
${items(
  '3fr 2fr',
  item('Ngày, tháng, năm sinh:', fieldText(facts, 'birthDate', birthText)),
  item('Giới tính:', fieldText(facts, 'sex', sexText)),
)}
${item('Số định danh cá nhân:', numberBoxes(fieldText(facts, 'personalNumber')))}
${item('Nơi thường trú:', fieldText(facts, 'permanentResidence'))}
${items('1fr 1fr', item('Số điện thoại liên hệ:', undefined), item('Email:', undefined))}`
