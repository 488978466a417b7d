import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Path of an Electron to run the project with: the one in the folder `ELECTRON_OVERRIDE_DIST_PATH`, else the one of the
 * packages where its binary was downloaded whole.
 */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const packaged = join(root, 'node_modules', 'electron')
  // The installer writes the name of the binary last, so a broken download has none.
  const note = join(packaged, 'path.txt')
  const noted = existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined
  const binary = override
    ? join(override, noted ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'))
    : noted && join(packaged, 'dist', noted)
  return binary && existsSync(binary) ? binary : undefined
}
