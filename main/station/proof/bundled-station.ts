import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..', '..', '..')

/** Where bundles of proofs lie: below the project, so that they find its native modules. */
const folder = join(root, 'build', 'proof')

const programs = {
  'saving-station': 'main/station/proof/saving-station.ts',
  'writer-thread': 'main/store/writer/writer-thread.ts',
} as const

/**
 * Bundles a process that is started hundreds of times, with the thread it writes in: it starts in half the time.
 * @returns the program
 */
export async function bundledStation(): Promise<string> {
  mkdirSync(folder, { recursive: true })
  cpSync(join(root, 'main', 'desks', 'definitions'), join(folder, 'definitions'), { recursive: true })
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(programs).map(([out, entry]) => ({ in: entry, out })),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    external: ['better-sqlite3'],
    define: { 'import.meta.url': 'importMetaUrl', 'import.meta.filename': '__filename' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'error',
  })
  const program = join(folder, 'saving-station.cjs')
  if (!existsSync(program)) throw new Error('not bundled')
  return program
}
