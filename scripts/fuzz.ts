// `npm run fuzz -- --count 1000000 --seed 7 [--only DG2]`: mutants of good files against every parser, as many as asked for. A finding is
// printed with its input; the same seed meets it again.
import { parseArgs } from 'node:util'
import { findingText, fuzz } from '../main/fuzz/fuzz.ts'
import { targets } from '../main/fuzz/targets.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string' },
  },
})
const [count, seed] = [Number(values.count), Number(values.seed)]
const chosen = targets.filter(({ name }) => values.only === undefined || name === values.only)
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed) || chosen.length === 0) {
  console.error(`--count and --seed are whole numbers; --only is one of: ${targets.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

console.log(`seed ${seed}, ${count} mutants over ${chosen.length} parsers`)
const shares = chosen.reduce((sum, { share = 1 }) => sum + share, 0)
let found = 0
for (const target of chosen) {
  const start = performance.now()
  const own = Math.max(1, Math.round((count * (target.share ?? 1)) / shares))
  const { findings, accepted } = fuzz([target], own, seed)
  found += findings.length
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(
    `${findings.length === 0 ? 'ok  ' : 'FAIL'} ${target.name}: ${own} mutants, ${accepted.get(target.name)} accepted, ${seconds} s`,
  )
  for (const finding of findings) console.log(findingText(finding))
}
console.log(`${found} findings, seed ${seed}`)
process.exit(found === 0 ? 0 : 1)
