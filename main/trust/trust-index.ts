import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { anchorKinds } from './anchor.ts'

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/)
const hex = z.string().regex(/^[0-9a-f]*$/)
const time = z.iso.datetime()

/** How something came into the store. */
const provenance = {
  fingerprint,
  status: z.enum(['active', 'disabled']),
  source: z.string(),
  importedBy: z.string(),
  importedAt: time,
}

/**
 * A certificate of the store: all that candidates are found by and that a list of them shows, so that it is parsed only when it is used.
 * `anchor` signed itself and is trusted for its kind; `link` and `signer` are worth what is above them; `unusable` is kept so that an audit
 * sees it, and proves nothing.
 */
const certificateEntry = z.strictObject({
  ...provenance,
  role: z.enum(['anchor', 'link', 'signer', 'unusable']),
  /** Of an anchor. */
  kind: z.enum(anchorKinds).optional(),
  /** Why it is unusable. */
  reason: z.string().optional(),
  /** A signer that its state published as not conforming to 9303 (PKD collection 003). */
  nonConformant: z.literal(true).optional(),
  subject: z.string(),
  subjectKey: z.string(),
  issuer: z.string(),
  issuerKey: z.string(),
  serial: hex,
  country: z.string().optional(),
  subjectKeyId: hex.optional(),
  authorityKeyId: hex.optional(),
  notBefore: time,
  notAfter: time,
  /** E.g. `RSA-PSS SHA-256`. */
  signature: z.string(),
  /** E.g. `RSA 4096`, `EC brainpoolP256r1`. */
  key: z.string(),
})

const revocationListEntry = z.strictObject({
  ...provenance,
  issuer: z.string(),
  issuerKey: z.string(),
  thisUpdate: time,
  nextUpdate: time.optional(),
  revoked: z.number().int(),
})

const deviationListEntry = z.strictObject({
  ...provenance,
  /** SHA-256 of what is kept of the list; `fingerprint` is that of the list as it came. */
  stored: fingerprint,
  signer: z.string(),
  signedAt: time.optional(),
  entries: z.number().int(),
})

const masterListEntry = z.strictObject({
  fingerprint,
  /** `DistinguishedName.key` of who issued the signer's certificate. */
  issuerKey: z.string(),
  signedAt: time,
  certificates: z.number().int(),
  source: z.string(),
  importedBy: z.string(),
  importedAt: time,
})

const indexSchema = z.strictObject({
  format: z.literal('chipdesk-trust'),
  version: z.literal(1),
  certificates: z.array(certificateEntry),
  revocationLists: z.array(revocationListEntry),
  deviationLists: z.array(deviationListEntry),
  /** Master lists that were imported: an older one of the same issuer would bring back what a newer one left out. */
  masterLists: z.array(masterListEntry),
  /** The newest trust bundle of the register that was imported. */
  bundle: z.strictObject({ version: z.number().int(), keyId: z.string(), expiresAt: time }).optional(),
  /** Loose files that were disabled, by fingerprint. */
  disabledFiles: z.array(fingerprint),
})

export type CertificateEntry = z.infer<typeof certificateEntry>
export type RevocationListEntry = z.infer<typeof revocationListEntry>
export type DeviationListEntry = z.infer<typeof deviationListEntry>
export type MasterListEntry = z.infer<typeof masterListEntry>
/** What `chipdesk trust` wrote beside the loose files of a trust folder. */
export type TrustIndex = z.infer<typeof indexSchema>

export const emptyIndex: TrustIndex = {
  format: 'chipdesk-trust',
  version: 1,
  certificates: [],
  revocationLists: [],
  deviationLists: [],
  masterLists: [],
  disabledFiles: [],
}

/** One text for one index: entries in the order of their fingerprints, members in that of the schema. */
export function encodeIndex(index: TrustIndex): string {
  const { certificates, revocationLists, deviationLists, masterLists, disabledFiles } = index
  const sorted = indexSchema.parse({
    ...index,
    certificates: [...certificates].sort((a, b) => order(`${a.fingerprint}${a.kind}`, `${b.fingerprint}${b.kind}`)),
    revocationLists: [...revocationLists].sort((a, b) => order(a.fingerprint, b.fingerprint)),
    deviationLists: [...deviationLists].sort((a, b) => order(a.fingerprint, b.fingerprint)),
    masterLists: [...masterLists].sort((a, b) => order(a.fingerprint, b.fingerprint)),
    disabledFiles: [...disabledFiles].sort(),
  })
  return `${JSON.stringify(sorted, null, 1)}\n`
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Reads an index; anything unexpected in it is an error that names the place, never an empty index. */
export function decodeIndex(text: string): Result<TrustIndex, string> {
  try {
    const parsed = indexSchema.safeParse(JSON.parse(text))
    if (parsed.success) return ok(parsed.data)
    const [issue] = parsed.error.issues
    return fail(`${issue?.path.join('.')}: ${issue?.message}`)
  } catch {
    return fail('not JSON')
  }
}
