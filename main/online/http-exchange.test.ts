import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { registryCertificates } from '../../fixtures/services/registry/registry-certificates.ts'
import { httpLine, mediaType, retryAfter, timeoutsOf } from './http-exchange.ts'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise(resolve => server.close(resolve))
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
const patient = { connectMs: 20_000, tlsMs: 20_000, headersMs: 20_000, bodyMs: 20_000 }
function line(baseUrl: string, timeouts: Partial<typeof patient>, ca?: string) {
  const made = httpLine({
    baseUrl: new URL(baseUrl),
    timeouts: { ...patient, ...timeouts },
    ...(ca && { tls: { ca } }),
  })
  closing.push(made.close)
  return made
}
/** The cause, and that it came in time. */
async function causeWithin(baseUrl: string, timeouts: Partial<typeof patient>, ca?: string) {
  const start = performance.now()
  const answer = await line(baseUrl, timeouts, ca).send({ method: 'GET', path: '/x' })
  expect(performance.now() - start).toBeLessThan(5000)
  return answer.ok ? 'answered' : `${answer.error.error.tag} ${answer.error.error.cause}`
}

test('nobody finishes the TLS handshake', async () => {
  const address = await listening(createTcpServer(() => {}))
  const { ca } = registryCertificates('phases')
  expect(await causeWithin(`https://${address}`, { tlsMs: 100 }, ca)).toBe('OnlineTimeout TLS_TIMEOUT')
})

test('no address to connect to takes the connection', async () => {
  // Reserved for documentation (RFC 5737): nothing answers there, and a machine without a way there says so at once.
  expect(await causeWithin('http://192.0.2.1', { connectMs: 100 })).toMatch(
    /^(OnlineTimeout CONNECT_TIMEOUT|OnlineOffline |OnlineFailed )/,
  )
})

test('no head', async () => {
  const address = await listening(createHttpServer(() => {}))
  expect(await causeWithin(`http://${address}`, { headersMs: 100 })).toBe('OnlineTimeout no answer')
})

test('a body that does not end', async () => {
  const address = await listening(
    createHttpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{')
    }),
  )
  expect(await causeWithin(`http://${address}`, { bodyMs: 100 })).toBe('OnlineTimeout answer not finished')
})

test('the caller’s limit comes before any of them', async () => {
  const address = await listening(createHttpServer(() => {}))
  const answer = await line(`http://${address}`, {}).send({ method: 'GET', path: '/x' }, AbortSignal.timeout(50))
  expect(answer).toMatchObject({ ok: false, error: { error: { tag: 'OnlineTimeout' } } })
})

test('a server whose authority we were not given is refused', async () => {
  const certificates = registryCertificates('phases')
  const server = createHttpsServer({ ...certificates.tls.server }, (_, response) => response.end())
  const address = await listening(server)
  expect(await causeWithin(`https://${address}`, {}, certificates.ca)).toBe('answered')
  expect(await causeWithin(`https://${address}`, {}, registryCertificates('others').ca)).toMatch(
    /^OnlineAnswerInvalid /,
  )
  expect(await causeWithin(`https://${address}`, {})).toMatch(/^OnlineAnswerInvalid /)
})

test('what is longer than any answer is given up', async () => {
  const address = await listening(createHttpServer((_, response) => response.end('x'.repeat(300_000))))
  expect(await causeWithin(`http://${address}`, {})).toBe('OnlineAnswerInvalid too long')
})

test.each([
  ['120', 120_000],
  ['99999999', 3_600_000],
  ['Sun, 22 Nov 2026 08:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2020 08:00:30 GMT', 0],
  ['soon', undefined],
])('Retry-After: %s', (header, expected) => {
  const answer = { status: 503, headers: { 'retry-after': header }, body: new Uint8Array() }
  expect(retryAfter(answer, new Date('2026-11-22T08:00:00Z'))).toBe(expected)
})

test.each([
  ['application/json; charset=utf-8', 'application/json'],
  ['Text/XML;charset="utf-8"', 'text/xml'],
  ['999190000001', undefined],
])('media type of %s', (header, expected) => {
  expect(mediaType({ status: 200, headers: { 'content-type': header }, body: new Uint8Array() })).toBe(expected)
})

test('one number for all phases', () => {
  expect(timeoutsOf(1000)).toEqual({ connectMs: 500, tlsMs: 500, headersMs: 1000, bodyMs: 1000 })
})
