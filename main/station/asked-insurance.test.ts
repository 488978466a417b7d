import { afterEach, expect, test } from 'vitest'
import { personOf } from '../../fixtures/country/population.ts'
import { insuranceDeliverer } from '../online/insurance/deliver-insurance.ts'
import { createInsurancePortal } from '../online/insurance/insurance-adapter.ts'
import { inventedDesk, inventedReport } from '../online/invented-questions.ts'
import { firstTry } from '../online/modelled-outbox.ts'
import { purposeTable } from '../purposes/purpose-table.ts'
import { insuranceOfficer, insuranceService } from './asked-insurance.ts'
import type { About } from './asked-service.ts'
import { startReferenceInsurance } from './reference-insurance.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const now = new Date()
const mai = personOf('mai') ?? expect.fail('no Mai')
const about = (purpose: string) => {
  const context = inventedDesk(now)
  const report = inventedReport({ ...mai, placeOfResidence: undefined })
  return {
    transactionId: 't',
    report,
    context: { ...context, purpose: { ...context.purpose, code: purpose } },
    now,
  } as About
}

async function demo() {
  const reference = await startReferenceInsurance()
  const service = insuranceService(3000, purposeTable)
  const adapter = createInsurancePortal(reference.adapter)
  closing.push(reference.stop, adapter.close)
  const question = service.question(about('PATIENT_ADMISSION'))
  if (question?.kind !== 'insurance') return expect.fail('nothing asked')
  const deliverers = { insurance: insuranceDeliverer(adapter) }
  return { reference, service, ask: () => firstTry({ deliverers }, question, service.limitMs), question }
}

test('the demo answers about its people, and not while it is offline', async () => {
  const { reference, ask, question } = await demo()
  expect(question).toMatchObject({ kind: 'insurance', transactionId: 't' })
  expect(await ask()).toMatchObject({ status: 'answered', answer: { code: '000' } })
  reference.setOnline(false)
  expect(await ask()).toMatchObject({ status: 'pending', error: { tag: 'OnlineOffline' } })
  reference.setOnline(true)
  expect(await ask()).toMatchObject({ status: 'answered' })
})

test('asked only under a purpose that has to do with it', async () => {
  const { service } = await demo()
  expect(service.question(about('HEALTH_INSURANCE_CHECK'))).toBeDefined()
  for (const purpose of ['BANK_ACCOUNT_OPENING', 'ADMIN_PROCEDURE', 'NONE'])
    expect(service.question(about(purpose))).toBeUndefined()
})

test('the officer is the account as it is now', () => {
  const account = { id: 'thu', name: 'Cán bộ Thử Một', officerNumber: '000190000001', disabled: false }
  const officer = insuranceOfficer(() => [
    account,
    { ...account, id: 'closed', disabled: true },
    { id: 'x', name: 'X', disabled: false },
  ])
  expect(officer('thu')).toEqual({ name: 'Cán bộ Thử Một', number: '000190000001' })
  for (const id of ['closed', 'x', 'nobody', undefined]) expect(officer(id)).toBeUndefined()
})
