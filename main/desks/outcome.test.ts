import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Light } from '../protocol/checks.ts'
import type { DeskOutcome } from '../protocol/desk.ts'
import type { OnlineState } from '../protocol/online-check.ts'
import type { DeskDefinition, DeskVisitDefinition } from './definition.ts'
import {
  cards,
  customers,
  day,
  everyVerdictHasACard,
  faces,
  insurances,
  registries,
  residences,
  transactionOf,
  type VisitCase,
} from './desk-cases-of-tests.ts'
import type { Facility } from './hints.ts'
import { loadDefinitions } from './load-definitions.ts'
import { deskOutcome } from './outcome.ts'

const loaded = await loadDefinitions()
if (!loaded.ok) throw new Error(loaded.error.cause)
const definitions = loaded.value
const visits = definitions.flatMap(definition => definition.visits.map(visit => ({ definition, visit })))
const titled = visits.map(each => ({ ...each, title: `${each.definition.id} ${each.visit.purpose}` }))

const outcomeOf = (definition: DeskDefinition, visit: DeskVisitDefinition, of: VisitCase, on = day) =>
  deskOutcome({ definition, visit, transaction: transactionOf(of), on, facility: { code: '01001', level: 'basic' } })

const order: readonly Light[] = ['green', 'yellow', 'grey', 'red']
const rank = (light: Light) => order.indexOf(light)
const bad = ['altered', 'cloned', 'refused']
const stopsInRegistry = [
  'REVOKED',
  'EXPIRED',
  'REPLACED',
  'LOST_REPORTED',
  'NUMBER_MISMATCH',
  'NOT_VALID',
  'NONE',
  'DECEASED',
  'CANCELLED',
]

/** Every case of the dimensions that a visit asks about. */
function* casesOf({ steps }: DeskVisitDefinition): Generator<VisitCase> {
  const of = (step: string, all: object) => (steps.some(({ id }) => id === step) ? Object.keys(all) : ['none'])
  for (const card of Object.keys(cards))
    for (const registry of Object.keys(registries))
      for (const insurance of of('insurance', insurances))
        for (const residence of of('residence', residences))
          for (const customer of of('customer', customers))
            for (const face of of('face', faces)) yield { card, registry, insurance, residence, customer, face }
}

/** What holds of every outcome, by the name of what it would break. */
function broken(of: VisitCase, { light, steps, documents, override, handOver }: DeskOutcome): string | undefined {
  const report = transactionOf(of).report
  const required = steps.filter(({ need }) => need === 'required')
  const states = (id: string) => steps.find(step => step.id === id)?.state
  const says = (rule: string, holds: boolean) => (holds ? undefined : rule)
  return (
    says('no better than the card', rank(light) >= rank(report.light)) ??
    says('green with a required step open', light !== 'green' || required.every(({ state }) => state === 'done')) ??
    says('green on a card that is not', light !== 'green' || report.verdict === 'authentic') ??
    says('green against the register', !stopsInRegistry.includes(of.registry ?? '') || light === 'red') ??
    says('a stop that is not red', light === 'red' || required.every(({ state }) => state !== 'stopped')) ??
    says('pending that is done', of.registry !== 'pending' || states('registry') !== 'done') ??
    says('pending insurance that is done', of.insurance !== 'pending' || states('insurance') !== 'done') ??
    says(
      'no reason',
      steps.every(({ state, reasons }) => (state === 'done') === (reasons.length === 0)),
    ) ??
    says('handed over for a bad card', !bad.includes(report.verdict) || !handOver) ??
    says('handed over against the register', !stopsInRegistry.includes(of.registry ?? '') || !handOver) ??
    says('taken on though never', !bad.includes(report.verdict) || override === 'never') ??
    says('taken on though green', light !== 'green' || override === 'not-needed') ??
    documents.map(({ id, basis }) => brokenPaper(report.verdict, id, basis)).find(Boolean)
  )
}

function brokenPaper(verdict: string, id: string, basis: string): string | undefined {
  if (bad.includes(verdict) && basis !== 'declared') return `${id} by a bad card`
  if (id === 'ct07' && (basis === 'declared' || bad.includes(verdict))) return 'ct07 from what was said'
  return undefined
}

