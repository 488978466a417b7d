import { createServer } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import { startCardVerificationProvider } from '../../fixtures/services/card-verification/card-verification.ts'
import { cardVerificationScenarios } from '../../fixtures/services/card-verification/card-verification-scenario.ts'
import { startPopulationBase } from '../../fixtures/services/population-base/population-base.ts'
import { populationBaseScenarios } from '../../fixtures/services/population-base/population-base-scenario.ts'
import { registeredPerson } from '../../fixtures/services/registry/registered-person.ts'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'
import { registryScenarios } from '../../fixtures/services/registry/registry-scenario.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { createCardProvider } from './card-provider/card-provider.ts'
import { systemClock } from './clock.ts'
import { type AskedKind, askedAbout } from './invented-questions.ts'
import { createPopulationBase } from './population-base/population-base.ts'
import type { RegistryAdapter } from './registry-adapter.ts'
import { createRegistryClient } from './registry-client.ts'
import { registryDeliverers } from './registry-deliverers.ts'

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const [first] = personas
if (!first) throw new Error('no personas')
const { card: _, ...person } = registeredPerson(first)
const planted = {
  apiKey: 'invented-key-of-a-test-desk',
  wrongKey: 'planted-api-key-5f2c',
  secret: 'planted-secret-91d0',
  query: 'planted-query-3c',
}
/** Two seconds between two looks at an e-ID request are a hundredth of it here. */
const hasty = { now: () => new Date(), after: (ms: number, run: () => void) => systemClock.after(ms / 100, run) }

/** Every error that comes of all questions in all scenarios. */
async function errorsOf(
  adapter: RegistryAdapter,
  kinds: readonly AskedKind[],
  scenarios: readonly string[],
  set: (scenario: string) => void,
): Promise<ChipDeskError[]> {
  const errors: ChipDeskError[] = []
  for (const scenario of scenarios) {
    set(scenario)
    const answers = kinds.map(kind =>
      registryDeliverers(adapter, hasty)[kind].deliver(
        askedAbout(kind, person),
        AbortSignal.timeout(250),
        () => new Date(),
      ),
    )
    for (const answer of await Promise.all(answers)) {
      if (!answer.ok) errors.push(answer.error.error)
      else if (answer.value.status === 'failed') errors.push(answer.value.error)
    }
  }
  return errors
}

/** Nothing that identifies a person, an account or an address, in whatever form it was sent. */
function expectClean(errors: readonly ChipDeskError[], least: number): void {
  expect(errors.length).toBeGreaterThanOrEqual(least)
  const { personalNumber, fullName, birthDate, placeOfResidence } = person
  const told = JSON.stringify(errors)
  const values = [
    ...[personalNumber, fullName, fullName.toLocaleUpperCase('vi'), birthDate, birthDate.replaceAll('-', '')],
    ...[placeOfResidence, ...fullName.split(' ').slice(1), ...Object.values(planted)],
    ...['127.0.0.1', 'http:', 'https:', '/v1/', 'eid/api', 'dancuquocgia', 'Bearer', 'Basic', 'can-bo'],
    Buffer.from(planted.wrongKey).toString('base64'),
  ]
  for (const value of values) expect(told, value).not.toContain(value)
  // Causes are codes and fixed words.
  for (const { cause = '' } of errors) expect(cause).toMatch(/^[\w ./+:-]{0,80}$/)
}

test('the register', async () => {
  const registry = await startRegistry({
    people: [person],
    slowMs: 400,
    limits: 'none',
    eidTimes: { delivery: 0, answer: 5 },
  })
  const client = createRegistryClient({ baseUrl: registry.url, publicKeys: registry.publicKeys, timeoutMs: 120 })
  closing.push(registry.stop, client.close)
  const kinds = ['registry', 'lookup', 'civil-status', 'residence', 'eid'] as const
  expectClean(await errorsOf(client, kinds, registryScenarios, name => registry.setScenario(name as 'normal')), 100)
}, 20_000)

