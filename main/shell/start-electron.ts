import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hasDisplay } from './browser/find-browser.ts'
import { findElectron } from './find-electron.ts'

/** A download that takes longer than this is not worth waiting for: the browser shell is there. */
const downloadMs = 20_000
/** A network that refused the download today is not asked again before this time. */
const nextDownloadMs = 24 * 3_600_000
/** An Electron that fails this soon could not run on this machine. */
const settleMs = 5_000

/**
 * Opens the counter in the Electron shell.
 * @param root folder of the project
 * @returns the exit code once the window is closed, or undefined where there is no screen or no Electron that runs: use
 * another shell
 */
export async function startElectron(options: {
  root: string
  mode: 'demo' | 'live'
  /** Definition of the desk that demo mode shows. */
  desk?: string | undefined
  /** A second display is the citizens'. */
  citizenScreen?: boolean
  /** Fills the screen, and only an administrator gets out. */
  kiosk?: boolean
  env?: NodeJS.ProcessEnv
}): Promise<number | undefined> {
  const { root, mode, desk, citizenScreen, kiosk, env = process.env } = options
  if (!hasDisplay(env)) return undefined
  const binary = findElectron(root, env) ?? downloaded(root, env)
  if (!binary) return undefined
  const bundled = spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { cwd: root, stdio: 'inherit' })
  if (bundled.status !== 0) return undefined
  const startedAt = performance.now()
  const code = await runToEnd(binary, root, {
    ...env,
    CHIPDESK_MODE: mode,
    ...(desk !== undefined && { CHIPDESK_DESK: desk }),
    ...(citizenScreen && { CHIPDESK_CITIZEN_SCREEN: '1' }),
    ...(kiosk && { CHIPDESK_KIOSK: '1' }),
    CHIPDESK_STATION_NODE: process.execPath,
    CHIPDESK_STATION_ENTRY: join(root, 'main', 'station', 'process.ts'),
  })
  if (code === 0 || performance.now() - startedAt > settleMs) return code
  process.stderr.write(`Electron does not run here (it ended with ${code}).\n`)
  return undefined
}

function runToEnd(binary: string, root: string, env: NodeJS.ProcessEnv): Promise<number> {
  // Chromium's sandbox refuses to run as root. Level 3: of Chromium's own log only what ends it.
  const switches = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--log-level=3']
  const child = spawn(binary, [...switches, join(root, 'build', 'electron', 'main.cjs')], { stdio: 'inherit', env })
  const pass = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, pass)
  // The terminal sends it to both; this process waits for the window.
  const wait = () => {}
  process.on('SIGINT', wait)
  return new Promise<number>(resolve => {
    child.once('error', () => resolve(-1))
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : -1)))
  }).finally(() => {
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.off(signal, pass)
    process.off('SIGINT', wait)
  })
}

/** Lets Electron's own installer fetch the binary, checked by the hashes in its package; a failure is remembered for a day. */
function downloaded(root: string, env: NodeJS.ProcessEnv): string | undefined {
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  const note = join(root, 'build', 'stamps', 'electron-download')
  if (!existsSync(installer)) return undefined
  if (existsSync(note) && Date.now() - Number(readFileSync(note, 'utf8')) < nextDownloadMs) return undefined
  process.stderr.write(`looking for Electron, ${downloadMs / 1_000} s at most …\n`)
  spawnSync(process.execPath, [installer], { cwd: root, stdio: 'ignore', timeout: downloadMs, env })
  const binary = findElectron(root, env)
  if (binary) return binary
  process.stderr.write('not to be had within that time; tried again tomorrow\n')
  mkdirSync(dirname(note), { recursive: true })
  writeFileSync(note, String(Date.now()))
  return undefined
}
