import { z } from 'zod'
import { reasons, verdicts } from './checks.ts'
import { phases } from './phases.ts'
import { checkSchema } from './report.ts'

/** What stands behind a result: asked for when somebody looks, and no part of what a visit keeps. */

export const certificateRoles = ['document-signer', 'card-security-signer', 'link', 'anchor'] as const
export const certificateSchema = z.object({
  role: z.enum(certificateRoles),
  subject: z.string(),
  issuer: z.string(),
  /** Hex. */
  serial: z.string(),
  /** RFC 3339. */
  notBefore: z.string(),
  notAfter: z.string(),
  /** Of its own key, e.g. `EC brainpoolP256r1`. */
  key: z.string(),
  /** By which its issuer signed it. */
  signature: z.string(),
  /** SHA-256 over the certificate, hex. */
  fingerprint: z.string(),
  /** Of an anchor: what it may prove, and the file it came from. */
  kind: z.string().optional(),
  source: z.string().optional(),
})
/** A certificate that a verdict rests on, in words. */
export type ShownCertificate = z.infer<typeof certificateSchema>

/** Whether there is an evidence file of a visit: kept; its purpose keeps none; it keeps one, but nothing was read or stored. */
export const evidenceStates = ['kept', 'not-by-purpose', 'nothing-read'] as const
export type EvidenceState = (typeof evidenceStates)[number]

export const transactionDetailsSchema = z.object({
  certificates: z.array(certificateSchema),
  /** What the certificates were taken from; absent where nothing of the chip is at hand any more. */
  from: z.enum(['card', 'evidence']).optional(),
  evidence: z.enum(evidenceStates),
  /** The commands of this read are still in memory. */
  traced: z.boolean(),
  /** Milliseconds by phase that the card and its reader took to answer; only while the read is in memory. */
  cardMs: z.record(z.string(), z.number()).optional(),
})
export type TransactionDetails = z.infer<typeof transactionDetailsSchema>

const side = { bytes: z.number() }
/** One command as it may be shown: header, status word, lengths, names of files; no other byte of data. */
export const tracedLineSchema = z.object({
  index: z.number(),
  phase: z.enum(phases),
  ms: z.number(),
  secured: z.boolean(),
  command: z.object({ header: z.string(), ...side, le: z.number().optional(), data: z.string().optional() }),
  response: z.object({ sw: z.string(), ...side }).optional(),
  error: z.string().optional(),
})
export type TracedLine = z.infer<typeof tracedLineSchema>

/** A verdict with what it rests on, at one time. */
const judgedSchema = z.object({
  verdict: z.enum(verdicts),
  reasons: z.array(z.enum(reasons)),
  policy: z.string(),
  at: z.string(),
})

/** Something beside the checks that is not as it was. */
export const changedParts = ['verdict', 'policy', 'trust', 'access', 'field'] as const

export const reverificationSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('verified'),
    before: judgedSchema,
    now: judgedSchema,
    /** Checks that came out otherwise than then. */
    changed: z.array(z.object({ part: z.string().optional(), before: checkSchema.optional(), now: checkSchema })),
    /** How many came out as they had. */
    same: z.number().int(),
    /** Those that rest on an answer which no evidence can give again. */
    notRepeated: z.array(checkSchema.shape.id),
    parts: z.array(z.enum(changedParts)),
    /** Anchors that the desk trusts now and did not then, and the other way round; absent where it is not known any more. */
    anchors: z.object({ added: z.number().int(), removed: z.number().int() }).optional(),
  }),
  /** Nothing to verify again, and why. */
  z.object({ status: z.literal('no-evidence'), evidence: z.enum(evidenceStates) }),
  /** There is a file, but it is damaged. */
  z.object({ status: z.literal('unreadable') }),
])
/** What stored evidence says today, beside what it said then. */
export type Reverification = z.infer<typeof reverificationSchema>
