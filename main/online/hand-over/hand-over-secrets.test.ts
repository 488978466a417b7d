import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import type { HandOverFields } from '../../protocol/hand-over.ts'
import { firstTry } from '../modelled-outbox.ts'
import { handOverDeliverer } from './deliver-hand-over.ts'
import { createFolderConnector } from './folder-connector.ts'
import { handOverQuestion } from './hand-over-question.ts'
import { createHttpConnector } from './http-connector.ts'
import { inventedContents } from './invented-hand-over-of-tests.ts'
import type { OrganisationConnector } from './organisation-connector.ts'

const key = 'chia-khoa-trong-test-0123456789abcdef'
const clientId = 'quay-khong-duoc-lo'
const person = { personalNumber: '999190007777', fullName: 'Trần Thị Không Được Lộ', birthDate: '1990-07-17' }
const planted = [key, clientId, ...Object.values(person), ...Object.values(person).map(encodeURIComponent)].flatMap(
  value => [value, value.toLocaleUpperCase('vi'), value.toUpperCase().replaceAll('-', '_')],
)

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

const fields: HandOverFields = Object.fromEntries(Object.entries(person).map(([name, value]) => [name, { value }]))

async function saidBy(connector: OrganisationConnector): Promise<string> {
  closing.push(connector.close)
  const question = handOverQuestion({
    transactionId: 't1',
    payload: { ...inventedContents, fields },
    now: new Date(),
  })
  const heard = listening()
  const state = await firstTry({ deliverers: { 'hand-over': handOverDeliverer(connector) } }, question, 2000)
  return `${inspect(state, { depth: 20, showHidden: true })}\n${JSON.stringify(state)}\n${heard()}`
}

const problem = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))

/** What a server may do with a hand-over so that something of it comes back. */
const faults: Record<string, (response: ServerResponse, said: string) => void> = {
  reset: response => response.socket?.resetAndDestroy(),
  silence: () => {},
  echo: (response, said) => response.end(said),
  'echo in another type': (response, said) => response.writeHead(200, { 'content-type': said.slice(0, 99) }).end('x'),
  'a page': (response, said) => response.writeHead(500).end(`<html>${said}</html>`),
  'a place': (response, said) =>
    response.writeHead(302, { location: `http://his.invalid/${encodeURIComponent(said)}` }).end(),
  'no HTTP': (response, said) => response.socket?.end(`${said}\r\n\r\n`),
  'a detail': (response, said) => problem(response, 422, { code: 'FIELD_INVALID', detail: said, title: said }),
  'a code that is a name': response => problem(response, 422, { code: 'TRẦN THỊ KHÔNG ĐƯỢC LỘ' }),
  'a code that is a number': response => problem(response, 409, { code: person.personalNumber }),
  'a code that is a client': response => problem(response, 401, { code: 'QUAY_KHONG_DUOC_LO' }),
}

test.each(Object.keys(faults))('%s: no secret and nobody’s data in what is said, thrown or written', async name => {
  const server = createServer(async (request, response) => {
    const parts = [JSON.stringify(request.headers)]
    for await (const part of request) parts.push(String(part))
    faults[name]?.(response, parts.join('').replaceAll(/[^\x20-\x7e]/g, '?'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve).closeAllConnections()))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?unit=${encodeURIComponent(clientId)}`
  const timeouts = { connectMs: 200, tlsMs: 200, headersMs: 150, bodyMs: 150 }
  const said = await saidBy(createHttpConnector({ url, key, clientId, timeouts }))
  for (const value of planted) expect(said).not.toContain(value)
  expect(said).not.toContain('127.0.0.1')
})

test('a folder that is not there is not named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-folder-'))
  rmSync(folder, { recursive: true })
  const said = await saidBy(createFolderConnector({ path: folder }))
  expect(said).toContain('folder missing')
  for (const value of [...planted, folder]) expect(said).not.toContain(value)
})

test('the search finds what it shall find', () => {
  const text = JSON.stringify({ code: 'QUAY_KHONG_DUOC_LO', fields, key })
  expect(planted.filter(value => text.includes(value)).length).toBeGreaterThanOrEqual(5)
})
