import { z } from 'zod'
import { checkIds, checkResults, evidenceLevels, lights, reasons, verdicts } from './checks.ts'
import { errorSchema } from './errors.ts'

export const checkSchema = z.object({
  id: z.enum(checkIds),
  result: z.enum(checkResults),
  reason: z.enum(reasons).optional(),
  /** Technical detail in English, never personal data: algorithm names, subjects of certificates, `DG13`. */
  detail: z.string().optional(),
})
/** One check of BSI TR-03135-1 §5.6 with its one result. */
export type Check = z.infer<typeof checkSchema>

export const fieldIds = [
  'personalNumber',
  'fullName',
  'birthDate',
  'sex',
  'nationality',
  'placeOfOrigin',
  'placeOfResidence',
  'issueDate',
  'expiryDate',
  'documentNumber',
  'issuingState',
  'oldIdNumber',
  'personalMarks',
] as const
export type FieldId = (typeof fieldIds)[number]

export const fieldSources = ['typed', 'qr', 'mrz', 'dg1', 'dg2', 'dg13', 'registry', 'vneid'] as const

export const fieldSchema = z.object({
  id: z.enum(fieldIds),
  /** Text as on its source, NFC. Dates are `YYYY-MM-DD` or `YYYY`; an expiry may be `unlimited`; sex is `M`, `F` or `X`. */
  value: z.string(),
  source: z.enum(fieldSources),
  level: z.enum(evidenceLevels),
})
/** One field of the document with where it came from and how far it is proven. */
export type DocumentField = z.infer<typeof fieldSchema>

/**
 * How declared data and the chip differ: `spelling` in marks alone; `wording` an address in other words for the same place; `precision` where one side
 * says less, a year for a date; `different` in what is said.
 */
export const differenceKinds = ['spelling', 'wording', 'precision', 'different'] as const
/**
 * What a difference means for the desk: nothing (`minor`); the code may be of another card or an older address (`notable`); it is not the card that was
 * declared (`contradiction`).
 */
export const differenceWeights = ['minor', 'notable', 'contradiction'] as const
/** What explains a difference, as far as that can be told from the two values. */
export const differenceNotes = ['cancelled-number', 'older-code', 'newer-code', 'units-of-2025'] as const

const said = z.object({ value: z.string(), source: z.enum(fieldSources) })
export const differenceSchema = z.object({
  field: z.enum(fieldIds),
  kind: z.enum(differenceKinds),
  weight: z.enum(differenceWeights),
  /** Values have the form of those of a field. */
  declared: said,
  chip: said,
  note: z.enum(differenceNotes).optional(),
})
/** One field that a code, the printed lines or the clerk gave otherwise than the chip. */
export type Difference = z.infer<typeof differenceSchema>

export const accessSchema = z.object({
  protocol: z.enum(['PACE', 'BAC', 'none']),
  mapping: z.enum(['GM', 'IM', 'CAM']).optional(),
  cipher: z.enum(['3DES', 'AES-128', 'AES-192', 'AES-256']).optional(),
  password: z.enum(['CAN', 'MRZ', 'PIN', 'PUK']).optional(),
  /** Name of the domain parameters, e.g. `brainpoolP256r1`. */
  parameters: z.string().optional(),
})

/** What went over the wire, in all or in one phase. */
const apduCount = z.object({ count: z.number(), bytesOut: z.number(), bytesIn: z.number() })

export const trustSchema = z.object({
  anchors: z.number().int(),
  /** True when the verdict rests on a test anchor. Such a verdict is never `authentic` outside demo mode. */
  test: z.boolean(),
  /** SHA-256 over the anchors used, hex. */
  digest: z.string(),
})

/** What `chipdesk read --json` and `verify --json` print, and what a screen shows and a transaction keeps. */
export const reportSchema = z.object({
  verdict: z.enum(verdicts),
  light: z.enum(lights),
  /** Reason codes behind the verdict, most important first. */
  reasons: z.array(z.enum(reasons)),
  checks: z.array(checkSchema),
  document: z.array(fieldSchema),
  /** In the order of the fields; empty if all that could be compared agrees, absent if nothing was declared that the chip says too. */
  differences: z.array(differenceSchema).optional(),
  access: accessSchema,
  dataGroups: z.object({
    present: z.array(z.string()),
    read: z.array(z.string()),
    notRead: z.array(z.object({ dg: z.string(), reason: z.string() })),
  }),
  /** Milliseconds by phase, plus `total`. */
  timings: z.record(z.string(), z.number()),
  apdu: apduCount.extend({ readSize: z.number(), byPhase: z.record(z.string(), apduCount).optional() }),
  trust: trustSchema,
  policy: z.string(),
  /** When the checks were made, RFC 3339. */
  at: z.string(),
  reader: z.object({ name: z.string(), atr: z.string() }).optional(),
  /** Path of the evidence file, where one was asked for. */
  evidence: z.string().optional(),
  /** Why the read ended early; verdict is then `incomplete`, `altered` or `cloned`, never better. */
  error: errorSchema.optional(),
})
export type Report = z.infer<typeof reportSchema>
