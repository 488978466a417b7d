import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type OrganisationOptions,
  startOrganisationSystem,
} from '../../../fixtures/services/organisation/organisation-system.ts'
import { registryCertificates } from '../../../fixtures/services/registry/registry-certificates.ts'
import { createHttpConnector, type HttpConnectorOptions } from './http-connector.ts'
import { inventedHandOver } from './invented-hand-over-of-tests.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const key = 'khoa-dung-chung-bia-dat-0123456789abcdef'
const clientId = 'quay-tiep-don-1'
const soon = () => AbortSignal.timeout(3000)

async function reaching(options: OrganisationOptions = {}) {
  const system = await startOrganisationSystem(options)
  closing.push(system.stop)
  return system
}
function connecting(options: Partial<HttpConnectorOptions> & { url: string }) {
  const connector = createHttpConnector({ clientId, key, ...options })
  closing.push(connector.close)
  return connector
}
const failure = (tag: string, cause: unknown, final = false) => ({ ok: false, error: { error: { tag, cause }, final } })

describe('a configuration that must not be used', () => {
  const https = 'https://his.example/in'
  test.each<[string, Partial<HttpConnectorOptions> & { url: string }, RegExp]>([
    ['no TLS', { url: 'http://his.example/in' }, /begin with https/],
    ['no TLS, on the network of the house', { url: 'http://192.168.1.2/in' }, /begin with https/],
    ['a name that only looks like loopback', { url: 'http://127.0.0.1.example/in' }, /begin with https/],
    ['no address', { url: 'his' }, /begin with https/],
    ['a file', { url: 'file:///etc/passwd' }, /begin with https/],
    ['a password in the address', { url: 'https://desk:secret@his.example/in' }, /begin with https/],
    ['a fragment', { url: `${https}#secret` }, /begin with https/],
    ['no key', { url: https, key: '' }, /organisation\.key/],
    ['a short key', { url: https, key: 'x'.repeat(31) }, /organisation\.key/],
    ['a client that is two lines', { url: https, clientId: 'a\nb' }, /client id/],
  ])('%s', async (_, options, cause) => {
    const asked = connecting(options).handOver(inventedHandOver(), soon())
    expect(await asked).toMatchObject(failure('ConfigInvalid', expect.stringMatching(cause)))
  })
})

test('what is sent, to the address as configured', async () => {
  let seen: IncomingMessage | undefined
  const server = createServer((request, response) => {
    seen = request
    request.resume().on('end', () => response.end(JSON.stringify({ requestId: request.headers['idempotency-key'] })))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve)))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a/b%20c/?unit=1&x=%C4%91`
  const question = inventedHandOver()
  expect(await connecting({ url }).handOver(question, soon())).toEqual({ ok: true, value: {} })
  expect(seen).toMatchObject({ method: 'POST', url: '/a/b%20c/?unit=1&x=%C4%91' })
  expect(seen?.headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': question.requestId,
    'x-chipdesk-client': clientId,
    'x-chipdesk-timestamp': expect.stringMatching(/^[0-9]{13}$/),
    'x-chipdesk-signature': expect.stringMatching(/^v1=[0-9a-f]{64}$/),
  })
})

describe('the other side checks', () => {
  test('the key', async () => {
    const system = await reaching()
    const other = connecting({ url: system.handOverUrl, key: `${key}-of-somebody-else` })
    expect(await other.handOver(inventedHandOver(), soon())).toMatchObject(failure('OnlineAccount', 'SIGNATURE_WRONG'))
    expect(system.received()).toEqual([])
  })
  test('the clock, in both directions', async () => {
    const system = await reaching()
    for (const minutes of [-6, 6]) {
      const now = () => new Date(Date.now() + minutes * 60_000)
      const asked = connecting({ url: system.handOverUrl, now }).handOver(inventedHandOver(), soon())
      expect(await asked).toMatchObject(failure('OnlineAccount', 'CLOCK_SKEW'))
    }
    expect(system.received()).toEqual([])
  })
  test('that one id is one body', async () => {
    const system = await reaching()
    const connector = connecting({ url: system.handOverUrl })
    const question = inventedHandOver()
    expect(await connector.handOver(question, soon())).toMatchObject({ ok: true })
    const other = { ...question, body: question.body.replace('quay-1', 'quay-2') }
    expect(await connector.handOver(other, soon())).toMatchObject(failure('OnlineRefused', 'KEY_REUSED', true))
    expect(system.received()).toHaveLength(1)
  })
  test('that the fields that it needs are there', async () => {
    const system = await reaching({ required: ['personalNumber', 'customerNumber'] })
    const asked = connecting({ url: system.handOverUrl }).handOver(inventedHandOver(), soon())
    expect(await asked).toMatchObject(failure('OnlineRefused', 'FIELD_MISSING', true))
  })
})

describe('TLS', () => {
  const set = registryCertificates('hand-over test')
  const { cert, key: serverKey } = set.tls.server
  const client = set.client('00001', 'quay-1')
  test('a system whose authority was not given is told nothing', async () => {
    const system = await reaching({ tls: { cert, key: serverKey } })
    const strange = [{}, { tls: { ca: registryCertificates('others').ca } }]
    for (const more of strange) {
      const asked = connecting({ url: system.handOverUrl, ...more }).handOver(inventedHandOver(), soon())
      expect(await asked).toMatchObject(failure('OnlineAnswerInvalid', expect.any(String)))
    }
    expect(system.requests()).toEqual([])
    const trusting = connecting({ url: system.handOverUrl, tls: { ca: set.ca } })
    expect(await trusting.handOver(inventedHandOver(), soon())).toMatchObject({ ok: true })
  })
  test('mutual: with the certificate of the desk and not without', async () => {
    const system = await reaching({ tls: { cert, key: serverKey, clientCa: set.ca } })
    const without = connecting({ url: system.handOverUrl, tls: { ca: set.ca } })
    expect(await without.handOver(inventedHandOver(), soon())).toMatchObject({ ok: false })
    expect(system.received()).toEqual([])
    const with_ = connecting({ url: system.handOverUrl, tls: { ca: set.ca, ...client } })
    expect(await with_.handOver(inventedHandOver(), soon())).toMatchObject({ ok: true })
  })
})

test('nobody there', async () => {
  const system = await startOrganisationSystem()
  await system.stop()
  const asked = connecting({ url: system.handOverUrl }).handOver(inventedHandOver(), soon())
  expect(await asked).toMatchObject(failure('OnlineOffline', 'ECONNREFUSED'))
})
