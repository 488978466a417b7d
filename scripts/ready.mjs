// Everything CI runs, by one command: set-up, types, lint, layers, dead code, unit, print, PC/SC, BoringSSL and screen tests, and every proof at CI size.
// Prints one line a step and closes with `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { cannotRunBoringssl, runBoringssl } from './boringssl.mjs'
import { ensureSetup, node24, root } from './setup.mjs'

await ensureSetup({ tests: true })

const results = join(root, 'build', 'results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const bin = name => join(root, 'node_modules', '.bin', name)
const env = {
  ...process.env,
  PATH: [dirname(node24()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  FORCE_COLOR: '0',
}

const vitest = (project, projects = project) => ({
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
  ],
  env: { SKIP_REASONS: join(results, `${project}-skipped.json`) },
  count: () => countVitest(join(results, `${project}.json`), join(results, `${project}-skipped.json`)),
})
const steps = [
  { name: 'types', command: [bin('tsc'), '-p', '.'] },
  { name: 'types: screens', command: [bin('tsc'), '-p', 'renderer'] },
  { name: 'types: protocol', command: [bin('tsc'), '-p', 'main/protocol'] },
  { name: 'lint', command: [bin('biome'), 'ci', '--error-on-warnings', '.'] },
  { name: 'layers', command: [bin('depcruise'), 'main', 'native', 'fixtures', 'renderer'] },
  { name: 'dead code', command: [bin('knip')] },
  vitest('unit', 'unit*'),
  vitest('golden'),
  vitest('pcsc'),
  vitest('proof'),
  { name: 'boringssl', cannot: cannotRunBoringssl, run: runBoringssl },
  {
    name: 'screens',
    cannot: () => !existsSync(process.env.CHIPDESK_CHROMIUM ?? '/usr/bin/chromium') && 'no Chromium here',
    command: [bin('playwright'), 'test', '--project', 'browser', '--project', 'electron'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'screens.json') },
    count: () => countPlaywright(join(results, 'screens.json')),
  },
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

function runCommand(step) {
  const { status } = spawnSync(node24(), step.command, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...env, ...step.env },
  })
  const ran = status === 0
  const counted = step.count?.() ?? { passed: ran ? 1 : 0, failed: ran ? 0 : 1, skipped: [] }
  return { ...counted, failed: ran ? counted.failed : Math.max(counted.failed, 1) }
}

const only = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: [] }
for (const step of steps) {
  if (only.length > 0 && !only.includes(step.name)) continue
  const reason = step.cannot?.()
  if (reason) {
    total.skipped.push(`${step.name}: ${reason}`)
    continue
  }
  const start = performance.now()
  const counted = step.run ? step.run() : runCommand(step)
  if (counted.said) console.log(counted.said)
  total.passed += counted.passed
  total.failed += counted.failed
  total.skipped.push(...counted.skipped.map(name => `${step.name}: ${name}`))
  console.log(
    `${counted.failed === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`,
  )
}
for (const name of total.skipped) console.log(`skipped: ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
