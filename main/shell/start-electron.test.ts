import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findElectron } from './find-electron.ts'
import { startElectron } from './start-electron.ts'

/** A project with an Electron package whose installer and binary are small scripts. */
let root: string
const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)

async function file(path: string, text: string): Promise<string> {
  const whole = join(root, path)
  await mkdir(join(whole, '..'), { recursive: true })
  await writeFile(whole, text)
  await chmod(whole, 0o755)
  return whole
}
const binary = (then: string) =>
  `#!/bin/sh\nprintf '%s\\n' "$CHIPDESK_KIOSK" > '${root}/kiosk'\nprintf '%s\\n' "$CHIPDESK_MODE" "$@" > '${root}/started'\n${then}\n`
const install = (then: string) =>
  file('node_modules/electron/install.js', `const fs = require('fs'); fs.appendFileSync('${root}/asked', 'x'); ${then}`)
const start = (env: NodeJS.ProcessEnv = {}) => startElectron({ root, mode: 'demo', env: { DISPLAY: ':0', ...env } })
const text = (path: string) => readFile(join(root, path), 'utf8').catch(() => undefined)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'chipdesk-start-'))
  await file('package.json', '{}')
  await file('scripts/bundle.mjs', '')
})
afterEach(async () => {
  said.mockClear()
  await rm(root, { recursive: true })
})

async function installed(then: string): Promise<void> {
  await file('node_modules/electron/dist/electron', binary(then))
  await file('node_modules/electron/path.txt', 'electron')
}

describe('starting the Electron shell', () => {
  it('runs the Electron of the packages on the project and gives its exit code', async () => {
    await installed('exit 0')
    expect(await start()).toBe(0)
    const [mode, ...args] = (await text('started'))?.trim().split('\n') ?? []
    expect(mode).toBe('demo')
    expect(args.at(-1)).toBe(join(root, 'build', 'electron', 'main.cjs'))
    expect(args.includes('--no-sandbox')).toBe(process.getuid?.() === 0)
  })

  it('fills the screen only where that is asked for', async () => {
    await installed('exit 0')
    await start()
    expect(await text('kiosk')).toBe('\n')
    await startElectron({ root, mode: 'demo', kiosk: true, env: { DISPLAY: ':0' } })
    expect(await text('kiosk')).toBe('1\n')
  })

  it('prefers the Electron that the environment names', async () => {
    await installed('exit 1')
    const other = await file('other/electron', binary('exit 0'))
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'other') })).toBe(other)
    expect(await start({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'other') })).toBe(0)
  })

  it('leaves a machine without a screen to another shell, and asks for nothing there', async () => {
    await install('')
    expect(await start({ DISPLAY: '' })).toBe(undefined)
    expect(await text('asked')).toBe(undefined)
  })

  it('leaves a machine on which Electron fails at once to another shell', async () => {
    await installed('exit 127')
    expect(await start()).toBe(undefined)
    expect(said.mock.calls.join()).toContain('does not run here (it ended with 127)')
  })

  it('leaves it to another shell when the bundles cannot be made', async () => {
    await installed('exit 0')
    await file('scripts/bundle.mjs', 'process.exit(1)')
    expect(await start()).toBe(undefined)
    expect(await text('started')).toBe(undefined)
  })

  it('fetches a missing binary', async () => {
    const dist = `${root}/node_modules/electron/dist`
    await install(`fs.mkdirSync('${dist}'); fs.writeFileSync('${dist}/electron', '#!/bin/sh\\nexit 0\\n', { mode: 0o755 });
      fs.writeFileSync('${dist}/../path.txt', 'electron')`)
    expect(await start()).toBe(0)
  })

  it('does not take a binary whose download was broken off', async () => {
    await file('node_modules/electron/dist/electron', binary('exit 0'))
    expect(findElectron(root, {})).toBe(undefined)
  })

  it('asks once a day where it cannot be fetched', async () => {
    await install('process.exit(1)')
    expect([await start(), await start()]).toEqual([undefined, undefined])
    expect(await text('asked')).toBe('x')
    await file('build/stamps/electron-download', String(Date.now() - 25 * 3_600_000))
    expect(await start()).toBe(undefined)
    expect(await text('asked')).toBe('xx')
  })
})
