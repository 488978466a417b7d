import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { fingerprintOf } from './anchor.ts'

const digest = z.string().regex(/^[0-9a-f]{64}$/)

const logEntrySchema = z.strictObject({
  at: z.iso.datetime(),
  /** Operator id or OS user. */
  by: z.string().min(1),
  action: z.enum(['import', 'disable', 'enable', 'remove']),
  /** Names of the imported files. */
  sources: z.array(z.string()).optional(),
  /** What was added, disabled, enabled or removed. */
  fingerprints: z.array(digest),
  /** SHA-256 of the index before and after. */
  before: digest,
  after: digest,
  /** SHA-256 of the line before this one; zeros in the first. */
  previous: digest,
})

/** One change of the trust store. */
export type TrustLogEntry = z.infer<typeof logEntrySchema>

const noLine = '0'.repeat(64)

export interface TrustLog {
  readonly entries: readonly TrustLogEntry[]
  /** Digest of the last line, for the next one. */
  readonly head: string
  /** Length in bytes of the whole lines; what follows is a line that was being written when the power went. */
  readonly wholeBytes: number
}

/** Reads the log and follows its chain. @returns in words what is wrong: a line changed, left out, put in or reordered */
export function readLog(text: string): Result<TrustLog, string> {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const entries: TrustLogEntry[] = []
  let head = noLine
  for (const [at, line] of whole.split('\n').slice(0, -1).entries()) {
    const parsed = logEntrySchema.safeParse(parseJson(line))
    if (!parsed.success) return fail(`line ${at + 1} is no entry`)
    if (parsed.data.previous !== head) return fail(`line ${at + 1} does not follow the one before`)
    entries.push(parsed.data)
    head = lineDigest(line)
  }
  return ok({ entries, head, wholeBytes: new TextEncoder().encode(whole).length })
}

/** The next line of a log, with its line end. */
export const logLine = (entry: Omit<TrustLogEntry, 'previous'>, head: string): string =>
  `${JSON.stringify(logEntrySchema.parse({ ...entry, previous: head }))}\n`

const lineDigest = (line: string) => fingerprintOf(new TextEncoder().encode(line))

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
