import { afterEach, describe, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import { registeredPerson } from '../../fixtures/services/registry/registered-person.ts'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'
import { sealer } from '../../fixtures/services/registry/registry-seal.ts'
import { signingKey } from '../../fixtures/services/registry/registry-signing.ts'
import { ok } from '../emrtd/result.ts'
import { type LookupField, lookupFields } from '../protocol/citizen-data.ts'
import { ed25519Key } from './card-answer.ts'
import { civilStatusQuestion, eidQuestion, lookupQuestion, residenceQuestion } from './citizen-questions.ts'
import { askedAbout, inventedDesk, inventedReport } from './invented-questions.ts'
import { modelClock } from './modelled-register.ts'
import { contractAdapter, createRegistryClient } from './registry-client.ts'
import { registryDeliverers } from './registry-deliverers.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const now = new Date('2026-11-22T08:00:00Z')
const source = { transactionId: 't', report: inventedReport(), context: inventedDesk(now), now }
const [first] = personas
if (!first) throw new Error('no personas')
const { card: _, ...person } = registeredPerson(first)
const notAllowed = (cause: string) => ({ ok: false, error: { tag: 'OnlineNotAllowed', cause } })

describe('only what the purpose allows', () => {
  const lookUp = (fields: readonly LookupField[], allowed: readonly LookupField[]) =>
    lookupQuestion({ ...source, fields, allowed })
  test('a field beyond it is refused by name, before anything is asked', () => {
    expect(lookUp(['lifeStatus', 'spouse', 'bloodGroup'], ['lifeStatus'])).toMatchObject(
      notAllowed('spouse bloodGroup'),
    )
  })
  test('nothing at all is no question', () =>
    expect(lookUp([], lookupFields)).toMatchObject(notAllowed('nothing was asked')))
  test('what is allowed is asked once, with the circumstances of the visit', () => {
    const made = lookUp(['lifeStatus', 'lifeStatus'], ['lifeStatus'])
    if (!made.ok) throw new Error(made.error.cause)
    const { kind, body, requestId, expiresAt } = made.value
    expect([kind, expiresAt]).toEqual(['lookup', '2026-11-23T08:00:00.000Z'])
    expect(JSON.parse(body)).toMatchObject({
      requestId,
      occurredAt: now.toISOString(),
      requestedFields: ['lifeStatus'],
      purpose: { code: 'PATIENT_ADMISSION' },
      subject: { personalNumber: '999190000001', birth: { date: '1990-01-15' } },
    })
  })
  test('civil status, residence and e-ID in the same way', () => {
    expect(civilStatusQuestion({ ...source, records: ['DEATH_EXTRACT'], allowed: ['MARITAL_STATUS'] })).toMatchObject(
      notAllowed('DEATH_EXTRACT'),
    )
    const application = { receivedOn: '2026-11-22', request: 'x' }
    expect(residenceQuestion({ ...source, application, allowed: false })).toMatchObject(
      notAllowed('residence-confirmations'),
    )
    const eid = { ...source, personalNumber: '999190000001', allowed: ['fullName', 'issueDate'] as const }
    expect(eidQuestion({ ...eid, level: 2, fields: ['sex'] })).toMatchObject(notAllowed('sex'))
    // Level 1 gives the first four fields at most, whatever the purpose allows.
    expect(eidQuestion({ ...eid, level: 1, fields: ['fullName', 'issueDate'] })).toMatchObject(notAllowed('issueDate'))
    expect(eidQuestion({ ...eid, level: 2, fields: ['fullName', 'issueDate'] })).toMatchObject({ ok: true })
    expect(eidQuestion({ ...eid, level: 2, personalNumber: '99919', fields: ['fullName'] })).toMatchObject({
      error: { tag: 'DataNumberInvalid' },
    })
  })
  test('somebody without a name is nobody to ask about', () => {
    const report = inventedReport({ fullName: undefined })
    expect(lookupQuestion({ ...source, report, fields: ['spouse'], allowed: ['spouse'] })).toMatchObject(
      notAllowed('nobody to ask about'),
    )
  })
})

describe('what a server gives beside what was asked', () => {
  const key = signingKey('model', 'a generous register')
  const publicKey = ed25519Key(key.publicPem)
  if (!publicKey) throw new Error('no key')
  const policy = { keys: new Map([['model', publicKey]]), signedAnswers: 'where-present', basePath: '' } as const
  /** Everything that an adapter makes of an answer that was rightly signed. */
  async function kept(kind: 'lookup' | 'civil-status' | 'eid', said: object, around: object = {}): Promise<string> {
    const question = askedAbout(kind, person, now)
    const sealedAnswer = { ...sealer(key, () => now).sealFor(question.requestId, 'REG-1')(said), ...around }
    const begun = {
      authenticationId: 'a'.repeat(32),
      level: 2,
      expiresAt: '2026-11-22T08:03:00Z',
      status: 'CREATED',
      matchingCode: '42',
    }
    const send = async ({ method }: { method: string }) => {
      const created = sealer(key, () => now).sealFor(question.requestId, 'REG-1')(begun)
      const body = kind === 'eid' && method === 'POST' ? created : sealedAnswer
      return ok({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
      })
    }
    const clock = modelClock(now.getTime())
    const deliverers = registryDeliverers(
      contractAdapter(send, policy, async () => {}),
      clock,
    )
    let text: string | undefined
    void deliverers[kind]
      .deliver(question, new AbortController().signal, () => now)
      .then(answer => {
        text = JSON.stringify(answer)
      })
    await clock.until(() => text !== undefined, 60_000)
    return text ?? ''
  }
  const match = {
    match: 'FULL',
    perField: { fullName: { match: true }, birthDate: { match: true } },
    lifeStatus: 'ALIVE',
  }

  test('a look-up: fields, members of a field, and numbers of others', async () => {
    const data = {
      permanentResidence: { address: 'KEPT', religion: 'DROPPED', form: 'PERMANENT' },
      bloodGroup: 'DROPPED',
      fingerprints: 'DROPPED',
    }
    const text = await kept(
      'lookup',
      { ...match, given: ['permanentResidence', 'bloodGroup'], replacedBy: 'DROPPED' },
      { data, photo: 'DROPPED' },
    )
    expect(text).toContain('KEPT')
    expect(text).not.toContain('DROPPED')
  })
  test('data that the signed text does not give are not taken', async () => {
    const text = await kept('lookup', { ...match, given: [] }, { data: { permanentResidence: { address: 'DROPPED' } } })
    expect(text).toContain('"ok":true')
    expect(text).not.toContain('DROPPED')
  })
  test('data about whoever was not recognised is no answer', async () => {
    const said = { ...match, match: 'PARTIAL', perField: { fullName: { match: true }, birthDate: { match: false } } }
    expect(await kept('lookup', { ...said, given: ['spouse'] }, { data: { spouse: null } })).toContain(
      'data about somebody who was not recognised',
    )
  })
  test('civil status: records and members', async () => {
    const records = { MARITAL_STATUS: { status: 'SINGLE', since: null, with: 'DROPPED' }, DEATH_EXTRACT: 'DROPPED' }
    const text = await kept('civil-status', { records, withheld: [] })
    expect(text).toContain('SINGLE')
    expect(text).not.toContain('DROPPED')
  })
  test('e-ID: fields that were not asked, and those without consent', async () => {
    const consent = { grantedAt: now.toISOString(), purpose: 'PATIENT_ADMISSION', fields: ['fullName', 'issueDate'] }
    const data = { fullName: 'KEPT', birthDate: 'DROPPED', issueDate: 'DROPPED', religion: 'DROPPED' }
    const state = { authenticationId: 'a'.repeat(32), status: 'GRANTED', level: 2, consent, data }
    const text = await kept('eid', state)
    expect(text).toContain('KEPT')
    expect(text).not.toContain('DROPPED')
    expect(await kept('eid', { ...state, data: { personalNumber: '000190000009' } })).toContain(
      'e-ID data about another person',
    )
    expect(await kept('eid', { ...state, consent: undefined })).toContain('granted without consent or data')
  })
})

test('e-ID: the code to compare is shown while the citizen decides; asked again, it is the same request', async () => {
  const registry = await startRegistry({ people: [person], scenario: 'eid-pending' })
  const client = createRegistryClient({ baseUrl: registry.url, publicKeys: registry.publicKeys, timeoutMs: 5000 })
  closing.push(registry.stop, client.close)
  const question = askedAbout('eid', person)
  const shown: string[] = []
  const ask = (stop: AbortSignal, andThen = () => {}) =>
    registryDeliverers(client).eid.deliver(
      question,
      stop,
      () => new Date(),
      ({ matchingCode }) => {
        shown.push(matchingCode)
        andThen()
      },
    )
  const clerk = new AbortController()
  const giveUp = () => clerk.abort(new DOMException('', 'TimeoutError'))
  expect(await ask(clerk.signal, giveUp)).toMatchObject({ ok: false, error: { error: { tag: 'OnlineTimeout' } } })
  const [waiting] = registry.waitingEids()
  expect(registry.waitingEids()).toHaveLength(1)
  expect(shown).toEqual([waiting?.matchingCode])
  registry.decideEid(waiting?.authenticationId ?? '', 'GRANTED')
  expect(await ask(AbortSignal.timeout(10_000))).toMatchObject({
    ok: true,
    value: { status: 'answered', answer: { outcome: 'GRANTED', level: 2, fields: { fullName: person.fullName } } },
  })
  expect(shown).toEqual([waiting?.matchingCode, waiting?.matchingCode])
})
