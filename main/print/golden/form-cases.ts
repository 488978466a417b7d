import { ct01 } from '../forms/ct01.ts'
import { ct04 } from '../forms/ct04.ts'
import { ct06 } from '../forms/ct06.ts'
import { ct07 } from '../forms/ct07.ts'
import type { PrintContext } from '../print-context.ts'
import { type GoldenCase, goldenCase } from './golden-case.ts'
import { hostile } from './invented.ts'
import {
  chipFields,
  confirmation,
  largeHousehold,
  lookedUp,
  outcome,
  person,
  police,
  residenceAnswered,
  transactionOf,
} from './invented-residence.ts'

/** The forms of residence: full, with nothing known, offline, in both languages, and with more than a page holds. */
export function formCases(fonts: string): GoldenCase[] {
  const names = {
    purposes: { RESIDENCE_CONFIRMATION: { vi: 'Xác nhận thông tin về cư trú', en: 'Confirmation of residence' } },
  }
  const desk: PrintContext = { ...police, fonts, names }
  const english: PrintContext = { ...desk, language: 'en' }
  const bare: PrintContext = { ...desk, desk: { id: 'cu-tru-01', name: 'Quầy cư trú số 1' } }
  const draft = { number: '17/XN', validUntil: '2027-11-23', basis: 'registry', date: '2026-11-23' } as const
  const full = {
    transaction: transactionOf(chipFields(), [lookedUp(), residenceAnswered()]),
    outcome: differing,
    draft,
  }
  const offline = { transaction: transactionOf(chipFields()), outcome, draft: { ...draft, basis: 'chip' as const } }
  const nothing = { transaction: transactionOf([]), outcome }
  const reason =
    'Chỗ ở đang có tranh chấp, khiếu nại chưa được giải quyết.\nThời gian cư trú đề nghị xác nhận không có trong cơ sở dữ liệu.'
  const never = ['undefined', 'null']
  return [
    goldenCase(
      'ct07-full',
      ct07(full, desk),
      [
        'BẢN NHÁP',
        'Số: 17/XN',
        'NGUYỄN THỊ MINH NGUYỆT',
        'Kinh',
        'Trang 1/1',
        'ngày 23 tháng 11 năm 2027',
        'KHÁC với địa chỉ trên thẻ',
      ],
      never,
    ),
    goldenCase(
      'ct07-offline',
      ct07(offline, desk),
      ['chưa đối chiếu cơ sở dữ liệu dân cư', person.placeOfResidence],
      ['Kinh'],
    ),
    goldenCase(
      'ct07-looked-up-english',
      ct07({ ...full, outcome, transaction: transactionOf(chipFields(), [lookedUp()]) }, english),
      ['Confirmation of residence', 'no confirmation of residence yet'],
      never,
    ),
    goldenCase(
      'ct07-nothing-demo',
      ct07(nothing, { ...bare, demo: true }),
      ['MẪU / DEMO', 'BẢN NHÁP', 'Mẫu trống'],
      never,
    ),
    goldenCase(
      'ct07-large',
      ct07({ ...full, outcome, transaction: transactionOf(chipFields(), [large]) }, desk),
      ['Trang 2/2', 'Nguyễn Thử Nghiệm Thứ 12'],
      never,
    ),
    goldenCase('ct07-hostile', ct07({ ...offline, transaction: hostileVisit }, desk), ['U+202E'], never),
    goldenCase(
      'ct01-full',
      ct01(full, desk),
      ['TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ', 'Xác nhận thông tin về cư trú', 'Phòng 905'],
      never,
    ),
    goldenCase('ct01-nothing', ct01(nothing, bare), ['NGƯỜI KÊ KHAI', 'BẢN NHÁP'], never),
    goldenCase(
      'ct04-full',
      ct04({ ...full, draft: { ...draft, number: '17/2026' } }, desk),
      ['0,5 ngày làm việc', 'buổi chiều ngày 23 tháng 11 năm 2026'],
      never,
    ),
    goldenCase(
      'ct04-nothing-english',
      ct04(nothing, { ...english, desk: bare.desk }),
      ['03 ngày làm việc', 'buổi chiều ngày 26 tháng 11 năm 2026'],
      never,
    ),
    goldenCase(
      'ct06-full',
      ct06({ ...full, draft: { ...draft, number: '3/2026', reason } }, desk),
      ['Chỗ ở đang có tranh chấp', 'Thời gian cư trú'],
      never,
    ),
    goldenCase('ct06-nothing', ct06(nothing, bare), ['PHIẾU TỪ CHỐI'], never),
  ]
}

const large = residenceAnswered({ outcome: 'CONFIRMED', confirmation: largeHousehold })

const differing = {
  ...outcome,
  residence: {
    card: person.placeOfResidence,
    rows: [
      {
        kind: 'permanent' as const,
        address: confirmation.content.permanentResidence ?? '',
        result: 'wording' as const,
      },
      { kind: 'current' as const, address: confirmation.content.currentResidence ?? '', result: 'different' as const },
    ],
    members: [],
  },
}

const hostileVisit = transactionOf(
  chipFields({ ...person, fullName: hostile.name, placeOfResidence: hostile.address, placeOfOrigin: hostile.word }),
)
