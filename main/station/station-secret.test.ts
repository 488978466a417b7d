import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handedSecretFlag, secretMessage } from '../shell/handed-secret.ts'
import { fakeSafeStorage } from '../store/keys/fake-safe-storage.ts'
import { wantSealing } from '../store/keys/key-changes.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { stationPaths } from './paths.ts'
import { stationSecret } from './station-secret.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-sealed-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** What the real station process says first: its state, with an error where it could not open. */
async function firstWords(secret: Uint8Array | undefined): Promise<string> {
  const env = { ...process.env, CHIPDESK_HOME: home, CHIPDESK_MODE: 'live', ...(secret && { [handedSecretFlag]: '1' }) }
  const child = fork(join(import.meta.dirname, 'process.ts'), [], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  if (secret) child.send(secretMessage(secret))
  try {
    return await new Promise<string>(resolve => child.once('message', text => resolve(String(text))))
  } finally {
    child.kill('SIGKILL')
  }
}

test('a station whose key the operating system has sealed opens with what the shell hands over, and not without', async () => {
  const env = { CHIPDESK_HOME: home }
  const { key, store } = stationPaths(false, env)
  await loadOrCreateKey({ path: key, store })
  wantSealing({ path: key, store, secrets: {} }, false)
  const secret = await stationSecret('live', fakeSafeStorage({ keyring: 'of this user' }), env)
  if (!secret.ok || !secret.value) throw new Error('not sealed')
  expect(await firstWords(undefined)).toContain('StoreKeySealed')
  expect(await firstWords(secret.value)).not.toContain('StoreKeySealed')
  expect(await firstWords(new Uint8Array(32))).toContain('StoreKeySealed')
}, 30_000)
