import type { PrintContext } from '../print-context.ts'
import { identityRecord } from '../records/identity-record.ts'
import { tellerRecord } from '../records/teller-record.ts'
import { type GoldenCase, goldenCase } from './golden-case.ts'
import { hostile } from './invented.ts'
import { agreeingAct, bankVisit, branch, decisionAct, faceAct, overrideAct, refusedAct } from './invented-bank-visit.ts'
import { chipFields, outcome, transactionOf } from './invented-residence.ts'

const number = '999190000017'

/** Records of verified identities: at a bank with everything that can be on one, ordinary, refused, and at any other desk. */
export function recordCases(fonts: string): GoldenCase[] {
  const bank: PrintContext = { ...branch, fonts }
  const shop: PrintContext = {
    ...bank,
    desk: { id: 'thue-bao-01', name: 'Quầy thuê bao số 1', organisation: 'Cửa hàng Mẫu' },
  }
  const { differences: _, ...report } = bankVisit().report
  const ordinary = bankVisit({ report, acts: [agreeingAct, faceAct, decisionAct] })
  return [
    goldenCase(
      'teller-full',
      tellerRecord({ transaction: bankVisit(), outcome }, bank),
      ['999****071', 'le.kiem.soat', 'Trang 2/2', 'NGƯỜI KIỂM SOÁT'],
      [number, 'Kinh'],
    ),
    goldenCase(
      'teller-ordinary',
      tellerRecord({ transaction: ordinary, outcome }, bank),
      ['Thẻ thật', 'CIF****234', 'Trang 1/1'],
      [number],
    ),
    goldenCase(
      'teller-english',
      tellerRecord({ transaction: ordinary, outcome }, { ...bank, language: 'en' }),
      ['Genuine card', 'Consent of the person checked', 'Page 1/1'],
      [number],
    ),
    goldenCase(
      'teller-refused',
      tellerRecord({ transaction: refused, outcome }, bank),
      ['Thẻ đã báo mất', 'Từ chối', 'Trang 1/1'],
      [number, 'Thẻ thật'],
    ),
    goldenCase(
      'teller-hostile',
      tellerRecord({ transaction: hostileVisit, outcome }, bank),
      ['U+202E', '<script>alert(1)</script>'],
      [number],
    ),
    goldenCase(
      'identity-record-whole-number',
      identityRecord({ transaction: offline, outcome }, { ...shop, masked: false }),
      [number, 'Chưa có trả lời', 'NGƯỜI ĐƯỢC KIỂM TRA'],
    ),
    goldenCase(
      'identity-record-without-card',
      identityRecord({ transaction: withoutCard, outcome }, shop),
      ['Không có thẻ', 'Cấp cứu', 'không đọc được chip'],
      ['undefined'],
    ),
  ]
}

const refused = bankVisit({
  acts: [refusedAct],
  report: {
    ...bankVisit().report,
    verdict: 'refused',
    light: 'red',
    reasons: ['registry-revoked'],
    differences: [],
  },
  registry: {
    status: 'answered',
    requestId: 'q-registry',
    answeredAt: '2026-11-23T09:12:50+07:00',
    card: {
      transactionId: 'rar-9990002',
      verdict: 'LOST_REPORTED',
      signedText: '{"transactionId":"rar-9990002","verdict":"LOST_REPORTED"}',
      signature: 'c2ln',
      keyId: 'rar-2026-01',
      checkedAt: '2026-11-23T09:12:49+07:00',
    },
  },
})

const offline = bankVisit({
  acts: [decisionAct],
  registry: { status: 'pending', requestId: 'q-registry', since: '2026-11-23T09:12:46+07:00' },
})

const withoutCard = {
  ...transactionOf([]),
  withoutCard: { reason: 'emergency' },
  report: { ...transactionOf([]).report, verdict: 'incomplete' as const, checks: [] },
}

const hostileVisit = bankVisit({
  report: { ...bankVisit().report, document: chipFields({ fullName: hostile.name, personalNumber: number }) },
  acts: [
    {
      ...agreeingAct,
      rows: [{ field: 'placeOfResidence', result: 'different', customer: hostile.address, card: hostile.word }],
    },
    { ...overrideAct, reason: hostile.address },
    { ...refusedAct, reason: hostile.word },
  ],
})
