import type { Act } from '../protocol/act.ts'
import { lightOfVerdict, type Verdict, verdicts } from '../protocol/checks.ts'
import type { CustomerRow } from '../protocol/customer.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { type InsuranceAction, insuranceActions } from '../protocol/insurance.ts'
import type { OnlineAnswer, OnlineCheck, OnlineState } from '../protocol/online-check.ts'
import type { DocumentField, FieldId, Report } from '../protocol/report.ts'
import { type RegistryState, registryVerdicts, type Transaction } from '../protocol/transaction.ts'

/** What a visit can be made of, by the names that the tables of tests use. Everybody is invented. */

export const day = '2026-11-21'
const at = '2026-11-21T08:15:00+07:00'

const values: Readonly<Partial<Record<FieldId, string>>> = {
  personalNumber: '999190000001',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-01-15',
  sex: 'F',
  nationality: 'Việt Nam',
  placeOfOrigin: 'Xã Thử, Huyện Mẫu, Tỉnh Ví Dụ',
  placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ',
  issueDate: '2021-05-10',
  expiryDate: '2030-01-15',
  documentNumber: '190000001',
  oldIdNumber: '999000001',
}

export function documentOf(
  changes: Partial<Record<FieldId, string>> = {},
  from: Pick<DocumentField, 'source' | 'level'> = { source: 'dg13', level: 'authentic' },
): DocumentField[] {
  return Object.entries({ ...values, ...changes }).map(([id, value]) => ({ id: id as FieldId, value, ...from }))
}

export function reportOf(verdict: Verdict, changes: Partial<Report> = {}): Report {
  return {
    verdict,
    light: lightOfVerdict[verdict],
    reasons: [],
    checks: [
      { id: 'sod.signature', result: verdict === 'altered' ? 'failed' : 'successful' },
      { id: 'chip.active-authentication', result: verdict === 'cloned' ? 'failed' : 'successful' },
    ],
    document: documentOf(),
    access: { protocol: 'PACE' },
    dataGroups: { present: ['DG1', 'DG2', 'DG13'], read: ['DG1', 'DG2', 'DG13'], notRead: [] },
    timings: { total: 2400 },
    apdu: { count: 80, bytesOut: 1000, bytesIn: 20_000, readSize: 223 },
    trust: { anchors: 1, test: false, digest: '00' },
    policy: 'counter',
    at,
    ...changes,
  }
}

const unproven: Report['checks'] = [{ id: 'chip.active-authentication', result: 'not-supported' }]
const expiredCheck: Report['checks'] = [
  { id: 'chip.active-authentication', result: 'successful' },
  { id: 'document.expiry', result: 'failed', reason: 'document-expired' },
]
/** Best first, by the light of the card. */
export const cards: Readonly<Record<string, Report>> = {
  authentic: reportOf('authentic'),
  intact: reportOf('intact'),
  unproven: reportOf('intact', { checks: unproven }),
  incomplete: reportOf('incomplete'),
  expired: reportOf('refused', { checks: expiredCheck, document: documentOf({ expiryDate: '2025-01-15' }) }),
  refused: reportOf('refused', { checks: [{ id: 'issuer.state', result: 'failed', reason: 'state-differs' }] }),
  altered: reportOf('altered'),
  cloned: reportOf('cloned'),
  typed: reportOf('incomplete', {
    access: { protocol: 'none' },
    dataGroups: { present: [], read: [], notRead: [] },
    checks: [],
    document: documentOf({}, { source: 'typed', level: 'declared' }),
  }),
}
export const everyVerdictHasACard = verdicts.every(verdict => Object.hasOwn(cards, verdict))

type Answered = Extract<RegistryState, { status: 'answered' }>
type CardAnswer = NonNullable<Answered['card']>
const answered = (verdict: CardAnswer['verdict'], citizen: Partial<NonNullable<Answered['citizen']>> = {}) =>
  ({
    status: 'answered',
    requestId: 'ask-1',
    answeredAt: at,
    card: { transactionId: 'r-1', verdict, signedText: '{}', signature: 'x', keyId: 'k', checkedAt: at },
    citizen: { match: 'FULL', perField: {}, lifeStatus: 'ALIVE', numberStatus: 'ACTIVE', ...citizen },
  }) satisfies RegistryState
const failed = (cause: string): RegistryState => ({
  status: 'failed',
  requestId: 'ask-1',
  error: chipDeskError('OnlineRefused', { cause }),
})

export const registries: Readonly<Record<string, RegistryState>> = {
  'not-asked': { status: 'not-asked' },
  pending: { status: 'pending', requestId: 'ask-1', since: at },
  failed: failed('HTTP 503'),
  'failed-unknown': failed('NOT_FOUND'),
  ...Object.fromEntries(registryVerdicts.map(verdict => [verdict, answered(verdict)])),
  PARTIAL: answered('VALID', { match: 'PARTIAL' }),
  NONE: answered('VALID', { match: 'NONE' }),
  NOT_FOUND: answered('VALID', { match: 'NOT_FOUND' }),
  DECEASED: answered('VALID', { lifeStatus: 'DECEASED' }),
  MISSING: answered('VALID', { lifeStatus: 'MISSING' }),
  CANCELLED: answered('VALID', { numberStatus: 'CANCELLED' }),
}