describe('every card, answer and decision at every desk', () => {
  test('there is a card of every verdict', () => expect(everyVerdictHasACard).toBe(true))
  test.each(titled)('$title', ({ definition, visit }) => {
    let seen = 0
    const lights = new Set<Light>()
    for (const of of casesOf(visit)) {
      const outcome = outcomeOf(definition, visit, of)
      const rule = broken(of, outcome)
      if (rule) expect.fail(`${rule}: ${JSON.stringify(of)} ${JSON.stringify(outcome)}`)
      lights.add(outcome.light)
      seen++
    }
    expect(seen).toBeGreaterThanOrEqual(Object.keys(cards).length * Object.keys(registries).length)
    expect(lights).toContain('red')
    expect(lights).toContain('yellow')
  })
})

describe('making anything worse never makes the light better', () => {
  /** Best first. Nothing is said of the order of what stands between two bars. */
  const worse = {
    card: 'authentic | intact | incomplete | expired refused altered cloned',
    registry: `VALID | pending not-asked | failed | UNKNOWN_SIGNER PARTIAL NOT_FOUND MISSING failed-unknown | ${stopsInRegistry.join(' ')}`,
    insurance: 'accept accept-new-card | none pending failed | compare-name retype unknown | not-covered refuse-card',
    residence: 'same wording | none pending failed verifying | moved homeless not-his refused unknown | dead',
    customer: 'same | none | spelling absent | different',
    face: 'same | none | unsure | not-same',
    handOver: 'taken | none pending failed',
  }
  // A card that may be a copy is stopped at a bank; one that was pulled away is read again.
  const unproven: typeof worse = { ...worse, card: 'authentic | intact | unproven | expired refused altered cloned' }
  const dimensions = Object.keys(worse) as (keyof typeof worse)[]

  test.each([worse, unproven])('at any desk: $card', chains => monotone(chains))

  function monotone(chains: typeof worse) {
    const levels = (dimension: keyof typeof worse) => chains[dimension].split(' | ').map(level => level.split(' '))
    const caseAt = (at: readonly number[], pick: number): VisitCase =>
      Object.fromEntries(
        dimensions.map((dimension, i) => {
          const names = levels(dimension)[at[i] ?? 0] ?? []
          return [dimension, names[pick % names.length]]
        }),
      )

    const anywhere = fc.tuple(...dimensions.map(dimension => fc.nat(levels(dimension).length - 1)))
    fc.assert(
      fc.property(
        fc.nat(visits.length - 1),
        anywhere,
        fc.nat(dimensions.length - 1),
        fc.nat(11),
        fc.nat(11),
        (place, at, dimension, one, other) => {
          const found = visits[place]
          if (!found) throw new Error('no such visit')
          const last = levels(dimensions[dimension] ?? 'card').length - 1
          const further = at.map((level, i) => (i === dimension ? Math.min(level + 1, last) : level))
          const [before, after] = [caseAt(at, one), caseAt(further, other)]
          if (further[dimension] === at[dimension]) return
          const changed = { ...before, [dimensions[dimension] ?? 'card']: after[dimensions[dimension] ?? 'card'] }
          const lights = [before, changed].map(of => outcomeOf(found.definition, found.visit, of).light)
          expect(rank(lights[1] ?? 'green')).toBeGreaterThanOrEqual(rank(lights[0] ?? 'red'))
        },
      ),
      { numRuns: 800 },
    )
  }
})

/** `outcome-table.txt`: blocks of a title line and indented `name: value` lines; what is not named is not compared. */
const blocks = readFileSync(new URL('./outcome-table.txt', import.meta.url), 'utf8')
  .split(/\n\n+/)
  .map(block => block.split('\n').filter(line => line !== '' && !line.startsWith('#')))
  .filter(lines => lines.length > 0)
  .map(([title = '', ...lines]) => ({ title, lines: lines.map(line => line.trim()) }))

const entriesOf = (line: string) => {
  const at = line.indexOf(':')
  return [line.slice(0, at), line.slice(at + 1).trim()] as const
}

describe('outcome-table.txt', () => {
  test('has a row for each desk', () => {
    const desks = new Set(blocks.flatMap(({ lines }) => lines.filter(line => line.startsWith('desk:'))))
    expect([...desks].map(line => line.replace(/^desk: (\S+).*/, '$1')).toSorted()).toEqual(
      expect.arrayContaining(definitions.map(({ id }) => id)),
    )
  })
  test.each(blocks)('$title', ({ lines }) => {
    const wanted = new Map(lines.map(entriesOf))
    const [id, purpose] = (wanted.get('desk') ?? '').split(' ')
    const found = visits.find(({ definition, visit }) => definition.id === id && visit.purpose === purpose)
    if (!found) throw new Error(`no desk ${wanted.get('desk')}`)
    const of: VisitCase = Object.fromEntries((wanted.get('case') ?? '').split(/, */).filter(Boolean).map(named))
    const outcome = outcomeOf(found.definition, found.visit, of, wanted.get('on'))
    const said: Record<string, string> = {
      light: outcome.light,
      steps: outcome.steps.map(({ id, state, reasons }) => [`${id} ${state}`, ...reasons].join(' ')).join('; '),
      papers: outcome.documents.map(({ id, basis }) => `${id} by ${basis}`).join('; '),
      override: outcome.override,
      'hand-over': outcome.handOver ? 'yes' : 'no',
      hints: `${outcome.hints.length}`,
    }
    const results = [...wanted].filter(([name]) => Object.hasOwn(said, name))
    expect(results.length).toBeGreaterThan(0)
    expect(Object.fromEntries(results.map(([name]) => [name, said[name]]))).toEqual(Object.fromEntries(results))
  })
})

