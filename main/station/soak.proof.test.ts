import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { proofSize } from '../../fixtures/proof/proof-size.ts'

const root = join(import.meta.dirname, '..', '..')
const reads = proofSize({ ci: 20, full: 20_000 })
const isFull = reads >= 20_000

const soakSchema = z.object({
  reads: z.number(),
  kept: z.number(),
  pending: z.number(),
  notGreen: z.number(),
  memory: z.object({ growth: z.number() }),
  files: z.object({ first: z.number(), last: z.number() }),
  p99: z.object({ ratio: z.number() }),
})

test(`${reads} citizens at one counter: each is kept and answered, nothing stays open, nothing grows`, {
  timeout: 60 * 60_000,
}, () => {
  const out = execFileSync(process.execPath, ['--expose-gc', join('bench', 'soak.ts'), '--reads', String(reads)], {
    cwd: root,
    encoding: 'utf8',
  })
  console.log(out.trim())
  const soak = soakSchema.parse(JSON.parse(out))
  expect(soak).toMatchObject({ reads, kept: reads, pending: 0, notGreen: 0 })
  expect(soak.files.last).toBeLessThanOrEqual(soak.files.first)
  // A young process still grows: how much says something only after thousands of reads.
  expect(soak.memory.growth).toBeLessThan(isFull ? 0.05 : 0.5)
  if (isFull) expect(soak.p99.ratio).toBeLessThan(1.1)
})