const check = (kind: OnlineCheck['kind'], state: OnlineState): OnlineCheck => ({
  id: `${kind}-1`,
  kind,
  since: at,
  state,
})
const answer = (said: OnlineAnswer) => check(said.kind, { status: 'answered', answeredAt: at, answer: said })
const waits = (kind: OnlineCheck['kind']) => check(kind, { status: 'pending' })
const fails = (kind: OnlineCheck['kind']) => check(kind, { status: 'failed', error: chipDeskError('OnlineTimeout') })

const insurance = (action: InsuranceAction) =>
  answer({
    kind: 'insurance',
    code: '000',
    note: '',
    action,
    officer: 'Lê Văn Cán Bộ',
    card: { number: 'GD4999000000001', registration: { code: '01001' }, benefit: { level: 4 } },
    fiveYearsOn: '2025-06-01',
  })
export const insurances: Readonly<Record<string, OnlineCheck | undefined>> = {
  none: undefined,
  pending: waits('insurance'),
  failed: fails('insurance'),
  ...Object.fromEntries(insuranceActions.map(action => [action, insurance(action)])),
}

const told = { transactionId: 'r-2', checkedAt: at }
const lookup = (address: string | null | undefined, more: { match?: 'FULL' | 'NONE'; dead?: boolean } = {}) =>
  answer({
    kind: 'lookup',
    ...told,
    match: more.match ?? 'FULL',
    data: {
      ...(address !== undefined && { permanentResidence: address === null ? null : { address } }),
      lifeStatus: more.dead ? 'DECEASED' : 'ALIVE',
    },
    withheld: [],
  })
const confirmation = (outcome: 'TO_BE_VERIFIED' | 'REFUSED' | 'NOT_FOUND') =>
  answer({ kind: 'residence', ...told, outcome })
export const residences: Readonly<Record<string, OnlineCheck | undefined>> = {
  none: undefined,
  same: lookup(values.placeOfResidence),
  wording: lookup('số 1 thôn Thử, xã Mẫu, tỉnh Ví Dụ'),
  moved: lookup('Số 9, Thôn Khác, Xã Lạ, Tỉnh Ví Dụ'),
  homeless: lookup(null),
  'not-his': lookup(undefined, { match: 'NONE' }),
  dead: lookup(values.placeOfResidence, { dead: true }),
  pending: waits('residence'),
  failed: fails('residence'),
  verifying: confirmation('TO_BE_VERIFIED'),
  refused: confirmation('REFUSED'),
  unknown: confirmation('NOT_FOUND'),
}

const act = { id: 'act-1', at, operator: 'lan' }
const customer = (result: CustomerRow['result']): Act => ({
  ...act,
  kind: 'customer',
  origin: 'typed',
  rows: (['personalNumber', 'fullName', 'birthDate'] as const).map(field => ({
    field,
    result: field === 'fullName' ? result : 'same',
  })),
})
export const customers: Readonly<Record<string, Act | undefined>> = {
  same: customer('same'),
  none: undefined,
  spelling: customer('spelling'),
  absent: customer('not-on-card'),
  different: customer('different'),
}
export const faces: Readonly<Record<string, Act | undefined>> = {
  same: { ...act, kind: 'face', decision: 'same' },
  none: undefined,
  unsure: { ...act, kind: 'face', decision: 'unsure' },
  'not-same': { ...act, kind: 'face', decision: 'not-same' },
}
export const overridden: Act = {
  ...act,
  kind: 'override',
  reason: 'Người bệnh cấp cứu',
  light: 'yellow',
  second: { id: 'minh', role: 'supervisor' },
}
export const handOvers: Readonly<Record<string, OnlineCheck | undefined>> = {
  none: undefined,
  pending: waits('hand-over'),
  failed: fails('hand-over'),
  taken: answer({ kind: 'hand-over', receipt: 'HIS-1', receivedAt: at }),
}

/** What is not named is as good as it gets, or absent. */
export interface VisitCase {
  readonly card?: string
  readonly registry?: string
  readonly insurance?: string
  readonly residence?: string
  readonly customer?: string
  readonly face?: string
  readonly handOver?: string
  readonly override?: boolean
  readonly withoutCard?: string
}

export function transactionOf(visit: VisitCase, changes: Partial<Transaction> = {}): Transaction {
  const checks = [
    named(insurances, visit.insurance ?? 'none'),
    named(residences, visit.residence ?? 'none'),
    named(handOvers, visit.handOver ?? 'none'),
  ].filter(each => each !== undefined)
  const acts = [
    named(customers, visit.customer ?? 'none'),
    named(faces, visit.face ?? 'none'),
    visit.override ? overridden : undefined,
  ].filter(each => each !== undefined)
  return {
    id: 't-1',
    at,
    desk: 'quay-1',
    demo: true,
    operator: 'lan',
    report: named(cards, visit.card ?? 'authentic'),
    registry: named(registries, visit.registry ?? 'VALID'),
    ...(visit.withoutCard && { withoutCard: { reason: visit.withoutCard } }),
    ...(checks.length > 0 && { checks }),
    ...(acts.length > 0 && { acts }),
    ...changes,
  }
}

function named<T>(all: Readonly<Record<string, T>>, name: string): T {
  if (!Object.hasOwn(all, name)) throw new Error(`no case ${name}`)
  return all[name] as T
}
