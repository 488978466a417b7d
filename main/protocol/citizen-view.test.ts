import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citizenView, citizenViewSchema } from './citizen-view.ts'
import { chipDeskError } from './errors.ts'
import type { InsuranceAction } from './insurance.ts'
import { insuranceActions } from './insurance.ts'
import type { OnlineCheck } from './online-check.ts'
import { userInteractions } from './phases.ts'
import type { DocumentField, Report } from './report.ts'
import { type Counter, type StationState, stationStateSchema } from './station-state.ts'
import type { Transaction } from './transaction.ts'

const number = '999190000001'
const name = 'Nguyễn Thị Thử Nghiệm'
/** Nothing of this may ever be on the citizens' screen. */
const secrets = {
  clerk: 'Cán Bộ Bí Mật',
  clerkId: 'can-bo-bi-mat',
  address: 'Số 1, Thôn Thử, Xã Mẫu',
  marks: 'Nốt ruồi C 1 cm',
  picture: 'data:image/png;base64,UEhPVE8=',
  cause: 'SW 6982 of Reader XYZ',
  reader: 'Reader XYZ 00 00',
  customer: 'CIF-55512',
  reason: 'nghi là giấy tờ giả',
  old: '999000001',
  insurance: 'DN4999990000001',
  note: 'lời của cổng',
} as const

const field = (id: DocumentField['id'], value: string, more: Partial<DocumentField> = {}): DocumentField => ({
  id,
  value,
  source: 'dg13',
  level: 'authentic',
  ...more,
})
const document: DocumentField[] = [
  field('personalNumber', number),
  field('fullName', name),
  field('fullName', 'NGUYEN THI THU NGHIEM', { source: 'dg1' }),
  field('birthDate', '1990-01-15'),
  field('placeOfResidence', secrets.address),
  field('personalMarks', secrets.marks),
  field('oldIdNumber', secrets.old),
]
const report: Report = {
  verdict: 'authentic',
  light: 'green',
  reasons: [],
  checks: [],
  document,
  access: { protocol: 'PACE' },
  dataGroups: { present: [], read: [], notRead: [] },
  timings: { total: 1 },
  apdu: { count: 1, bytesOut: 1, bytesIn: 1, readSize: 1 },
  trust: { anchors: 1, test: true, digest: 'ab' },
  policy: 'demo',
  at: '2026-01-15T09:12:44+07:00',
  reader: { name: secrets.reader, atr: '3B00' },
  error: chipDeskError('CardRemoved', { cause: secrets.cause }),
}
const insurance = (action: InsuranceAction, validTo?: string): OnlineCheck => ({
  id: 'i-1',
  kind: 'insurance',
  since: report.at,
  state: {
    status: 'answered',
    answeredAt: report.at,
    answer: {
      kind: 'insurance',
      code: '000',
      note: secrets.note,
      action,
      card: { number: secrets.insurance, ...(validTo && { validTo }) },
      officer: secrets.clerk,
    },
  },
})
const act = { id: 'a', at: report.at, operator: secrets.clerkId }
const transaction: Transaction = {
  id: 'tx-secret-id',
  at: report.at,
  desk: 'quay-01',
  demo: false,
  operator: secrets.clerkId,
  report,
  registry: { status: 'failed', requestId: 'r', error: chipDeskError('OnlineFailed', { cause: secrets.cause }) },
  checks: [insurance('accept', '2026-12-31')],
  acts: [
    {
      ...act,
      kind: 'customer',
      customerNumber: secrets.customer,
      origin: 'core',
      rows: [{ field: 'placeOfResidence', result: 'different', customer: secrets.address, card: secrets.address }],
    },
    { ...act, kind: 'face', decision: 'not-same' },
    {
      ...act,
      kind: 'override',
      reason: secrets.reason,
      light: 'red',
      second: { id: secrets.clerkId, role: 'supervisor' },
    },
  ],
}
const words = (vi: string, en = vi) => ({ vi, en })
const rules: NonNullable<StationState['rules']> = {
  definition: { id: 'bank', version: '2026-01-01', title: words('Ngân hàng', 'Bank') },
  purpose: 'chosen',
  visits: ['ACCOUNT', 'COUNTER'].map(purpose => ({
    purpose,
    name: words(`Việc ${purpose}`),
    notice: {
      reads: [words('Họ tên')],
      why: words('Để mở tài khoản'),
      keeps: [words('Số định danh')],
      days: 1825,
      retention: { kind: 'duty' as const, source: 'Thông tư thử, điều 1' },
      legalBasis: { code: 'TT-THU', title: words('Thông tư thử') },
      version: '1',
    },
    right: 'CONSENT' as const,
    shows: [],
    photo: true,
    steps: ['identity' as const],
    documents: [],
  })),
  withoutCard: [],
  masked: true,
}
const outcome = (light: 'green' | 'yellow' | 'red' | 'grey') => ({
  light,
  steps: [],
  documents: [],
  override: 'never' as const,
  serve: true,
  handOver: false,
  ownData: false,
  hints: [],
})
const operator = { id: secrets.clerkId, name: secrets.clerk, role: 'clerk' as const }
const base: Omit<StationState, 'counter'> = {
  version: '0.1.0',
  desk: { id: 'quay-01', name: 'Quầy số 1' },
  rules,
  visit: {
    purpose: 'ACCOUNT',
    customer: { customerNumber: secrets.customer, fields: { placeOfResidence: secrets.address }, origin: 'core' },
  },
  open: 3,
  readers: [{ name: secrets.reader, card: true, chosen: true }],
  session: { state: 'signed-in', operator },
  online: { status: 'offline', pending: 2 },
  trust: { anchors: 1, test: true },
}
const counters: Record<string, Counter> = {
  waiting: {
    step: 'waiting',
    card: false,
    declared: { origin: 'qr', fields: document },
    error: chipDeskError('CardWrongKey', { cause: secrets.cause }),
  },
  reading: {
    step: 'reading',
    phase: 'dg2',
    bytesDone: 10,
    bytesTotal: 40,
    elapsedMs: 7_654_321,
    interaction: 'keep-card',
    declared: { origin: 'qr', fields: document },
    fields: document,
  },
  result: {
    step: 'result',
    transaction,
    outcome: outcome('green'),
    face: { image: secrets.picture },
    card: true,
    storeError: chipDeskError('StoreFailed', { cause: secrets.cause }),
  },
}
const stateOf = (counter: Counter | undefined, more: Partial<StationState> = {}): StationState =>
  stationStateSchema.parse({ ...base, counter: counter ?? counters.waiting, ...more })
