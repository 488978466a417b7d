import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { startInsurancePortal } from '../../../fixtures/services/insurance/insurance-portal.ts'
import type { Result } from '../../emrtd/result.ts'
import { inventedReport } from '../invented-questions.ts'
import { firstTry } from '../modelled-outbox.ts'
import { insuranceDeliverer } from './deliver-insurance.ts'
import { createInsurancePortal, type InsurancePortalOptions } from './insurance-adapter.ts'
import { insuranceQuestion } from './insurance-question.ts'
import { portalPassword } from './portal-token.ts'

const secrets = {
  username: '99999_BV',
  password: 'mat-khau-trong-test',
  accessToken: 'VE9LRU4tdHJvbmctdGVzdA==',
  idToken: 'id-token-trong-test',
}
const person = { personalNumber: '999190007777', fullName: 'Trần Thị Không Được Lộ', birthDate: '1990-07-17' }
const officer = { name: 'Lê Văn Cán Bộ Bí Mật', number: '999080007777' }
/** Also as a URL, a form and JSON write them. */
const planted = [...Object.values(secrets), ...Object.values(person), ...Object.values(officer)]
  .flatMap(value => [value, value.toLocaleUpperCase('vi'), value.split('-').reverse().join('/')])
  .concat(portalPassword(secrets.password))
  .flatMap(value => [value, encodeURIComponent(value), new URLSearchParams({ value }).toString().slice(6)])

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const close of closing.splice(0).reverse()) await close()
})

/** Everything this process writes, and what is thrown beside. */
function listening(): () => string {
  const heard: string[] = []
  const hear = (text: unknown) => {
    heard.push(typeof text === 'string' ? text : inspect(text, { depth: 10, showHidden: true }))
    return true
  }
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(hear)
  for (const name of ['log', 'error', 'warn', 'debug'] as const) vi.spyOn(console, name).mockImplementation(hear)
  process.on('unhandledRejection', hear).on('warning', hear)
  closing.push(async () => process.off('unhandledRejection', hear).off('warning', hear))
  return () => heard.join('\n')
}

const settings = (baseUrl: string): InsurancePortalOptions => ({
  baseUrl,
  account: secrets,
  facilityCode: '99999',
  officer: () => officer,
  timeouts: { connectMs: 200, tlsMs: 200, headersMs: 150, bodyMs: 150 },
})

async function stateAt(baseUrl: string) {
  const adapter = createInsurancePortal(settings(baseUrl))
  closing.push(adapter.close)
  const question = insuranceQuestion({ transactionId: 't', report: inventedReport(person), now: new Date() })
  if (!question) throw new Error('nothing to ask')
  expect(question.body).not.toContain(officer.number)
  return await firstTry({ deliverers: { insurance: insuranceDeliverer(adapter) } }, question, 2000)
}

const key = JSON.stringify({
  maKetQua: '200',
  APIKey: { access_token: secrets.accessToken, id_token: secrets.idToken, expires_in: '2099-01-01T00:00:00Z' },
})

/** What a server may do with a look-up so that somebody throws, with the whole address in reach. */
const faults: Record<string, (response: ServerResponse, url: string) => void> = {
  reset: response => response.socket?.resetAndDestroy(),
  silence: () => {},
  echo: (response, url) => response.end(`{"maKetQua":"${url}"}`),
  'echo in a note': (response, url) => response.end(JSON.stringify({ maKetQua: '050', ghiChu: `POST ${url}` })),
  'echo in a page': (response, url) => response.writeHead(500).end(`<html>${url}</html>`),
  'echo in a header': (response, url) => response.writeHead(302, { location: `http://portal.invalid${url}` }).end(),
  'no HTTP': (response, url) => response.socket?.end(`${url}\r\n\r\n`),
  'wrong length': response => response.writeHead(200, { 'content-length': '99' }).end('{}', () => response.destroy()),
}

test.each(Object.keys(faults))('%s: no secret and nobody’s data in what is said, thrown or written', async name => {
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    if (url.startsWith('/api/token')) response.end(key)
    else faults[name]?.(response, url)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve).closeAllConnections()))
  const heard = listening()
  const state = await stateAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const said = `${inspect(state, { depth: 20, showHidden: true })}\n${JSON.stringify(state)}\n${heard()}`
  for (const value of planted) expect(said).not.toContain(value)
})

test('the search finds what it shall find', () => {
  const url = `http://x/?${new URLSearchParams({ password: portalPassword(secrets.password), token: secrets.accessToken })}`
  expect(planted.filter(value => url.includes(value)).length).toBeGreaterThanOrEqual(2)
})

/** Of the system, where there is one. */
const openssl: string = 'openssl'
const certificate = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-tls-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const subject = ['-subj', '/CN=portal.example', '-addext', 'subjectAltName=IP:127.0.0.1']
  try {
    execFileSync(openssl, ['req', '-x509', ...ec, ...subject, '-keyout', keyFile, '-out', certFile], {
      stdio: 'ignore',
    })
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') }
  } catch {
    return undefined
  } finally {
    rmSync(folder, { recursive: true })
  }
})()

test.skipIf(!certificate)(
  `a portal that cannot prove its name is told nothing${certificate ? '' : ' [skipped: no openssl command]'}`,
  async () => {
    const portal = await startInsurancePortal({ tls: certificate ?? { key: '', cert: '' } })
    closing.push(portal.stop)
    expect(await stateAt(portal.url)).toMatchObject({
      status: 'pending',
      error: { tag: 'OnlineAnswerInvalid', cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
    expect(portal.requests()).toEqual([])
    const trusting = createInsurancePortal({ ...settings(portal.url), tls: { ca: certificate?.cert ?? '' } })
    closing.push(trusting.close)
    const look = { number: person.personalNumber, fullName: 'X', birthDate: '1990', day: '2026-11-22' }
    const answer: Result<unknown, { error: { tag: string } }> = await trusting.lookUp(look, AbortSignal.timeout(2000))
    expect(answer).toMatchObject({ error: { error: { tag: 'OnlineAccount', cause: 'token code 401' } } })
  },
)
