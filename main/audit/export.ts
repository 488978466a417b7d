import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type AuditDetail, type AuditEntry, entryText } from './entry.ts'
import type { AuditReceipt } from './receipt.ts'

/** What the first line of an export says to people. */
const recipe = [
  'One JSON object a line: this head, receipts, entries, and a last line with the SHA-256 of all bytes before it.',
  'The hash of an entry is the SHA-256 of the UTF-8 bytes of its member text.',
  'text is a JSON array: form, number, time, desk, operator, role, action, purpose, legal basis, subject, outcome, facts, commitment, hash of the entry before.',
  'Entry 1 follows the SHA-256 of the member genesis. Numbers have no gaps.',
  'commitment is the SHA-256 of the JSON array ["chipdesk-detail-1", salt, body]; a detail that was purged leaves it.',
  'A receipt is an Ed25519 signature of the register over the UTF-8 bytes of signedText.',
]

export interface ExportedLog {
  readonly genesis: string
  readonly last: number
  readonly receipts: readonly AuditReceipt[]
  entries(): Iterable<AuditEntry>
}

/**
 * The log as a file that can be verified without this program, line by line, each with its line feed.
 * @param options.details whether what may be personal is in it
 */
export function* exportLines(
  log: ExportedLog,
  { at, desk, details }: { at: string; desk: string; details: boolean },
): IterableIterator<string> {
  const whole = createHash('sha256')
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`
    whole.update(text)
    return text
  }
  yield line({ chipdesk: 'audit', form: 1, exportedAt: at, desk, genesis: log.genesis, entries: log.last, recipe })
  for (const receipt of log.receipts) yield line({ receipt })
  for (const entry of log.entries()) {
    const detail = details && entry.detail ? { detail: entry.detail } : {}
    yield line({ text: entryText(entry), hash: entry.hash, seal: entry.seal, ...detail })
  }
  yield `${JSON.stringify({ sha256: whole.digest('hex') })}\n`
}

const headSchema = z.object({
  chipdesk: z.literal('audit'),
  form: z.literal(1),
  genesis: z.string(),
  entries: z.number(),
})
const receiptSchema = z.object({
  receipt: z.object({ seq: z.number(), head: z.string(), receivedAt: z.string(), body: z.string() }),
})
const nullable = z.string().nullable()
const textSchema = z.tuple([
  z.literal('chipdesk-audit-1'),
  z.number().int(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  nullable,
  nullable,
  nullable,
  z.string(),
  z.string(),
  nullable,
  z.string(),
])
const entrySchema = z.object({
  text: z.string(),
  hash: z.string(),
  seal: z.string(),
  detail: z.object({ salt: z.string(), body: z.string() }).optional(),
})
const endSchema = z.strictObject({ sha256: z.string() })

/** A file as it was exported; to be verified like any other log. */
export interface ReadExport {
  readonly genesis: string
  readonly last: number
  readonly receipts: readonly AuditReceipt[]
  /** To be gone through once. @throws ExportUnreadable at a line that is none of an export */
  readonly entries: Iterable<AuditEntry>
  /** Whether the last line says the hash of what came before; known when the entries are through. */
  isComplete(): boolean
}

/** The file is no export of an audit log. */
export class ExportUnreadable extends Error {}

/** @throws ExportUnreadable */
export function readExport(lines: Iterable<string>): ReadExport {
  const rest = lines[Symbol.iterator]()
  const whole = createHash('sha256')
  let complete = false
  let number = 0
  let pending: unknown

  const next = (): unknown => {
    const { done, value } = rest.next()
    if (done) return undefined
    number++
    const parsed = parse(value, number)
    const end = endSchema.safeParse(parsed)
    if (end.success) complete = whole.copy().digest('hex') === end.data.sha256
    else complete = false
    whole.update(`${value}\n`)
    return end.success ? next() : parsed
  }
  const head = checked(headSchema, next(), number)
  const receipts: AuditReceipt[] = []
  for (pending = next(); receiptSchema.safeParse(pending).success; pending = next())
    receipts.push(receiptSchema.parse(pending).receipt)

  function* entries(): IterableIterator<AuditEntry> {
    for (; pending !== undefined; pending = next()) {
      const { text, hash, seal, detail } = checked(entrySchema, pending, number)
      yield { ...placed(checked(textSchema, parse(text, number), number), hash, seal), ...(detail && { detail }) }
    }
  }
  return { genesis: head.genesis, last: head.entries, receipts, entries: entries(), isComplete: () => complete }
}

function placed(
  [, seq, at, desk, operator, role, action, purpose, legalBasis, ...after]: z.infer<typeof textSchema>,
  hash: string,
  seal: string,
): AuditEntry & { readonly detail?: AuditDetail } {
  const [subject, outcome, facts, commitment, previous] = after
  const said = { at, desk, operator, role, action, purpose, legalBasis, subject, outcome, facts, commitment }
  return { seq, ...said, previous, hash, seal }
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ExportUnreadable(`line ${line}`)
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, line: number): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new ExportUnreadable(`line ${line}`)
  return parsed.data
}
