import { describe, expect, test } from 'vitest'
import type { RelatedPerson } from '../../protocol/citizen-data.ts'
import type { OnlineCheck } from '../../protocol/online-check.ts'
import type { FieldId } from '../../protocol/report.ts'
import type { DocumentData } from '../document-data.ts'
import {
  chipFields,
  confirmation,
  lookedUp,
  lookupData,
  outcome,
  person,
  police,
  residenceAnswered,
  transactionOf,
} from '../golden/invented-residence.ts'
import type { PrintContext } from '../print-context.ts'
import { ct01 } from './ct01.ts'
import { ct04 } from './ct04.ts'
import { ct06, registerReason } from './ct06.ts'
import { ct07 } from './ct07.ts'

const forms = { ct01, ct04, ct06, ct07 }
const ids = ['ct01', 'ct04', 'ct06', 'ct07'] as const
/** What nobody may read on a paper: a value that was not there, as a program writes it. */
const written = /undefined|\bnull\b|NaN|\[object|Invalid Date/

const bareDesk: PrintContext = { ...police, desk: { id: 'x', name: 'y' } }
const withoutEach = (Object.keys(person) as (keyof typeof person)[]).map(left =>
  Object.fromEntries(Object.entries(person).filter(([id]) => id !== left)),
)
const documents: Partial<Record<FieldId, string>>[] = [person, {}, ...withoutEach]
const member: RelatedPerson = { fullName: 'Nguyễn Thử' }
const answers: OnlineCheck[][] = [
  [],
  [lookedUp()],
  [lookedUp({})],
  ...Object.keys(lookupData).map(left => [
    lookedUp(Object.fromEntries(Object.entries(lookupData).filter(([id]) => id !== left))),
  ]),
  [lookedUp({ permanentResidence: null, temporaryResidence: null, currentResidence: null, household: null })],
  [lookedUp({ household: { head: { fullName: '' }, members: [member] } })],
  [residenceAnswered()],
  [residenceAnswered({ outcome: 'CONFIRMED' })],
  [residenceAnswered({ outcome: 'TO_BE_VERIFIED' })],
  [residenceAnswered({ outcome: 'REFUSED' })],
  [residenceAnswered({ outcome: 'NOT_FOUND' })],
  [
    residenceAnswered({
      outcome: 'CONFIRMED',
      confirmation: {
        ...confirmation,
        content: {
          ...confirmation.content,
          permanentResidence: null,
          temporaryResidence: null,
          currentResidence: null,
          otherMembers: [],
          periods: [],
        },
      },
    }),
  ],
]
/** A desk that has said nothing of itself, and one that has said all. */
const desks: { context: PrintContext; more: Pick<DocumentData, 'draft'> }[] = [
  { context: { ...bareDesk, language: 'en' }, more: {} },
  {
    context: police,
    more: {
      draft: { number: '17/XN', validUntil: '2027-11-23', basis: 'registry', reason: 'Lý do', date: '2026-11-23' },
    },
  },
]

describe.each(ids)('%s', id => {
  test('says nothing that a program says, whatever is missing', () => {
    for (const document of documents)
      for (const checks of answers)
        for (const { context, more } of desks) {
          const { purpose: _, ...transaction } = transactionOf(chipFields(document), checks)
          const { html } = forms[id]({ transaction, outcome, ...more }, context)
          expect(written.exec(html)?.[0], JSON.stringify({ document, checks, more })).toBeUndefined()
        }
  })

  test('says on every page that it is a draft, in a demo too', () => {
    for (const context of [police, { ...police, demo: true }]) {
      const { html } = forms[id]({ transaction: transactionOf(chipFields()), outcome }, context)
      const running = /@top-center \{ content: ("[^"]*")[^}]*\} \}\n@media screen/.exec(html)?.[1]
      expect(running).toContain('BẢN NHÁP')
      expect(running?.includes('DEMO')).toBe(context.demo)
    }
  })

  test('keeps markup in data from becoming markup of the page', () => {
    const hostile = '"><img src=x onerror=alert(1)>'
    const document = chipFields(Object.fromEntries(Object.keys(person).map(field => [field, hostile])))
    const { html } = forms[id](
      { transaction: transactionOf(document), outcome, draft: { number: hostile, reason: hostile } },
      { ...police, operator: hostile, desk: { id: 'x', name: hostile, superior: hostile, organisation: hostile } },
    )
    expect(html).toContain('&lt;img')
    expect(html).not.toContain('<img')
  })
})

const text = ({ html }: { html: string }) =>
  html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
const full = transactionOf(chipFields(), [lookedUp(), residenceAnswered()])

describe('CT07', () => {
  test('tells above the form what it rests on', () => {
    const said = (checks: OnlineCheck[], document = chipFields()) =>
      text(ct07({ transaction: transactionOf(document, checks), outcome }, police))
    expect(said([residenceAnswered()])).toContain('Dự thảo lập từ trả lời xác nhận của cơ sở dữ liệu về cư trú')
    expect(said([lookedUp()])).toContain('chưa có trả lời xác nhận cư trú')
    expect(said([])).toContain('Dự thảo lập từ dữ liệu trên chip, chưa đối chiếu cơ sở dữ liệu dân cư')
    expect(
      said(
        [],
        chipFields().map(field => ({ ...field, source: 'qr' })),
      ),
    ).toContain('chưa đọc chip')
    expect(said([], [])).toContain('Mẫu trống')
  })

  test('is good no longer than the answer that it rests on', () => {
    const until = (validUntil: string) => text(ct07({ transaction: full, outcome, draft: { validUntil } }, police))
    expect(until('2028-01-01')).toContain('có giá trị đến ngày 23 tháng 11 năm 2027')
    expect(until('2027-06-30')).toContain('có giá trị đến ngày 30 tháng 6 năm 2027')
  })

  test('has the number of the desk, and that of the register in the notes', () => {
    const said = text(ct07({ transaction: full, outcome, draft: { number: '17/XN' } }, police))
    expect(said).toContain('Số: 17/XN')
    expect(said).toContain('Số trả lời của cơ sở dữ liệu: 9990017/XN')
  })

  test('puts what differs from the card into the notes for the officer alone', () => {
    const differing = {
      ...outcome,
      residence: {
        card: person.placeOfResidence,
        rows: [{ kind: 'permanent' as const, address: 'Nơi khác', result: 'different' as const }],
        members: [],
      },
    }
    const [form, notes] = text(ct07({ transaction: full, outcome: differing }, police)).split('Ghi chú cho cán bộ')
    expect(notes).toContain('KHÁC với địa chỉ trên thẻ')
    expect(notes).toContain(person.placeOfResidence)
    expect(form).not.toContain(person.placeOfResidence)
  })

  test('warns where the card is not proven', () => {
    const transaction = { ...full, report: { ...full.report, verdict: 'intact' as const } }
    expect(text(ct07({ transaction, outcome }, police))).toContain('Chưa đủ bằng chứng')
  })
})

test('the receipt names the card only where one was read', () => {
  const said = (document = chipFields()) => text(ct04({ transaction: transactionOf(document), outcome }, police))
  expect(said()).toContain('Thẻ căn cước hoặc thẻ căn cước công dân')
  expect(said([])).not.toContain('Thẻ căn cước hoặc thẻ căn cước công dân')
})

test.each([
  [
    { outcome: 'REFUSED', reasonCode: 'RESIDENCE_UNDER_DISPUTE' },
    'Nơi cư trú đang có tranh chấp theo cơ sở dữ liệu về cư trú.',
  ],
  [{ outcome: 'REFUSED', reasonCode: 'X-9' }, 'Cơ sở dữ liệu về cư trú từ chối xác nhận, mã lý do: X-9.'],
  [{ outcome: 'NOT_FOUND' }, 'Không tìm thấy thông tin của Ông/Bà trong cơ sở dữ liệu về cư trú.'],
  [{ outcome: 'REFUSED' }, undefined],
  [{ outcome: 'CONFIRMED' }, undefined],
] as const)('the reason of %j', (answer, expected) => {
  expect(registerReason({ kind: 'residence', transactionId: 't', checkedAt: 'c', ...answer })).toBe(expected)
})
