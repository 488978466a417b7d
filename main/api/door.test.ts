import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { coreClient, inventedCustomer } from '../../fixtures/services/organisation/core-client.ts'
import { fail, ok } from '../emrtd/result.ts'
import type { Customer } from '../protocol/customer.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { type Door, type DoorOptions, type DoorRequest, startDoor } from './door.ts'

const token = 'ma-cua-quay-bia-dat-0123456789-abcdefghijklm'
const body = JSON.stringify(inventedCustomer)

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function opened(options: Partial<DoorOptions> = {}) {
  const taken: (Customer | undefined)[] = []
  const log: DoorRequest[] = []
  const door = await startDoor({
    port: 0,
    token,
    onCustomer(customer) {
      taken.push(customer)
      return ok(undefined)
    },
    onStatus: () => ({ desk: 'quay-1', ready: true }),
    log: request => void log.push(request),
    ...options,
  })
  if (!door.ok) throw new Error(door.error.cause)
  closing.push(door.value.close)
  return { door: door.value, taken, log, client: coreClient(`http://127.0.0.1:${door.value.port}`, token) }
}

/** Sends bytes as they are. @returns what came back until the other side closed, or for so long */
function raw({ port }: Door, bytes: string | readonly string[], waitMs = 2000): Promise<string> {
  return new Promise(resolve => {
    const socket: Socket = connect(port, '127.0.0.1')
    const heard: Buffer[] = []
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(Buffer.concat(heard).toString('utf8'))
    }
    const timer = setTimeout(end, waitMs)
    socket.on('data', part => heard.push(part))
    socket.on('close', end).on('error', end)
    for (const each of [bytes].flat()) socket.write(each)
  })
}

type Headers = Readonly<Record<string, string | undefined>>
/** A request as a core system sends it, some headers changed or left out, on a connection that is closed after it. */
function request(port: number, method: string, path: string, headers: Headers = {}, content = ''): string {
  const all: Headers = {
    Host: `127.0.0.1:${port}`,
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(content)),
    Connection: 'close',
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return [`${method} ${path} HTTP/1.1`, ...lines, '', content].join('\r\n')
}
const push = (port: number, headers: Headers = {}, content = body) =>
  request(port, 'PUT', '/v1/customers/current', headers, content)
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 ([0-9]{3})/.exec(answer)?.[1])
const codeOf = (answer: string) => /"code":"([A-Z_]+)"/.exec(answer)?.[1]

describe('what it is for', () => {
  test('a customer is pushed, replaced and withdrawn', async () => {
    const { client, taken } = await opened()
    const other = { fields: { fullName: 'Trần Văn Ví Dụ' } }
    expect(await client.push(inventedCustomer)).toEqual({ status: 204 })
    expect(await client.push(other)).toEqual({ status: 204 })
    expect(await client.withdraw()).toEqual({ status: 204 })
    expect(await client.withdraw()).toEqual({ status: 204 })
    expect(taken).toEqual([inventedCustomer, other, undefined, undefined])
  })
  test('the desk says who it is, and nobody else', async () => {
    const { client } = await opened()
    await client.push(inventedCustomer)
    expect(await client.status()).toEqual({ status: 200, json: { desk: 'quay-1', ready: true } })
  })
  test.each([
    ['ApiSignInNeeded', 'NOBODY_SIGNED_IN'],
    ['ApiDeskRule', 'NO_CUSTOMER_STEP'],
    ['ReaderReading', 'DESK_BUSY'],
  ] as const)('not now, and why: %s is %s', async (tag, code) => {
    const error = chipDeskError(tag, { cause: 'about 999190000001' })
    const { client } = await opened({ onCustomer: () => fail(error) })
    const said = await client.push(inventedCustomer)
    expect(said).toMatchObject({ status: 409, code, json: { detail: expect.stringMatching(/\w/) } })
    expect(JSON.stringify(said)).not.toContain('999190000001')
  })
  test('a fault of the desk is one, and the next is served', async () => {
    let broken = true
    const { client } = await opened({
      async onCustomer() {
        if (broken) throw new Error('about 999190000001')
        return ok(undefined)
      },
    })
    const said = await client.push(inventedCustomer)
    expect(said).toMatchObject({ status: 500, code: 'DESK_FAULT' })
    expect(JSON.stringify(said)).not.toContain('999190000001')
    broken = false
    expect(await client.push(inventedCustomer)).toEqual({ status: 204 })
  })
})

