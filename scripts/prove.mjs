// Every proof at its full size, one after the other, with the unit tests of which CI runs a share (fixtures/proof/share.ts), and one report of what each
// found: build/results/proof-report.json and .md.
// Hours on a small machine. `npm run prove -- power-cut` runs those whose file name has the word in it; CHIPDESK_SEED repeats a run.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ensureSetup, node24, root } from './setup.mjs'

await ensureSetup({ tests: true })

const results = join(root, 'build', 'results')
const proofs = join(results, 'proofs')
rmSync(proofs, { recursive: true, force: true })
mkdirSync(proofs, { recursive: true })

const bin = join(root, 'node_modules', '.bin')
const summary = join(results, 'proof.json')
const { status } = spawnSync(
  join(bin, 'vitest'),
  [
    'run',
    '--project',
    'proof',
    '--project',
    'unit*',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${summary}`,
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      CHIPDESK_PROVE: process.env.CHIPDESK_PROVE ?? 'full',
      PATH: [dirname(node24()), bin, process.env.PATH].join(delimiter),
    },
  },
)

const found = readdirSync(proofs)
  .sort()
  .map(file => JSON.parse(readFileSync(join(proofs, file), 'utf8')))
const tests = existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : undefined
const report = {
  at: new Date().toISOString(),
  size: process.env.CHIPDESK_PROVE ?? 'full',
  machine: found[0]?.machine,
  passed: tests?.numPassedTests ?? 0,
  failed: tests?.numFailedTests ?? 1,
  skipped: tests?.numPendingTests ?? 0,
  proofs: found.map(({ machine, ...proof }) => proof),
}
writeFileSync(join(results, 'proof-report.json'), `${JSON.stringify(report, null, 2)}\n`)
writeFileSync(join(results, 'proof-report.md'), readable(report))
process.stdout.write(`\n${readable(report)}`)
process.exitCode = status ?? 1

function readable({ at, size, machine, passed, failed, skipped, proofs: rows }) {
  const counts = counted =>
    Object.entries(counted)
      .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
      .join(', ')
  return [
    `# Proofs, ${size} size, ${at}`,
    '',
    `${machine ?? 'no proof ran'}. ${passed} tests passed, ${failed} failed, ${skipped} skipped.`,
    '',
    '| goal | proof | found | seed | seconds |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ goal, name, counts: counted, seed, seconds }) =>
        `| ${goal} | ${name} | ${counts(counted)} | ${seed ?? ''} | ${seconds.toFixed(1)} |`,
    ),
    '',
  ].join('\n')
}
