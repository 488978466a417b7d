import { beforeAll, describe, expect, test } from 'vitest'
import { type DeskView, deskViewSchema } from '../protocol/desk.ts'
import { type RetentionOverrides, retentionRules } from '../purposes/retention.ts'
import type { DeskDefinition } from './definition.ts'
import { deskView, type ViewWish } from './desk-view.ts'
import { loadDefinitions, tableOf } from './load-definitions.ts'

let definitions: DeskDefinition[]
beforeAll(async () => {
  const loaded = await loadDefinitions()
  if (!loaded.ok) throw new Error(loaded.error.cause)
  definitions = loaded.value
})

function view(
  id: string,
  wish: Partial<Omit<ViewWish, 'retention'>> & { overrides?: RetentionOverrides } = {},
  change: (definition: DeskDefinition) => unknown = () => {},
): DeskView {
  const definition = structuredClone(definitions.find(its => its.id === id))
  const table = tableOf(definitions)
  if (!definition || !table.ok) throw new Error('no such definition')
  change(definition)
  const { overrides, ...more } = wish
  const rules = retentionRules(overrides, table.value)
  if (!rules.ok) throw new Error(rules.error.cause)
  const { value: retention } = rules
  return deskView(definition, table.value, { on: '2026-11-22', retention, faceComparison: false, ...more })
}

/** The whole of one, written out by hand from its file. */
const shop: DeskView = {
  definition: {
    id: 'telecom',
    version: '2026-11-22',
    title: { vi: 'Cửa hàng viễn thông', en: 'Telecom shop' },
  },
  purpose: 'fixed',
  visits: [
    {
      purpose: 'SUBSCRIBER_CHECK',
      name: { vi: 'Xác thực thông tin thuê bao', en: 'Check of a subscriber' },
      notice: {
        reads: [
          {
            vi: 'Họ tên, số định danh, ngày sinh, giới tính, nơi thường trú, ngày cấp và ngày hết hạn của thẻ căn cước',
            en: 'Name, personal number, date of birth, sex, permanent residence, and the dates of issue and expiry of the identity card',
          },
          {
            vi: 'Ảnh khuôn mặt trong chip, chỉ để đối chiếu tại quầy',
            en: 'The face picture in the chip, only to compare at the counter',
          },
        ],
        why: {
          vi: 'Xác thực chủ thuê bao trước khi cung cấp dịch vụ di động',
          en: 'To verify the subscriber before a mobile service is given',
        },
        keeps: [
          {
            vi: 'Họ tên, số định danh, ngày sinh, ngày cấp, ngày hết hạn; không lưu ảnh',
            en: 'Name, personal number, date of birth, dates of issue and expiry; no picture',
          },
          {
            vi: 'Sự đồng ý, kết quả kiểm tra thẻ và trả lời của cơ sở dữ liệu trung ương',
            en: 'The consent, the result of the check and the answer of the central register',
          },
        ],
        days: 180,
        retention: { kind: 'limit', source: '91/2025/QH15; 163/2024/NĐ-CP' },
        legalBasis: {
          code: '163/2024/NĐ-CP',
          title: { vi: 'Nghị định hướng dẫn Luật Viễn thông', en: 'Decree on the Law on Telecommunications' },
        },
        version: '2026-11-22',
      },
      right: 'CONSENT',
      shows: ['personalNumber', 'fullName', 'birthDate', 'sex', 'placeOfResidence', 'issueDate', 'expiryDate'],
      photo: true,
      steps: ['identity', 'registry'],
      documents: ['identity-record'],
    },
  ],
  withoutCard: [],
  masked: true,
}

