import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { build, Platform } from 'electron-builder'
import { electronRuntime, skipAloud } from './electron-runtime.ts'
import { markHome } from './home.ts'
import { openVirtualScreen, type VirtualScreen } from './virtual-screen.ts'

const root = join(import.meta.dirname, '..')

let folder: string
let app: string
let screen: VirtualScreen
let running: ChildProcess | undefined

test.describe.configure({ mode: 'serial', timeout: 120_000 })

test.beforeAll(async () => {
  if (process.platform !== 'linux') return skipAloud('packs for Linux only')
  const runtime = electronRuntime()
  if ('reason' in runtime) return skipAloud(runtime.reason)
  const opened = await openVirtualScreen()
  if ('reason' in opened) return skipAloud(opened.reason)
  screen = opened
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-packed-'))
  expect(spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { stdio: 'inherit' }).status).toBe(0)
  const electronDist = dirname(runtime.binary)
  const electronVersion = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '')
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      electronDist,
      electronVersion,
      directories: { output: folder },
      // An Electron of another age than the product's cannot load every native module; the station has a Node of its own then.
      extraResources: [{ from: realNode(), to: 'station-node/node' }],
    },
  })
  app = join(folder, 'linux-unpacked', 'chipdesk')
  markHome(join(folder, 'home'))
})

test.afterAll(async () => {
  if (screen) await screen.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})
test.afterEach(async () => {
  if (running && running.exitCode === null && running.signalCode === null) {
    running.kill('SIGKILL')
    await once(running, 'exit')
  }
})

function realNode(): string {
  return join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
}

function start(args: string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
  running = spawn(app, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DISPLAY: screen.display, CHIPDESK_HOME: join(folder, 'home'), ...env },
  })
  return running
}

test('starts, shows the counter, and ends when told', async () => {
  const child = start()
  // The waiting screen with its picture has some 9,700 colours, the one that has lost its station 2,000.
  await expect.poll(() => screen.colours(), { timeout: 30_000 }).toBeGreaterThan(5_000)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
})

for (const argument of ['--inspect=0', '--remote-debugging-port=0', '--load-extension=/tmp', '--js-flags=--expose-gc'])
  test(`refuses to start with ${argument}`, async () => {
    const child = start([argument])
    const said = child.stderr?.toArray().then(parts => parts.join(''))
    const [code] = await once(child, 'exit')
    expect(code).toBe(2)
    expect(await said).toContain(`refused to start with ${argument}`)
  })

test('is no Node for other programs', async () => {
  const child = start(['-e', 'process.exit(42)'], { ELECTRON_RUN_AS_NODE: '1', CHIPDESK_HOME: join(folder, 'other') })
  const ended = once(child, 'exit').then(([code]) => code)
  const stillRuns = new Promise(resolve => setTimeout(resolve, 3_000, 'still runs'))
  expect(await Promise.race([ended, stillRuns])).toBe('still runs')
})

test('has the fuses of an installed application', async () => {
  const wire = await getCurrentFuseWire(app)
  const state = (fuse: FuseV1Options) => ({ [FuseState.DISABLE]: 'off', [FuseState.ENABLE]: 'on' })[Number(wire[fuse])]
  expect({
    runAsNode: state(FuseV1Options.RunAsNode),
    nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
    onlyFromArchive: state(FuseV1Options.OnlyLoadAppFromAsar),
    archiveIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    cookiesEncrypted: state(FuseV1Options.EnableCookieEncryption),
  }).toEqual({
    runAsNode: 'off',
    nodeOptions: 'off',
    inspect: 'off',
    onlyFromArchive: 'on',
    archiveIntegrity: 'on',
    cookiesEncrypted: 'on',
  })
  // Older Electrons do not have this one.
  expect(['off', undefined]).toContain(state(FuseV1Options.GrantFileProtocolExtraPrivileges))
})
