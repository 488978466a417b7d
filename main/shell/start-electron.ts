import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasDisplay } from './browser/find-browser.ts'

/** A download that takes longer than this is not worth waiting for: the browser shell is there. */
const downloadMs = 20_000

/**
 * Opens the counter in the Electron shell.
 * @param root folder of the project
 * @returns the exit code once the window is closed, or undefined where there is no screen or no Electron: use another shell
 */
export async function startElectron({
  root,
  mode,
}: {
  root: string
  mode: 'demo' | 'live'
}): Promise<number | undefined> {
  if (!hasDisplay()) return undefined
  const binary = electronBinary(root) ?? downloaded(root)
  if (!binary) return undefined
  const bundled = spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { cwd: root, stdio: 'inherit' })
  if (bundled.status !== 0) return undefined
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(binary, [...sandbox, root], {
    stdio: 'inherit',
    env: {
      ...process.env,
      CHIPDESK_MODE: mode,
      CHIPDESK_STATION_NODE: process.execPath,
      CHIPDESK_STATION_ENTRY: join(root, 'main', 'station', 'process.ts'),
    },
  })
  return new Promise(resolve => {
    child.once('error', () => resolve(undefined))
    child.once('exit', code => resolve(code ?? 0))
  })
}

/** The Electron of the packages, or the one in `ELECTRON_OVERRIDE_DIST_PATH`. */
function electronBinary(root: string): string | undefined {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules', 'electron', 'dist')
  const note = join(root, 'node_modules', 'electron', 'path.txt')
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron'
  const binary = join(folder, name)
  return existsSync(binary) ? binary : undefined
}

function downloaded(root: string): string | undefined {
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(installer)) return undefined
  process.stderr.write('looking for Electron …\n')
  spawnSync(process.execPath, [installer], { cwd: root, stdio: 'ignore', timeout: downloadMs })
  return electronBinary(root)
}
