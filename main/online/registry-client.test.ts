import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type ReferenceRegistry, startRegistry } from '../../fixtures/services/registry/registry.ts'
import type { RegistryScenario } from '../../fixtures/services/registry/registry-scenario.ts'
import { sealer } from '../../fixtures/services/registry/registry-seal.ts'
import { signingKey } from '../../fixtures/services/registry/registry-signing.ts'
import { inventedPerson, inventedQuestion } from './invented-questions.ts'
import { createRegistryClient, type RegistryClient } from './registry-client.ts'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function registry(scenario: RegistryScenario = 'normal'): Promise<ReferenceRegistry> {
  const started = await startRegistry({ people: [inventedPerson], scenario, slowMs: 2000 })
  closing.push(started.stop)
  return started
}
function client(baseUrl: string, publicKeys: Readonly<Record<string, string>> = {}, timeoutMs = 400): RegistryClient {
  const made = createRegistryClient({ baseUrl, publicKeys, timeoutMs })
  closing.push(made.close)
  return made
}
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
/** A server that answers everything in one way. */
const answering = async (answer: (response: ServerResponse) => void) =>
  `http://${await listening(createHttpServer((_, response) => answer(response)))}`

const { card, citizen = card } = inventedQuestion()

describe('against the reference registry', () => {
  test('a valid card: signed, and every field confirmed', async () => {
    const { url, publicKeys } = await registry()
    const asking = client(url, publicKeys)
    expect(await asking.verifyCard(card)).toMatchObject({ ok: true, value: { verdict: 'VALID', keyId: 'reference-1' } })
    expect(await asking.matchCitizen(citizen)).toEqual({
      ok: true,
      value: {
        match: 'FULL',
        perField: {
          fullName: { match: true },
          birthDate: { match: true },
          sex: { match: true },
          placeOfResidence: { match: true },
        },
        lifeStatus: 'ALIVE',
        numberStatus: 'ACTIVE',
      },
    })
    expect(await asking.status()).toMatchObject({ ok: true })
  })

  test('other data: said per field', async () => {
    const { url, publicKeys } = await registry()
    const question = inventedQuestion({ fullName: 'NGUYỄN THỊ  THỬ NGHIỆM', placeOfResidence: 'Số 2' })
    expect(await client(url, publicKeys).matchCitizen(question.citizen ?? card)).toMatchObject({
      value: { match: 'PARTIAL', perField: { fullName: { match: true }, placeOfResidence: { match: false } } },
    })
  })

  test('a name from the MRZ has no diacritics and still matches', async () => {
    const { url, publicKeys } = await registry()
    const question = inventedQuestion({ fullName: 'NGUYEN THI THU NGHIEM' })
    expect(await client(url, publicKeys).matchCitizen(question.citizen ?? card)).toMatchObject({
      value: { match: 'FULL' },
    })
  })

  test('an unknown person', async () => {
    const { url, publicKeys } = await registry()
    const question = inventedQuestion({ personalNumber: '000190000009' })
    const asking = client(url, publicKeys)
    expect(await asking.verifyCard(question.card)).toMatchObject({ value: { verdict: 'NUMBER_MISMATCH' } })
    expect(await asking.matchCitizen(question.citizen ?? card)).toMatchObject({
      value: { match: 'NOT_FOUND', perField: {} },
    })
  })

  test('revoked and deceased', async () => {
    const revoking = await registry('revoked')
    expect(await client(revoking.url, revoking.publicKeys).verifyCard(card)).toMatchObject({
      value: { verdict: 'REVOKED', reasonCode: 'REVOKED_BY_ISSUER' },
    })
    const mourning = await registry('deceased')
    expect(await client(mourning.url, mourning.publicKeys).matchCitizen(citizen)).toMatchObject({
      value: { match: 'FULL', lifeStatus: 'DECEASED' },
    })
  })

  test.each(['503', '429'] as const)('%s can be tried again, not before the register says', async scenario => {
    const { url, publicKeys } = await registry(scenario)
    expect(await client(url, publicKeys).verifyCard(card)).toMatchObject({
      ok: false,
      error: { final: false, retryAfterMs: 2000, error: { tag: 'OnlineFailed', cause: `HTTP ${scenario}` } },
    })
  })

  test.each(['slow', 'half-open'] as const)('%s ends in time', async scenario => {
    const { url, publicKeys } = await registry(scenario)
    const start = performance.now()
    expect(await client(url, publicKeys).verifyCard(card)).toMatchObject({
      error: { final: false, error: { tag: 'OnlineTimeout' } },
    })
    expect(performance.now() - start).toBeLessThan(1500)
  })

  test('nonsense of every kind is an invalid answer, for each call', async () => {
    const { url, publicKeys } = await registry('nonsense')
    const asking = client(url, publicKeys)
    const calls = [() => asking.verifyCard(card), () => asking.matchCitizen(citizen), () => asking.status()]
    const causes = new Set<string>()
    for (const call of calls) {
      for (let n = 0; n < 8; n++) {
        const answer = await call()
        expect(answer).toMatchObject({ ok: false, error: { final: false, error: { tag: 'OnlineAnswerInvalid' } } })
        if (!answer.ok) causes.add(answer.error.error.cause ?? '')
      }
    }
    expect([...causes].sort()).toEqual([
      'HTTP 200 text/html',
      'HTTP 302 text/html',
      'HTTP 403 text/html',
      'not JSON',
      'not a card verification',
      'not a citizen match',
      'not a status',
      'too long',
    ])
  })

  test('no signature that does not hold is taken', async () => {
    const { url, publicKeys } = await registry('wrong-signature')
    const asking = client(url, publicKeys)
    const causes: (string | undefined)[] = []
    for (let n = 0; n < 5; n++) {
      const answer = await asking.verifyCard(card)
      expect(answer).toMatchObject({ ok: false, error: { error: { tag: 'OnlineAnswerInvalid' } } })
      if (!answer.ok) causes.push(answer.error.error.cause)
    }
    expect(causes).toEqual([
      'wrong signature',
      'signed text says otherwise',
      'unknown signing key',
      'signed for another question',
      'wrong signature',
    ])
  })

  test('a right answer to another question is not taken', async () => {
    const { url, publicKeys } = await registry()
    const other = await client(url, publicKeys).verifyCard(card)
    if (!other.ok) throw new Error(other.error.error.cause)
    const replaying = await answering(response => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(other.value))
    })
    expect(await client(replaying, publicKeys).verifyCard(inventedQuestion().card)).toMatchObject({
      ok: false,
      error: { error: { tag: 'OnlineAnswerInvalid', cause: 'signed for another question' } },
    })
    expect(await client(replaying, publicKeys).verifyCard(card)).toEqual(other)
    const otherSod = { requestId: card.requestId, body: card.body.replace(/"sodSha256":"../, '"sodSha256":"00') }
    expect(await client(replaying, publicKeys).verifyCard(otherSod)).toMatchObject({ ok: false })
  })

  test.each([
    ['INVALID_NUMBER', '"personalNumber":"999190000001"', '"personalNumber":"99919"'],
    ['CONSENT_REQUIRED', '"consent"', '"consented"'],
    ['PURPOSE_NOT_ALLOWED', 'PATIENT_ADMISSION', 'CURIOSITY'],
    ['INVALID_REQUEST', '"sodSha256"', '"face":"x","sodSha256"'],
  ])('refused for good: %s', async (reason, part, instead) => {
    const { url, publicKeys } = await registry()
    const body = card.body.replace(part, instead)
    expect(body).not.toBe(card.body)
    expect(await client(url, publicKeys).verifyCard({ ...card, body })).toMatchObject({
      error: { final: true, error: { tag: 'OnlineRefused', cause: reason } },
    })
  })

  test('the same id again: the same answer to the same bytes, a refusal to others', async () => {
    const { url, publicKeys, requests, audit } = await registry()
    const asking = client(url, publicKeys)
    const first = await asking.verifyCard(card)
    expect(await asking.verifyCard(card)).toEqual(first)
    const other = { ...card, body: card.body.replace('can-bo-1', 'can-bo-2') }
    expect(await asking.verifyCard(other)).toMatchObject({ error: { error: { cause: 'DUPLICATE_REQUEST' } } })
    expect(requests().map(request => request.accepted)).toEqual([true, false, false])
    expect(requests().every(request => request.requestId === card.requestId)).toBe(true)
    expect(requests().every(request => request.idempotencyKey === card.requestId)).toBe(true)
    expect(audit()).toHaveLength(1)
  })
})

