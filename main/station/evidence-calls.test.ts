import { afterEach, describe, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { newAccount } from '../operators/accounts.ts'
import { decodeEvidence } from '../verification/evidence.ts'
import { cheapCost } from './desk-of-tests.ts'
import { reverify } from './reverify.ts'
import { result, stationOfTests, until } from './station-of-tests.ts'

const [mai] = personas as [(typeof personas)[number]]
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Mai’s card was read at this desk and its result is on the screen. */
async function readAt(definition: string, purpose?: string) {
  const desk = await stationOfTests(ends, { desk: { definition } })
  if (purpose !== undefined) await desk.station.call('visit.purpose', { purpose })
  await desk.say(mai.personalNumber)
  desk.place()
  const { transaction } = await result(desk.station)
  return { ...desk, id: transaction.id }
}
const bank = () => readAt('bank', 'BANK_COUNTER_TXN')

describe('behind the result on the screen', { timeout: 30_000 }, () => {
  test('who issued it, how long the card took, and its commands without a byte of data; all of it goes with the citizen', async () => {
    const { station, store, id } = await readAt('office')
    const details = await station.call('transaction.details', { transactionId: id })
    expect(details).toMatchObject({ from: 'card', evidence: 'not-by-purpose', traced: true })
    expect(details.certificates.map(({ role }) => role)).toEqual(expect.arrayContaining(['document-signer', 'anchor']))
    for (const { subject, issuer, serial, key, signature, fingerprint } of details.certificates) {
      expect([subject, issuer, serial, key, signature].every(text => text.length > 0)).toBe(true)
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
    }
    expect(details.cardMs).toHaveProperty('pace')
    const { lines } = await station.call('transaction.trace', { transactionId: id })
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.some(({ secured }) => secured)).toBe(true)
    const selects = lines.filter(({ command }) => command.data !== undefined)
    expect(selects.every(({ command }) => command.header.slice(2, 4) === 'a4')).toBe(true)
    expect(JSON.stringify(lines)).not.toContain(mai.personalNumber.slice(-6))
    const [entry] = store.reader.auditList({ action: 'transaction.trace', limit: 1 })
    expect(JSON.parse(String(entry?.facts))).toMatchObject({ transaction: id, commands: lines.length })

    await station.call('counter.clear', {})
    await expect(station.call('transaction.trace', { transactionId: id })).rejects.toMatchObject({ tag: 'ApiDeskRule' })
    const later = await station.call('transaction.details', { transactionId: id })
    expect(later).toEqual({ certificates: [], evidence: 'not-by-purpose', traced: false })
  })

  test('a visit that nobody knows', async () => {
    const { station } = await stationOfTests(ends)
    await expect(station.call('transaction.details', { transactionId: 'none' })).rejects.toMatchObject({
      tag: 'DataUnknownCode',
    })
    await expect(station.call('history.verify', { id: 'none' })).rejects.toMatchObject({ tag: 'DataUnknownCode' })
  })
})

describe('evidence', { timeout: 30_000 }, () => {
  test('it leaves the desk with the consent of a second person alone, and both are written down', async () => {
    const { station, store, id } = await bank()
    const account = await newAccount(
      { id: 'second', name: 'Người Thứ Hai', role: 'supervisor', secret: '204060' },
      { accounts: store.reader.operators(), at: new Date(), by: 'station', random: randomBytes, cost: cheapCost },
    )
    if (!account.ok) throw new Error(account.error.cause)
    await store.writer.saveOperator(account.value, [])
    const asked = station.call('transaction.export', { transactionId: id })
    const { session } = await until(station, state => state.session?.state === 'signed-in' && !!state.session.consent)
    const request = session?.state === 'signed-in' ? (session.consent?.id ?? '') : ''
    await station.call('session.consent', { request, id: 'second', secret: '204060' })
    const { fileName, evidence } = await asked
    expect(fileName).toBe(`chipdesk-${id}.evidence`)
    const decoded = decodeEvidence(evidence)
    expect(decoded.ok && decoded.value.read.files.has('SOD')).toBe(true)
    expect(decoded.ok && decoded.value.read.files.has('DG2')).toBe(false)
    const [entry] = store.reader.auditList({ action: 'transaction.export', limit: 1 })
    expect(JSON.parse(String(entry?.facts))).toMatchObject({
      transaction: id,
      second: 'second',
      secondRole: 'supervisor',
    })
  })

  test('nothing leaves where the second person is not there', async () => {
    const { station, store, id } = await bank()
    const asked = station.call('transaction.export', { transactionId: id })
    const refused = expect(asked).rejects.toMatchObject({ tag: 'ApiSecondPersonNeeded' })
    const { session } = await until(station, state => state.session?.state === 'signed-in' && !!state.session.consent)
    await station.call('session.withdraw', {
      request: session?.state === 'signed-in' ? (session.consent?.id ?? '') : '',
    })
    await refused
    expect(store.reader.auditList({ action: 'transaction.export', limit: 1 })).toEqual([])
  })

  test('it is verified again by what the desk trusts now; what has not changed is said to be the same', async () => {
    const { station, store, id } = await bank()
    await station.call('counter.clear', {})
    const again = await station.call('history.verify', { id })
    expect(again).toMatchObject({
      status: 'verified',
      before: { verdict: 'authentic' },
      now: { verdict: 'authentic' },
      changed: [],
    })
    expect(again.status === 'verified' && again.same).toBeGreaterThan(8)
    expect(again.status === 'verified' && again.parts).toEqual([])
    const [entry] = store.reader.auditList({ action: 'history.verify', limit: 1 })
    expect(entry?.outcome).toBe('authentic')
    const details = await station.call('transaction.details', { transactionId: id })
    expect(details).toMatchObject({ from: 'evidence', evidence: 'kept', traced: false })
    expect(details.certificates.map(({ role }) => role)).toContain('document-signer')
  })

  test('trust that was withdrawn since changes the verdict, and is named', async () => {
    const { store, id, anchors } = await bank()
    const text = store.reader.evidence(id)
    if (text === undefined) throw new Error('no evidence')
    const none = { ...anchors, anchors: [], digest: '00', issuersOf: () => [], linksOf: () => [] }
    const then = JSON.stringify({ anchors: anchors.anchors.map(({ fingerprint, kind }) => ({ fingerprint, kind })) })
    const again = reverify(text, { anchors: none, policy: 'demo', trustThen: () => then })
    expect(again).toMatchObject({
      status: 'verified',
      before: { verdict: 'authentic' },
      now: { verdict: 'intact' },
      anchors: { added: 0, removed: anchors.anchors.length },
    })
    expect(again.status === 'verified' && again.changed.map(({ now }) => now.id)).toContain('issuer.chain')
    expect(again.status === 'verified' && again.parts).toEqual(expect.arrayContaining(['verdict', 'trust']))
    const changed = reverify(text.replace('"verdict":"authentic"', '"verdict":"altered"'), {
      anchors,
      policy: 'demo',
      trustThen: () => undefined,
    })
    expect(changed).toEqual({ status: 'unreadable' })
  })

  test('where the purpose keeps none there is none to verify, and it says so', async () => {
    const { station, store, id } = await readAt('office')
    expect(await station.call('history.verify', { id })).toEqual({ status: 'no-evidence', evidence: 'not-by-purpose' })
    expect(store.reader.auditList({ action: 'history.verify', limit: 1 })[0]?.outcome).toBe('no-evidence')
  })
})