function named(part: string): readonly [string, string | boolean] {
  const [name = '', value] = part.split('=')
  return [name, value ?? true]
}

test('without an amount a step that depends on it is needed', () => {
  const bank = visits.find(({ visit }) => visit.purpose === 'BANK_COUNTER_TXN')
  if (!bank) throw new Error('no bank')
  const has = (amount: number | undefined) =>
    deskOutcome({
      ...bank,
      transaction: transactionOf({}),
      on: day,
      visitCustomer: { fields: {}, ...(amount !== undefined && { amount }) },
    }).steps.some(({ id }) => id === 'face')
  expect([undefined, 9_999_999, 10_000_000, 0].map(has)).toEqual([true, false, true, false])
})

describe('a card past its date, where the desk warns of that alone', () => {
  const commune = visits.find(({ visit }) => visit.purpose === 'ADMIN_PROCEDURE')
  const { EXPIRED, REVOKED } = registries
  if (!commune || EXPIRED?.status !== 'answered' || REVOKED?.status !== 'answered') throw new Error('no case')
  /** As it stands once the register's answer is among the checks. */
  const steps = (registry: typeof EXPIRED) => {
    const transaction = transactionOf({ card: 'expired' })
    const checks = [...transaction.report.checks, { id: 'identity.registry', result: 'failed' } as const]
    const judged = { ...transaction, registry, report: { ...transaction.report, checks } }
    return Object.fromEntries(
      deskOutcome({ ...commune, transaction: judged, on: day }).steps.map(({ id, state }) => [id, state]),
    )
  }
  test('the register says no more than the card does: the person is known, the card is not good', () => {
    expect(steps(EXPIRED)).toEqual({ identity: 'warned', registry: 'stopped' })
  })
  test('whatever else the register has against it stops', () => {
    expect(steps(REVOKED)).toEqual({ identity: 'stopped', registry: 'stopped' })
    const citizen = { match: 'FULL', perField: {}, lifeStatus: 'DECEASED' } as const
    expect(steps({ ...EXPIRED, citizen })).toMatchObject({ identity: 'stopped' })
  })
})

test('rules outside their days are not there', () => {
  const clinic = visits.find(({ visit }) => visit.purpose === 'PATIENT_ADMISSION')
  if (!clinic) throw new Error('no clinic')
  const early = outcomeOf(clinic.definition, clinic.visit, { card: 'typed', withoutCard: 'EMERGENCY' }, '2020-01-01')
  expect(early).toMatchObject({ steps: [], hints: [], light: 'grey', override: 'never' })
})

describe('VNeID instead of a card', () => {
  const office = visits.find(({ definition }) => definition.id === 'office')
  const identity = (state: OnlineState, card = 'typed') => {
    if (!office) throw new Error('no office')
    const eid = { id: 'e', kind: 'eid', since: '2026-11-21T01:15:00Z', state } as const
    const transaction = transactionOf({ card, registry: 'not-asked' }, { checks: [eid] })
    const { steps, light, documents } = deskOutcome({ ...office, transaction, on: day })
    return [steps[0]?.state, light, documents.length]
  }
  const said = (outcome: 'GRANTED' | 'REFUSED' | 'LEVEL_TOO_LOW'): OnlineState => ({
    status: 'answered',
    answeredAt: '2026-11-21T01:16:00Z',
    answer: { kind: 'eid', transactionId: 'r', checkedAt: '2026-11-21T01:16:00Z', outcome, level: 2, fields: {} },
  })
  test('settles who it is with care, once the citizen has agreed', () => {
    expect(identity(said('GRANTED'))).toEqual(['warned', 'grey', 0])
    expect(identity({ status: 'pending' })).toEqual(['waiting', 'grey', 0])
    for (const outcome of ['REFUSED', 'LEVEL_TOO_LOW'] as const)
      expect(identity(said(outcome))).toEqual(['stopped', 'red', 0])
  })
  test('changes nothing of a card that was read', () => {
    expect(identity(said('REFUSED'), 'authentic')).toEqual(['done', 'green', 1])
  })
})

