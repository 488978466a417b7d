import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { citizenViewSchema } from '../../protocol/citizen-view.ts'
import type { StationPort } from '../../protocol/station.ts'
import type { StationState } from '../../protocol/station-state.ts'
import { waitingState } from '../scripted-station.ts'
import { type BrowserShell, startBrowserShell } from './browser-shell.ts'

const operator = { id: 'can-bo', name: 'Cán Bộ', role: 'clerk' as const }
const open: StationState = { ...waitingState, session: { state: 'signed-in', operator } }
const number = '999190000001'
const reading: StationState = {
  ...open,
  counter: {
    step: 'reading',
    phase: 'dg2',
    bytesDone: 1,
    bytesTotal: 2,
    elapsedMs: 1,
    interaction: 'keep-card',
    fields: [{ id: 'personalNumber', value: number, source: 'dg13', level: 'unverified' }],
  },
}

let rendererDir: string
let shell: BrowserShell
let calls: string[]
let show: (state: StationState) => void
let subscribers: number
const station = (): StationPort => {
  const listeners = new Set<(state: StationState) => void>()
  let state = open
  show = next => {
    state = next
    for (const listener of listeners) listener(state)
    subscribers = listeners.size
  }
  return {
    async call(name) {
      calls.push(name)
      return {} as never
    },
    subscribe(listener) {
      listeners.add(listener)
      subscribers = listeners.size
      listener(state)
      return () => {
        listeners.delete(listener)
        subscribers = listeners.size
      }
    },
  }
}

beforeAll(async () => {
  rendererDir = await mkdtemp(join(tmpdir(), 'chipdesk-citizen-'))
  for (const name of ['index.html', 'citizen.html']) await writeFile(join(rendererDir, name), '<!doctype html>')
})
afterAll(() => rm(rendererDir, { recursive: true }))
beforeEach(async () => {
  calls = []
  subscribers = 0
  shell = await startBrowserShell({ station: station(), rendererDir })
})
afterEach(() => shell.close())

const origin = () => new URL(shell.url).origin
const tokenIn = (url: string) => new URL(url).hash.slice('#token='.length)
const exchange = (path: string, token: string) =>
  fetch(`${origin()}${path}`, {
    method: 'POST',
    headers: { origin: origin(), 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
async function cookie(path: string, token: string): Promise<string> {
  return String((await exchange(path, token)).headers.get('set-cookie')).split(';')[0] ?? ''
}
const citizen = () => cookie('/citizen/session', tokenIn(shell.newCitizenToken()))

/** A socket with everything it is told, or the refusal. */
function connect(path: string, headers: Record<string, string>): Promise<{ socket: WebSocket; told: string[] }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(origin().replace('http', 'ws') + path, { headers })
    const told: string[] = []
    socket.on('message', data => told.push(data.toString()))
    socket.on('open', () => resolve({ socket, told }))
    socket.on('unexpected-response', (_, r) => reject(new Error(`${r.statusCode} ${r.headers['x-chipdesk-cause']}`)))
    socket.on('error', reject)
  })
}
const view = (text: string | undefined) => citizenViewSchema.parse(JSON.parse(text ?? '').view)