const resultOf = (more: Partial<Extract<Counter, { step: 'result' }>>, changed: Partial<StationState> = {}) => {
  const view = citizenView(stateOf({ ...counters.result, ...more } as Counter, changed))
  if (view.stage !== 'result') throw new Error(`stage ${view.stage}`)
  return view
}

/** Every text in the view, without the keys. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

describe('what never passes', () => {
  const sessions: Partial<StationState>[] = [{}, { visit: { needs: 'consent' } }, { visit: { needs: 'purpose' } }]
  it.each(Object.keys(counters))('nothing but the allowed at %s', step => {
    for (const more of sessions) {
      const view = citizenView(stateOf(counters[step], more))
      expect(citizenViewSchema.parse(view)).toEqual(view)
      const json = JSON.stringify(view)
      for (const [what, secret] of Object.entries(secrets)) expect(json, what).not.toContain(secret)
      expect(json).not.toContain(number)
      expect(json).not.toMatch(/\d{5,}/)
      expect(json).not.toMatch(/CardWrongKey|CardRemoved|StoreFailed|OnlineFailed|tx-secret|1990/)
    }
  })

  it('every text is a word of the definition, the name of the desk, the holder masked, or a code of this screen', () => {
    const known = new Set([
      ...textsIn(rules),
      base.desk.name,
      name,
      '999****001',
      ...['reading', 'keep', 'result', 'checked', 'covered', '2026-12-31', 'place-card', 'ask-clerk'],
    ])
    for (const counter of Object.values(counters))
      for (const said of textsIn(citizenView(stateOf(counter)))) expect(known).toContain(said)
  })

  it.each([
    ['no session', undefined],
    ['nobody signed in', { state: 'signed-out' as const }],
    ['no account yet', { state: 'first-operator' as const }],
    ['locked', { state: 'locked' as const, operator }],
  ])('%s: nothing at all, whatever the counter holds', (_, session) => {
    for (const counter of Object.values(counters)) {
      const { session: __, ...state } = stateOf(counter)
      expect(citizenView({ ...state, ...(session && { session }) })).toEqual({ stage: 'closed' })
    }
  })

  it('no more than three digits in a row of any name or number that a chip can give', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^\d{0,20}$/)),
        fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^\d{0,20}$/)),
        (someName, someNumber) => {
          const lying = [field('fullName', someName), field('personalNumber', someNumber)]
          const { person } = resultOf({ transaction: { ...transaction, report: { ...report, document: lying } } })
          for (const said of textsIn(person ?? {})) expect(said).not.toMatch(/\d{4}|[<>]/)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('what the citizen is told', () => {
  it('before the read: for what, why, how long, by what law', () => {
    const view = citizenView(stateOf({ step: 'waiting', card: false }))
    expect(view).toMatchObject({
      stage: 'place-card',
      act: 'place',
      desk: 'Quầy số 1',
      title: { vi: 'Ngân hàng', en: 'Bank' },
      notice: { name: { vi: 'Việc ACCOUNT' }, days: 1825, law: { code: 'TT-THU' }, right: 'CONSENT' },
    })
  })

  it.each([
    ['purpose', 'welcome'],
    ['consent', 'consent'],
  ] as const)('what the desk needs first: %s', (needs, stage) => {
    expect(citizenView(stateOf({ step: 'waiting', card: false }, { visit: { purpose: 'COUNTER', needs } })).stage).toBe(
      stage,
    )
  })

  it('no notice of a purpose that the definition does not know, and none before one is chosen', () => {
    for (const visit of [{ purpose: 'OTHER' }, {}])
      expect(citizenView(stateOf({ step: 'waiting', card: false }, { visit }))).not.toHaveProperty('notice')
  })

  it('the only purpose of a desk needs no choosing', () => {
    const one = { ...rules, visits: rules.visits.slice(0, 1) }
    expect(citizenView(stateOf({ step: 'waiting', card: false }, { rules: one, visit: {} }))).toHaveProperty('notice')
  })

  it('of a trouble, that the clerk helps', () => {
    expect(citizenView(stateOf(counters.waiting))).toMatchObject({ act: 'ask-clerk' })
    expect(citizenView(stateOf({ step: 'waiting', card: true }))).toMatchObject({ act: 'ask-clerk' })
    const broken = stateOf({ step: 'waiting', card: false }, { readerError: chipDeskError('ReaderNone') })
    expect(citizenView(broken)).toMatchObject({ act: 'ask-clerk' })
  })

  it.each(userInteractions)('while reading, what to do with the card: %s', interaction => {
    const view = citizenView(stateOf({ ...counters.reading, interaction } as Counter))
    const acts = { none: 'keep', 'keep-card': 'keep', 'enter-can': 'ask-clerk' } as Record<string, string>
    expect(view).toMatchObject({ stage: 'reading', progress: 0.25, act: acts[interaction] ?? 'place-again' })
  })

  it.each([
    [0, 0, 0],
    [50, 40, 1],
    [-3, 40, 0],
  ])('progress stays between nothing and all: %s of %s', (bytesDone, bytesTotal, progress) => {
    expect(citizenView(stateOf({ ...counters.reading, bytesDone, bytesTotal } as Counter))).toMatchObject({ progress })
  })

  it.each(['yellow', 'red', 'grey'] as const)('%s is the same kind word', light => {
    expect(resultOf({ outcome: outcome(light) }).word).toBe('wait')
  })
  it('green is checked; without an outcome nothing is', () => {
    expect(resultOf({}).word).toBe('checked')
    const { outcome: _, ...counter } = counters.result as Extract<Counter, { step: 'result' }>
    expect(citizenView(stateOf(counter))).toMatchObject({ word: 'wait' })
  })
  it.each([
    ['served', 'thanks'],
    ['refused', 'wait'],
    ['referred', 'wait'],
  ] as const)('the visit ended as %s', (decided, word) => {
    const acts = [{ ...act, kind: 'decision' as const, outcome: decided, reason: secrets.reason }]
    const view = resultOf({ transaction: { ...transaction, acts }, outcome: outcome('yellow') })
    expect(view.word).toBe(word)
    expect(JSON.stringify(view)).not.toContain(secrets.reason)
  })

  it('the holder by name and masked number, only while the card lies there', () => {
    expect(resultOf({}).person).toEqual({ name, number: '999****001' })
    expect(resultOf({ card: false }).person).toBeUndefined()
    expect(resultOf({ card: false }).takeCard).toBe(false)
  })
  it.each(['red', 'grey'] as const)('nobody by name where it is %s', light => {
    expect(resultOf({ outcome: outcome(light) }).person).toBeUndefined()
  })
  it.each(['altered', 'cloned', 'refused', 'incomplete'] as const)('nobody by name of a card that is %s', verdict => {
    expect(resultOf({ transaction: { ...transaction, report: { ...report, verdict } } }).person).toBeUndefined()
  })
  it('nobody by what was only declared, or came without a card', () => {
    const declared = document.map(each => ({ ...each, source: 'qr' as const, level: 'declared' as const }))
    expect(resultOf({ transaction: { ...transaction, report: { ...report, document: declared } } }).person).toBe(
      undefined,
    )
    expect(resultOf({ transaction: { ...transaction, withoutCard: { reason: 'child' } } }).person).toBe(undefined)
  })

  it.each(insuranceActions)('coverage after %s: plainly covered, or the clerk explains', action => {
    const { coverage } = resultOf({ transaction: { ...transaction, checks: [insurance(action, '2026-12-31')] } })
    const kinds: Partial<Record<InsuranceAction, string>> = { accept: 'covered', 'accept-new-card': 'covered-new-card' }
    const kind = kinds[action]
    expect(coverage).toEqual(kind ? { kind, until: '2026-12-31' } : { kind: 'ask' })
  })
  it('coverage that has no day, an odd day, no answer yet, or none at all', () => {
    const of = (checks: OnlineCheck[]) => resultOf({ transaction: { ...transaction, checks } }).coverage
    expect(of([insurance('accept')])).toEqual({ kind: 'covered' })
    expect(of([insurance('accept', number)])).toEqual({ kind: 'covered' })
    expect(of([{ ...insurance('accept'), state: { status: 'pending' } }])).toEqual({ kind: 'waiting' })
    const failed = { status: 'failed' as const, error: chipDeskError('OnlineFailed', { cause: secrets.cause }) }
    expect(of([{ ...insurance('accept'), state: failed }])).toEqual({ kind: 'ask' })
    expect(of([])).toBeUndefined()
  })
})
