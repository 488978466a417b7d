import { afterEach, describe, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import { startCardVerificationProvider } from '../../fixtures/services/card-verification/card-verification.ts'
import { startPopulationBase } from '../../fixtures/services/population-base/population-base.ts'
import { registeredPerson } from '../../fixtures/services/registry/registered-person.ts'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'
import { fingerprintOf, registryCertificates } from '../../fixtures/services/registry/registry-certificates.ts'
import { askedAbout } from './invented-questions.ts'
import { cardProviderConfigSchema, contractConfigSchema, filesOf, populationBaseConfigSchema } from './online-config.ts'
import { registryDeliverers } from './registry-deliverers.ts'
import { type OnlineMaterial, registryOf } from './registry-of.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const [first] = personas
if (!first) throw new Error('no personas')
const { card: _, ...person } = registeredPerson(first)
const now = () => new Date()

const certificates = registryCertificates('combined services')
async function mutual(pair: { cert: string; key: string } | undefined, revoked: readonly string[] = []) {
  const registry = await startRegistry({ people: [person], tls: { ...certificates.tls, revoked } })
  const config = contractConfigSchema.parse({
    url: registry.url,
    publicKeys: registry.publicKeys,
    tls: { ca: 'ca.pem', ...(pair && { cert: 'desk.pem', key: 'desk.key' }) },
    signedAnswers: 'required',
  })
  const files = new Map([
    ['ca.pem', certificates.ca],
    ...(pair
      ? ([
          ['desk.pem', pair.cert],
          ['desk.key', pair.key],
        ] as const)
      : []),
  ])
  const adapter = registryOf({ registry: config }, { files })
  if (!adapter) throw new Error('nothing configured')
  closing.push(registry.stop, adapter.close)
  const question = askedAbout('registry', person)
  const delivery = await registryDeliverers(adapter).registry.deliver(question, AbortSignal.timeout(10_000), now)
  return delivery.ok ? delivery.value : delivery.error
}

describe('mutual TLS with files that the configuration names', () => {
  test('the desk’s own certificate: answered, and signed as a whole', async () => {
    expect(await mutual(certificates.client('00000', 'quay-1'))).toMatchObject({
      status: 'answered',
      card: { verdict: 'VALID' },
      citizen: { match: 'FULL' },
    })
  })
  test('a certificate that was taken out of service', async () => {
    const pair = certificates.client('00000', 'quay-1')
    expect(await mutual(pair, [fingerprintOf(pair.cert)])).toMatchObject({
      final: false,
      error: { tag: 'OnlineAccount', cause: 'CLIENT_CERTIFICATE_REVOKED' },
    })
  })
  test('the certificate of another desk', async () => {
    expect(await mutual(certificates.client('00000', 'quay-2'))).toMatchObject({
      status: 'failed',
      error: { tag: 'OnlineRefused', cause: 'WORKSTATION_NOT_AUTHORISED' },
    })
  })
  test.each([
    ['none', undefined],
    ['one that has run out', certificates.expiredClient('00000', 'quay-1')],
    ['one of somebody else', certificates.foreignClient('00000', 'quay-1')],
  ])('%s: no answer, and nothing is taken for one', async (_, pair) => {
    const said = await mutual(pair)
    expect(said).toMatchObject({ final: false })
    expect(JSON.stringify(said)).toMatch(/OnlineAccount|OnlineOffline/)
  })
})

test('the card by a provider, the citizen by the population base, the rest by the register', async () => {
  const registry = await startRegistry({ people: [person] })
  const provider = await startCardVerificationProvider()
  const base = await startPopulationBase()
  closing.push(registry.stop, provider.stop, base.stop)
  const { user, xRoadClient, secret, apiKey, officer } = base.credentials
  const config = {
    registry: contractConfigSchema.parse({ url: registry.url, publicKeys: registry.publicKeys }),
    cardProvider: cardProviderConfigSchema.parse({
      url: provider.url,
      customerCode: provider.credentials.customerCode,
      publicKey: { keyId: 'rar', pem: provider.publicKeyPem },
      exitCodes: { 21: 'UNKNOWN_SIGNER' },
    }),
    populationBase: populationBaseConfigSchema.parse({
      url: base.serviceUrl,
      front: { kind: 'axis', user, xRoadClient },
      officers: { 'can-bo-1': officer.id },
    }),
  }
  const secrets: Record<string, string> = {
    'card-provider.api-key': provider.credentials.apiKey,
    'population-base.secret': secret,
    'population-base.api-key': apiKey,
    [`population-base.officer.${officer.id}`]: officer.authHash,
  }
  const material: OnlineMaterial = { secret: name => secrets[name] }
  const adapter = registryOf(config, material)
  if (!adapter) throw new Error('nothing configured')
  closing.push(adapter.close)
  const deliverers = registryDeliverers(adapter)
  const ask = (kind: Parameters<typeof askedAbout>[0]) =>
    deliverers[kind].deliver(askedAbout(kind, person), AbortSignal.timeout(10_000), now)
  const registered = await ask('registry')
  // The invented signer is no certificate: the provider says so, and the citizen is not asked about in vain.
  expect(registered).toMatchObject({ ok: true, value: { status: 'failed', error: { cause: 'INVALID_REQUEST' } } })
  expect(provider.requests()).toHaveLength(1)
  expect(base.requests()).toHaveLength(1)
  expect(await ask('lookup')).toMatchObject({ ok: true, value: { status: 'answered', answer: { match: 'FULL' } } })
  expect(base.requests()).toHaveLength(2)
  expect(await ask('civil-status')).toMatchObject({ ok: true, value: { status: 'answered' } })
  expect(registry.requests().map(({ path }) => path)).toEqual(['/v1/civil-status'])
})

test('nothing configured: the desk does not ask', () => expect(registryOf({})).toBeUndefined())

test('every file is named once', () => {
  const tls = { ca: 'ca.pem', cert: 'desk.pem', key: 'desk.key' }
  const registry = contractConfigSchema.parse({ url: 'https://registry.example', publicKeys: {}, tls })
  expect(filesOf({ registry })).toEqual(['ca.pem', 'desk.pem', 'desk.key'])
})

test.each(['http://registry.example', 'ftp://127.0.0.1'])('the address %s is refused where it is read', url => {
  expect(contractConfigSchema.safeParse({ url, publicKeys: {} }).success).toBe(false)
})
