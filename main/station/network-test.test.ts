import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startInsurancePortal } from '../../fixtures/services/insurance/insurance-portal.ts'
import { registryCertificates } from '../../fixtures/services/registry/registry-certificates.ts'
import type { RegistryScenario } from '../../fixtures/services/registry/registry-scenario.ts'
import { startDoor } from '../api/door.ts'
import { parseConfig } from './config.ts'
import { testService } from './network-test.ts'
import { startReferenceRegistry } from './reference-registry.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const deskOf = (json: object, secrets: Record<string, string> = {}) => {
  const config = parseConfig(json)
  if (!config.ok) throw new Error(config.error.cause)
  return { config: config.value, secret: (name: string) => secrets[name] }
}
const registryDesk = (url: string, more: object = {}) => deskOf({ registry: { url, publicKeys: {}, ...more } })
async function listening(server: Server | ReturnType<typeof createSocketServer>) {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => server.close())
  return (server.address() as AddressInfo).port
}
const answering = (listener: RequestListener) => listening(createServer(listener))
const file = (name: string, text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-network-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('the register', () => {
  test('answers by its status, without a word about anybody', async () => {
    const registry = await startReferenceRegistry()
    ends.push(() => registry.stop())
    const found = await testService('registry', registryDesk(registry.url))
    expect(found).toMatchObject({ service: 'registry', status: 200 })
    expect(found).not.toHaveProperty('problem')
    expect(Math.abs(found.clockMs ?? Number.NaN)).toBeLessThan(5000)
    expect(registry.audit()).toEqual([])
  })

  test.each<[RegistryScenario, object]>([
    ['503', { problem: 'server-error', status: 503 }],
    ['429', { problem: 'too-many', status: 429 }],
    ['token-expired', { problem: 'account', status: 401 }],
    ['half-open', { problem: 'answer-timeout' }],
    ['nonsense', { problem: 'wrong-answer' }],
  ])('that is as in the scenario %s', async (scenario, expected) => {
    const registry = await startReferenceRegistry({ scenario })
    ends.push(() => registry.stop())
    const desk = registryDesk(registry.url, { timeouts: { headersMs: 300, bodyMs: 300 } })
    expect(await testService('registry', desk)).toMatchObject(expected)
  })
})

describe('TLS', () => {
  const set = registryCertificates('network test')
  const quay = set.client('00001', 'quay-1')
  const tls = () => ({ ca: file('ca.pem', set.ca), cert: file('cert.pem', quay.cert), key: file('key.pem', quay.key) })
  const start = async (scenario: RegistryScenario = 'normal') => {
    const registry = await startReferenceRegistry({ tls: set.tls, scenario })
    ends.push(() => registry.stop())
    return registry.url
  }

  test('with the certificate of the desk', async () => {
    expect(await testService('registry', registryDesk(await start(), { tls: tls() }))).toMatchObject({ status: 200 })
  })

  test.each<[string, RegistryScenario, string]>([
    ['another name', 'wrong-name', 'tls-name'],
    ['a certificate that has expired', 'expired-certificate', 'tls-expired'],
    ['an authority that nobody here knows', 'other-authority', 'tls-untrusted'],
    ['no handshake', 'tls-close', 'broken-off'],
  ])('of a server with %s', async (_, scenario, problem) => {
    expect(await testService('registry', registryDesk(await start(scenario), { tls: tls() }))).toMatchObject({
      problem,
    })
  })

  test('without a certificate of the desk, where one is wanted', async () => {
    const { ca } = tls()
    const found = await testService('registry', registryDesk(await start(), { tls: { ca } }))
    // TLS 1.3 tells it after the handshake: as an alert, or by an end alone.
    expect(['tls-own-certificate', 'broken-off']).toContain(found.problem)
  })

  test('whose file is not there', async () => {
    const desk = registryDesk('https://127.0.0.1:9/', { tls: { ca: '/nowhere/ca.pem' } })
    expect(await testService('registry', desk)).toMatchObject({ problem: 'file-missing' })
  })

  test('where the other side speaks none', async () => {
    const port = await answering((_, response) => response.end('x'))
    expect((await testService('registry', registryDesk(`https://127.0.0.1:${port}/`))).problem).toMatch(
      /^tls-(none|other)$/,
    )
  })
})

describe('a line', () => {
  test('to a name that nobody knows', async () => {
    const { problem, code } = await testService('registry', registryDesk('https://register.invalid/'))
    // Without any network nobody answers for the name.
    expect(['name-unknown', 'name-silent']).toContain(problem)
    expect(code).toMatch(/^E/)
  })

  test('to a port where nobody listens', async () => {
    const server = createServer()
    const port = await listening(server)
    await new Promise(resolve => server.close(resolve))
    expect(await testService('registry', registryDesk(`http://127.0.0.1:${port}/`))).toMatchObject({
      problem: 'refused',
      code: 'ECONNREFUSED',
    })
  })

  test('to something that is not HTTP', async () => {
    const port = await listening(createSocketServer(socket => socket.end('SSH-2.0-OpenSSH\r\n')))
    expect((await testService('registry', registryDesk(`http://127.0.0.1:${port}/`))).problem).toBe('not-http')
  })

  test('whose clock is another one', async () => {
    const port = await answering((_, response) => {
      response.setHeader('Date', new Date(Date.now() - 3_600_000).toUTCString())
      response.end(JSON.stringify({ status: 'UP', time: new Date().toISOString() }))
    })
    const found = await testService('registry', registryDesk(`http://127.0.0.1:${port}/`))
    expect(found).toMatchObject({ problem: 'clock', status: 200 })
    expect(Math.round((found.clockMs ?? 0) / 60_000)).toBe(-60)
  })

  test('that says nothing ends in the time that a person waits, whatever the file says', async () => {
    const port = await listening(createSocketServer(() => {}))
    const desk = registryDesk(`http://127.0.0.1:${port}/`, { timeouts: { headersMs: 60_000 } })
    const found = await testService('registry', desk, 300)
    expect(found.problem).toBe('answer-timeout')
    expect(found.ms).toBeLessThan(5000)
  })

  test('of a service that is not there', async () => {
    expect(await testService('card-provider', deskOf({}))).toMatchObject({ problem: 'settings-wrong' })
  })
})

describe('services about which there is no question without a person', () => {
  test('are there where anything of HTTP answers; nothing is posted to them', async () => {
    const asked: string[] = []
    const port = await answering((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.writeHead(404).end()
    })
    const url = `http://127.0.0.1:${port}/base`
    const publicKey = { keyId: 'k', pem: 'x' }
    const populationBase = { url, front: { kind: 'gateway', tokenPath: '/token' } }
    const organisation = { kind: 'http', url: `${url}/hand-over?x=1`, clientId: 'quay' }
    const desk = deskOf(
      { cardProvider: { url, customerCode: 'c', publicKey }, populationBase, organisation },
      { 'organisation.key': 'k'.repeat(40) },
    )
    for (const service of ['card-provider', 'population-base', 'organisation'] as const) {
      const found = await testService(service, desk)
      expect(found).toMatchObject({ service, status: 404 })
      expect(found).not.toHaveProperty('problem')
    }
    expect(asked).toEqual(['GET /base/', 'GET /base/', 'GET /'])
  })

  test('the other system without its key', async () => {
    const organisation = { kind: 'http', url: 'https://his.example/x', clientId: 'quay' }
    expect(await testService('organisation', deskOf({ organisation }))).toMatchObject({ problem: 'secret-missing' })
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a folder that nothing can be put into',
    async () => {
      const path = join(file('x', ''), '..')
      chmodSync(path, 0o500)
      const found = await testService('organisation', deskOf({ organisation: { kind: 'folder', path } }))
      chmodSync(path, 0o700)
      expect(found.problem).toBe('folder-read-only')
    },
  )

  test('a folder that is there, and one that is not', async () => {
    const path = join(file('x', ''), '..')
    const at = (folder: string) =>
      testService('organisation', deskOf({ organisation: { kind: 'folder', path: folder } }))
    expect(await at(path)).not.toHaveProperty('problem')
    expect(await at(join(path, 'gone'))).toMatchObject({ problem: 'folder-missing' })
    expect(await at(join(path, 'x'))).toMatchObject({ problem: 'folder-missing' })
  })
})

describe('the insurance', () => {
  test.each([
    ['the right password', undefined, undefined],
    ['another password', 'sai', 'account'],
    ['no password', '', 'secret-missing'],
  ])('is signed in to with %s, and nobody is looked up', async (_, given, problem) => {
    const portal = await startInsurancePortal()
    ends.push(() => portal.stop())
    const { username, password, code } = portal.facility
    const desk = deskOf(
      { insurance: { url: portal.url, username, facilityCode: code } },
      { 'insurance.password': given ?? password },
    )
    expect((await testService('insurance', desk)).problem).toBe(problem)
    expect(portal.requests().every(({ path }) => path === '/api/token/take')).toBe(true)
  })
})

describe('the door of this desk', () => {
  const token = 't'.repeat(40)
  test('opens to its own token', async () => {
    const door = await startDoor({
      port: 0,
      token,
      onCustomer: async () => ({ ok: true, value: undefined }),
      onStatus: () => ({ desk: 'quay', ready: true }),
    })
    if (!door.ok) throw new Error('no door')
    ends.push(() => door.value.close())
    const config = { door: { port: door.value.port } }
    expect(await testService('door', deskOf(config, { 'door.token': token }))).toMatchObject({ status: 200 })
    const other = await testService('door', deskOf(config, { 'door.token': 'u'.repeat(40) }))
    expect(other.problem).toBe('account')
    expect((await testService('door', deskOf(config))).problem).toBe('secret-missing')
    await door.value.close()
    expect((await testService('door', deskOf(config, { 'door.token': token }))).problem).toBe('door-closed')
  })
})
