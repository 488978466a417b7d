import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { issuerLine } from '../../fixtures/country/issuer-line.ts'
import { randomBytes } from '../crypto/random.ts'
import { newAccount } from '../operators/accounts.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import { fingerprintOf } from '../trust/anchor.ts'
import { cheapCost, testPin } from './desk-of-tests.ts'
import { stationPaths } from './paths.ts'
import { openReopeningStation } from './reopening-station.ts'
import { until } from './station-of-tests.ts'

vi.setConfig({ testTimeout: 30_000 })
let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-trust-reopened-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** A live desk with an administrator and a supervisor, who have chosen their PINs themselves. */
async function liveDesk() {
  const { store: path, key: keyPath } = stationPaths(false, { CHIPDESK_HOME: home })
  const key = await loadOrCreateKey({ path: keyPath, store: path, secrets: {} })
  const store = key.ok ? openStore({ path, key: key.value }) : key
  if (!store.ok) throw new Error(store.error.cause)
  for (const [id, role] of [
    ['head', 'admin'],
    ['other', 'supervisor'],
  ] as const) {
    const accounts = store.value.reader.operators()
    const making = { accounts, at: new Date(), by: 'os:test', random: randomBytes, cost: cheapCost }
    const made = await newAccount({ id, name: `Người ${id}`, role, secret: testPin }, making)
    if (!made.ok) throw new Error(made.error.cause)
    await store.value.writer.saveOperator(made.value, [])
  }
  await store.value.close()
  const opened = await openReopeningStation({ mode: 'live', env: { CHIPDESK_HOME: home } })
  if (!opened.ok) throw new Error(opened.error.cause)
  await opened.value.call('session.sign-in', { id: 'head', secret: testPin })
  return opened.value
}

test('an anchor that two persons imported is one of the station, which opened anew by itself', async () => {
  const name = { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }
  const [issuer] = issuerLine('trust reopened test', name, [{ validFrom: '2020-01-01', validTo: '2038-01-01' }])
  if (!issuer) throw new Error('one key')
  const desk = await liveDesk()
  try {
    expect((await until(desk, () => true)).trust).toEqual({ anchors: 0, test: false })
    const upload = '0f'.repeat(16)
    const part = Buffer.from(issuer.csca).toString('base64')
    await desk.call('trust.part', { upload, file: 0, name: 'csca.cer', at: 0, part })
    const asked = { upload, kind: 'identity-card', confirmed: [fingerprintOf(issuer.csca)] } as const
    const { adds } = await desk.call('trust.preview', { ...asked, confirmed: [...asked.confirmed] })
    if (!adds) throw new Error('nothing to import')
    const done = desk.call('trust.import', { ...asked, confirmed: [...asked.confirmed], adds })
    const { session } = await until(desk, state => state.session?.state === 'signed-in' && !!state.session.consent)
    expect(existsSync(join(home, 'config', 'anchors'))).toBe(false)
    const request = session?.state === 'signed-in' ? (session.consent?.id ?? '') : ''
    await desk.call('session.consent', { request, id: 'other', secret: testPin })
    await expect(done).resolves.toMatchObject({ counts: { new: 1 } })
    const { trust, session: after } = await until(desk, state => state.trust.anchors === 1)
    expect([trust.test, after]).toMatchObject([false, { state: 'signed-in', operator: { id: 'head' } }])
    await expect(desk.call('trust.list', {})).resolves.toMatchObject({ identityCards: 'anchored' })
  } finally {
    await desk.close()
  }
})
