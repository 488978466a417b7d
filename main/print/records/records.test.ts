import { describe, expect, test } from 'vitest'
import type { Act } from '../../protocol/act.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import type { RegistryState, Transaction } from '../../protocol/transaction.ts'
import { bankVisit, branch, refusedAct } from '../golden/invented-bank-visit.ts'
import {
  chipFields,
  confirmation,
  lookedUp,
  outcome,
  residenceAnswered,
  transactionOf,
} from '../golden/invented-residence.ts'
import type { PrintContext } from '../print-context.ts'
import { identityRecord } from './identity-record.ts'
import { recordFingerprint, verificationText } from './record-fingerprint.ts'
import { tellerRecord } from './teller-record.ts'

const records = { 'teller-record': tellerRecord, 'identity-record': identityRecord }
const ids = ['teller-record', 'identity-record'] as const

const text = ({ html }: { html: string }) =>
  html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
const teller = (more: Partial<Transaction> = {}, context: PrintContext = branch) =>
  text(tellerRecord({ transaction: bankVisit(more), outcome }, context))

/** Words that nobody may read on a record, in every place where a transaction could hold them. */
const planted = { ethnicity: 'Dân-tộc-gài', religion: 'Tôn-giáo-gài', marks: 'Nốt-ruồi-gài', photo: 'ffd8ffe0gai' }
const plantedVisit = () => {
  const content = { ...confirmation.content, applicant: { ...confirmation.content.applicant, ...planted } }
  const visit = bankVisit({
    checks: [
      lookedUp({ bloodGroup: 'Máu-gài', spouse: [{ fullName: 'Vợ-gài' }] }),
      residenceAnswered({ outcome: 'CONFIRMED', confirmation: { ...confirmation, content } }),
    ],
  })
  const said = { value: planted.marks, source: 'dg13' as const }
  const report = {
    ...visit.report,
    document: [
      ...visit.report.document,
      { id: 'personalMarks' as const, ...said, level: 'authentic' as const },
      { id: 'ethnicity', value: planted.ethnicity, source: 'dg13', level: 'authentic' },
      { id: 'religion', value: planted.religion, source: 'dg13', level: 'authentic' },
    ] as Transaction['report']['document'],
    differences: [
      {
        field: 'personalMarks' as const,
        kind: 'different' as const,
        weight: 'minor' as const,
        declared: said,
        chip: said,
      },
    ],
  }
  return { ...visit, report, photo: planted.photo, face: `data:image/jpeg;base64,${planted.photo}` }
}

