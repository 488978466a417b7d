import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { checkIds, checkResults, lightOfVerdict, reasons, verdicts } from '../protocol/checks.ts'
import { chipDeskError, type ErrorTag, errorTags } from '../protocol/errors.ts'
import type { Report } from '../protocol/report.ts'
import { timeInVietnam } from '../protocol/written-time.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { decodeEvidence } from './evidence.ts'
import { certificatesOf } from './report-certificates.ts'
import { compareReports } from './report-comparison.ts'
import { masked } from './report-field-table.ts'
import { type ReportPageInput, reportPage } from './report-page.ts'
import { branchWords, lightWords, limitWords, pageWords, roleWords } from './report-texts.ts'

const file = (name: string) => new Uint8Array(readFileSync(new URL(`../../fixtures/evidence/${name}`, import.meta.url)))
const decoded = decodeEvidence(file('version-1.evidence'))
if (!decoded.ok) throw new Error(decoded.error.cause)
const { read, report } = decoded.value
const trust = anchorStore([{ name: 'country.test.cer', bytes: file('version-1.test.cer') }])
const input: ReportPageInput = {
  report,
  language: 'both',
  subject: { kind: 'card' },
  readAt: read.at,
  certificates: certificatesOf(read, trust, new Date(report.at)),
  desk: 'Quầy 1',
  app: { name: 'ChipDesk', version: '0.1.0' },
  madeAt: new Date('2026-11-21T03:10:00Z'),
}
const page = (more: Partial<ReportPageInput> = {}) => reportPage({ ...input, ...more })
const changed = (more: Partial<Report>) => page({ report: { ...report, ...more } })

