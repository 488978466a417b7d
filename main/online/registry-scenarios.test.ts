import { afterAll, beforeAll, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import { registeredPerson } from '../../fixtures/services/registry/registered-person.ts'
import { type ReferenceRegistry, startRegistry } from '../../fixtures/services/registry/registry.ts'
import { registryCertificates } from '../../fixtures/services/registry/registry-certificates.ts'
import { type RegistryScenario, registryScenarios } from '../../fixtures/services/registry/registry-scenario.ts'
import { registrySummary } from '../../renderer/features/result/registry-summary.ts'
import { vi } from '../../renderer/i18n/vi.ts'
import { citizenSummary } from '../protocol/citizen-data-summary.ts'
import { vietnameseCitizenData } from '../protocol/citizen-data-words.vi.ts'
import type { Question } from '../protocol/registry-question.ts'
import { systemClock } from './clock.ts'
import { type AskedKind, askedAbout, type ScenarioState } from './invented-questions.ts'
import { createRegistryClient } from './registry-client.ts'
import { registryDeliverers } from './registry-deliverers.ts'

const certificates = registryCertificates('scenarios of the registry')
let registry: ReferenceRegistry
let patient: ReturnType<typeof createRegistryClient>
/** In what is slow, the part that is slow is waited for shortly; everything else for as long as a busy machine may take. */
let impatient: Partial<Record<RegistryScenario, typeof patient>>
/** Two seconds between two looks at an e-ID request are one hundredth of it here. */
const hasty = { now: () => new Date(), after: (ms: number, run: () => void) => systemClock.after(ms / 100, run) }

const person = () => {
  const [first] = personas
  if (!first) throw new Error('no personas')
  const { card: _, ...registered } = registeredPerson(first)
  return registered
}

beforeAll(async () => {
  registry = await startRegistry({
    people: [person()],
    tls: certificates.tls,
    slowMs: 1500,
    limits: 'none',
    eidTimes: { delivery: 0, answer: 10, lifetime: 60_000 },
  })
  const client = (slowPhase: 'headersMs' | 'bodyMs' | undefined) =>
    createRegistryClient({
      baseUrl: registry.url,
      publicKeys: registry.publicKeys,
      timeoutMs: 20_000,
      ...(slowPhase && { timeouts: { [slowPhase]: 300 } }),
      tls: { ca: certificates.ca, ...certificates.client('00000', 'quay-1') },
    })
  patient = client(undefined)
  const unheard = client('headersMs')
  impatient = { slow: unheard, 'slow-headers': unheard, 'half-open': unheard, 'slow-body': client('bodyMs') }
})
afterAll(async () => {
  await patient.close()
  for (const each of new Set(Object.values(impatient))) await each.close()
  await registry.stop()
})

async function outcome(kind: AskedKind, scenario: RegistryScenario): Promise<string> {
  const question: Question = askedAbout(kind, person())
  const deliverer = registryDeliverers(impatient[scenario] ?? patient, hasty)[kind]
  const delivery = await deliverer.deliver(
    question,
    AbortSignal.timeout(scenario === 'eid-pending' ? 400 : 20_000),
    () => new Date(),
  )
  const { requestId, createdAt: since } = question
  const state = delivery.ok ? delivery.value : { status: 'pending', requestId, since, error: delivery.error.error }
  return `${said(state as ScenarioState)} — ${words(kind, state as ScenarioState)}`
}
const kinds: readonly AskedKind[] = ['registry', 'lookup', 'civil-status', 'residence', 'eid']

/** What comes of a question, and in which words the clerk reads it. */
type Row = Readonly<Record<AskedKind, string>>

const right: Row = {
  registry: 'answered VALID FULL ALIVE ACTIVE — green · Thẻ còn giá trị',
  lookup: 'answered FULL ACTIVE ALIVE — green · Đã có dữ liệu',
  'civil-status': 'answered true MARITAL_STATUS BIRTH_EXTRACT — green · Đã có dữ liệu hộ tịch',
  residence: 'answered CONFIRMED — green · Xác nhận thông tin cư trú',
  eid: 'answered GRANTED personalNumber fullName birthDate placeOfResidence — green · Công dân đã đồng ý trên VNeID',
}
const forAll = (text: string): Row => ({
  registry: text,
  lookup: text,
  'civil-status': text,
  residence: text,
  eid: text,
})
const pending = (error: string, title: string): Row => forAll(`pending ${error} — yellow · Đang chờ trả lời · ${title}`)
const refused = (reason: string): Row => {
  const text = (word: string) =>
    `failed OnlineRefused ${reason} — yellow · ${word} · Trung ương từ chối yêu cầu của quầy`
  return { ...forAll(text('Không có trả lời')), registry: text('Chưa hỏi được') }
}
const failing = (status: number) => pending(`OnlineFailed HTTP ${status}`, 'Chưa hỏi được trung ương')
const late = (phase: string) => pending(`OnlineTimeout ${phase}`, 'Trung ương trả lời quá lâu')
const offline = (cause: string) => pending(`OnlineOffline ${cause}`, 'Không nối được với trung ương')
/** Several ways by turns: the causes are looked at where each way is tested. */
const invalid = (cause = '*') => pending(`OnlineAnswerInvalid ${cause}`, 'Trung ương trả lời không đúng quy cách')
const card = (verdict: string, words: string): Row => ({
  ...right,
  registry: `answered ${verdict} FULL ALIVE ACTIVE — red · ${words}`,
})
const everyField =
  'permanentResidence temporaryResidence currentResidence household spouse lifeStatus legalRepresentative'
const residenceRefused = 'answered REFUSED — red · Từ chối xác nhận cư trú'
const noAccount = 'answered NO_ACCOUNT — yellow · Không có tài khoản VNeID dùng được'

/** A scenario without a row does not compile. */
const rows: Readonly<Record<RegistryScenario, Row>> = {
  normal: right,
  'old-bundle': right,
  slow: late('no answer'),
  'slow-headers': late('no answer'),
  'slow-body': late('answer not finished'),
  'half-open': late('no answer'),
  500: failing(500),
  502: failing(502),
  503: failing(503),
  504: failing(504),
  429: failing(429),
  'quota-exceeded': failing(429),
  'token-expired': pending('OnlineAccount TOKEN_EXPIRED', 'Dịch vụ trung ương không nhận tài khoản của quầy'),
  'operator-not-authorised': refused('OPERATOR_NOT_AUTHORISED'),
  'purpose-not-allowed': refused('PURPOSE_NOT_ALLOWED'),
  'consent-required': refused('CONSENT_REQUIRED'),
  duplicate: refused('DUPLICATE_REQUEST'),
  revoked: card('REVOKED REVOKED_BY_ISSUER', 'Thẻ đã bị thu hồi'),
  expired: card('EXPIRED PAST_EXPIRY_DATE', 'Thẻ đã hết hạn'),
  replaced: card('REPLACED NEWER_CARD_ISSUED', 'Thẻ đã được đổi thẻ khác'),
  'lost-reported': card('LOST_REPORTED REPORTED_LOST_BY_HOLDER', 'Thẻ đã báo mất'),
  'unknown-signer': card('UNKNOWN_SIGNER SIGNER_NOT_TRUSTED', 'Không công nhận chữ ký của thẻ'),
  'number-mismatch': card('NUMBER_MISMATCH CARD_OF_ANOTHER_NUMBER', 'Số không khớp với thẻ'),
  'not-found': {
    registry: 'answered NUMBER_MISMATCH NUMBER_NOT_FOUND NOT_FOUND — red · Số không khớp với thẻ',
    lookup: `answered NOT_FOUND ${everyField} — red · Không tìm thấy người này`,
    'civil-status': 'answered false — red · Không tìm thấy người này trong sổ hộ tịch',
    residence: 'answered NOT_FOUND — red · Không tìm thấy người này',
    eid: noAccount,
  },
  deceased: {
    ...right,
    registry: 'answered VALID FULL DECEASED ACTIVE — red · Ghi nhận đã mất',
    lookup: 'answered FULL ACTIVE DECEASED — red · Đã mất',
    residence: residenceRefused,
    eid: noAccount,
  },
  missing: {
    ...right,
    registry: 'answered VALID FULL MISSING ACTIVE — red · Ghi nhận mất tích',
    lookup: 'answered FULL ACTIVE MISSING — red · Bị tuyên bố mất tích',
    residence: residenceRefused,
    eid: noAccount,
  },
  cancelled: {
    ...right,
    registry: 'answered REPLACED NUMBER_CANCELLED FULL ALIVE CANCELLED — red · Thẻ đã được đổi thẻ khác',
    lookup: 'answered FULL CANCELLED ALIVE — red · Số định danh đã bị hủy',
  },
  'partial-match': {
    ...right,
    registry: 'answered VALID PARTIAL ALIVE ACTIVE — red · Thông tin chỉ khớp một phần',
    lookup: `answered PARTIAL ACTIVE ${everyField} — red · Họ tên hoặc ngày sinh không khớp: không được cấp dữ liệu`,
  },
  'no-match': {
    ...right,
    registry: 'answered VALID NONE ALIVE ACTIVE — red · Thông tin không khớp',
    lookup: `answered NONE ACTIVE ${everyField} — red · Họ tên và ngày sinh không khớp: không được cấp dữ liệu`,
  },
  'residence-unverified': {
    ...right,
    residence: 'answered TO_BE_VERIFIED — yellow · Phải xác minh, hẹn trả kết quả',
  },
  'residence-refused': { ...right, residence: residenceRefused },
  'eid-refused': { ...right, eid: 'answered REFUSED — red · Công dân từ chối trên VNeID' },
  'eid-pending': {
    ...right,
    eid: 'pending OnlineTimeout no answer in the app yet — yellow · Đang chờ trả lời · Trung ương trả lời quá lâu',
  },
  'eid-expired': { ...right, eid: 'answered EXPIRED — yellow · Công dân không trả lời kịp trên VNeID' },
  'wrong-signature': invalid(),
  malformed: invalid(),
  nonsense: invalid(),
  'dropped-answer': offline('UND_ERR_SOCKET'),
  'cut-body': offline('UND_ERR_SOCKET'),
  'tls-close': offline('*'),
  'wrong-name': invalid('ERR_TLS_CERT_ALTNAME_INVALID'),
  'expired-certificate': invalid('CERT_HAS_EXPIRED'),
  'other-authority': invalid('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
}

test.each(registryScenarios)('%s', async scenario => {
  registry.setScenario(scenario)
  const checks = kinds.map(kind => () => check(kind, scenario))
  if (impatient[scenario]) await Promise.all(checks.map(run => run()))
  else for (const run of checks) await run()
})

async function check(kind: AskedKind, scenario: RegistryScenario): Promise<void> {
  const wanted = rows[scenario][kind]
  const byTurns = wanted.includes('*')
  for (let turn = 0; turn < (byTurns ? 8 : 1); turn++) {
    const found = await outcome(kind, scenario)
    expect(byTurns ? found.replace(/(Invalid|Offline) [^—]* —/, '$1 * —') : found, kind).toBe(wanted)
  }
}

function said(state: ScenarioState): string {
  if (state.status === 'pending' || state.status === 'failed')
    return `${state.status} ${state.error?.tag} ${state.error?.cause ?? ''}`.trim()
  if (state.status !== 'answered') return state.status
  if ('card' in state || 'citizen' in state) {
    const { card, citizen } = state
    const parts = [card?.verdict, card?.reasonCode, citizen?.match, citizen?.lifeStatus, citizen?.numberStatus]
    return ['answered', ...parts.filter(Boolean)].join(' ')
  }
  if (!('answer' in state)) return 'answered'
  const { answer } = state
  if (answer.kind === 'lookup')
    return ['answered', answer.match, answer.numberStatus, answer.data.lifeStatus, ...answer.withheld]
      .filter(Boolean)
      .join(' ')
  if (answer.kind === 'civil-status') return `answered ${answer.found} ${Object.keys(answer.records).join(' ')}`.trim()
  if (answer.kind === 'eid') return `answered ${answer.outcome} ${Object.keys(answer.fields).join(' ')}`.trim()
  return answer.kind === 'residence' ? `answered ${answer.outcome}` : 'answered'
}

function words(kind: AskedKind, state: ScenarioState): string {
  const summary =
    kind === 'registry'
      ? registrySummary(state as Parameters<typeof registrySummary>[0], vi)
      : citizenSummary(
          state as Parameters<typeof citizenSummary>[0],
          vietnameseCitizenData,
          tag => vi.errors[tag].title,
        )
  return [summary.light, summary.title, ...(state.status === 'answered' ? [] : summary.lines.slice(0, 1))].join(' · ')
}
