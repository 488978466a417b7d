import type { LookupData, RelatedPerson, ResidenceAnswer } from '../../protocol/citizen-data.ts'
import type { DeskOutcome } from '../../protocol/desk.ts'
import type { OnlineAnswer, OnlineCheck } from '../../protocol/online-check.ts'
import type { DocumentField, FieldId } from '../../protocol/report.ts'
import type { Transaction } from '../../protocol/transaction.ts'
import type { PrintContext } from '../print-context.ts'

/** Invented people and places; ids and times that never change. */

const at = '2026-11-23T09:12:45+07:00'

export const person = {
  personalNumber: '999190000017',
  fullName: 'Nguyễn Thị Minh Nguyệt',
  birthDate: '1990-02-05',
  sex: 'F',
  nationality: 'Việt Nam',
  placeOfOrigin: 'Xã Giả Định, Tỉnh Ví Dụ',
  placeOfResidence: 'Số 12, đường Hoa Sữa, Tổ 3, Xã Mẫu Đơn, Huyện Thí Dụ, Tỉnh Ví Dụ',
  issueDate: '2021-08-19',
  expiryDate: '2030-02-05',
} satisfies Partial<Record<FieldId, string>>

export const chipFields = (said: Partial<Record<FieldId, string>> = person): DocumentField[] =>
  Object.entries(said).map(([id, value]) => ({ id: id as FieldId, value, source: 'dg13', level: 'authentic' }))

export const answered = (answer: OnlineAnswer): OnlineCheck => ({
  id: `q-${answer.kind}`,
  kind: answer.kind,
  since: at,
  state: { status: 'answered', answeredAt: '2026-11-23T09:12:47+07:00', answer },
})

export const police: PrintContext = {
  language: 'vi',
  desk: {
    id: 'cu-tru-01',
    name: 'Quầy cư trú số 1',
    superior: 'Công an tỉnh Ví Dụ',
    organisation: 'Công an xã Mẫu Đơn',
    address: 'Số 1, đường Trụ Sở, Xã Mẫu Đơn, Tỉnh Ví Dụ',
  },
  operator: 'Trần Cán Bộ',
  now: new Date('2026-11-23T02:20:00Z'),
  demo: false,
  masked: true,
  definition: { id: 'commune', version: '2026-11-22' },
  fonts: '',
}

export const outcome: DeskOutcome = {
  light: 'green',
  steps: [],
  documents: [],
  override: 'not-needed',
  serve: true,
  handOver: false,
  ownData: false,
  hints: [],
}

export const transactionOf = (document: DocumentField[], checks: OnlineCheck[] = []): Transaction => ({
  id: '01JDXYZ9990000000000000017',
  at,
  desk: 'cu-tru-01',
  demo: false,
  operator: 'tran.can.bo',
  purpose: { code: 'RESIDENCE_CONFIRMATION', legalBasis: '53/2025/TT-BCA' },
  definition: { id: 'commune', version: '2026-11-22' },
  report: {
    verdict: 'authentic',
    light: 'green',
    reasons: [],
    checks: [
      { id: 'access.pace', result: 'successful' },
      { id: 'sod.signature', result: 'successful' },
      { id: 'sod.hashes', result: 'successful' },
      { id: 'issuer.chain', result: 'successful' },
      { id: 'chip.active-authentication', result: 'successful' },
      { id: 'chip.chip-authentication', result: 'successful' },
      { id: 'document.expiry', result: 'successful' },
    ],
    document,
    access: { protocol: 'PACE' },
    dataGroups: { present: [], read: [], notRead: [] },
    timings: { total: 2100 },
    apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
    trust: { anchors: 1, test: false, digest: '' },
    policy: 'vietnam',
    at,
  },
  registry: { status: 'not-asked' },
  ...(checks.length > 0 && { checks }),
})

const head: RelatedPerson = {
  fullName: 'Nguyễn Văn Chủ',
  personalNumber: '000062000001',
  birthDate: '1962-11-30',
  sex: 'M',
  relationship: 'Chủ hộ',
}
const mother: RelatedPerson = {
  fullName: 'Lê Thị Ngọc Uyển',
  personalNumber: '000164000002',
  birthDate: '1964',
  sex: 'F',
  relationship: 'Vợ',
}

export const lookupData: LookupData = {
  permanentResidence: {
    address: 'Số 12, đường Hoa Sữa, Tổ 3, Xã Mẫu Đơn, Tỉnh Ví Dụ',
    form: 'PERMANENT',
    since: '1998-05-01',
  },
  temporaryResidence: null,
  currentResidence: { address: 'Số 12, đường Hoa Sữa, Tổ 3, Xã Mẫu Đơn, Tỉnh Ví Dụ' },
  household: {
    head,
    members: [{ fullName: person.fullName, personalNumber: person.personalNumber, relationship: 'Con' }, mother],
  },
}

