import { expect, it } from 'vitest'
import { galleryActs } from '../../gallery/desk-states.ts'
import { full, reports, transaction } from '../../gallery/gallery-reports.ts'
import { vi } from '../../i18n/vi.ts'
import { timelineEntries } from './timeline-entries.ts'

const made = { ...transaction('t-1', reports.authentic, full), operator: 'lan.nguyen', acts: galleryActs }
const answers = [
  { requestId: 'r-1', kind: 'registry', status: 'answered', recordedAt: '2026-01-15T02:12:46.000Z' },
  { requestId: 'r-2', kind: 'insurance', status: 'answered', recordedAt: '2026-01-15T02:20:00.000Z' },
]

it('tells in order who did what, whatever the clock of the one who wrote it', () => {
  const entries = timelineEntries(made, answers, vi, 'vi', undefined)
  expect(entries.map(({ what }) => what)).toEqual([
    'Đọc thẻ',
    'Có trả lời',
    'So hồ sơ khách hàng',
    'So khuôn mặt',
    'Tiếp nhận ngoại lệ',
    'Lập giấy',
    'Kết thúc',
    'Có trả lời',
  ])
  expect(entries.map(({ detail }) => detail).slice(1, 7)).toEqual([
    'Trung ương',
    '1 trên 2 mục khác',
    'Cùng một người, máy so 0,81, ngưỡng 0,6',
    'người thứ hai head: Khách hàng lâu năm, đã gặp trực tiếp giám đốc chi nhánh',
    'Phiếu xác minh danh tính khách hàng · 000017/2026',
    'Đã giải quyết',
  ])
  expect(entries[0]?.who).toBe('lan.nguyen')
})

it('says why there was no card', () => {
  const [first] = timelineEntries({ ...made, withoutCard: { reason: 'child' }, acts: [] }, [], vi, 'vi', undefined)
  expect([first?.what, first?.detail]).toEqual(['Tiếp nhận không có thẻ', 'child'])
})
