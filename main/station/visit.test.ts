import { beforeAll, describe, expect, test } from 'vitest'
import type { DeskDefinition } from '../desks/definition.ts'
import { loadDefinitions } from '../desks/load-definitions.ts'
import { purposeTable } from '../purposes/purpose-table.ts'
import { openVisit } from './visit.ts'

const now = new Date('2026-11-22T02:00:00Z')
let definitions: DeskDefinition[]
beforeAll(async () => {
  const loaded = await loadDefinitions()
  if (!loaded.ok) throw new Error(loaded.error.cause)
  definitions = loaded.value
})
const named = (id: string) => definitions.find(definition => definition.id === id) ?? expect.fail(`no ${id}`)
const open = (definition: DeskDefinition) => openVisit(definition, purposeTable)
/** The definition with this one visit only, and the right that is asked about. */
const withRight = (right: 'CONSENT' | 'LEGAL_DUTY', id = 'office'): DeskDefinition => {
  const definition = named(id)
  return { ...definition, visits: definition.visits.slice(0, 1).map(visit => ({ ...visit, right })) }
}

describe('a desk with one purpose that rests on a duty', () => {
  test('needs nothing first, and records the duty instead of pretending a consent', () => {
    const visit = open(withRight('LEGAL_DUTY'))
    expect(visit.view()).toEqual({ purpose: 'ADMIN_PROCEDURE' })
    expect(visit.basis(now)).toMatchObject({
      value: { consent: { type: 'LEGAL_DUTY', method: 'SCREEN', recordedAt: now.toISOString() } },
    })
    expect(visit.agree('SPOKEN', now)).toMatchObject({ tag: 'ApiDeskRule' })
  })
})

describe('a purpose that rests on consent', () => {
  test('lets nothing be read before it was given, and forgets it with the citizen', () => {
    const visit = open(withRight('CONSENT'))
    expect(visit.view().needs).toBe('consent')
    expect(visit.basis(now)).toMatchObject({ error: { tag: 'AccessNoConsent' } })
    expect(visit.agree('SIGNED', now)).toBeUndefined()
    expect(visit.basis(now)).toMatchObject({
      value: { consent: { type: 'CONSENT', method: 'SIGNED', textVersion: named('office').version } },
    })
    visit.over()
    expect(visit.basis(now)).toMatchObject({ error: { tag: 'AccessNoConsent' } })
  })
})

describe('a desk with several purposes', () => {
  test('asks for what the citizen has come, each time anew', () => {
    const visit = open(named('bank'))
    expect(visit.view()).toEqual({ needs: 'purpose' })
    expect(visit.basis(now)).toMatchObject({ error: { tag: 'AccessNoPurpose' } })
    expect(visit.agree('SPOKEN', now)).toMatchObject({ tag: 'AccessNoPurpose' })
    expect(visit.choose('RESIDENCE_CONFIRMATION')).toMatchObject({ tag: 'ApiDeskRule' })
    expect(visit.choose('BANK_COUNTER_TXN')).toBeUndefined()
    expect(visit.basis(now)).toMatchObject({ value: { visit: { purpose: 'BANK_COUNTER_TXN' } } })
    visit.over()
    expect(visit.view()).toEqual({ needs: 'purpose' })
  })

  test('a consent is to one purpose: another choice takes it back, the same one does not', () => {
    const definition = named('bank')
    const visit = open({ ...definition, visits: definition.visits.map(each => ({ ...each, right: 'CONSENT' })) })
    visit.choose('BANK_COUNTER_TXN')
    visit.agree('SPOKEN', now)
    visit.choose('BANK_COUNTER_TXN')
    expect(visit.view().needs).toBeUndefined()
    visit.choose('BANK_INFO_UPDATE')
    expect(visit.view()).toEqual({ purpose: 'BANK_INFO_UPDATE', needs: 'consent' })
  })
})

