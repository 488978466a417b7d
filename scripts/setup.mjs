// All set-up, for Node 20 and later, without dependencies. Says what it does on stderr, does nothing twice, and is done
// in well under a second when everything is there.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureSystemPackages } from './system-packages.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamps = join(root, 'build', 'stamps')
const windows = process.platform === 'win32'

const say = text => process.stderr.write(`set-up: ${text}\n`)

/** The Node 24 that came with the packages; every script but this set-up runs on it. */
export const node24 = () => {
  const own = join(
    root,
    'node_modules',
    `node-${windows ? 'win' : process.platform}-${process.arch}`,
    'bin',
    windows ? 'node.exe' : 'node',
  )
  return existsSync(own) ? own : process.execPath
}

/** Whether it ended well. It begins at once: what is to run beside it is called before its end is awaited. */
async function run(program, args) {
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2], shell: windows })
  const [status] = await once(child, 'exit').catch(error => [error.message])
  return status === 0
}

const npm = (...args) =>
  process.env.npm_execpath
    ? run(process.execPath, [process.env.npm_execpath, ...args])
    : run(windows ? 'npm.cmd' : 'npm', args)

const readStamp = name => (existsSync(join(stamps, name)) ? readFileSync(join(stamps, name), 'utf8') : '')
function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), value)
}

async function ensurePackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (readStamp('packages') === wanted && existsSync(join(root, 'node_modules', '.bin'))) return
  // npm ci begins by removing what is there: through a link that would be somebody else's.
  if (existsSync(join(root, 'node_modules')) && lstatSync(join(root, 'node_modules')).isSymbolicLink()) {
    say('node_modules is a link to packages of another state; remove the link and start again')
    process.exit(3)
  }
  say('npm packages and Node 24 (npm ci)')
  if (!(await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'))) {
    say('npm ci failed; is the npm registry reachable?')
    process.exit(3)
  }
  writeStamp('packages', wanted)
}

/** The PC/SC binding is compiled here, by name: no other package runs code of its own at install time. */
async function ensurePcscBinding() {
  const folder = join(root, 'node_modules', 'smartcard')
  if (!existsSync(folder) || existsSync(join(folder, 'build', 'Release', 'smartcard_napi.node'))) return
  if (process.platform === 'linux' && !existsSync('/usr/include/PCSC/winscard.h')) {
    say('without libpcsclite-dev the PC/SC binding is not built: no real reader can be used')
    return
  }
  say('building the PC/SC binding')
  const headers = dirname(dirname(node24()))
  const nodedir = existsSync(join(headers, 'include', 'node', 'node_api.h')) ? [`--nodedir=${headers}`] : []
  if (!(await npm('rebuild', 'smartcard', '--ignore-scripts=false', '--loglevel=error', ...nodedir)))
    say('that failed: no real reader can be used')
}

async function ensureVirtualReader() {
  if (process.platform !== 'linux') return
  const { buildVirtualReader } = await import('../native/virtual-reader/build.mjs')
  const built = buildVirtualReader(root)
  if (!built.ok) say(built.reason)
}

/** Every file below a path with the time of its last change: differs as soon as one is edited, added or removed. */
function fingerprint(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return `${path} ${mtimeMs}\n`
  return readdirSync(path)
    .map(name => fingerprint(join(path, name)))
    .join('')
}

async function ensureRenderer() {
  const sources = ['renderer', 'main/protocol', 'package-lock.json'].map(path => fingerprint(join(root, path)))
  const wanted = createHash('sha256').update(sources.join('')).digest('hex')
  if (readStamp('renderer') === wanted && existsSync(join(root, 'build', 'renderer', 'index.html'))) return
  say('building the screens')
  if (
    !(await run(node24(), [
      join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      'renderer',
      '--logLevel',
      'warn',
    ]))
  ) {
    say('the screens could not be built')
    process.exit(3)
  }
  writeStamp('renderer', wanted)
}

/** Everything that must be there before anything runs; `tests` adds what only the tests need. */
export async function ensureSetup({ tests = false } = {}) {
  // The packages of npm and of the system come by different ways: one need not wait for the other. What is compiled needs both.
  const packages = ensurePackages()
  writeStamp('missing', ensureSystemPackages({ tests, say, known: readStamp('missing') }).join(' '))
  await packages
  await Promise.all([ensurePcscBinding(), ensureVirtualReader(), ensureRenderer()])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const start = performance.now()
  await ensureSetup({ tests: process.argv.includes('--tests') })
  say(`ready (${Math.round(performance.now() - start)} ms)`)
}