describe('against other servers', () => {
  test('nobody listens', async () => {
    const { url, stop } = await registry()
    await stop()
    expect(await client(url).status()).toMatchObject({
      error: { final: false, error: { tag: 'OnlineOffline', cause: 'ECONNREFUSED' } },
    })
  })

  test('a line that breaks', async () => {
    const url = `http://${await listening(createTcpServer(socket => socket.once('data', () => socket.destroy())))}`
    expect(await client(url).status()).toMatchObject({ error: { error: { tag: 'OnlineOffline' } } })
  })

  test('an answer that never ends, byte by byte', async () => {
    const url = await answering(response => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(timer))
    })
    const start = performance.now()
    expect(await client(url).status()).toMatchObject({
      error: { error: { tag: 'OnlineTimeout', cause: 'answer not finished' } },
    })
    expect(performance.now() - start).toBeLessThan(1500)
  })

  test('an error page that never ends is still the error', async () => {
    const url = await answering(response => {
      response.writeHead(502, { 'content-type': 'text/html' })
      const timer = setInterval(() => response.write('<p>'), 50)
      response.on('close', () => clearInterval(timer))
    })
    expect(await client(url).status()).toMatchObject({ error: { error: { tag: 'OnlineFailed', cause: 'HTTP 502' } } })
  })

  test.each([
    ['something that is not HTTP', 'SSH-2.0-OpenSSH\r\n'],
    ['a flood of headers', `HTTP/1.1 200 OK\r\n${'X-Filler: 0123456789\r\n'.repeat(2000)}\r\n`],
    ['text that is not UTF-8', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n"\xff"'],
  ])('%s', async (_, bytes) => {
    const server = createTcpServer(socket => socket.once('data', () => socket.write(Buffer.from(bytes, 'latin1'))))
    expect(await client(`http://${await listening(server)}`).status()).toMatchObject({
      error: { final: false, error: { tag: 'OnlineAnswerInvalid' } },
    })
  })

  test.each([
    [{ match: 'FULL', perField: {} }, 'summary and fields differ'],
    [{ match: 'FULL', perField: { fullName: { match: true } } }, 'summary and fields differ'],
    [{ match: 'NOT_FOUND', perField: { fullName: { match: true } } }, 'summary and fields differ'],
    [{ match: 'NONE', perField: { religion: { match: false } } }, 'fields that nobody asked for'],
    [{ match: 'FULL', perField: { fullName: true } }, 'not a citizen match'],
  ])('a citizen match that its fields do not bear out: %o', async (said, cause) => {
    const key = signingKey('k', 'a register that signs nonsense')
    const body = JSON.stringify(sealer(key, () => new Date()).sealFor(citizen.requestId, 'REG-1')(said))
    const url = await answering(response => response.writeHead(200, { 'content-type': 'application/json' }).end(body))
    expect(await client(url, { k: key.publicPem }).matchCitizen(citizen)).toMatchObject({
      error: { error: { tag: 'OnlineAnswerInvalid', cause } },
    })
  })

  test('a date in Retry-After, and one that is no date', async () => {
    let retryAfter = new Date(Date.now() + 60_000).toUTCString()
    const url = await answering(response => response.writeHead(503, { 'retry-after': retryAfter }).end())
    const first = await client(url).status()
    expect(!first.ok && first.error.retryAfterMs).toBeGreaterThan(55_000)
    expect(!first.ok && first.error.retryAfterMs).toBeLessThanOrEqual(60_000)
    retryAfter = 'soon'
    const second = await client(url).status()
    expect(!second.ok && 'retryAfterMs' in second.error).toBe(false)
  })

  test('a refusal by something on the way is not the register’s', async () => {
    const url = await answering(response =>
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"code":"BLOCKED"}'),
    )
    expect(await client(url).verifyCard(card)).toMatchObject({
      error: { final: false, error: { tag: 'OnlineAnswerInvalid', cause: 'HTTP 403 application/json' } },
    })
  })

  test('the words of a refusal do not reach the error: they may quote the person', async () => {
    const body = JSON.stringify({ code: 'INVALID_NUMBER', detail: 'no such number: 999190000001', title: 'x' })
    const url = await answering(response =>
      response.writeHead(400, { 'content-type': 'application/problem+json' }).end(body),
    )
    const refusal = await client(url).verifyCard(card)
    expect(refusal).toMatchObject({ error: { error: { tag: 'OnlineRefused', cause: 'INVALID_NUMBER' } } })
    expect(JSON.stringify(refusal)).not.toContain('999190000001')
  })
})

