import { z } from 'zod'

const upload = z.string().regex(/^[0-9a-f]{32}$/)
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/)

/** What an anchor may prove. `test`: nothing outside demo mode. */
export const trustKinds = ['identity-card', 'passport', 'test'] as const

export const trustEntrySchema = z.object({
  what: z.enum(['anchor', 'link', 'signer', 'unusable', 'revocation-list', 'deviation-list']),
  kind: z.enum(trustKinds).optional(),
  status: z.enum(['active', 'disabled']),
  /** SHA-256, hex. */
  fingerprint,
  /** Subject of a certificate, issuer or signer of a list. */
  name: z.string(),
  /** ISO 3166, two letters. */
  country: z.string().optional(),
  /** RFC 3339; of a list when it was made. Empty where only the fingerprint is known. */
  notBefore: z.string(),
  /** Of a revocation list its next update. */
  notAfter: z.string().optional(),
  /** E.g. `EC brainpoolP384r1`. */
  key: z.string().optional(),
  /** E.g. `RSA-PSS SHA-256`. */
  signature: z.string().optional(),
  /** Of a list: how many are revoked, or how many deviations it names. */
  count: z.number().int().optional(),
  /** Why it is unusable, in technical English. */
  reason: z.string().optional(),
  nonConformant: z.literal(true).optional(),
  source: z.string(),
  /** Absent: a file that was put into the folder by hand, or what comes along in demo mode. */
  importedBy: z.string().optional(),
  importedAt: z.string().optional(),
})
export type TrustEntry = z.infer<typeof trustEntrySchema>

const problemSchema = z.object({ source: z.string(), message: z.string() })

/** What the desk trusts, all of it. */
export const trustListSchema = z.object({
  /** Demo mode shows its test anchors and changes nothing. */
  changeable: z.boolean(),
  entries: z.array(trustEntrySchema),
  /** Document signers that are not among the entries: directories have tens of thousands. */
  signersLeftOut: z.number().int(),
  masterLists: z.array(
    z.object({
      fingerprint,
      signedAt: z.string(),
      certificates: z.number().int(),
      source: z.string(),
      importedBy: z.string(),
      importedAt: z.string(),
    }),
  ),
  bundle: z.object({ version: z.number().int(), expiresAt: z.string() }).optional(),
  /** What stands above the identity cards of this country: without an anchor none of them can be authentic. */
  identityCards: z.enum(['anchored', 'test-only', 'none']),
  problems: z.array(problemSchema),
})
export type TrustList = z.infer<typeof trustListSchema>

const namedSchema = z.object({ fingerprint, subject: z.string(), notAfter: z.string(), key: z.string() })
const counts = z.record(z.string(), z.number().int())

/** Counts and doubts over everything in the trust folder, and who changed what when. */
export const trustAuditSchema = z.object({
  at: z.string(),
  certificates: z.number().int(),
  issuerCountries: z.number().int(),
  byRole: counts,
  byKind: counts,
  bySignature: counts,
  byKey: counts,
  sha1: z.number().int(),
  validity: z.object({ valid: z.number().int(), expired: z.number().int(), notYetValid: z.number().int() }),
  expiringIn90Days: z.array(namedSchema),
  underPolicyFloor: z.array(namedSchema),
  linksWithoutAnchor: z.array(namedSchema),
  unusable: z.array(namedSchema.extend({ reason: z.string() })),
  staleRevocationLists: z.array(z.object({ issuer: z.string(), nextUpdate: z.string() })),
  problems: z.array(problemSchema),
  /** Newest first, the last 200. */
  log: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      action: z.enum(['import', 'disable', 'enable', 'remove']),
      sources: z.array(z.string()),
      count: z.number().int(),
      /** Of the first few that are still known. */
      names: z.array(z.string()),
    }),
  ),
})
export type TrustAuditView = z.infer<typeof trustAuditSchema>

/** Largest set of files that is looked at, bytes; the collections of the PKD come in larger ones, for the command line. */
export const mostTrustBytes = 20 * 1024 * 1024
/** Bytes of one part of a file: a request has to stay below the limit of the wire. */
export const trustPartBytes = 72 * 1024

/** One part of one file of an upload. Files stay in memory until they are imported or others come. */
export const trustPartSchema = z.object({
  /** Drawn by the screen for one set of files. */
  upload,
  file: z.number().int().min(0).max(199),
  name: z.string().min(1).max(255),
  /** Where the part begins, bytes. */
  at: z.number().int().min(0).max(mostTrustBytes),
  /** Base64. */
  part: z.base64().max(Math.ceil(trustPartBytes / 3) * 4),
})