describe('the customer of the organisation', () => {
  const customer = { fields: { fullName: 'NGUYỄN THỊ THỬ NGHIỆM' } }

  test('is held until the citizen has gone, with where it came from', () => {
    const visit = open(named('bank'))
    expect(visit.setCustomer(customer, 'core')).toBeUndefined()
    expect(visit.view().customer).toEqual({ ...customer, origin: 'core' })
    visit.over()
    expect(visit.customer()).toBeUndefined()
  })

  test('is none of a desk that compares none; taking it back is always possible', () => {
    const visit = open(named('office'))
    expect(visit.setCustomer(customer, 'typed')).toMatchObject({ tag: 'ApiDeskRule' })
    expect(visit.setCustomer(undefined, 'typed')).toBeUndefined()
  })
})

test('what is compared of a record goes by the purpose; for one that the desk does not have, nothing', () => {
  const visit = open(named('bank'))
  expect(visit.wantedOfCustomer('BANK_COUNTER_TXN')).toMatchObject({ amount: true })
  expect(visit.wantedOfCustomer('BANK_ACCOUNT_OPENING')).toMatchObject({ amount: false })
  expect(visit.wantedOfCustomer('BANK_ACCOUNT_OPENING')?.fields).not.toContain('sex')
  for (const purpose of ['RESIDENCE_CONFIRMATION', undefined]) expect(visit.wantedOfCustomer(purpose)).toBeUndefined()
})

describe('somebody without a card', () => {
  test('is received for a reason of the definition only, by the right that goes with it', () => {
    const clinic = named('clinic')
    const visit = open(clinic)
    visit.choose('PATIENT_ADMISSION')
    expect(visit.basisWithoutCard('EMERGENCY', now)).toMatchObject({ value: { consent: { type: 'EMERGENCY' } } })
    visit.choose('HEALTH_INSURANCE_CHECK')
    // That purpose rests on no emergency.
    expect(visit.basisWithoutCard('EMERGENCY', now)).toMatchObject({ error: { tag: 'ApiDeskRule' } })
    expect(visit.basisWithoutCard('WHATEVER', now)).toMatchObject({ error: { tag: 'ApiDeskRule' } })
    const bank = open(named('bank'))
    bank.choose('BANK_COUNTER_TXN')
    expect(bank.basisWithoutCard('EMERGENCY', now)).toMatchObject({ error: { tag: 'ApiDeskRule' } })
  })
})

test('what has ended since the station started lets nobody be read', () => {
  const definition = { ...withRight('LEGAL_DUTY'), until: '2026-12-31' }
  const visit = open(definition)
  expect(visit.basis(now)).toMatchObject({ ok: true })
  expect(visit.basis(new Date('2026-12-31T17:00:00Z'))).toMatchObject({ error: { tag: 'ApiDeskRule' } })
  const ended = { ...purposeTable, legalBases: purposeTable.legalBases.map(each => ({ ...each, until: '2026-11-21' })) }
  expect(openVisit(withRight('LEGAL_DUTY'), ended).basis(now)).toMatchObject({ error: { tag: 'ApiDeskRule' } })
})

test('a purpose that compares no customer takes none, and drops what was pushed before it was chosen', () => {
  const bank = named('bank')
  const [first, second] = bank.visits as [(typeof bank.visits)[number], (typeof bank.visits)[number]]
  const without = { ...second, steps: second.steps.filter(({ id }) => id !== 'customer') }
  const visit = open({ ...bank, visits: [first, without] })
  expect(visit.setCustomer({ fields: { fullName: 'A' }, amount: 1 }, 'core')).toBeUndefined()
  visit.choose(without.purpose)
  expect(visit.customer()).toBeUndefined()
  expect(visit.setCustomer({ fields: { fullName: 'A' } }, 'core')).toMatchObject({ tag: 'ApiDeskRule' })
})

test('of a customer that is pushed, nothing but what the desk compares', () => {
  const bank = named('bank')
  const customer = { fields: ['fullName' as const], strict: [], amount: false }
  const visit = open({ ...bank, customer })
  visit.setCustomer({ customerNumber: '1', fields: { fullName: 'A', placeOfResidence: 'B' }, amount: 5 }, 'core')
  expect(visit.customer()?.customer).toEqual({ customerNumber: '1', fields: { fullName: 'A' } })
})