describe('a report page', () => {
  it('says verdict, checks, certificates, data, access and limits in both languages', () => {
    const text = page()
    for (const part of [
      'Thẻ thật',
      'Genuine card',
      'Đèn xanh',
      'Chữ ký của nơi cấp',
      'ECDSA brainpoolP256r1 SHA-256',
      'CN=TEST CSCA',
      'FB19 BE0C',
      'Nguyễn Thị Thanh Mai',
      'chip (DG13)',
      '■■■□',
      'PACE · GM · AES-128 · brainpoolP256r1 · CAN',
      report.trust.digest,
      '10:00:00 21/11/2026',
      ...limitWords.flatMap(({ vi, en }) => [vi, en]),
    ])
      expect(text).toContain(part)
  })

  it('tells what to do with the citizen only where there is one', () => {
    const act = 'So ảnh với người trước quầy rồi tiếp nhận.'
    expect(page()).toContain(act)
    expect(page({ subject: { kind: 'evidence' } })).not.toContain(act)
  })

  it('has one language where one is asked for', () => {
    expect(page({ language: 'vi' })).not.toContain('Genuine card')
    expect(page({ language: 'en' })).not.toContain('Thẻ thật')
    expect(page({ language: 'en' })).toContain('<html lang="en">')
    expect(page({ language: 'en' })).not.toContain('class="beside" ')
  })

  it('runs and loads nothing', () => {
    const text = page({
      photo: { mediaType: 'image/jpeg', bytes: new Uint8Array(9) },
      comparison: compareReports(report, report),
    })
    expect(text).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:')
    expect(text).not.toMatch(/<script|<link|<iframe|<object|<embed|<form|<base|@import|url\(|https?:|javascript:/i)
    expect(text).not.toMatch(/<[^>]+\son\w+=/i)
    expect(text.match(/\ssrc="[^"]*"/g)).toEqual([' src="data:image/jpeg;base64,AAAAAAAAAAAA"'])
  })

  describe('differences from what was declared', () => {
    const side = (value: string, source: 'qr' | 'dg13') => ({ value, source })
    const differences: Report['differences'] = [
      {
        field: 'personalNumber',
        kind: 'different',
        weight: 'contradiction',
        declared: side('999190077777', 'qr'),
        chip: side('999190024680', 'dg13'),
        note: 'cancelled-number',
      },
      {
        field: 'fullName',
        kind: 'spelling',
        weight: 'minor',
        declared: side('Nguyễn Thị <b>Thành', 'qr'),
        chip: side('Nguyễn Thị <b>Thanh', 'dg13'),
      },
      { field: 'sex', kind: 'different', weight: 'contradiction', declared: side('M', 'qr'), chip: side('F', 'dg13') },
      {
        field: 'placeOfResidence',
        kind: 'different',
        weight: 'notable',
        declared: side('Thôn Đồng Xanh', 'qr'),
        chip: side('Thôn Gió Ngàn', 'dg13'),
      },
    ]

    it('stand side by side with the changed words marked, masked and left out like the fields', () => {
      const text = page({ report: { ...report, differences } })
      expect(text).toContain('Mã QR và mặt thẻ so với chip')
      expect(text).toContain('Nguyễn Thị &lt;b&gt;</bdi><mark><bdi>Thành</bdi></mark>')
      expect(text).toContain('thẻ này mang số cũ')
      expect(text).toContain('! Khác nhau')
      for (const secret of ['999190077777', '999190024680', 'Đồng Xanh', 'Gió Ngàn']) expect(text).not.toContain(secret)
      const all = page({ report: { ...report, differences }, allFields: true })
      for (const shown of ['Thôn </bdi><mark><bdi>Đồng Xanh</bdi></mark>', '<mark><bdi>77777</bdi></mark>'])
        expect(all).toContain(shown)
      expect(all).toContain('<td>Nam <span class="beside" lang="en">Male</span><br>')
    })

    it('are said not to be there, and not mentioned where nothing was compared', () => {
      expect(page({ report: { ...report, differences: [] } })).toContain('đều khớp')
      expect(page()).not.toContain('Mã QR và mặt thẻ so với chip')
    })
  })

  it('shows no more of the person than it is for, unless told to', () => {
    const text = page()
    for (const hidden of ['999190024680', '190024680', '024680', 'Ngõ 5', 'Xã Thử', '999000001', 'Nốt ruồi', '<img'])
      expect(text).not.toContain(hidden)
    expect(text).toContain('999••••••680')
    const all = page({ allFields: true })
    for (const there of ['999190024680', 'Ngõ 5', '999000001', 'Nốt ruồi']) expect(all).toContain(there)
    expect(masked('999000001')).toBe('••••••001')
  })

  it('says TEST where the verdict rests on a test anchor, and only there', () => {
    expect(page()).toContain(pageWords.test.vi)
    expect(changed({ trust: { ...report.trust, test: false } })).not.toContain(pageWords.test.vi)
  })

  it('has a picture only if given one', () => {
    const dg2 = parseDg2(read.files.get('DG2') ?? new Uint8Array())
    if (!dg2.ok) throw new Error(dg2.error.message)
    const { bytes } = dg2.value.face
    const base64 = Buffer.from(bytes).toString('base64')
    expect(page({ photo: { mediaType: 'image/jpeg', bytes } })).toContain(`src="data:image/jpeg;base64,${base64}"`)
  })
})

describe('every verdict, result and reason', () => {
  it.each(verdicts)('%s has its title, light and shape', verdict => {
    const text = changed({ verdict, light: lightOfVerdict[verdict] })
    expect(text).toContain(`<section class="verdict ${lightOfVerdict[verdict]}">`)
    expect(text).toContain(lightWords[lightOfVerdict[verdict]].vi)
  })

  it('is told in words with its cure, once', () => {
    const text = changed({
      verdict: 'intact',
      reasons: [...reasons],
      checks: checkIds.flatMap((id, i) => ({
        id,
        result: checkResults[i % 5] ?? 'failed',
        reason: reasons[i] ?? 'expired',
      })),
    })
    expect(text).not.toContain('undefined')
    expect(text).toContain('Nhờ người quản trị nạp chứng thư gốc.')
    for (const { vi } of Object.values(branchWords)) expect(text).toContain(vi)
  })

  it('says why a read ended early', () => {
    for (const tag of Object.keys(errorTags) as ErrorTag[]) {
      const text = changed({ verdict: 'incomplete', error: chipDeskError(tag) })
      expect(text).not.toContain('undefined')
    }
  })

  it('marks fields of a group that is not as it was signed', () => {
    const checks = report.checks.map(check =>
      check.detail === 'DG13' ? ({ ...check, result: 'failed', reason: 'hash-wrong' } as const) : check,
    )
    const text = changed({ verdict: 'altered', light: 'red', checks })
    expect(text.match(/✕ Bị sửa/g)?.length).toBe(
      report.document.filter(
        ({ source, id }) =>
          source === 'dg13' && !['placeOfOrigin', 'placeOfResidence', 'oldIdNumber', 'personalMarks'].includes(id),
      ).length,
    )
  })
})

describe('hostile values', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202E\u200B\u0000\u2028'

  it('are text wherever they can come from', () => {
    const [signer] = input.certificates
    if (!signer) throw new Error('no certificate')
    const text = page({
      desk: evil,
      subject: { kind: 'evidence', writer: { name: evil, version: evil } },
      readAt: evil,
      allFields: true,
      certificates: [
        { ...signer, subject: evil, issuer: evil, key: evil, signature: evil, source: evil, kind: 'test' },
      ],
      report: {
        ...report,
        at: evil,
        policy: evil,
        document: report.document.map(field => ({ ...field, value: evil })),
        checks: report.checks.map(check => ({ ...check, detail: evil })),
        access: { ...report.access, parameters: evil },
        reader: { name: evil, atr: evil },
        dataGroups: { present: [evil], read: [evil], notRead: [{ dg: evil, reason: evil }] },
        timings: { [evil]: 5, total: 5 },
        trust: { ...report.trust, digest: evil },
      },
      comparison: {
        checks: [{ id: 'sod.hashes', part: evil, outcome: 'new' }],
        differences: [{ what: 'trust', before: evil, after: evil }],
      },
    })
    expect(text).not.toMatch(/<script|<img/i)
    for (const unseen of ['\u202E', '\u200B', '\u0000', '\u2028']) expect(text).not.toContain(unseen)
    expect(text.match(/<bdi>/g)?.length).toBe(text.match(/<\/bdi>/g)?.length)
    expect(text.match(/U\+202E/g)?.length).toBeGreaterThan(40)
  })

  it('of time and size stay within the page', () => {
    const timings = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, i % 2 ? 1e300 : -1e300]))
    const text = changed({ timings: { ...timings, total: 1e308 } })
    expect(text.match(/style="width:/g)?.length).toBe(40)
    for (const [, width] of text.matchAll(/style="width:([^%]*)%"/g)) expect(Number(width)).toBeLessThanOrEqual(100)
    expect(timeInVietnam('+275760-09-13T00:00:00.000Z')).toBe('+275760-09-13T00:00:00.000Z')
    expect(timeInVietnam('9999-12-31T23:59:59Z')).toBeTypeOf('string')
  })
})

