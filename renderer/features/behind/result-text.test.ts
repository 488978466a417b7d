import { expect, it } from 'vitest'
import type { DocumentField } from '../../../main/protocol/report.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { resultText } from './result-text.ts'

const fields: DocumentField[] = [
  { id: 'fullName', value: 'Nguyễn Thị Thử', source: 'dg13', level: 'authentic' },
  { id: 'personalNumber', value: '999190000001', source: 'dg13', level: 'confirmed' },
  { id: 'birthDate', value: '1990-01-15', source: 'dg13', level: 'authentic' },
]
const visit: Transaction = {
  id: 't-1',
  at: '2026-01-15T09:00:05+07:00',
  desk: 'quay-1',
  demo: false,
  registry: { status: 'not-asked' },
  report: {
    verdict: 'authentic',
    light: 'green',
    reasons: [],
    checks: [],
    document: fields,
    access: { protocol: 'PACE' },
    dataGroups: { present: [], read: [], notRead: [] },
    timings: {},
    apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
    trust: { anchors: 1, test: false, digest: '' },
    policy: 'counter',
    at: '2026-01-15T09:00:05+07:00',
  },
}
const wish = { fields, deskName: 'Quầy số 1', masked: false, uncovered: new Set<string>() }

it('says every field with its level, the verdict, the register, when and where', () => {
  const text = resultText(visit, wish, vi)
  expect(text.split('\n')).toEqual([
    expect.stringContaining(`Kết quả: ${vi.verdicts.authentic.title}`),
    'Số định danh cá nhân: 999190000001 [Trung ương]',
    expect.stringMatching(/^Họ và tên: Nguyễn Thị Thử \[.+\]$/),
    expect.stringMatching(/^Ngày sinh: 15\/01\/1990 \[.+\]$/),
    'Trung ương: Không hỏi',
    'Đọc lúc: 09:00:05 15/01/2026',
    'Quầy: Quầy số 1 (quay-1)',
    'Mã giao dịch: t-1',
  ])
  expect(resultText(visit, wish, en)).toContain('Read at: 09:00:05 15/01/2026')
})

it('takes along no more of a masked number than is seen', () => {
  const masked = resultText(visit, { ...wish, masked: true }, vi)
  expect(masked).not.toContain('999190000001')
  expect(masked).toContain('999****001')
  expect(resultText(visit, { ...wish, masked: true, uncovered: new Set(['999190000001']) }, vi)).toContain(
    '999190000001',
  )
})

it('never looks like a real result where it is none', () => {
  const report = { ...visit.report, trust: { ...visit.report.trust, test: true } }
  const text = resultText({ ...visit, demo: true, report }, wish, vi)
  expect(text.split('\n')[0]).toContain('TRÌNH DIỄN')
  expect(text).toContain('THỬ NGHIỆM')
})