export const trustPreviewParamsSchema = z.object({
  upload,
  /** What the anchors are for; of those of a list only the confirmed ones. */
  kind: z.enum(['identity-card', 'passport']).optional(),
  /** Fingerprints that somebody compared with another source. */
  confirmed: z.array(fingerprint).max(200),
})

/** What would be stored; the second person sees it, and the station refuses an import that would do anything else. */
export const trustAddsSchema = z.object({
  /** Names of the files. */
  files: z.string().max(60_000),
  anchors: z.number().int(),
  others: z.number().int(),
  /** SHA-256 over the fingerprints of all that is new, hex. */
  digest: fingerprint,
})
export type TrustAdds = z.infer<typeof trustAddsSchema>

/** What can be said of one thing in a file; words in `trust-notes.{vi,en}.ts`. */
export const trustNotes = [
  'archive',
  'unknown-form',
  'unreadable',
  'unusable',
  'own-signature-wrong',
  'not-for-documents',
  'not-conforming',
  'was-disabled',
  'directory-not-signed',
  'purpose-unsaid',
  'of-passports',
  'compare',
  'came-with-list',
  'list-unverified',
  'list-of',
  'list-in-future',
  'list-older',
  'signer-without-anchor',
  'signer-forged',
  'signer-unsuitable',
  'signer-was-invalid',
  'signer-revoked',
  'under',
  'ended',
  'revocation-list-of',
  'revocation-list-unsigned',
  'stale-since',
  'deviations-of',
  'deviations-without-anchor',
  'bundle-refused',
  'bundle-version',
  'bundle-until',
] as const
export type TrustNote = (typeof trustNotes)[number]
const saidSchema = z.object({ note: z.enum(trustNotes), values: z.array(z.string()) })
export type TrustSaid = z.infer<typeof saidSchema>

/** What the operator can do about it. */
export const trustCures = [
  'confirm',
  'confirm-issuer',
  'confirm-list',
  'enable',
  'say-purpose',
  'import-signed',
  'import-issuer',
] as const
export type TrustCure = (typeof trustCures)[number]

export const trustLineSchema = z.object({
  what: z.enum([
    'anchor',
    'link',
    'signer',
    'unusable',
    'certificate',
    'master-list',
    'revocation-list',
    'deviation-list',
    'bundle',
    'withdrawal',
    'file',
  ]),
  state: z.enum(['new', 'present', 'disabled', 'unconfirmed', 'refused']),
  source: z.string(),
  fingerprint: fingerprint.optional(),
  kind: z.enum(trustKinds).optional(),
  subject: z.string().optional(),
  country: z.string().optional(),
  notBefore: z.string().optional(),
  notAfter: z.string().optional(),
  key: z.string().optional(),
  signature: z.string().optional(),
  says: z.array(saidSchema),
  cure: z.enum(trustCures).optional(),
})
export type TrustLine = z.infer<typeof trustLineSchema>

export const trustPreviewSchema = z.object({
  /** What waits for somebody first, then what is new, then the rest; not more than 3,000. */
  lines: z.array(trustLineSchema),
  linesLeftOut: z.number().int(),
  counts: z.object({
    new: z.number().int(),
    present: z.number().int(),
    disabled: z.number().int(),
    unconfirmed: z.number().int(),
    refused: z.number().int(),
  }),
  /** Absent: there is nothing to store. */
  adds: trustAddsSchema.optional(),
})
export type TrustPreview = z.infer<typeof trustPreviewSchema>

/** The calls of the trust screen. */
export const trustCallSchemas = {
  'trust.list': { params: z.object({}), result: trustListSchema },
  'trust.audit': { params: z.object({}), result: trustAuditSchema },
  /** Hands over a part of a file that is to be looked at. Answers how much of the file there is. */
  'trust.part': { params: trustPartSchema, result: z.object({ bytes: z.number().int() }) },
  /** What would come of an import of the files handed over; nothing is stored. */
  'trust.preview': { params: trustPreviewParamsSchema, result: trustPreviewSchema },
  'trust.import': { params: trustPreviewParamsSchema.extend({ adds: trustAddsSchema }), result: trustPreviewSchema },
  'trust.enable': { params: z.object({ fingerprint, name: z.string().max(1000) }), result: z.object({}) },
  'trust.disable': { params: z.object({ fingerprint }), result: z.object({}) },
  'trust.remove': { params: z.object({ fingerprint }), result: z.object({}) },
} as const