describe('certificates of a report', () => {
  it('go from the signer up to the anchor', () => {
    expect(input.certificates.map(({ role }) => role)).toEqual(['document-signer', 'anchor'])
    expect(input.certificates[0]).toMatchObject({
      key: 'EC brainpoolP256r1',
      signature: 'ECDSA brainpoolP512r1 SHA-512',
    })
    expect(input.certificates[1]).toMatchObject({ kind: 'test', source: 'country.test.cer' })
  })

  it('end at the signer without an anchor, and are none under a signature that does not hold', () => {
    const nothing = anchorStore([])
    expect(certificatesOf(read, nothing, new Date(report.at)).map(({ role }) => role)).toEqual(['document-signer'])
    const sod = (read.files.get('SOD') ?? new Uint8Array()).slice()
    sod[sod.length - 5] = (sod[sod.length - 5] ?? 0) ^ 1
    expect(certificatesOf({ ...read, files: new Map(read.files).set('SOD', sod) }, trust, new Date(report.at))).toEqual(
      [],
    )
  })
})

it('page words are composed Unicode, in two languages, without stray spaces', () => {
  const all = [...Object.values(pageWords), ...Object.values(roleWords), ...limitWords]
  for (const { vi, en } of all) {
    for (const text of [vi, en]) {
      expect(text).toBe(text.normalize('NFC').trim())
      expect(text).not.toBe('')
    }
  }
})
