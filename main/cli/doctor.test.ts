import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDeskAlone } from './open-desk.ts'

const program = join(import.meta.dirname, 'chipdesk.ts')

test('a store that the counter has open is no fault', async () => {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-doctor-'))
  const desk = await openDeskAlone(undefined, { CHIPDESK_HOME: home })
  if (!desk.ok) throw new Error(desk.error.cause)
  const env = { ...process.env, CHIPDESK_HOME: home }
  const out = await new Promise<string>(resolve =>
    execFile(process.execPath, [program, 'doctor', '--json'], { env }, (_, text) => resolve(text)),
  )
  await desk.value.store.close()
  rmSync(home, { recursive: true, force: true })
  expect(JSON.parse(out).findings).toContainEqual({
    part: 'database',
    state: 'ok',
    says: 'database-in-use',
    facts: {},
  })
}, 60_000)
