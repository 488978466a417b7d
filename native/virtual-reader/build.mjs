/**
 * Compiles the two C files of the private PC/SC service into build/virtual-reader/. Plain JavaScript without
 * dependencies: it runs on whatever Node is there before anything is installed.
 *
 *   node native/virtual-reader/build.mjs
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const flags = ['-O2', '-Wall', '-Wextra']
const parts = [
  { source: 'launcher.c', product: 'launcher', flags: [] },
  { source: 'loopback-nodelay.c', product: 'loopback-nodelay.so', flags: ['-shared', '-fPIC'], libraries: ['-ldl'] },
]

const compiler = () =>
  ['gcc', 'cc', 'clang'].find(name => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)
const modified = path => (existsSync(path) ? statSync(path).mtimeMs : -1)

/**
 * Builds what is missing or older than its source.
 * @param {string} root folder of the repository
 * @returns {{ ok: true, built: string[] } | { ok: false, reason: string }} names of what was compiled now, or why nothing can be
 */
export function buildVirtualReader(root) {
  if (process.platform !== 'linux')
    return { ok: false, reason: `the virtual reader needs Linux, this is ${process.platform}` }
  const sources = join(root, 'native', 'virtual-reader')
  const products = join(root, 'build', 'virtual-reader')
  const stale = parts.filter(part => modified(join(products, part.product)) < modified(join(sources, part.source)))
  if (stale.length === 0) return { ok: true, built: [] }

  const cc = compiler()
  if (!cc) return { ok: false, reason: 'no C compiler (gcc, cc or clang) for the virtual reader: install gcc' }
  mkdirSync(products, { recursive: true })
  for (const part of stale) {
    const from = join(sources, part.source)
    const to = join(products, part.product)
    const run = spawnSync(cc, [...flags, ...part.flags, '-o', to, from, ...(part.libraries ?? [])], {
      encoding: 'utf8',
    })
    if (run.status !== 0) return { ok: false, reason: `${cc} could not compile ${part.source}: ${run.stderr.trim()}` }
  }
  return { ok: true, built: stale.map(part => part.product) }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
  const outcome = buildVirtualReader(root)
  process.stdout.write(
    outcome.ok
      ? `virtual reader: ${outcome.built.join(', ') || 'up to date'}\n`
      : `virtual reader: ${outcome.reason}\n`,
  )
  process.exitCode = outcome.ok ? 0 : 1
}
