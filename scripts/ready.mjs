// Everything CI runs, by one command: set-up, types, lint, layers, dead code, unit, print, PC/SC, BoringSSL and screen tests, and every proof at CI size.
// Prints one line a step, what a failed one said, and closes with `N passed, N failed, N skipped`. What each says while it runs: build/results/*.log.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { cannotRunBoringssl, runBoringssl } from './boringssl.mjs'
import { ensureSetup, node24, root } from './setup.mjs'

await ensureSetup({ tests: true })

const results = join(root, 'build', 'results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const bin = name => join(root, 'node_modules', '.bin', name)
/** The compiler of itself; version 6 beside it is what other tools read TypeScript with. */
const tsc = join(root, 'node_modules', 'typescript-native', 'bin', 'tsc')
const env = {
  ...process.env,
  PATH: [dirname(node24()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  FORCE_COLOR: '0',
  // Hundreds of processes load the same modules: each finds them stripped of their types and compiled.
  NODE_COMPILE_CACHE: join(root, 'build', 'compile-cache'),
}
/** No step takes as long as this: what hangs is ended, and says what it said. */
const limitMs = 30 * 60_000

const vitest = (project, projects = project, ...more) => ({
  name: project,
  command: [
    bin('vitest'),
    'run',
    '--project',
    projects,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${join(results, `${project}.json`)}`,
    `--reporter=${join(root, 'scripts', 'skip-reasons.mjs')}`,
    ...more,
  ],
  env: { SKIP_REASONS: join(results, `${project}-skipped.json`) },
  count: () => countVitest(join(results, `${project}.json`), join(results, `${project}-skipped.json`)),
})
/** Those of one core, one after the other. */
const checks = [
  { name: 'types', command: [tsc, '-p', '.'] },
  { name: 'types: screens', command: [tsc, '-p', 'renderer'] },
  { name: 'types: journeys', command: [tsc, '-p', 'e2e'] },
  { name: 'types: protocol', command: [tsc, '-p', 'main/protocol'] },
  { name: 'lint', command: [bin('biome'), 'ci', '--error-on-warnings', '.'] },
  { name: 'layers', command: [bin('depcruise'), 'main', 'native', 'fixtures', 'renderer'] },
  { name: 'dead code', command: [bin('knip')] },
  { name: 'boringssl', cannot: cannotRunBoringssl, run: runBoringssl },
]
const day = process.env.CHIPDESK_SHARE_DAY ?? String(new Date().getDate())
const playwright = (name, ...args) => ({
  name,
  command: [bin('playwright'), 'test', ...args],
  env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, `${name}.json`), CHIPDESK_WALK: 'share', CHIPDESK_SHARE_DAY: day },
  count: () => countPlaywright(join(results, `${name}.json`)),
})
const cannot = () => !existsSync(process.env.CHIPDESK_CHROMIUM ?? '/usr/bin/chromium') && 'no Chromium here'
const screens = [
  { ...playwright('screens', '--project', 'browser', '--project', 'walk'), cannot },
  // One window at a time: where three are opened at once on a busy machine, now and then one never is.
  playwright('electron', '--project', 'electron', '--workers', '1'),
  { ...playwright('quiet-screens', '--project', 'quiet', '--workers', '1'), cannot },
]
/**
 * One stage after the other; within a stage, lines of steps beside each other. What says how long a person waits comes first, alone. PC/SC tests wait for a
 * card most of their time: checks and proofs fill what they leave. Unit tests spend a third of theirs in waiting, so there are more of them than cores. The
 * screens have the machine to themselves.
 */
const stages = [
  [[vitest('quiet')]],
  [[...checks, vitest('golden')], [vitest('pcsc')], [vitest('proof')]],
  [[vitest('unit', 'unit*', `--maxWorkers=${Math.ceil(1.5 * availableParallelism())}`)]],
  [screens],
]

function countVitest(file, reasonsFile) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
  const skipped = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed'),
  )
  const reasons = existsSync(reasonsFile) ? JSON.parse(readFileSync(reasonsFile, 'utf8')) : {}
  const named = skipped.map(({ fullName }) => (reasons[fullName] ? `${fullName} (${reasons[fullName]})` : fullName))
  return { passed: numPassedTests, failed: numFailedTests, skipped: named }
}

function countPlaywright(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] }
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'))
  const specs = suite => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)]
  const skipped = suites
    .flatMap(specs)
    .flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === 'skipped')
        .map(({ annotations }) => `${title}: ${annotations.map(({ description }) => description).join(' ')}`),
    )
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped }
}

async function runCommand(step) {
  const log = join(results, `${step.name.replaceAll(/\W+/g, '-')}.log`)
  const output = openSync(log, 'w')
  const child = spawn(node24(), step.command, {
    cwd: root,
    stdio: ['ignore', output, output],
    timeout: limitMs,
    env: { ...env, ...step.env },
  })
  const [status] = await once(child, 'exit')
  const ran = status === 0
  const counted = step.count?.() ?? { passed: ran ? 1 : 0, failed: ran ? 0 : 1, skipped: [] }
  const failed = ran ? counted.failed : Math.max(counted.failed, 1)
  return { ...counted, failed, ...(failed > 0 && { said: readFileSync(log, 'utf8') }) }
}

const only = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: [] }

async function runStep(step) {
  if (only.length > 0 && !only.includes(step.name)) return
  const reason = step.cannot?.()
  if (reason) {
    total.skipped.push(`${step.name}: ${reason}`)
    return
  }
  const start = performance.now()
  const counted = await (step.run ? step.run() : runCommand(step))
  if (counted.said) console.log(counted.said)
  total.passed += counted.passed
  total.failed += counted.failed
  total.skipped.push(...counted.skipped.map(name => `${step.name}: ${name}`))
  console.log(
    `${counted.failed === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`,
  )
}

for (const lines of stages)
  await Promise.all(
    lines.map(async line => {
      for (const step of line) await runStep(step)
    }),
  )
for (const name of total.skipped) console.log(`skipped: ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
