import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { freePorts } from '../../../fixtures/services/free-ports.ts'
import { scriptedStation } from '../scripted-station.ts'
import { connectStation, maxRequestLength } from '../station-wire.ts'
import { type BrowserShell, startBrowserShell } from './browser-shell.ts'

let folder: string
let rendererDir: string
let shell: BrowserShell
let station: ReturnType<typeof scriptedStation>
let port: number
let token: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chipdesk-shell-'))
  rendererDir = join(folder, 'renderer')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.json'), '{"secret":true}')
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>ChipDesk</title>')
  await writeFile(join(rendererDir, '.env'), 'SECRET=1')
  for (const name of [
    'app-1a2b.js',
    'qr-worker-1a2b.js',
    'app-1a2b.css',
    'font-1a2b.woff2',
    'zxing-1a2b.wasm',
    'notes.txt',
  ])
    await writeFile(join(rendererDir, 'assets', name), 'x')
  await symlink(join(folder, 'secret.json'), join(rendererDir, 'assets', 'link.json'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  station = scriptedStation()
  shell = await startBrowserShell({ station, rendererDir })
  const url = new URL(shell.url)
  port = Number(url.port)
  token = url.hash.slice('#token='.length)
})
afterEach(() => shell.close())

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}
function send(method: string, path: string, headers: OutgoingHttpHeaders = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, async response => {
      let text = ''
      for await (const part of response) text += part
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
    })
    request.on('error', reject)
    request.end(body)
  })
}
const origin = () => `http://127.0.0.1:${port}`
const ours = () => ({ origin: origin(), 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' })
const exchange = (given = token, headers: OutgoingHttpHeaders = ours()) =>
  send('POST', '/session', headers, JSON.stringify({ token: given }))
async function cookie(given = token): Promise<string> {
  const answer = await exchange(given)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}
/** Opens the WebSocket and gives its first text, or the status and cause of the refusal. */
function open(headers: Record<string, string>, path = '/station'): Promise<{ socket: WebSocket; first: string }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
    socket.on('message', data => resolve({ socket, first: data.toString() }))
    socket.on('unexpected-response', (_, r) => reject(new Error(`${r.statusCode} ${r.headers['x-chipdesk-cause']}`)))
    socket.on('error', reject)
  })
}