describe('configuration', () => {
  test.each(['http://registry.example', 'ftp://127.0.0.1', 'registry', 'http://127.0.0.1.example'])(
    'the address %s is refused before anything is sent',
    async url => {
      expect(await client(url).verifyCard(card)).toMatchObject({ error: { error: { tag: 'ConfigInvalid' } } })
    },
  )
  test('a key that is none is refused before anything is sent', async () => {
    const { url, requests } = await registry()
    expect(await client(url, { 'reference-1': 'no key' }).verifyCard(card)).toMatchObject({
      error: { error: { tag: 'ConfigInvalid' } },
    })
    expect(requests()).toEqual([])
  })
})

/** Of the system, where there is one. */
const openssl: string = 'openssl'
const certificate = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const subject = ['-subj', '/CN=registry.example', '-addext', 'subjectAltName=DNS:registry.example']
  try {
    execFileSync(openssl, ['req', '-x509', ...ec, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } catch {
    return undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
})()

test.skipIf(!certificate)(
  `a server that cannot prove its name gets no question${certificate ? '' : ' [skipped: no openssl command]'}`,
  async () => {
    let requests = 0
    const server = createHttpsServer(certificate ?? {}, (_, response) => {
      requests++
      response.end()
    })
    const url = `https://${await listening(server)}`
    const strange = await client(url).verifyCard(card)
    expect(strange).toMatchObject({ error: { final: false, error: { tag: 'OnlineAnswerInvalid' } } })
    const trusted = createRegistryClient({
      baseUrl: url,
      timeoutMs: 400,
      publicKeys: {},
      tls: { ca: certificate?.cert ?? '' },
    })
    closing.push(trusted.close)
    expect(await trusted.verifyCard(card)).toMatchObject({
      error: { error: { tag: 'OnlineAnswerInvalid', cause: 'ERR_TLS_CERT_ALTNAME_INVALID' } },
    })
    expect(requests).toBe(0)
  },
)
