import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startOrganisationSystem } from '../../../fixtures/services/organisation/organisation-system.ts'
import { registryCertificates } from '../../../fixtures/services/registry/registry-certificates.ts'
import { createOrganisationConnector, handOverFiles } from './create-connector.ts'
import { handOverConfigSchema } from './hand-over-config.ts'
import { inventedHandOver } from './invented-hand-over-of-tests.ts'

const http = { kind: 'http', url: 'https://his.example/in', clientId: 'quay-1' }

test('three settings are enough, or two', () => {
  expect(handOverConfigSchema.parse(http)).toEqual({
    ...http,
    timeouts: { connectMs: 3000, tlsMs: 3000, headersMs: 10_000, bodyMs: 10_000 },
    limitMs: 3000,
  })
  const folder = { kind: 'folder', path: tmpdir() }
  expect(handOverConfigSchema.parse(folder)).toEqual({ ...folder, mostFiles: 1000, limitMs: 3000 })
})

test.each<[string, object]>([
  ['no TLS', { ...http, url: 'http://his.example/in' }],
  ['a user in the address', { ...http, url: 'https://desk:secret@his.example/in' }],
  ['a key in the file', { ...http, key: 'x'.repeat(32) }],
  ['a way to turn verification off', { ...http, tls: { rejectUnauthorized: false } }],
  ['a client of two lines', { ...http, clientId: 'a\nb' }],
  ['no limit', { ...http, limitMs: 0 }],
  ['a folder somewhere', { kind: 'folder', path: 'his' }],
  ['another kind', { kind: 'mail', path: '/' }],
])('refused: %s', (_, config) => expect(handOverConfigSchema.safeParse(config).success).toBe(false))

test('the files of a configuration', () => {
  const config = handOverConfigSchema.parse({ ...http, tls: { ca: 'ca.pem', key: 'key.pem' } })
  expect(handOverFiles(config)).toEqual(['ca.pem', 'key.pem'])
  expect(handOverFiles(handOverConfigSchema.parse({ kind: 'folder', path: tmpdir() }))).toEqual([])
  expect(handOverFiles(undefined)).toEqual([])
})

test('a connector of each kind', async () => {
  const set = registryCertificates('hand-over config')
  const system = await startOrganisationSystem({ tls: { ...set.tls.server, clientCa: set.ca } })
  const tls = { ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem' }
  const { clientId, key } = system.client
  const config = handOverConfigSchema.parse({ kind: 'http', url: system.handOverUrl, clientId, tls })
  const pair = set.client('00001', 'quay-1')
  const files = new Map([
    ['ca.pem', set.ca],
    ['cert.pem', pair.cert],
    ['key.pem', pair.key],
  ])
  const secret = (name: string) => (name === 'organisation.key' ? key : undefined)
  const ask = async (material: Parameters<typeof createOrganisationConnector>[1], given = config) => {
    const connector = createOrganisationConnector(given, material)
    const answer = await connector.handOver(inventedHandOver(), AbortSignal.timeout(3000))
    await connector.close()
    return answer.ok ? 'taken' : answer.error.error.tag
  }
  expect(await ask({ files, secret })).toBe('taken')
  expect(await ask({ files })).toBe('ConfigInvalid')
  expect(await ask({ secret })).toBe('OnlineAnswerInvalid')
  await system.stop()

  const path = mkdtempSync(join(tmpdir(), 'chipdesk-folder-'))
  expect(await ask({}, handOverConfigSchema.parse({ kind: 'folder', path }))).toBe('taken')
  expect(readdirSync(path)).toHaveLength(1)
  rmSync(path, { recursive: true })
})
