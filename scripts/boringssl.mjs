// The tests of the crypto layer, and of the protocols that stand on it, on BoringSSL: Electron has it where Node has OpenSSL, and what
// one of them lacks shows only when it is called. `bun` carries BoringSSL and is an npm package; its binary is taken from the package of
// the platform, so that no installation script has to run.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const control = 'main/crypto/runtime.test.ts'
const tested = ['main/crypto/', 'main/emrtd/', 'main/verification/parse', 'main/verification/evidence']
/** Thousands of changed bits, and comparisons with a program: they try our parsers, and the same under every runtime. */
const untested = ['**/pa/one-bit.test.ts', '**/pa/openssl.test.ts']

/** Path of the binary, or undefined where the packages of this platform are not installed. */
function bunBinary() {
  const require = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const architecture = process.arch === 'arm64' ? 'aarch64' : process.arch
  const names = ['', '-baseline', '-musl', '-musl-baseline'].map(kind => `@oven/bun-${platform}-${architecture}${kind}`)
  for (const name of names) {
    try {
      const path = join(
        dirname(require.resolve(`${name}/package.json`)),
        'bin',
        platform === 'windows' ? 'bun.exe' : 'bun',
      )
      if (existsSync(path)) return path
    } catch {
      // not installed
    }
  }
}

/** Why it cannot run here; undefined if it can. */
export const cannotRunBoringssl = () =>
  bunBinary() ? undefined : `no package of bun for ${process.platform} ${process.arch} is installed`

const ask = (bun, code) => spawnSync(bun, ['-e', code], { encoding: 'utf8', timeout: 30_000 }).stdout.trim()

/** Runs all in one thread; the counts as the other steps give them. */
export async function runBoringssl(files = tested) {
  const bun = bunBinary()
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-boringssl-'))
  const report = join(folder, 'report.json')
  try {
    const version = ask(bun, 'console.log(process.versions.boringssl ?? "")').slice(0, 12)
    if (version === '') return { failed: 1, passed: 0, skipped: [], said: 'the runtime has no BoringSSL' }
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const child = spawn(
      bun,
      // Worker threads: bun's child processes have no channel that vitest could hold.
      [
        '--bun',
        vitest,
        'run',
        '--project',
        'unit*',
        '--pool=threads',
        '--maxWorkers=1',
        '--testTimeout=30000',
        '--reporter=json',
        `--outputFile=${report}`,
        ...untested.map(pattern => `--exclude=${pattern}`),
        ...files,
      ],
      {
        cwd: root,
        timeout: 600_000,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, FORCE_COLOR: '0', CHIPDESK_EXPECTED_CRYPTO: 'BoringSSL' },
      },
    )
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (said += text))
    const [status] = await once(child, 'close')
    if (!existsSync(report)) return { failed: 1, passed: 0, skipped: [], said: `no report: ${said}` }
    return { ...counted(JSON.parse(readFileSync(report, 'utf8')), status), version }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function counted({ testResults }, status) {
  const all = testResults.flatMap(({ name, message, assertionResults }) =>
    assertionResults.length > 0 ? assertionResults : [{ status: 'failed', fullName: name, failureMessages: [message] }],
  )
  const failures = all.filter(each => each.status === 'failed')
  const skipped = all.filter(each => each.status !== 'failed' && each.status !== 'passed').map(each => each.fullName)
  const passed = all.length - failures.length - skipped.length
  const controlled = testResults.some(({ name, status: state }) => name.endsWith(control) && state === 'passed')
  const said = [
    ...failures.map(
      ({ fullName, failureMessages }) => `${fullName}\n  ${(failureMessages?.[0] ?? '').split('\n', 1)[0]}`,
    ),
    ...(controlled ? [] : [`${control} has not proven that this was BoringSSL`]),
  ].join('\n')
  const failed = Math.max(failures.length + (controlled ? 0 : 1), status === 0 ? 0 : 1)
  return { passed, failed, skipped, said }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reason = cannotRunBoringssl()
  if (reason) {
    console.log(`BoringSSL: skipped, ${reason}`)
    process.exit(0)
  }
  const { passed, failed, skipped, said, version } = await runBoringssl()
  if (said) console.error(said)
  console.log(`BoringSSL ${version ?? 'none'}: ${passed} passed, ${failed} failed, ${skipped.length} skipped`)
  process.exit(failed === 0 ? 0 : 1)
}
