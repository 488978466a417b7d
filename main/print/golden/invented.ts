import type { DeskOutcome } from '../../protocol/desk.ts'
import type { OwnRecordView } from '../../protocol/desk-lists.ts'
import { vietnameseFieldNames } from '../../protocol/field-names.vi.ts'
import type { InsuranceAnswer } from '../../protocol/insurance.ts'
import type { OnlineCheck } from '../../protocol/online-check.ts'
import type { DocumentField, FieldId, Report } from '../../protocol/report.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import type { PrintContext } from '../print-context.ts'

/** Everybody here is invented; numbers begin with 999. Ids and times stand still, so that pictures do. */

/** A reception desk on a morning that never passes. */
export const inventedContext = (fonts: string, more: Partial<PrintContext> = {}): PrintContext => ({
  language: 'vi',
  desk: {
    id: 'tiep-don-1',
    name: 'Tiếp đón số 1',
    organisation: 'Bệnh viện Đa khoa Hoa Sữa',
    unit: 'Khoa Khám bệnh',
    address: 'Số 12 đường Mẫu, phường Hoa Sữa, thành phố Ví Dụ',
  },
  operator: 'Đỗ Thị Nguyệt Ánh',
  now: new Date('2026-11-22T01:15:30Z'),
  demo: false,
  masked: true,
  definition: { id: 'clinic', version: '2026-11-01' },
  fonts,
  ...more,
})

const inventedFields = {
  personalNumber: '999085012345',
  fullName: 'Nguyễn Thị Mỹ Ặn',
  birthDate: '1985-03-08',
  sex: 'F',
  nationality: 'Việt Nam',
  placeOfOrigin: 'Xã Kỹ Mẫu, tỉnh Ví Dụ',
  placeOfResidence: 'Số 5 ngõ Cỡ Nhỡ, thôn Mẫu, xã Hoa Sữa, tỉnh Ví Dụ',
  issueDate: '2021-05-20',
  expiryDate: '2045-03-08',
  documentNumber: '085012345',
} as const satisfies Partial<Record<FieldId, string>>

/** A card as its chip has it. */
export const inventedDocument = (
  fields: Partial<Record<FieldId, string>> = inventedFields,
  level: DocumentField['level'] = 'authentic',
): DocumentField[] =>
  (Object.keys(vietnameseFieldNames) as FieldId[]).flatMap(id => {
    const value = fields[id]
    return value === undefined
      ? []
      : [{ id, value, source: level === 'declared' ? ('typed' as const) : ('dg13' as const), level }]
  })

/** A report of a good read. */
export const inventedReport = (more: Partial<Report> = {}): Report => ({
  verdict: 'authentic',
  light: 'green',
  reasons: [],
  checks: [
    { id: 'sod.signature', result: 'successful' },
    { id: 'sod.hashes', result: 'successful' },
    { id: 'issuer.chain', result: 'successful' },
    { id: 'chip.chip-authentication', result: 'successful' },
  ],
  document: inventedDocument(),
  access: { protocol: 'PACE', mapping: 'GM', cipher: 'AES-128', password: 'CAN' },
  dataGroups: { present: ['DG1', 'DG2', 'DG13', 'DG14'], read: ['DG1', 'DG13', 'DG14'], notRead: [] },
  timings: { total: 2900 },
  apdu: { count: 90, bytesOut: 3000, bytesIn: 24000, readSize: 223 },
  trust: { anchors: 1, test: false, digest: '00' },
  policy: 'desk',
  at: '2026-11-22T01:12:05Z',
  ...more,
})

/** Her visit. */
export const inventedTransaction = (more: Partial<Transaction> = {}): Transaction => ({
  id: '0190f3d2-7c41-4e8a-9b55-3f6c1d2e4a90',
  at: '2026-11-22T01:12:05Z',
  desk: 'tiep-don-1',
  demo: false,
  operator: 'anh.do',
  purpose: { code: 'insurance-reception', legalBasis: 'L-51-2024' },
  definition: { id: 'clinic', version: '2026-11-01' },
  report: inventedReport(),
  registry: { status: 'not-asked' },
  ...more,
})

/** What the desk makes of it. */
export const inventedOutcome = (more: Partial<DeskOutcome> = {}): DeskOutcome => ({
  light: 'green',
  steps: [
    { id: 'identity', state: 'done', need: 'required', reasons: [] },
    { id: 'insurance', state: 'done', need: 'required', reasons: [] },
  ],
  documents: [],
  override: 'not-needed',
  serve: true,
  handOver: true,
  ownData: true,
  hints: [],
  ...more,
})