export const lookedUp = (data: LookupData = lookupData): OnlineCheck =>
  answered({
    kind: 'lookup',
    transactionId: 'r-9990001',
    checkedAt: '2026-11-23T09:12:47+07:00',
    match: 'FULL',
    data,
    withheld: [],
  })

export const confirmation: NonNullable<ResidenceAnswer['confirmation']> = {
  number: '9990017/XN',
  issuedOn: '2026-11-23',
  validUntil: '2027-11-23',
  authority: { superior: 'Công an tỉnh Ví Dụ', issuing: 'Công an xã Mẫu Đơn' },
  content: {
    applicant: {
      fullName: 'NGUYỄN THỊ MINH NGUYỆT',
      birthDate: '1990-02-05',
      sex: 'F',
      personalNumber: person.personalNumber,
      ethnicity: 'Kinh',
      religion: 'Không',
      nationality: 'Việt Nam',
      placeOfOrigin: 'Xã Giả Định, Tỉnh Ví Dụ',
    },
    permanentResidence: 'Số 12, đường Hoa Sữa, Tổ 3, Xã Mẫu Đơn, Tỉnh Ví Dụ',
    temporaryResidence: 'Phòng 905, Chung cư Thử Nghiệm, Phường Kiểm Thử, Thành phố Ví Dụ',
    currentResidence: 'Phòng 905, Chung cư Thử Nghiệm, Phường Kiểm Thử, Thành phố Ví Dụ',
    householdHead: { fullName: head.fullName, personalNumber: head.personalNumber ?? '' },
    relationshipToHead: 'Con',
    otherMembers: [{ order: 1, ...mother }],
    periods: [
      {
        address: 'Số 12, đường Hoa Sữa, Tổ 3, Xã Mẫu Đơn, Tỉnh Ví Dụ',
        form: 'PERMANENT',
        since: '1998-05-01',
        until: null,
        registeredBy: 'Công an xã Mẫu Đơn',
      },
      {
        address: 'Phòng 905, Chung cư Thử Nghiệm, Phường Kiểm Thử, Thành phố Ví Dụ',
        form: 'TEMPORARY',
        since: '2025-03-01',
        until: '2027-02-28',
        registeredBy: 'Công an phường Kiểm Thử',
      },
    ],
  },
}

type Answered = Omit<ResidenceAnswer, 'kind' | 'transactionId' | 'checkedAt'>
export const residenceAnswered = (answer: Answered = { outcome: 'CONFIRMED', confirmation }): OnlineCheck =>
  answered({ kind: 'residence', transactionId: 'r-9990017', checkedAt: '2026-11-23T09:12:49+07:00', ...answer })

/** Twelve members, and names and addresses as long as registers have them. */
export const largeHousehold: NonNullable<ResidenceAnswer['confirmation']> = {
  ...confirmation,
  authority: {
    superior: 'Công an thành phố Ví Dụ Trực Thuộc Trung Ương Tên Rất Dài',
    issuing: 'Công an phường Nguyễn Thị Thử Nghiệm Kiểm Định Số Ba',
  },
  content: {
    ...confirmation.content,
    applicant: {
      ...confirmation.content.applicant,
      fullName: 'CÔNG TẰNG TÔN NỮ HOÀNG NGUYỄN PHƯỚC TRƯỜNG THIÊN KHUYNH THÀNH NGUYỄT QUỲNH UYỂN NGHIÊNG',
      placeOfOrigin: 'Thôn Đường Thượng Nguồn, Xã Nguyễn Khuyến Thử Nghiệm, Huyện Giả Định Đông Bắc, Tỉnh Ví Dụ',
    },
    permanentResidence:
      'Số 1234/56/78B, ngách 9/10, ngõ 111, đường Nguyễn Thị Thử Nghiệm kéo dài, Khu đô thị mới Kiểm Thử Phía Đông, Tổ dân phố số 27, Phường Nguyễn Thị Thử Nghiệm Kiểm Định Số Ba, Thành phố Ví Dụ',
    otherMembers: Array.from({ length: 12 }, (_, index) => ({
      order: index + 1,
      fullName:
        index % 4 === 0
          ? 'Công Tằng Tôn Nữ Nguyễn Phước Hoàng Ngữ Uyển Nghiêng Khuynh Thành'
          : `Nguyễn Thử Nghiệm Thứ ${index + 1}`,
      personalNumber: `0000${60 + index}0000${10 + index}`,
      birthDate: `${1960 + index}-0${(index % 9) + 1}-1${index % 10}`,
      sex: index % 2 === 0 ? 'F' : 'M',
      relationship: index % 3 === 0 ? 'Cháu ruột (con của em gái chủ hộ)' : 'Con',
    })),
  },
}
