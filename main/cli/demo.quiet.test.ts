import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'

const home = mkdtempSync(join(tmpdir(), 'chipdesk-demo-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** As a person runs it, in a process of its own. */
function demo() {
  const start = performance.now()
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'chipdesk.ts'), 'demo', '--json'], {
    // The note about the running virtual reader is kept apart too: another test or a person may have one.
    env: { ...process.env, CHIPDESK_HOME: home, XDG_RUNTIME_DIR: home },
    encoding: 'utf8',
  })
  return { status, stdout, ms: Math.round(performance.now() - start) }
}

test('demo does the whole main job in under five seconds', { timeout: 60_000 }, async ctx => {
  const reader = await startVirtualReader()
  if (!reader.ok) return ctx.skip(`no virtual reader here: ${reader.error.cause ?? reader.error.tag}`)
  await reader.value.stop()
  const { status, stdout, ms } = demo()
  console.info(`chipdesk demo: ${ms} ms`)
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    reader: 'pcsc',
    stored: true,
    transaction: { report: { verdict: 'authentic', trust: { test: true } }, registry: { status: 'answered' } },
  })
  expect(ms).toBeLessThan(5000)
})
