import { expect, test } from 'vitest'
import type { Diagnosis } from '../../../main/protocol/diagnostics.ts'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import { diagnosisReport } from './diagnosis-report.ts'

const planted = [
  '999190000001',
  '999 190 000 001',
  '999190001',
  'lan.nguyen',
  'Lan Anh',
  'eyJhbGciOiJIUzI1NiJ9',
  'c2VjcmV0LXRva2VuLTEyMzQ1Njc4OTA',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'matkhau',
  'thu.nghiem@example.vn',
]

const cause = (text: string) => chipDeskError('StoreFailed', { cause: text })
const diagnosis: Diagnosis = {
  at: '2026-11-22T02:00:00Z',
  version: '0.1.0',
  findings: [
    {
      part: 'database',
      state: 'bad',
      says: 'failed',
      facts: {},
      error: cause('open /home/lan.nguyen/.local/store.db'),
    },
    {
      part: 'disk',
      state: 'warn',
      says: 'failed',
      facts: {},
      error: cause('C:\\Users\\lan.nguyen\\store.db and file:///Users/lan.nguyen/x'),
    },
    { part: 'configuration', state: 'ok', says: 'configured', facts: { desk: 'Quầy 999 190 000 001' } },
    {
      part: 'trust',
      state: 'warn',
      says: 'trust-problem',
      facts: { count: 1, source: '/home/lan.nguyen/csca-999190000001.der' },
    },
    {
      part: 'service',
      name: 'registry',
      state: 'warn',
      says: 'online-silent',
      facts: {},
      error: cause(
        'https://lan.nguyen:matkhau@register.example/v1?token=eyJhbGciOiJIUzI1NiJ9 key c2VjcmV0LXRva2VuLTEyMzQ1Njc4OTA',
      ),
    },
    {
      part: 'audit',
      state: 'bad',
      says: 'failed',
      facts: {},
      error: cause(
        'os:lan.nguyen at 999190001, hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08, thu.nghiem@example.vn',
      ),
    },
    {
      part: 'reader',
      name: 'ACS ACR1252 Dual Reader [PICC] 00 00',
      state: 'ok',
      says: 'reader-card',
      facts: { atr: '3B8580018073C821100E3B8580018073C821100E', extended: true },
    },
  ],
}

test.each(['vi', 'en'] as const)(
  'nothing of a person, a folder’s owner or a secret is in the report (%s)',
  language => {
    const report = diagnosisReport(diagnosis, language)
    for (const secret of planted) expect(report).not.toContain(secret)
  },
)

test('what helps is still there: what is wrong, where it looked, which reader and which chip', () => {
  const report = diagnosisReport(diagnosis, 'en')
  expect(report).toContain('ChipDesk 0.1.0 – 09:00:00 22/11/2026')
  expect(report).toContain('/home/…/.local/store.db')
  expect(report).toContain('https://register.example/…')
  expect(report).toContain('[ok] Reader: ACS ACR1252 Dual Reader [PICC] 00 00: A card lies on it.')
  expect(report).toContain('ATR: 3B8580018073C821100E3B8580018073C821100E; Extended length: yes')
  expect(report.indexOf('[!!]')).toBeLessThan(report.indexOf('[! ]'))
})
