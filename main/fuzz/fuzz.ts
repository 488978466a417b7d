import { bytesToHex } from '@noble/hashes/utils.js'
import { type Fault, judge, type Target } from './judge.ts'
import { mutate } from './mutate.ts'
import { seededSource } from './random-source.ts'

/** One input that a parser fails at. `npm run fuzz -- --seed <seed> --only <target>` meets it again at `mutant`. */
export interface Finding {
  readonly target: string
  readonly seed: number
  readonly mutant: number
  readonly fault: Fault
  readonly input: Uint8Array
}

export interface FuzzRun {
  /** Mutants by target. */
  readonly counts: ReadonlyMap<string, number>
  /** Mutants that the parser accepted, by target: none at all would say that the mutants are too wild. */
  readonly accepted: ReadonlyMap<string, number>
  readonly findings: readonly Finding[]
}

/** Findings of one target beyond this say nothing new. */
const enough = 5

/**
 * Gives mutants of good files to every target. A mutant depends on the seed, the target's name and its number alone, so a finding comes again
 * whatever else is run.
 * @param count mutants over all targets
 */
export function fuzz(targets: readonly Target[], count: number, seed: number): FuzzRun {
  const counts = new Map<string, number>()
  const accepted = new Map<string, number>()
  const findings: Finding[] = []
  const shares = targets.reduce((sum, { share = 1 }) => sum + share, 0)
  for (const target of targets) {
    const own = Math.max(1, Math.round((count * (target.share ?? 1)) / shares))
    counts.set(target.name, own)
    let found = 0
    let taken = 0
    const watched: Target = {
      ...target,
      parse(bytes) {
        const outcome = target.parse(bytes)
        if ((outcome as { ok?: unknown } | undefined)?.ok === true) taken++
        return outcome
      },
    }
    for (let mutant = 0; mutant < own && found < enough; mutant++) {
      const input = mutantOf(target, seed, mutant)
      const fault = judge(watched, input)
      if (!fault) continue
      found++
      findings.push({ target: target.name, seed, mutant, fault, input })
    }
    accepted.set(target.name, taken)
  }
  return { counts, accepted, findings }
}

/** The mutant of that number: number 0 and the next few are the good files themselves. */
export function mutantOf({ name, seeds }: Target, seed: number, mutant: number): Uint8Array {
  const good = seeds[mutant]
  if (good) return good
  const random = seededSource(seed, mutant, ...new TextEncoder().encode(name))
  return mutate(random.pick(seeds), seeds, random)
}

/** All of a finding in a few lines, with the input in hexadecimal. */
export const findingText = ({ target, seed, mutant, fault, input }: Finding): string =>
  `${target}, seed ${seed}, mutant ${mutant}: ${fault.kind}, ${fault.detail}\n  ${bytesToHex(input)}`