test('a death in the civil-status books stops, whatever the register said', () => {
  const office = visits.find(({ definition }) => definition.id === 'office')
  if (!office) throw new Error('no office')
  const of = (entry: object | null) => {
    const records = { DEATH_EXTRACT: entry && deathExtract }
    const told = { kind: 'civil-status', transactionId: 'r', checkedAt: 's', found: true } as const
    const state: OnlineState = { status: 'answered', answeredAt: 's', answer: { ...told, records, withheld: [] } }
    const transaction = transactionOf({}, { checks: [{ id: 'c', kind: 'civil-status', since: 's', state }] })
    return deskOutcome({ ...office, transaction, on: day }).light
  }
  expect([of(null), of(deathExtract)]).toEqual(['green', 'red'])
})
const deathExtract = {
  number: '1',
  book: '1/2026',
  registeredOn: '2026-01-02',
  office: 'UBND xã Mẫu',
  content: { fullName: 'Nguyễn Thị Thử Nghiệm', birthDate: '1990-01-15', sex: 'F', diedOn: '2026-01-01' },
}

describe('hints', () => {
  const clinic = visits.find(({ visit }) => visit.purpose === 'PATIENT_ADMISSION')
  const hint = (when: DeskDefinition['hints'][number]['when'], more: { from?: string; until?: string } = {}) => ({
    vi: 'Gợi ý',
    en: 'Hint',
    when,
    source: 'Luật',
    from: '2025-01-01',
    certainty: 'verify' as const,
    ...more,
  })
  const shown = (
    rule: ReturnType<typeof hint>,
    facility: Facility = { code: '01001', level: 'basic' },
    insurance = 'accept',
  ) => {
    if (!clinic) throw new Error('no clinic')
    const definition = { ...clinic.definition, hints: [rule] }
    return deskOutcome({ ...clinic, definition, transaction: transactionOf({ insurance }), on: day, facility }).hints
      .length
  }
  test.each([
    [{ registration: 'here' }, {}, 1],
    [{ registration: 'elsewhere' }, {}, 0],
    [{ registration: 'elsewhere' }, { code: '01002' }, 1],
    [{ registration: 'elsewhere' }, { code: undefined }, 0],
    [{ facilityLevel: ['basic', 'initial'] }, {}, 1],
    [{ facilityLevel: ['specialised'] }, {}, 0],
    [{ facilityLevel: ['basic'] }, { level: undefined }, 0],
    [{ benefit: [4] }, {}, 1],
    [{ benefit: [1, 2] }, {}, 0],
    [{ fiveYears: true }, {}, 1],
    [{ fiveYears: false }, {}, 0],
    [{ registration: 'here', benefit: [1] }, {}, 0],
    [{}, {}, 1],
  ] as const)('%o at %o: %i', (when, changes, count) => {
    const { code, level } = { code: '01001', level: 'basic' as const, ...changes }
    const rule = hint(JSON.parse(JSON.stringify(when)))
    expect(shown(rule, { ...(code && { code }), ...(level && { level }) })).toBe(count)
  })
  test('none before, after, or without an answer', () => {
    expect(shown(hint({}, { until: '2026-11-20' }))).toBe(0)
    expect(shown(hint({}, { until: day }))).toBe(1)
    expect(shown(hint({}, { from: '2026-11-22' }))).toBe(0)
    expect(shown(hint({ fiveYears: false }), {}, 'pending')).toBe(0)
  })
})

test('a look-up of the insurance elsewhere on the same day is a warning', () => {
  const clinic = visits.find(({ visit }) => visit.purpose === 'PATIENT_ADMISSION')
  const { accept } = insurances
  if (!clinic || accept?.state.status !== 'answered' || accept.state.answer.kind !== 'insurance')
    throw new Error('no case')
  const answer = { ...accept.state.answer, checkedElsewhere: ['07:30'] }
  const transaction = transactionOf({}, { checks: [{ ...accept, state: { ...accept.state, answer } }] })
  const outcome = deskOutcome({ ...clinic, transaction, on: day })
  expect(outcome.light).toBe('yellow')
  expect(outcome.steps.find(({ id }) => id === 'insurance')).toMatchObject({
    state: 'warned',
    reasons: ['insurance-checked-elsewhere'],
  })
})