describe('the citizens’ screen', () => {
  it('is told what it may show, once for every change, and nothing else', async () => {
    const { socket, told } = await connect('/citizen', { origin: origin(), cookie: await citizen() })
    await vi.waitFor(() => expect(told).toHaveLength(1))
    show({ ...open, online: { status: 'offline', pending: 9 } })
    show(reading)
    await vi.waitFor(() => expect(told).toHaveLength(2))
    expect(told.map(text => view(text).stage)).toEqual(['place-card', 'reading'])
    expect(told.map(text => Object.keys(JSON.parse(text)))).toEqual([['view'], ['view']])
    expect(told.join()).not.toContain(number)
    expect(told.join()).not.toContain('can-bo')
    socket.close()
    await vi.waitFor(() => expect(subscribers).toBe(0))
  })

  it('shows nothing of a desk that is locked in the middle of a read', async () => {
    const { socket, told } = await connect('/citizen', { origin: origin(), cookie: await citizen() })
    show(reading)
    show({ ...reading, session: { state: 'locked', operator } })
    await vi.waitFor(() => expect(told).toHaveLength(3))
    expect(JSON.parse(told[2] ?? '')).toEqual({ view: { stage: 'closed' } })
    socket.close()
  })

  it.each([
    ['a call', JSON.stringify({ id: 1, call: 'counter.clear', params: {} })],
    ['a call that unlocks', JSON.stringify({ id: 1, call: 'session.unlock', params: { secret: '1' } })],
    ['any text', 'hello'],
    ['nothing', ''],
  ])('that says %s is closed and told nothing more', async (_, text) => {
    const { socket, told } = await connect('/citizen', { origin: origin(), cookie: await citizen() })
    await vi.waitFor(() => expect(told).toHaveLength(1))
    const closed = new Promise(resolve => socket.once('close', resolve))
    socket.send(text)
    expect(await closed).toBe(1008)
    show(reading)
    expect(calls).toEqual([])
    expect(told).toHaveLength(1)
    expect(subscribers).toBe(0)
  })

  it.each([
    ['bytes', Buffer.from([1])],
    ['more than it could ever mean', 'x'.repeat(2000)],
  ])('that sends %s is closed', async (_, data) => {
    const { socket } = await connect('/citizen', { origin: origin(), cookie: await citizen() })
    const closed = new Promise(resolve => socket.once('close', resolve))
    socket.send(data)
    expect([1008, 1009]).toContain(await closed)
    await vi.waitFor(() => expect(subscribers).toBe(0))
    expect(calls).toEqual([])
  })

  it('two screens and no third', async () => {
    const known = await citizen()
    const both = await Promise.all([1, 2].map(() => connect('/citizen', { origin: origin(), cookie: known })))
    await expect(connect('/citizen', { origin: origin(), cookie: known })).rejects.toThrow('503')
    for (const { socket } of both) socket.close()
  })
})

describe('the two keys', () => {
  it('the token of the one is worth nothing at the other, and is not spent there', async () => {
    const counter = tokenIn(shell.url)
    const screen = tokenIn(shell.newCitizenToken())
    expect((await exchange('/citizen/session', counter)).status).toBe(401)
    expect((await exchange('/session', screen)).status).toBe(401)
    expect((await exchange('/session', counter)).status).toBe(204)
    expect((await exchange('/citizen/session', screen)).status).toBe(204)
    expect((await exchange('/citizen/session', screen)).status).toBe(401)
  })

  it('the cookie of the one opens no socket of the other, by whatever name', async () => {
    const counter = await cookie('/session', tokenIn(shell.url))
    const screen = await citizen()
    const renamed = (value: string) =>
      value.includes('citizen') ? value.replace('citizen', 'session') : value.replace('session', 'citizen')
    for (const given of [screen, renamed(screen)])
      await expect(connect('/station', { origin: origin(), cookie: given })).rejects.toThrow('401 no session')
    for (const given of [counter, renamed(counter)])
      await expect(connect('/citizen', { origin: origin(), cookie: given })).rejects.toThrow('401 no session')
    expect(subscribers).toBe(0)
  })

  it('the browser sends the screen’s cookie to nothing but the screen’s paths', async () => {
    const answer = await exchange('/citizen/session', tokenIn(shell.newCitizenToken()))
    expect(answer.headers.get('set-cookie')).toMatch(
      /^chipdesk-citizen-\d+=[\w-]{43}; Path=\/citizen; HttpOnly; SameSite=Strict$/,
    )
  })

  it.each(['https://evil.example', 'null'])('no socket from %s', async from => {
    await expect(connect('/citizen', { origin: from, cookie: await citizen() })).rejects.toThrow('403 wrong origin')
  })
})
