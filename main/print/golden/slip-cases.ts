import { chipDeskError } from '../../protocol/errors.ts'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import type { PrintContext } from '../print-context.ts'
import { receptionSlip } from '../slip/reception-slip.ts'
import { type GoldenCase, goldenCase } from './golden-case.ts'
import {
  hostile,
  inventedContext,
  inventedDocument,
  inventedInsurance,
  inventedInsuranceCheck,
  inventedNames,
  inventedOutcome,
  inventedReport,
  inventedTransaction,
} from './invented.ts'

type Slip = Parameters<typeof receptionSlip>[1]

const number = '999085012345'

/** The reception slip on its three papers. */
export function slipCases(fonts: string): GoldenCase[] {
  const context = inventedContext(fonts, { names: inventedNames })
  const english: PrintContext = { ...context, language: 'en' }
  const demo: PrintContext = { ...context, demo: true }
  const slip = (paper: '58' | '80' | 'a5', data: Slip, on = context): PrintedDocument =>
    receptionSlip(`reception-slip-${paper}`, data, on)
  const says = ['Nguyễn Thị Mỹ Ặn', '999****345', 'Thẻ thật', 'DN 4 99 9999000123', 'Kỹ Mẫu', 'Mã 000']
  return [
    goldenCase('slip-58-full', slip('58', full), says, [number]),
    goldenCase('slip-80-full', slip('80', full), says, [number]),
    goldenCase('slip-a5-full', slip('a5', full), [...says, 'Trang 1/1'], [number]),
    goldenCase('slip-80-whole-number', slip('80', full, { ...context, masked: false }), [number]),
    goldenCase('slip-80-english', slip('80', full, english), ['Genuine card', 'Covered', 'hint'], [number]),
    goldenCase('slip-a5-demo', slip('a5', warned, demo), ['MẪU / DEMO', 'KHÔNG CÓ GIÁ TRỊ']),
    goldenCase('slip-80-warned', slip('80', warned), ['Thẻ thật', 'Trung ương chưa trả lời'], [number]),
    goldenCase('slip-80-refused', slip('80', refused), ['Dữ liệu bị sửa', 'Không dùng kết quả BHYT'], ['DN 4']),
    goldenCase('slip-58-without-card', slip('58', withoutCard, demo), ['Trẻ em dưới 6 tuổi', 'tự khai'], ['Thẻ thật']),
    goldenCase('slip-80-minimal', slip('80', minimal), ['Chưa hỏi cổng BHYT'], ['undefined']),
    goldenCase('slip-58-hostile', slip('58', hostileSlip), ['<b>HOÀNG</b>', 'U+202E', 'DN 4 99 9999000123']),
    goldenCase('slip-a5-hostile', slip('a5', hostileSlip), ['<script>alert(1)</script>', 'DN 4 99 9999000123']),
  ]
}

const full: Slip = {
  transaction: inventedTransaction({ checks: [inventedInsuranceCheck()] }),
  outcome: inventedOutcome({
    hints: [
      {
        vi: 'Đúng tuyến: nơi đăng ký ban đầu cùng cấp ban đầu.',
        en: 'Right route: first registration at the same first level.',
        source: 'NĐ 188/2025/NĐ-CP',
      },
    ],
  }),
}

/** The register is silent, and the card is renewed and was looked up elsewhere. */
const warned: Slip = {
  transaction: inventedTransaction({
    demo: true,
    checks: [
      inventedInsuranceCheck({
        status: 'answered',
        answeredAt: '2026-11-22T01:12:09Z',
        answer: inventedInsurance({
          code: '003',
          renewed: { code: '000', note: '' },
          action: 'accept-new-card',
          oldCard: 'HC4999999000123',
          nextCard: { number: 'DN4999999000124', validFrom: '2027-01-01' },
          checkedElsewhere: ['07:05', '07:40'],
        }),
      }),
    ],
  }),
  outcome: inventedOutcome({
    light: 'yellow',
    steps: [{ id: 'registry', state: 'waiting', need: 'required', reasons: ['registry-pending'] }],
    override: 'done',
  }),
}

/** The portal knows an insured person of that number, and the card is forged. */
const refused: Slip = {
  transaction: inventedTransaction({
    report: inventedReport({ verdict: 'altered', light: 'red', reasons: ['hash-wrong'] }),
    checks: [inventedInsuranceCheck()],
  }),
  outcome: inventedOutcome({
    light: 'red',
    steps: [{ id: 'identity', state: 'stopped', need: 'required', reasons: ['verdict'] }],
    override: 'never',
  }),
}

const withoutCard: Slip = {
  transaction: inventedTransaction({
    withoutCard: { reason: 'child-under-6' },
    report: inventedReport({
      verdict: 'incomplete',
      light: 'grey',
      document: inventedDocument({ fullName: 'Trần Bé Ỷ', birthDate: '2023-09-01', sex: 'M' }, 'declared'),
    }),
    checks: [
      inventedInsuranceCheck({ status: 'failed', error: chipDeskError('OnlineExpired') }),
      inventedInsuranceCheck({ status: 'pending' }),
    ],
  }),
  outcome: inventedOutcome({
    light: 'yellow',
    steps: [{ id: 'identity', state: 'warned', need: 'required', reasons: ['no-chip'] }],
  }),
}

const { purpose: _, ...withoutPurpose } = inventedTransaction({
  report: inventedReport({ verdict: 'intact', light: 'yellow', document: [] }),
})
const minimal: Slip = {
  transaction: withoutPurpose,
  outcome: inventedOutcome(),
}

const hostileSlip: Slip = {
  transaction: inventedTransaction({
    report: inventedReport({
      document: inventedDocument({ personalNumber: number, fullName: hostile.name, birthDate: '1985', sex: 'X' }),
    }),
    checks: [
      inventedInsuranceCheck({
        status: 'answered',
        answeredAt: '2026-11-22T01:12:09Z',
        answer: inventedInsurance({
          note: `${hostile.word} ${hostile.address}`,
          card: {
            number: 'DN4999999000123',
            validFrom: '2026-01-01',
            registration: { code: '99001', name: hostile.address },
          },
        }),
      }),
    ],
  }),
  outcome: inventedOutcome(),
}