const kb = 1024
/** Everything that is refused, by whoever may send it; nothing of it may reach the desk. */
const hostile: Record<string, readonly [(port: number) => string | string[], status: number, code: string]> = {
  'no token': [port => push(port, { Authorization: undefined }), 401, 'TOKEN_WRONG'],
  'another token': [port => push(port, { Authorization: `Bearer ${token.replace('0', '1')}` }), 401, 'TOKEN_WRONG'],
  'the beginning of the token': [
    port => push(port, { Authorization: `Bearer ${token.slice(0, -1)}` }),
    401,
    'TOKEN_WRONG',
  ],
  'more than the token': [port => push(port, { Authorization: `Bearer ${token}x` }), 401, 'TOKEN_WRONG'],
  'the token as a password': [
    port => push(port, { Authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}` }),
    401,
    'TOKEN_WRONG',
  ],
  'the token in the address': [
    port => request(port, 'PUT', `/v1/customers/current?access_token=${token}`, { Authorization: undefined }, body),
    401,
    'TOKEN_WRONG',
  ],
  'the token as a cookie': [
    port => push(port, { Authorization: undefined, Cookie: `token=${token}` }),
    401,
    'TOKEN_WRONG',
  ],
  'a name that points here (DNS rebinding)': [port => push(port, { Host: `evil.example:${port}` }), 421, 'HOST_WRONG'],
  'a name without a port': [port => push(port, { Host: '127.0.0.1' }), 421, 'HOST_WRONG'],
  'another port': [port => push(port, { Host: `127.0.0.1:${port + 1}` }), 421, 'HOST_WRONG'],
  'all addresses': [port => push(port, { Host: `0.0.0.0:${port}` }), 421, 'HOST_WRONG'],
  'a name with ours before it': [port => push(port, { Host: `127.0.0.1:${port}.evil.example` }), 421, 'HOST_WRONG'],
  'another name of loopback': [port => push(port, { Host: `127.0.0.2:${port}` }), 421, 'HOST_WRONG'],
  'an empty name': [port => push(port, { Host: '' }), 421, 'HOST_WRONG'],
  'two names': [port => push(port).replace('Authorization', 'Host: evil.example\r\nAuthorization'), 421, 'HOST_WRONG'],
  'no name at all': [port => push(port, { Host: undefined }), 421, 'HOST_WRONG'],
  'a page of another site': [port => push(port, { Origin: 'https://evil.example' }), 403, 'WEB_PAGE'],
  'a page of nowhere': [port => push(port, { Origin: 'null' }), 403, 'WEB_PAGE'],
  'a page that says it is ours': [port => push(port, { Origin: `http://127.0.0.1:${port}` }), 403, 'WEB_PAGE'],
  'a page that sends no origin': [port => push(port, { 'Sec-Fetch-Site': 'same-origin' }), 403, 'WEB_PAGE'],
  'a link on a page': [
    port => request(port, 'GET', '/v1/status', { Referer: 'https://his.example/' }),
    403,
    'WEB_PAGE',
  ],
  'what a browser asks first (CORS)': [
    port =>
      request(port, 'OPTIONS', '/v1/customers/current', {
        Origin: 'https://evil.example',
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Private-Network': 'true',
      }),
    403,
    'WEB_PAGE',
  ],
  'a form of a page': [
    port => request(port, 'POST', '/v1/customers/current', { 'Content-Type': 'text/plain', Origin: 'null' }, body),
    403,
    'WEB_PAGE',
  ],
  'another path': [port => request(port, 'GET', '/v1/customers'), 404, 'PATH_UNKNOWN'],
  'a query': [port => request(port, 'GET', '/v1/status?x=1'), 404, 'PATH_UNKNOWN'],
  'a path with a person in it': [
    port => request(port, 'PUT', '/v1/customers/999190000001', {}, body),
    404,
    'PATH_UNKNOWN',
  ],
  'a path around': [port => request(port, 'GET', '/v1/../v1/status'), 404, 'PATH_UNKNOWN'],
  'a name of every object': [port => request(port, 'GET', 'constructor'), 400, 'NOT_HTTP'],
  'a whole address': [port => request(port, 'GET', `http://127.0.0.1:${port}/v1/status`), 404, 'PATH_UNKNOWN'],
  'to read the customer back': [port => request(port, 'GET', '/v1/customers/current'), 405, 'METHOD_UNKNOWN'],
  'to post': [port => request(port, 'POST', '/v1/customers/current', {}, body), 405, 'METHOD_UNKNOWN'],
  'to change the status': [port => request(port, 'PUT', '/v1/status', {}, body), 405, 'METHOD_UNKNOWN'],
  'to trace': [port => request(port, 'TRACE', '/v1/status'), 405, 'METHOD_UNKNOWN'],
  'a form': [port => push(port, { 'Content-Type': 'application/x-www-form-urlencoded' }), 415, 'TYPE_WRONG'],
  'no type': [port => push(port, { 'Content-Type': undefined }), 415, 'TYPE_WRONG'],
  'another charset': [port => push(port, { 'Content-Type': 'application/json; charset=utf-16' }), 415, 'TYPE_WRONG'],
  'two types': [port => push(port, { 'Content-Type': 'application/json, text/plain' }), 415, 'TYPE_WRONG'],
  compressed: [port => push(port, { 'Content-Encoding': 'gzip' }), 415, 'TYPE_WRONG'],
  'a body too long, announced': [port => push(port, { 'Content-Length': String(16 * kb + 1) }, ''), 413, 'TOO_LONG'],
  'a body without an end, announced': [port => push(port, { 'Content-Length': '99999999999' }, ''), 413, 'TOO_LONG'],
  'a body too long, asked for first': [
    port => push(port, { 'Content-Length': '999999', Expect: '100-continue' }, ''),
    413,
    'TOO_LONG',
  ],
  'a body too long, in pieces': [
    port => [
      push(port, { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' }, ''),
      ...Array.from({ length: 5 }, () => `1000\r\n${'x'.repeat(0x1000)}\r\n`),
    ],
    413,
    'TOO_LONG',
  ],
  'two lengths': [port => push(port).replace('Connection', 'Content-Length: 5\r\nConnection'), 400, 'NOT_HTTP'],
  'a length and pieces': [port => push(port, { 'Transfer-Encoding': 'chunked' }), 400, 'NOT_HTTP'],
  'headers without an end': [port => push(port, { 'X-Long': 'x'.repeat(9 * kb) }), 400, 'NOT_HTTP'],
  'no JSON': [port => push(port, {}, '{'), 400, 'NOT_JSON'],
  'no body': [port => push(port, {}, ''), 400, 'NOT_JSON'],
  'a member more': [port => push(port, {}, '{"fields":{},"admin":true}'), 422, 'CUSTOMER_INVALID'],
  TLS: [() => '\u0016\u0003\u0001\u0002\u0000\u0001', 400, 'NOT_HTTP'],
  'another protocol': [() => 'SSH-2.0-x\r\n\r\n', 400, 'NOT_HTTP'],
  'a socket': [
    port => request(port, 'GET', '/', { Upgrade: 'websocket', Connection: 'Upgrade', Origin: 'https://evil.example' }),
    403,
    'WEB_PAGE',
  ],
}

describe('hostile', () => {
  test.each(Object.keys(hostile))('%s', async name => {
    const { door, taken, log } = await opened()
    const [make, status, code] = hostile[name] ?? expect.fail()
    const answer = await raw(door, make(door.port))
    expect([statusOf(answer), codeOf(answer)]).toEqual([status, code])
    expect(answer).toMatch(/content-type: application\/problem\+json/i)
    expect(answer).toMatch(/"detail":"[A-Z][^"]{20,}"/)
    expect(answer).not.toMatch(/access-control/i)
    expect(answer).not.toMatch(/100 Continue/)
    expect(taken).toEqual([])
    expect(log).toMatchObject([{ status, code }])
    // It serves on.
    expect(statusOf(await raw(door, push(door.port)))).toBe(204)
    expect(taken).toHaveLength(1)
  })

  test('the same with a length of one byte less is taken', async () => {
    const { door, taken } = await opened()
    const filled = `${body}${' '.repeat(16 * kb - Buffer.byteLength(body))}`
    expect(Buffer.byteLength(filled)).toBe(16 * kb)
    expect(statusOf(await raw(door, push(door.port, {}, filled)))).toBe(204)
    const localhost = { Host: `LOCALHOST:${door.port}`, 'Content-Type': 'application/json; charset=utf-8' }
    expect(statusOf(await raw(door, push(door.port, localhost)))).toBe(204)
    const asked = push(door.port, { Expect: '100-continue' })
    expect(await raw(door, asked)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 204 /)
    expect(taken).toHaveLength(3)
  })

  test('whoever sends a byte now and then is sent away, head or body, while others are served', async () => {
    const { door, client, taken } = await opened({ limits: { requestMs: 150 } })
    const whole = push(door.port)
    const slow = [raw(door, whole.slice(0, 40), 5000), raw(door, whole.slice(0, -9), 5000), raw(door, '', 5000)]
    expect(await client.push(inventedCustomer)).toEqual({ status: 204 })
    const answers = await Promise.all(slow)
    expect(answers.slice(0, 2).map(answer => [statusOf(answer), codeOf(answer)])).toEqual([
      [408, 'TOO_SLOW'],
      [408, 'TOO_SLOW'],
    ])
    expect(taken).toHaveLength(1)
  })

  test('no more connections than a desk needs', async () => {
    const { door, client } = await opened({ limits: { connections: 3, requestMs: 500 } })
    const idle = Array.from({ length: 3 }, () => raw(door, 'P', 5000))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(await raw(door, push(door.port))).toBe('')
    await Promise.all(idle)
    expect(await client.push(inventedCustomer)).toEqual({ status: 204 })
  })

  test('a flood is told to wait; whoever has no token does not use up the core system’s share', async () => {
    const rate = { burst: 3, perSecond: 0.001 }
    const { door, client, taken } = await opened({ limits: { rate, strangers: rate } })
    const wrong = () => raw(door, push(door.port, { Authorization: 'Bearer wrong' }))
    const tried = await Promise.all(Array.from({ length: 10 }, wrong))
    expect(tried.map(statusOf).sort()).toEqual([401, 401, 401, ...Array(7).fill(429)])
    expect(tried.find(answer => statusOf(answer) === 429)).toMatch(/\r\nretry-after: [0-9]+\r\n/)
    const pushed = await Promise.all(Array.from({ length: 5 }, () => client.push(inventedCustomer)))
    expect(pushed.map(({ status }) => status).sort()).toEqual([204, 204, 204, 429, 429])
    expect(taken).toHaveLength(3)
  })

  test('many at once: one after the other, in the order in which they came', async () => {
    const started: string[] = []
    let running = 0
    const { door } = await opened({
      async onCustomer(customer) {
        expect(++running).toBe(1)
        started.push(customer?.customerNumber ?? '')
        await new Promise(resolve => setTimeout(resolve, 5))
        running--
        return ok(undefined)
      },
    })
    const numbers = Array.from({ length: 8 }, (_, place) => `CIF-${place}`)
    const all = numbers.map((customerNumber, place) => {
      const content = JSON.stringify({ customerNumber, fields: {} })
      return push(door.port, { Connection: place === 7 ? 'close' : 'keep-alive' }, content)
    })
    const answer = await raw(door, all.join(''), 10_000)
    expect(answer.match(/HTTP\/1\.1 204/g)).toHaveLength(8)
    expect(started).toEqual(numbers)
  })
})

test('nobody from outside: it listens on 127.0.0.1 alone', async () => {
  const { door } = await opened()
  const outside = Object.values(networkInterfaces())
    .flatMap(each => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  const places = [...outside.map(({ address }) => address), '::1', '127.0.0.2']
  for (const host of places) {
    const reached = await new Promise(resolve => {
      const socket = connect(door.port, host)
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
      closing.push(async () => socket.destroy())
    })
    expect(reached, host).toBe(false)
  }
})

test('the log says that there was a request and no more', async () => {
  const { door, client, log } = await opened()
  await client.push(inventedCustomer)
  await raw(door, request(door.port, 'PUT', '/v1/customers/999190000001?name=Thu', {}, body))
  await raw(door, request(door.port, 'BREW', '/v1/status'))
  await raw(door, push(door.port, { Authorization: 'Bearer 999190000001' }))
  expect(log).toEqual([
    { at: expect.any(String), method: 'PUT', path: 'customers/current', status: 204 },
    { at: expect.any(String), method: 'PUT', path: 'other', status: 404, code: 'PATH_UNKNOWN' },
    { at: expect.any(String), method: 'other', path: 'other', status: 400, code: 'NOT_HTTP' },
    { at: expect.any(String), method: 'PUT', path: 'customers/current', status: 401, code: 'TOKEN_WRONG' },
  ])
  expect(JSON.stringify(log)).not.toMatch(/9991|CIF|NGUYEN|Thu|Bearer|ma-cua/)
})

test.each(['', 'x'.repeat(31)])('it stays closed without a token that is one: %j', async short => {
  const door = await startDoor({
    port: 0,
    token: short,
    onCustomer: () => ok(undefined),
    onStatus: () => expect.fail(),
  })
  expect(door).toMatchObject({ ok: false, error: { tag: 'ConfigInvalid', cause: /door\.token/ } })
})

test('a port that somebody has is an error, not another port', async () => {
  const squatter = createServer()
  await new Promise<void>(resolve => squatter.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => squatter.close(resolve)))
  const { port } = squatter.address() as AddressInfo
  const door = await startDoor({ port, token, onCustomer: () => ok(undefined), onStatus: () => expect.fail() })
  expect(door).toMatchObject({ ok: false, error: { cause: 'the door cannot be opened: EADDRINUSE' } })
})