describe('the page', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-store'],
    ['/index.html', 'text/html; charset=utf-8', 'no-store'],
    ['/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/app-1a2b.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/font-1a2b.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
    ['/assets/zxing-1a2b.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
  ])('%s is %s', async (path, type, cache) => {
    const answer = await send('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'cache-control': cache,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  it('may load its own files and reach the station, and nothing else; only the worker compiles WebAssembly', async () => {
    const policy = (await send('GET', '/')).headers['content-security-policy']
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data:; " +
        `worker-src 'self'; connect-src 'self' ws://127.0.0.1:${port}; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect((await send('GET', '/assets/qr-worker-1a2b.js')).headers['content-security-policy']).toContain(
      "script-src 'self' 'wasm-unsafe-eval';",
    )
  })

  it('finds the files of a new build at the next page load', async () => {
    await send('GET', '/')
    await writeFile(join(rendererDir, 'assets', 'app-new.js'), 'new')
    expect((await send('GET', '/assets/app-new.js')).status).toBe(404)
    await send('GET', '/')
    expect((await send('GET', '/assets/app-new.js')).body).toBe('new')
  })

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '/assets/..%252f..%252fsecret.json',
    '//secret.json',
    '/./index.html',
    '/assets//app-1a2b.js',
    '/%00/index.html',
    '/index.html%00.js',
    'http://127.0.0.1/secret.json',
    '/etc/passwd',
    '/.env',
    '/assets/notes.txt',
    '/assets/link.json',
    '/assets/',
    '/assets',
    '/INDEX.HTML',
    '/constructor',
    '/__proto__',
  ])('does not serve %s', async path => {
    const answer = await send('GET', path)
    expect(answer.body).not.toContain('SECRET')
    expect(answer.body).not.toContain('"secret"')
    expect(answer.status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('refuses %s', async method => {
    expect((await send(method, '/', ours())).status).toBe(405)
  })
})

describe('the address', () => {
  it('has its usual port, for which a browser remembers what was chosen, and any other where that is taken', async () => {
    await shell.close()
    const usualPort = await freePorts()
    shell = await startBrowserShell({ station, rendererDir, usualPort })
    expect(new URL(shell.url).port).toBe(String(usualPort))
    const second = await startBrowserShell({ station, rendererDir, usualPort })
    expect(new URL(second.url).port).not.toBe(String(usualPort))
    await second.close()
    await expect(startBrowserShell({ station, rendererDir, port: usualPort, usualPort })).rejects.toMatchObject({
      tag: 'ConfigInvalid',
    })
  })

  it('is loopback only', async () => {
    const other = Object.values(networkInterfaces())
      .flat()
      .find(face => face && face.family === 'IPv4' && !face.internal)
    expect(new URL(shell.url).hostname).toBe('127.0.0.1')
    if (!other) return
    await expect(
      new Promise((resolve, reject) => connect(port, other.address, () => resolve('connected')).on('error', reject)),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it.each([
    'evil.example',
    'localhost',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]',
    '127.0.0.1.evil.example',
    'user@127.0.0.1',
  ])('is not %s (DNS rebinding)', async host => {
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/session'],
      ['POST', '/session'],
    ] as const) {
      const answer = await send(
        method,
        path,
        { ...ours(), host },
        method === 'POST' ? JSON.stringify({ token }) : undefined,
      )
      expect(answer.status).toBe(421)
      expect(answer.body).toContain('wrong host')
    }
    const known = await cookie()
    await expect(open({ host, origin: origin(), cookie: known })).rejects.toThrow('421 wrong host')
  })

  it('is not embedded by other sites, and can be linked to', async () => {
    const from = (site: string, mode: string, dest: string) =>
      send('GET', '/', { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest })
    expect((await from('cross-site', 'no-cors', 'script')).status).toBe(403)
    expect((await from('same-site', 'cors', 'empty')).status).toBe(403)
    expect((await from('cross-site', 'navigate', 'iframe')).status).toBe(403)
    expect((await from('cross-site', 'navigate', 'document')).status).toBe(200)
    expect((await from('none', 'navigate', 'document')).status).toBe(200)
  })
})

describe('the token', () => {
  it('has 256 bit and differs every time', () => {
    const seen = new Set(Array.from({ length: 100 }, () => shell.newToken()))
    expect(seen.size).toBe(100)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  })

  it('gives a cookie no script reads and no other site sends', async () => {
    const answer = await exchange()
    expect(answer.status).toBe(204)
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^chipdesk-session-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    )
  })

  it('works once', async () => {
    expect((await exchange()).status).toBe(204)
    const replay = await exchange()
    expect(replay.status).toBe(401)
    expect(replay.body).toContain('token unknown or used')
    expect(replay.headers['set-cookie']).toBeUndefined()
  })

  it('works once even when sent twice at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => exchange()))
    expect(answers.map(answer => answer.status).sort()).toEqual([204, ...Array(9).fill(401)])
  })

  it('can be followed by another, for another window', async () => {
    const first = await cookie()
    const second = await cookie(new URL(shell.newToken()).hash.slice('#token='.length))
    for (const known of [first, second]) expect((await send('GET', '/session', { cookie: known })).status).toBe(204)
  })

  it('is forgotten when four newer ones exist', async () => {
    for (let i = 0; i < 4; i++) shell.newToken()
    expect((await exchange()).status).toBe(401)
  })

  it.each(['', 'x', '\u0000'.repeat(43), 'A'.repeat(43), '__proto__'])('is not %j', async given => {
    expect((await exchange(given)).status).toBe(401)
  })

  it.each([
    [
      'a form of another site',
      { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://evil.example' },
      403,
    ],
    ['a form without origin', { 'content-type': 'application/x-www-form-urlencoded' }, 403],
    ['a sandboxed page', { 'content-type': 'application/json', origin: 'null' }, 403],
    ['another port of this machine', { 'content-type': 'application/json', origin: 'http://127.0.0.1:1' }, 403],
    ['a file', { 'content-type': 'application/json', origin: 'file://' }, 403],
  ])('is not taken from %s', async (_, headers, status) => {
    expect((await exchange(token, headers)).status).toBe(status)
    expect((await exchange()).status).toBe(204)
  })

  it.each([
    ['a simple request of our own origin', 'text/plain', JSON.stringify({ token: 'x' }), 415],
    ['a form of our own origin', 'application/x-www-form-urlencoded', 'token=x', 415],
    ['no JSON', 'application/json', 'token', 400],
    ['null', 'application/json', 'null', 400],
    ['a token that is no text', 'application/json', '{"token":{"length":43}}', 400],
    ['a body of a megabyte', 'application/json', JSON.stringify({ token: 'x'.repeat(1 << 20) }), 413],
  ])('is refused in %s', async (_, type, body, status) => {
    const answer = await send('POST', '/session', { ...ours(), 'content-type': type }, body).catch(error => error)
    // The server hangs up on a long body; whether the answer still arrives is the network's matter.
    expect([status, undefined]).toContain(answer.status)
    expect((await exchange()).status).toBe(204)
  })

  it('is never taken from a GET', async () => {
    for (const path of [`/session?token=${token}`, `/?token=${token}`]) {
      const answer = await send('GET', path)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect((await exchange()).status).toBe(204)
  })
})

describe('the session', () => {
  it('is told apart from none', async () => {
    expect((await send('GET', '/session')).status).toBe(401)
    expect((await send('GET', '/session', { cookie: await cookie() })).status).toBe(204)
    expect((await send('GET', '/session', { cookie: `chipdesk-session-${port}=${'A'.repeat(43)}` })).status).toBe(401)
    expect((await send('DELETE', '/session', ours())).status).toBe(405)
  })

  it('opens the station', async () => {
    const { socket, first } = await open({ origin: origin(), cookie: await cookie() })
    expect(JSON.parse(first)).toHaveProperty('state.counter.step', 'waiting')
    const client = connectStation({
      send: text => socket.send(text),
      onMessage: listener => socket.on('message', data => listener(data.toString())),
      onClose: listener => socket.on('close', listener),
    })
    expect(await client.call('counter.input', { text: 'Đặng Thị Ước' })).toEqual({})
    expect(station.calls).toEqual([{ name: 'counter.input', params: { text: 'Đặng Thị Ước' } }])
    socket.close()
    await vi.waitFor(() => expect(station.subscribers).toBe(0))
  })

  it.each([
    ['another site', () => ({ origin: 'https://evil.example' }), '403 wrong origin'],
    ['no origin', () => ({}), '403 wrong origin'],
    ['a sandboxed page', () => ({ origin: 'null' }), '403 wrong origin'],
    ['our origin as a prefix', () => ({ origin: `${origin()}.evil.example` }), '403 wrong origin'],
    ['https in place of http', () => ({ origin: `https://127.0.0.1:${port}` }), '403 wrong origin'],
    ['an extension', () => ({ origin: 'chrome-extension://abcdefghijklmnop' }), '403 wrong origin'],
  ] as [string, () => Record<string, string>, string][])('is not for %s', async (_, headers, refusal) => {
    await expect(open({ cookie: await cookie(), ...headers() })).rejects.toThrow(refusal)
    expect(station.subscribers).toBe(0)
  })

  it.each([
    ['no cookie', () => ''],
    ['an invented cookie', () => `chipdesk-session-${port}=${'A'.repeat(43)}`],
    ['the token in place of a cookie', () => `chipdesk-session-${port}=${token}`],
    ['the cookie of another port', async () => (await cookie()).replace(String(port), '1')],
    ['an empty cookie', () => `chipdesk-session-${port}=`],
  ])('is refused with %s', async (_, given) => {
    await expect(open({ origin: origin(), cookie: await given() })).rejects.toThrow('401 no session')
    expect(station.subscribers).toBe(0)
  })

  it('has no other socket', async () => {
    const headers = { origin: origin(), cookie: await cookie() }
    for (const path of ['/', '/station/', '/station?x=1', '/session'])
      await expect(open(headers, path)).rejects.toThrow('404 no such socket')
  })

  it('does not outlive the shell', async () => {
    await shell.close()
    port = await freePorts()
    shell = await startBrowserShell({ station, rendererDir, port })
    token = new URL(shell.url).hash.slice('#token='.length)
    const known = await cookie()
    await shell.close()
    shell = await startBrowserShell({ station, rendererDir, port })
    expect((await send('GET', '/session', { cookie: known })).status).toBe(401)
  })

  it.each([
    ['an oversize frame', (socket: WebSocket) => socket.send('x'.repeat(maxRequestLength * 3 + 1)), 1009],
    ['a binary frame', (socket: WebSocket) => socket.send(Buffer.from('{}')), 1003],
  ])('ends at %s', async (_, send, code) => {
    const { socket } = await open({ origin: origin(), cookie: await cookie() })
    const closed = new Promise(resolve => socket.on('close', resolve))
    send(socket)
    expect(await closed).toBe(code)
    expect(station.calls).toEqual([])
    await vi.waitFor(() => expect(station.subscribers).toBe(0))
  })

  it('has at most eight sockets', async () => {
    const headers = { origin: origin(), cookie: await cookie() }
    const sockets = await Promise.all(Array.from({ length: 8 }, () => open(headers)))
    await expect(open(headers)).rejects.toThrow('503')
    sockets[0]?.socket.close()
    await vi.waitFor(() => expect(station.subscribers).toBe(7))
    await open(headers)
  })
})

describe('the server', () => {
  it('keeps answering while a thousand connections are thrown at it', { timeout: 20_000 }, async () => {
    const flood = Array.from({ length: 1_000 }, () => connect(port, '127.0.0.1').on('error', () => {}))
    const refused = () => flood.filter(socket => socket.destroyed || socket.closed).length
    // The system hands over more than its backlog only after a second.
    await vi.waitFor(() => expect(refused()).toBeGreaterThan(900), { timeout: 15_000 })
    for (const socket of flood) socket.destroy()
    await vi.waitFor(async () => expect((await send('GET', '/')).status).toBe(200), { timeout: 10_000 })
  })

  it('hangs up on a request that never ends', { timeout: 15_000 }, async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `)
    const answer = await new Promise<string>(resolve => socket.once('data', data => resolve(data.toString())))
    expect(answer).toContain('408')
  })

  it('says why it cannot start', async () => {
    await expect(startBrowserShell({ station, rendererDir: folder })).rejects.toMatchObject({
      tag: 'ConfigInvalid',
      cause: 'renderer not built',
    })
    await expect(startBrowserShell({ station, rendererDir, port })).rejects.toMatchObject({ tag: 'ConfigInvalid' })
  })
})