test.each([planted.apiKey, planted.wrongKey])('a provider of card verification, key %s', async apiKey => {
  const provider = await startCardVerificationProvider({ slowMs: 400 })
  const adapter = createCardProvider({
    url: `${provider.url}/${planted.query}`,
    apiKey,
    customerCode: provider.credentials.customerCode,
    publicKey: { keyId: 'rar', pem: provider.publicKeyPem },
    timeouts: { headersMs: 120, bodyMs: 120 },
  })
  closing.push(provider.stop, adapter.close)
  const names = cardVerificationScenarios.map(({ name }) => name)
  expectClean(await errorsOf(adapter, ['registry'], names, name => provider.setScenario(name as 'normal')), 20)
})

test.each([
  ['axis', 'its secret', true],
  ['axis', 'a wrong secret', false],
  ['gateway', 'its token', true],
] as const)('the population base over the %s with %s', async (kind, _, right) => {
  const base = await startPopulationBase({ slowMs: 400 })
  const { user, secret, apiKey, xRoadClient, lgspAccessToken, officer } = base.credentials
  const adapter = createPopulationBase({
    url: kind === 'axis' ? base.serviceUrl : base.lgspUrl,
    front:
      kind === 'axis'
        ? { kind, user, secret: right ? secret : planted.secret, apiKey, xRoadClient }
        : { kind, tokenPath: '/lgsp/token', accessToken: lgspAccessToken },
    officers: { 'can-bo-1': officer },
    timeouts: { headersMs: 120, bodyMs: 120 },
  })
  closing.push(base.stop, adapter.close)
  const names = populationBaseScenarios.map(({ name }) => name)
  expectClean(await errorsOf(adapter, ['registry', 'lookup'], names, name => base.setScenario(name as 'normal')), 30)
})

/** A server that repeats to whoever asks what they said, wherever an answer has room for it. */
async function echo(turn: () => number): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const said = Buffer.concat(chunks).toString('utf8')
    const number = person.personalNumber
    const fault = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:${number}</faultcode><faultstring>${number}</faultstring><detail><d:Loi xmlns:d="http://dancuquocgia.bca"><d:MaLoi>${number}</d:MaLoi></d:Loi></detail></s:Fault></s:Body></s:Envelope>`
    const ways = [
      () =>
        response
          .writeHead(400, { 'content-type': 'application/problem+json' })
          .end(JSON.stringify({ code: number, detail: said })),
      () => response.writeHead(400, { 'content-type': `application/x-${number}` }).end(said),
      () =>
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: { code: number, message: said } })),
      () => response.writeHead(500, { 'content-type': 'text/xml' }).end(fault),
      () => response.writeHead(200, { 'content-type': 'application/json' }).end(said),
      () => response.writeHead(302, { location: `/${number}`, 'content-type': 'text/html' }).end(said),
    ]
    ways[turn() % ways.length]?.()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const stop = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/${planted.query}`, stop }
}

test('a server that repeats what it was told, and one that is gone', async () => {
  let turn = 0
  const server = await echo(() => turn)
  const { apiKey, secret } = planted
  const provider = await startCardVerificationProvider()
  const adapters = [
    createRegistryClient({ baseUrl: server.url, publicKeys: {}, timeoutMs: 2000 }),
    createCardProvider({
      url: server.url,
      apiKey,
      customerCode: 'x',
      publicKey: { keyId: 'rar', pem: provider.publicKeyPem },
    }),
    createPopulationBase({ url: server.url, front: { kind: 'axis', user: 'u', secret, apiKey, xRoadClient: 'x' } }),
  ]
  closing.push(provider.stop, ...adapters.map(({ close }) => close))
  const set = (way: string) => {
    turn = Number(way)
  }
  const ways = ['0', '1', '2', '3', '4', '5']
  for (const adapter of adapters) expectClean(await errorsOf(adapter, ['registry', 'lookup'], ways, set), 6)
  await server.stop()
  for (const adapter of adapters) {
    const gone = await errorsOf(adapter, ['registry'], ['0'], set)
    expectClean(gone, 1)
    expect(gone[0]).toMatchObject({ tag: 'OnlineOffline', cause: 'ECONNREFUSED' })
  }
})
