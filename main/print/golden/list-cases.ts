import type { OwnRecordView, Shift, Statistics } from '../../protocol/desk-lists.ts'
import { ownDataList } from '../lists/own-data-list.ts'
import { shiftList } from '../lists/shift-list.ts'
import { statisticsList } from '../lists/statistics-list.ts'
import type { PrintContext } from '../print-context.ts'
import { testPage } from '../test-page.ts'
import { type GoldenCase, goldenCase } from './golden-case.ts'
import { hostile, inventedContext, inventedNames, inventedOwnRecord } from './invented.ts'

/** The lists on A4. */
export function listCases(fonts: string): GoldenCase[] {
  const context = inventedContext(fonts, { names: inventedNames })
  const english: PrintContext = { ...context, language: 'en' }
  const demo: PrintContext = { ...context, demo: true }
  return [
    goldenCase('shift-full', shiftList(shift, context), [
      'Trần Văn Ẫ',
      '999****017',
      'Việc còn lại cho ca sau',
      '(ký, ghi rõ họ tên)',
    ]),
    goldenCase('shift-english', shiftList(shift, english), ['Left to the next shift', '999****017']),
    goldenCase(
      'shift-minimal',
      shiftList({ ...shift, statistics: noStatistics, open: [] }, context),
      ['Không còn việc nào'],
      ['undefined'],
    ),
    goldenCase('shift-hostile', shiftList(hostileShift, demo), [
      '<b>HOÀNG</b>',
      '<script>alert(1)</script>',
      'MẪU / DEMO',
    ]),
    goldenCase('statistics-full', statisticsList(statistics, context), ['THỐNG KÊ', '312', '2,7 giây', 'Thẻ thật']),
    goldenCase('statistics-english', statisticsList({ ...statistics, from: '2026-11-01' }, english), [
      '2.7 s',
      'Genuine card',
    ]),
    goldenCase('statistics-minimal', statisticsList(noStatistics, context), ['22/11/2026'], ['undefined', 'NaN']),
    goldenCase('test-page-58', testPage('58', context), ['Trang in thử', 'ƯỪỬỮỨỰ', 'đ']),
    goldenCase('test-page-a4', testPage('a4', english), ['Test page', 'ặ', '100']),
    goldenCase('own-data-full', ownDataList(inventedOwnRecord, context), [
      '999****345',
      'Nguyễn Thị Mỹ Ặn',
      'Tự xóa ngày 20/02/2027',
      'đọc thẻ',
    ]),
    goldenCase('own-data-english', ownDataList(inventedOwnRecord, english), [
      'Deletes itself on 20/02/2027',
      'card read',
    ]),
    goldenCase(
      'own-data-minimal',
      ownDataList({ number: '999****345', transactions: [], accesses: [] }, context),
      ['không lưu dữ liệu nào'],
      ['undefined'],
    ),
    goldenCase('own-data-hostile', ownDataList(hostileOwn, demo), ['<b>HOÀNG</b>', 'Trang 2/3']),
  ]
}

const nothing = Array.from({ length: 24 }, () => 0)

const noStatistics: Statistics = {
  desk: 'tiep-don-1',
  from: '2026-11-22',
  to: '2026-11-22',
  visits: 0,
  withoutCard: 0,
  byPurpose: {},
  byVerdict: {},
  byRegistry: {},
  byInsurance: {},
  byDecision: {},
  byDocument: {},
  overrides: 0,
  byHour: nothing,
}

const statistics: Statistics = {
  ...noStatistics,
  visits: 312,
  withoutCard: 9,
  byPurpose: { 'insurance-reception': 287, OTHER_PURPOSE: 25 },
  byVerdict: { authentic: 290, intact: 11, incomplete: 9, altered: 1, cloned: 1 },
  byRegistry: { VALID: 281, pending: 14, failed: 2, 'not-asked': 12, REVOKED: 3 },
  byInsurance: { '000': 240, '003': 22, '010': 11, '050': 9, pending: 5, failed: 1 },
  byDecision: { served: 300, refused: 5, referred: 7 },
  byDocument: { 'reception-slip-80': 298, 'reception-slip-a5': 14 },
  overrides: 2,
  byHour: [0, 0, 0, 0, 0, 0, 21, 64, 58, 47, 31, 12, 0, 33, 29, 14, 3, 0, 0, 0, 0, 0, 0, 0],
  read: { median: 2710, p95: 4430 },
}

const open: Shift['open'] = [
  {
    transactionId: '0190f3d2-7c41-4e8a-9b55-3f6c1d2e4a91',
    at: '2026-11-22T01:40:11Z',
    purpose: 'insurance-reception',
    operator: 'anh.do',
    number: '999****017',
    name: 'Trần Văn Ẫ',
    reasons: ['late-answer'],
    outcome: 'red',
    says: ['REVOKED', '010'],
  },
  {
    transactionId: '0190f3d2-7c41-4e8a-9b55-3f6c1d2e4a92',
    at: '2026-11-22T02:05:59Z',
    purpose: 'insurance-reception',
    reasons: ['pending', 'hand-over-failed'],
    outcome: 'yellow',
    says: [],
  },
]

const shift: Shift = {
  desk: 'tiep-don-1',
  from: '2026-11-22T00:00:00Z',
  to: '2026-11-22T05:00:00Z',
  statistics,
  open,
}

const hostileShift: Shift = {
  ...shift,
  statistics: { ...statistics, byPurpose: { [hostile.address]: 3 }, byRegistry: { [hostile.word]: 1 } },
  open: Array.from({ length: 8 }, (_, i) => ({
    transactionId: `0190f3d2-7c41-4e8a-9b55-3f6c1d2e4b${10 + i}`,
    at: '2026-11-22T01:40:11Z',
    purpose: i % 3 === 0 ? hostile.address : 'insurance-reception',
    operator: hostile.word,
    number: '999****017',
    name: hostile.name,
    reasons: ['stopped', 'override'],
    outcome: 'red',
    says: ['<i>&amp;</i>'],
  })),
}

const hostileOwn: OwnRecordView = {
  ...inventedOwnRecord,
  name: hostile.name,
  transactions: inventedOwnRecord.transactions.map(one => ({
    ...one,
    desk: hostile.word,
    legalBasis: hostile.address,
  })),
  accesses: Array.from({ length: 25 }, (_, i) => ({
    at: '2026-11-22T01:40:11Z',
    desk: 'tiep-don-1',
    operator: i % 20 === 0 ? hostile.word : 'anh.do',
    action: i % 2 === 0 ? 'card.read' : '<b>other</b>',
    outcome: 'authentic',
  })),
}
