import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import { verificationText } from '../print/records/record-fingerprint.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStoreForReading } from '../store/open-for-reading.ts'
import { defaultConfig } from './config.ts'
import { inProcessPad } from './demo.ts'
import { openStation } from './open-station.ts'
import { stationPaths } from './paths.ts'
import { officeServiceCode } from './rules-of-tests.ts'
import { result, stationOfTests, until } from './station-of-tests.ts'

/** What is kept of visits, and what is done about them once their citizens have gone. */

const [mai] = personas as [(typeof personas)[number]]
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const atCounter = ({ counter }: StationState) => (counter.step === 'result' ? counter.transaction : undefined)
function applicantOf(transaction: Transaction | undefined) {
  const state = transaction?.checks?.findLast(({ kind }) => kind === 'residence')?.state
  if (state?.status !== 'answered' || state.answer.kind !== 'residence') return undefined
  return state.answer.confirmation?.content.applicant
}

test('a confirmation of residence has ethnic group and religion while the citizen is there, and is kept without', async () => {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-kept-'))
  ends.push(() => rmSync(home, { recursive: true, force: true }))
  const env = { CHIPDESK_HOME: home }
  const pad = inProcessPad('instant')
  const opened = await openStation({ mode: 'demo', desk: 'commune', pad, env })
  if (!opened.ok) throw new Error(opened.error.cause)
  const station = opened.value
  await station.call('visit.purpose', { purpose: 'RESIDENCE_CONFIRMATION' })
  const buddhist = personas.find(({ religion }) => religion === 'Phật giáo') ?? expect.fail('nobody believes')
  await station.call('counter.input', { text: buddhist.personalNumber })
  await station.call('demo.place', { persona: buddhist.id })
  const { transaction } = await result(station)
  const shown = applicantOf(atCounter(await until(station, state => applicantOf(atCounter(state)) !== undefined)))
  expect(shown).toMatchObject({ ethnicity: 'Kinh', religion: 'Phật giáo' })
  await station.close()

  const paths = stationPaths(true, env)
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store })
  const store = key.ok ? openStoreForReading({ path: paths.store, key: key.value }) : key
  if (!store.ok) throw new Error(store.error.cause)
  ends.push(() => store.value.close())
  const { reader } = store.value
  expect(applicantOf(reader.transaction(transaction.id))).toEqual({ ...shown, ethnicity: '', religion: '' })
  const stored = JSON.stringify([reader.transaction(transaction.id), reader.answersOf(transaction.id)])
  expect(stored).toContain(buddhist.placeOfOrigin.normalize('NFC'))
  expect(stored).not.toMatch(/Phật giáo|Kinh/)
})

/** Mai has come to this desk, her card was read, and she has gone. */
async function visited(definition: string, purpose?: string) {
  const desk = await stationOfTests(ends, { desk: { definition } })
  if (purpose) await desk.station.call('visit.purpose', { purpose })
  await desk.say(mai.personalNumber)
  desk.place()
  const { transaction } = await result(desk.station)
  await until(desk.station, state => atCounter(state)?.registry.status === 'answered')
  await desk.station.call('counter.clear', {})
  return { ...desk, id: transaction.id }
}

test('about a visit that is over the register is asked under the service of its own purpose', async () => {
  const { station, registry, store, id } = await visited('office')
  await registry.pause()
  await station.call('lookup.ask', { transactionId: id, kind: 'lookup', fields: ['permanentResidence'] })
  const [asked] = store.reader.pendingQuestions(10)
  const question = asked?.question
  expect(JSON.parse(question && 'body' in question ? question.body : '{}').purpose).toMatchObject({
    code: 'ADMIN_PROCEDURE',
    serviceCode: officeServiceCode,
  })
  expect(officeServiceCode).not.toBe(defaultConfig().desk.serviceCode)
})

test('the code on a printed record finds its visit', async () => {
  const { station, store, id } = await visited('bank', 'BANK_COUNTER_TXN')
  const stored = store.reader.transaction(id) ?? expect.fail('nothing stored')
  const found = async (text: string) => {
    const { transactions } = await station.call('history.search', { text })
    return transactions.map(each => each.id)
  }
  const printed = verificationText(stored)
  expect(printed).toMatch(/^chipdesk:verify:/)
  expect([await found(printed), await found(`${printed}\n`), await found(id)]).toEqual([[id], [id], [id]])
  const other = id.replace(/^./, first => (first === '0' ? '1' : '0'))
  expect(await found(printed.replace(id, other))).toEqual([])
})