/** What the portal says of her. */
export const inventedInsurance = (more: Partial<InsuranceAnswer> = {}): InsuranceAnswer => ({
  kind: 'insurance',
  code: '000',
  note: 'Thẻ còn giá trị sử dụng',
  action: 'accept',
  card: {
    number: 'DN4999999000123',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    registration: { code: '99001', name: 'Trung tâm Y tế khu vực Kỹ Mẫu' },
    benefit: { level: 4, percent: 80 },
  },
  fiveYearsOn: '2027-07-01',
  area: 'K2',
  officer: 'Đỗ Thị Nguyệt Ánh',
  ...more,
})

/** The question to the portal, answered while she waited. */
export const inventedInsuranceCheck = (
  state: OnlineCheck['state'] = {
    status: 'answered',
    answeredAt: '2026-11-22T01:12:09Z',
    answer: inventedInsurance(),
  },
): OnlineCheck => ({
  id: 'a0000000-0000-4000-8000-000000000001',
  kind: 'insurance',
  since: '2026-11-22T01:12:06Z',
  state,
})

/** What a name or an address may be and has to stay: long, with markup in it and with characters that turn the text around. */
export const hostile = {
  name: 'NGUYỄN PHÚC TÔN NỮ <b>HOÀNG</b> \u202EGNAÝ\u202C MỸ DIỆU HUYỀN TRÂN CÔNG TẰNG TÔN NỮ THỊ BẢO NGUYỆT ÁNH DƯƠNG',
  address:
    'Căn hộ 1203, tầng 12, tòa nhà A2 "Hoa & Cỏ", số 999/12/34/5B ngách 34 ngõ 12 đường Nguyễn Thị Thập Kéo Dài, tổ dân phố 25, khu phố 7, phường Tân Tạo Đông Bắc Mở Rộng, thành phố Ví Dụ, tỉnh Rất Là Dài Và Xa <script>alert(1)</script>',
  word: 'Ặ'.repeat(120),
}

/** What the definition of the desk calls its codes. */
export const inventedNames: NonNullable<PrintContext['names']> = {
  purposes: { 'insurance-reception': { vi: 'Khám bệnh, chữa bệnh BHYT', en: 'Treatment under health insurance' } },
  legalBases: {
    'L-51-2024': { vi: 'Luật Bảo hiểm y tế, sửa đổi 2024', en: 'Law on Health Insurance, as amended in 2024' },
  },
  withoutCard: { 'child-under-6': { vi: 'Trẻ em dưới 6 tuổi', en: 'Child under 6' } },
}

/** What the desk holds about her. */
export const inventedOwnRecord: OwnRecordView = {
  number: '999****345',
  name: 'Nguyễn Thị Mỹ Ặn',
  transactions: [
    {
      id: '0190f3d2-7c41-4e8a-9b55-3f6c1d2e4a90',
      at: '2026-11-22T01:12:05Z',
      desk: 'tiep-don-1',
      purpose: 'insurance-reception',
      legalBasis: 'L-51-2024',
      verdict: 'authentic',
      keeps: ['personalNumber', 'fullName', 'birthDate', 'sex', 'insurance', 'decision', 'consent'],
      evidence: false,
      deletedOn: '2027-02-20',
      mustStay: false,
    },
    {
      id: '0190f3d2-7c41-4e8a-9b55-3f6c1d2e4a80',
      at: '2026-06-03T08:30:00Z',
      desk: 'tiep-don-2',
      purpose: 'insurance-reception',
      legalBasis: 'L-51-2024',
      verdict: 'intact',
      keeps: ['personalNumber', 'fullName', 'registry', 'evidence'],
      evidence: true,
      deletedOn: '2031-06-03',
      mustStay: true,
      source: 'Luật 14/2022/QH15, Điều 38',
    },
  ],
  accesses: [
    { at: '2026-06-03T08:30:00Z', desk: 'tiep-don-2', operator: 'binh.le', action: 'card.read', outcome: 'intact' },
    {
      at: '2026-06-03T08:30:02Z',
      desk: 'tiep-don-2',
      operator: 'station',
      action: 'registry.answer',
      outcome: 'VALID',
    },
    {
      at: '2026-11-22T01:12:05Z',
      desk: 'tiep-don-1',
      operator: 'anh.do',
      action: 'card.read',
      purpose: 'insurance-reception',
      outcome: 'authentic',
    },
    { at: '2026-11-22T01:12:09Z', desk: 'tiep-don-1', operator: 'station', action: 'insurance.answer', outcome: '000' },
    {
      at: '2026-11-22T01:15:30Z',
      desk: 'tiep-don-1',
      operator: 'anh.do',
      action: 'citizen.own-record',
      outcome: 'done',
    },
  ],
}