describe('what screens are told', () => {
  test('all of a shop', () => expect(view('telecom')).toEqual(shop))

  test('every desk of the product, as the protocol has it', () => {
    for (const { id, visits } of definitions) {
      const seen = view(id)
      expect(deskViewSchema.parse(seen)).toEqual(seen)
      expect(seen.visits.map(({ purpose }) => purpose)).toEqual(visits.map(({ purpose }) => purpose))
      expect(seen.purpose).toBe(visits.length === 1 ? 'fixed' : 'chosen')
    }
  })

  test('how long, as this desk has it, and by what law', () => {
    const overrides = { SUBSCRIBER_CHECK: { days: 731, source: '1/2026/TT-BKHCN' } }
    const [visit] = view('telecom', { overrides }).visits
    expect(visit?.notice).toMatchObject({ days: 731, retention: { kind: 'limit', source: '1/2026/TT-BKHCN' } })
  })

  test('a way without a card on its days', () => {
    const reasons = (on: string) => view('clinic', { on }).withoutCard.map(({ reason }) => reason)
    expect(reasons('2026-11-22')).toEqual(['CHILD_UNDER_6', 'EMERGENCY', 'CARD_NOT_AT_HAND'])
    expect(reasons('2025-12-31')).toEqual(['CHILD_UNDER_6', 'CARD_NOT_AT_HAND'])
  })

  test('a way without a card only by a right that a purpose of this desk allows', () => {
    const checksOnly = view('clinic', {}, definition => definition.visits.shift())
    expect(checksOnly.withoutCard.map(({ reason }) => reason)).toEqual(['CHILD_UNDER_6', 'CARD_NOT_AT_HAND'])
  })

  test('a step on its days', () => {
    const steps = (on: string) =>
      view('office', { on }, ({ visits }) => Object.assign(visits[0]?.steps[1] ?? {}, { until: '2026-12-31' }))
        .visits[0]?.steps
    expect(steps('2026-12-31')).toEqual(['identity', 'registry'])
    expect(steps('2027-01-01')).toEqual(['identity'])
  })

  test('a visit on the days of its law; where one is left, nobody has to choose', () => {
    const change = ({ visits }: DeskDefinition) => Object.assign(visits[1] ?? {}, { legalBasis: '59/2022/NĐ-CP' })
    expect(view('clinic', { on: '2024-06-30' }, change)).toMatchObject({
      purpose: 'fixed',
      visits: [{ purpose: 'HEALTH_INSURANCE_CHECK' }],
    })
    expect(view('clinic', {}, change).visits.map(({ purpose }) => purpose)).toEqual(['PATIENT_ADMISSION'])
  })

  test('the comparison of faces where the definition has it, in force, and the desk wants it', () => {
    expect(view('bank', { faceComparison: true }).faceComparison).toEqual({ threshold: 0.8 })
    expect(view('bank').faceComparison).toBeUndefined()
    expect(view('clinic', { faceComparison: true }).faceComparison).toBeUndefined()
    expect(view('bank', { faceComparison: true, on: '2024-06-30' }).faceComparison).toBeUndefined()
  })

  test('what is typed of a customer: what the purpose keeps, and the amount where a step depends on it', () => {
    const wanted = Object.fromEntries(view('bank').visits.map(({ purpose, customer }) => [purpose, customer]))
    const who = ['personalNumber', 'fullName', 'birthDate']
    expect(wanted).toEqual({
      BANK_ACCOUNT_OPENING: {
        fields: [...who, 'nationality', 'issueDate', 'expiryDate', 'placeOfResidence'],
        amount: false,
      },
      BANK_COUNTER_TXN: { fields: [...who, 'issueDate', 'expiryDate'], amount: true },
      BANK_INFO_UPDATE: {
        fields: [
          ...['personalNumber', 'oldIdNumber', 'fullName', 'birthDate', 'sex'],
          ...['nationality', 'issueDate', 'expiryDate', 'placeOfResidence'],
        ],
        amount: false,
      },
    })
    expect(view('bank').masked).toBe(true)
    for (const desk of ['clinic', 'telecom'])
      for (const { customer } of view(desk).visits) expect(customer).toBeUndefined()
    const without = view('bank', {}, ({ visits }) => {
      for (const visit of visits) visit.steps = visit.steps.filter(({ id }) => id !== 'customer')
    })
    for (const { customer } of without.visits) expect(customer).toBeUndefined()
  })
})
