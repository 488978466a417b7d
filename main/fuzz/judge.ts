import { errorTags } from '../protocol/errors.ts'

/** A parser under test. */
export interface Target {
  readonly name: string
  /** What a parser gives for the bytes; a text parser gets them decoded as UTF-8 by its target. */
  parse(bytes: Uint8Array): unknown
  /** Good inputs, which the parser accepts. */
  readonly seeds: readonly Uint8Array[]
  /** Part of the mutants that this target gets, 1 being the usual; less for what computes signatures. */
  readonly share?: number
  /** How many of the good files are grown to measure the time, default 1; none where another target measures the same parser. */
  readonly grown?: number
  /** Longest time for one mutant, in ms, far above what it needs. */
  readonly limitMs?: number
}

/** What a parser may not do. */
export type Fault =
  | { readonly kind: 'throws'; readonly detail: string }
  | { readonly kind: 'no-result'; readonly detail: string }
  | { readonly kind: 'slow'; readonly detail: string }
  | { readonly kind: 'memory'; readonly detail: string }

const tags = new Set<string>([
  ...Object.keys(errorTags),
  ...['malformed', 'unsupported', 'signer-missing', 'signature-wrong', 'signed-hash-wrong'],
])
/** Messages go to logs and reports: an input may not make them long. */
const longestMessage = 400
/** No input of 64 KiB may make a parser allocate more in one go. */
const mostBytes = 64 * 1024 * 1024
const usualLimitMs = 400

/** Gives the input to the parser and says what was wrong with what it did; undefined if nothing. */
export function judge(target: Target, bytes: Uint8Array): Fault | undefined {
  const before = process.memoryUsage().arrayBuffers
  const start = performance.now()
  let outcome: unknown
  try {
    outcome = target.parse(bytes)
  } catch (error) {
    return { kind: 'throws', detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
  const took = performance.now() - start
  const allocated = process.memoryUsage().arrayBuffers - before
  if (allocated > mostBytes) return { kind: 'memory', detail: `${allocated} bytes for an input of ${bytes.length}` }
  const limit = target.limitMs ?? usualLimitMs
  if (took > limit) {
    const again = fastest(target, bytes, 3)
    if (again > limit) return { kind: 'slow', detail: `${again.toFixed(0)} ms for an input of ${bytes.length} bytes` }
  }
  return shapeFault(outcome)
}

/** Shortest of some runs, in ms of the processor's time for this thread: the machine may be busy with other things. */
export function fastest(target: Target, bytes: Uint8Array, runs: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const before = process.threadCpuUsage()
    target.parse(bytes)
    const { user, system } = process.threadCpuUsage(before)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

/** A parser gives `{ ok: true, value }` or `{ ok: false, error: { tag, message } }` and nothing else. */
function shapeFault(outcome: unknown): Fault | undefined {
  const wrong = (detail: string): Fault => ({ kind: 'no-result', detail })
  if (typeof outcome !== 'object' || outcome === null || !('ok' in outcome)) return wrong(`gave ${typeof outcome}`)
  if (outcome.ok === true)
    return 'value' in outcome && outcome.value !== undefined ? undefined : wrong('ok without value')
  if (outcome.ok !== false || !('error' in outcome)) return wrong('neither ok nor error')
  const { tag, message = '', cause = '' } = outcome.error as { tag?: unknown; message?: unknown; cause?: unknown }
  if (typeof tag !== 'string' || !tags.has(tag)) return wrong(`error tag ${String(tag)}`)
  if (typeof message !== 'string' || typeof cause !== 'string') return wrong('message is no text')
  if (message.length + cause.length > longestMessage) return wrong(`message of ${message.length} characters`)
  return undefined
}
