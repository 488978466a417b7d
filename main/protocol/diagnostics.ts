import { z } from 'zod'
import { errorSchema } from './errors.ts'

/** What is looked at, in the order of the counter: from the pad to the log. */
export const diagnosedParts = [
  'card-service',
  'reader',
  'virtual-reader',
  'scanner',
  'camera',
  'clock',
  'configuration',
  'database',
  'disk',
  'backup',
  'purge',
  'outbox',
  'service',
  'organisation-door',
  'trust',
  'crypto',
  'audit',
  'runtime',
] as const
export type DiagnosedPart = (typeof diagnosedParts)[number]

/** Worst first. `unknown`: nobody could look, or nothing has happened yet that says anything. */
export const findingStates = ['bad', 'warn', 'unknown', 'ok'] as const
export type FindingState = (typeof findingStates)[number]

/** What was found. One code, one sentence in either language (`diagnostics-texts.*.ts`), and its cure where it has one. */
export const findingCodes = [
  /** Said by the tag of its error. */
  'failed',
  'service-works',
  'service-virtual',
  'reader-empty',
  'reader-card',
  'virtual-works',
  'virtual-in-process',
  'scanner-attached',
  'scanner-none',
  'scanner-software',
  'camera-found',
  'camera-none',
  'camera-refused',
  'clock-believed',
  'clock-unchecked',
  'clock-doubted',
  'clock-early',
  'configured',
  'database-sound',
  'database-in-use',
  'database-damaged',
  'disk-enough',
  'disk-low',
  'disk-full',
  'backup-made',
  'backup-old',
  'backup-none',
  'backup-demo',
  'purge-made',
  'purge-none',
  'outbox-empty',
  'outbox-waiting',
  'outbox-late',
  'outbox-ended',
  'online-answers',
  'online-silent',
  'online-paused',
  'online-unknown',
  'online-none',
  'trust-none',
  'trust-good',
  'trust-test',
  'trust-expiring',
  'trust-expired',
  'trust-lists-stale',
  'trust-problem',
  'crypto-right',
  'crypto-wrong',
  'audit-signed',
  'audit-late',
  'audit-unsigned',
  'audit-empty',
  'running',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** Facts by name; the name says what it is: `…At` an RFC 3339 time, `…On` a day, `…Bytes`, `…Ms`, else a number or a word. */
export const factNames = [
  'atr',
  'extended',
  'readBytes',
  'devices',
  'nowAt',
  'floorAt',
  'signedAt',
  'desk',
  'definition',
  'sizeBytes',
  'freeBytes',
  'backupAt',
  'purgedAt',
  'pending',
  'ended',
  'oldestAt',
  'heardAt',
  'failures',
  'resumesAt',
  'anchors',
  'count',
  'endsOn',
  'source',
  'primitives',
  'wrong',
  'entries',
  'unsigned',
  'version',
  'node',
  'platform',
  'uptimeMs',
] as const
export type FactName = (typeof factNames)[number]

export const findingSchema = z.object({
  part: z.enum(diagnosedParts),
  /** Of which one, where there are several: the reader, the service. */
  name: z.string().optional(),
  state: z.enum(findingStates),
  says: z.enum(findingCodes),
  facts: z.partialRecord(z.enum(factNames), z.union([z.string(), z.number(), z.boolean()])),
  /** Why: of `failed` its words, beside others the last thing that went wrong. */
  error: errorSchema.optional(),
  /** What the line is made of, each tried by itself. */
  tried: z.array(z.object({ name: z.string(), ok: z.boolean() })).optional(),
})
/** One line of the diagnostics: never anything of a person. */
export type Finding = z.infer<typeof findingSchema>

export const diagnosisSchema = z.object({
  /** RFC 3339. */
  at: z.string(),
  version: z.string(),
  findings: z.array(findingSchema),
})
export type Diagnosis = z.infer<typeof diagnosisSchema>

/** What has to be mended comes first; within a state the order of the counter. */
export const worstFirst = <F extends Pick<Finding, 'part' | 'state'>>(findings: readonly F[]): F[] =>
  findings.toSorted(
    (a, b) =>
      findingStates.indexOf(a.state) - findingStates.indexOf(b.state) ||
      diagnosedParts.indexOf(a.part) - diagnosedParts.indexOf(b.part),
  )
