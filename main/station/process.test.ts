import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('a station that cannot open says why on the screen, not only to whoever reads its log', async () => {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-refused-'))
  mkdirSync(join(home, 'config'))
  writeFileSync(join(home, 'config', 'config.json'), '{')
  const child = fork(join(import.meta.dirname, 'process.ts'), [], {
    env: { ...process.env, CHIPDESK_HOME: home, CHIPDESK_MODE: 'live' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  try {
    const said = await Promise.race([
      new Promise<string>(resolve => child.once('message', text => resolve(String(text)))),
      ended.then(code => `ended with ${code} before it said anything`),
    ])
    expect(JSON.parse(said)).toMatchObject({
      state: { readerError: { tag: 'ConfigInvalid', cause: 'config.json is not JSON' }, counter: { step: 'waiting' } },
    })
    child.disconnect()
    expect(await ended).toBe(3)
  } finally {
    child.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  }
})