describe.each(ids)('%s', id => {
  test('holds nothing of an ethnic group, a religion, a body or a picture, wherever it was', () => {
    const { html } = records[id]({ transaction: plantedVisit(), outcome }, { ...branch, masked: false })
    for (const word of [...Object.values(planted), 'Máu-gài', 'Vợ-gài', 'Kinh', '<img', 'image/'])
      expect(html).not.toContain(word)
    expect(html).toContain('Nguyễn Thị Minh Nguyệt')
  })

  test('says of which file of the chip a check is, and nothing else of what a program says of it', () => {
    const visit = bankVisit()
    const made = (detail: string) => ({ id: 'sod.hashes' as const, result: 'successful' as const, detail })
    const report = { ...visit.report, checks: [made('DG1'), made('DG13'), made('SHA-256')] }
    const said = text(records[id]({ transaction: { ...visit, report }, outcome }, branch))
    for (const file of ['DG1', 'DG13']) expect(said).toContain(`Toàn vẹn dữ liệu ${file} Đạt`)
    expect(said).toContain('Toàn vẹn dữ liệu Đạt')
  })

  test('masks every number where the desk does', () => {
    const numbers = ['999190000017', '190000017']
    const said = (masked: boolean) => text(records[id]({ transaction: bankVisit(), outcome }, { ...branch, masked }))
    for (const number of numbers) {
      expect(said(true)).not.toContain(number)
      expect(said(false)).toContain(number)
    }
    expect(said(true)).toContain('999****017')
  })

  test('says nothing that a program says, whatever is missing', () => {
    const bare = bankVisit()
    const { purpose: _p, operator: _o, consent: _c, acts: _a, definition: _d, ...least } = bare
    const visits: Transaction[] = [
      least,
      { ...least, withoutCard: { reason: 'emergency' }, report: { ...least.report, document: [], checks: [] } },
      ...registries.map(([, registry]) => ({ ...bare, registry })),
      ...(bare.acts ?? []).map((_, left) => ({ ...bare, acts: (bare.acts ?? []).filter((_, at) => at !== left) })),
      ...bare.report.document.map(({ id: left }) => ({
        ...bare,
        report: { ...bare.report, document: bare.report.document.filter(({ id }) => id !== left) },
      })),
    ]
    for (const transaction of visits)
      for (const context of [branch, { ...branch, language: 'en' as const, desk: { id: 'x', name: 'y' }, names: {} }]) {
        const { html } = records[id]({ transaction, outcome }, context)
        expect(/undefined|\bnull\b|NaN|\[object|Invalid Date/.exec(html)?.[0]).toBeUndefined()
      }
  })

  test('keeps markup in data from becoming markup of the page', () => {
    const hostile = '"><img src=x onerror=alert(1)>'
    const fields = chipFields({
      fullName: hostile,
      personalNumber: hostile,
      documentNumber: hostile,
      issueDate: hostile,
    })
    const act: Act = { ...refusedAct, kind: 'decision', outcome: 'refused', reason: hostile, operator: hostile }
    const visit = bankVisit({ operator: hostile, acts: [act], purpose: { code: hostile, legalBasis: hostile } })
    const transaction = { ...visit, report: { ...visit.report, document: fields } }
    const { html } = records[id]({ transaction, outcome }, branch)
    expect(html).toContain('&lt;img')
    expect(html).not.toContain('<img')
  })
})

const answered = { status: 'answered', requestId: 'q', answeredAt: '2026-11-23T09:12:50+07:00' } as const
const registries: [string, RegistryState][] = [
  ['Không hỏi trung ương.', { status: 'not-asked' }],
  [
    'Chưa có trả lời. Chưa được coi là đã xác nhận.',
    { status: 'pending', requestId: 'q', since: '2026-11-23T09:12:50+07:00' },
  ],
  [
    'Không hỏi được. Chưa được coi là đã xác nhận.',
    { status: 'failed', requestId: 'q', error: chipDeskError('OnlineExpired') },
  ],
  ['Trả lời không có nội dung.', answered],
  [
    'Thông tin không khớp; Ghi nhận đã mất; Số định danh đã bị hủy',
    { ...answered, citizen: { match: 'NONE', perField: {}, lifeStatus: 'DECEASED', numberStatus: 'CANCELLED' } },
  ],
]
test.each(registries)('of the register: %s', (says, registry) => {
  expect(teller({ registry })).toContain(says)
})

describe('the record of a teller', () => {
  test('holds the digest of the signed text, and not the text', () => {
    // printf '%s' '{"transactionId":"rar-9990001","verdict":"VALID"}' | sha256sum
    const digest = '8623d5261b1fd807f7ea6e0df8b6188046e2c461e1dde719b92dba70828a2fe9'
    expect(teller()).toContain(digest)
    expect(teller()).not.toContain('transactionId')
  })

  test('prints both values where customer record and card differ, and none where they agree', () => {
    const said = teller()
    expect(said).toContain('999****071')
    expect(said).toContain('12 Hoa Sữa, tổ 3, xã Mẫu Đơn, huyện Thí Dụ, Ví Dụ')
    expect(said).toContain('Khớp: Ngày sinh (trung ương cũng khớp), Quốc tịch, Có giá trị đến')
  })

  test('names whoever overrode, with whom and why, and gives that person a line to sign', () => {
    expect(teller()).toContain('le.kiem.soat (Phụ trách)')
    expect(teller()).toContain('hồ sơ cũ ghi số sai một chữ số')
    expect(teller()).toContain('NGƯỜI KIỂM SOÁT')
    expect(teller({ acts: [refusedAct] })).not.toContain('NGƯỜI KIỂM SOÁT')
  })

  test('says that the face was judged by a person, the score being an aid', () => {
    expect(teller()).toContain('Cùng một người')
    expect(teller()).toContain('0,71, ngưỡng 0,60, human 3.3.6 faceres')
    expect(teller({ acts: [] })).toContain('Chưa ghi kết luận.')
  })

  test('tells consent from legal duty', () => {
    expect(teller()).toContain('Có sự đồng ý của người được kiểm tra: ký trên giấy')
    const duty = {
      type: 'LEGAL_DUTY',
      method: 'SCREEN',
      recordedAt: '2026-11-23T09:11:58+07:00',
      textVersion: '2026-11-22',
    } as const
    expect(teller({ consent: duty })).toContain('Theo luật định')
  })

  test('masks the customer number', () => {
    expect(teller()).toContain('CIF****234')
    expect(teller()).not.toContain('CIF9990001234')
  })
})

describe('the control code', () => {
  const code = recordFingerprint(bankVisit())
  const { report } = bankVisit()

  test('is the same once answers, decisions and levels of proof have come', () => {
    const confirmed = report.document.map(field => ({ ...field, level: 'confirmed' as const }))
    const checks = report.checks.filter(({ id }) => id !== 'identity.registry')
    const later = bankVisit({ registry: { status: 'not-asked' }, acts: [], checks: [lookedUp()] })
    expect(
      recordFingerprint({ ...later, report: { ...report, verdict: 'refused', document: confirmed, checks } }),
    ).toBe(code)
  })

  test.each<[string, Transaction]>([
    ['another name', { ...bankVisit(), report: { ...report, document: chipFields({ fullName: 'Khác' }) } }],
    [
      'a check made good',
      {
        ...bankVisit(),
        report: { ...report, checks: report.checks.map(check => ({ ...check, result: 'successful' as const })) },
      },
    ],
    ['another visit', { ...bankVisit(), id: 'another' }],
    ['another time', { ...bankVisit(), at: '2026-11-23T09:12:46+07:00' }],
    ['other anchors', { ...bankVisit(), report: { ...report, trust: { ...report.trust, digest: 'ff' } } }],
    ['another desk', { ...bankVisit(), desk: 'giao-dich-04' }],
  ])('is another one for %s', (_, transaction) => {
    expect(recordFingerprint(transaction)).not.toBe(code)
  })

  test('stands in the QR code with the id alone', () => {
    expect(code).toMatch(/^([0-9A-F]{4}-){4}[0-9A-F]{4}$/)
    expect(verificationText(bankVisit())).toBe(`chipdesk:verify:${transactionOf([]).id}:${code.replaceAll('-', '')}`)
  })
})
