import type { Certificate } from '../emrtd/pa/certificate.ts'
import type { TrustCure, TrustNote, TrustSaid } from '../protocol/trust.ts'
import { englishTrustNotes } from '../protocol/trust-notes.en.ts'
import { type AnchorKind, anchorOf } from './anchor.ts'
import type { CertificateFacts } from './certificate-facts.ts'
import type { Trust } from './trust.ts'
import type { StoredFile } from './trust-folder.ts'
import type {
  CertificateEntry,
  DeviationListEntry,
  MasterListEntry,
  RevocationListEntry,
  TrustIndex,
} from './trust-index.ts'
import { type CertificateRecord, recordOf, trustOfRecords } from './trust-records.ts'
import type { TrustStore } from './trust-store.ts'

/** What the operator said beside the files. */
export interface ImportOptions {
  /** What the anchors of certificate files are for; of those of a list only the confirmed ones. */
  readonly as?: AnchorKind
  /** Fingerprints that the operator compared with another source. */
  readonly confirmed: ReadonlySet<string>
  /** Keys of the register by key id, PEM. */
  readonly registryKeys: Readonly<Record<string, string>>
  readonly at: Date
  /** Operator id or OS user. */
  readonly by: string
  /** Anchors of files wait until they are confirmed too; the command line shows them and asks for `--yes` instead. */
  readonly confirmsFiles?: boolean
}

/**
 * What would come of one thing in a file: `new` would be stored, `present` and `disabled` are there, `unconfirmed` waits for a signer to be
 * confirmed, `refused` must not be stored. An `unusable` certificate is stored for the audit and proves nothing.
 */
export interface ImportLine {
  readonly what:
    | CertificateEntry['role']
    | 'certificate'
    | 'master-list'
    | 'revocation-list'
    | 'deviation-list'
    | 'bundle'
    | 'withdrawal'
    | 'file'
  readonly state: 'new' | 'present' | 'disabled' | 'unconfirmed' | 'refused'
  readonly source: string
  readonly fingerprint?: string
  readonly kind?: AnchorKind
  readonly certificate?: CertificateFacts
  /** Why it is refused, or what is above it. */
  readonly note?: string
  /** The same for people, to be put into words. */
  readonly says?: readonly TrustSaid[]
  /** What the operator can do about it, at the command line. */
  readonly cure?: string
  /** The same for a screen. */
  readonly remedy?: TrustCure
}

/** What is said of one thing, in one of the words of `trust-notes.en.ts`. */
export const said = (note: TrustNote, ...values: string[]): TrustSaid => ({ note, values })

/** Notes of a line as a text and as what they say. */
export const noted = (...says: readonly TrustSaid[]): Required<Pick<ImportLine, 'note' | 'says'>> => ({
  note: says.map(({ note, values: [a = '', b = '', c = ''] }) => englishTrustNotes[note](a, b, c)).join('; '),
  says,
})

/** Something to be stored, with its file. */
export interface Added<E> {
  readonly entry: E
  readonly file: StoredFile
}

/** An import while it is being looked through. */
export interface ImportDraft {
  readonly store: TrustStore
  readonly options: ImportOptions
  readonly lines: ImportLine[]
  /** What is in the store and in the draft by fingerprint, so that it is not parsed again. */
  readonly known: Map<string, CertificateEntry[]>
  readonly certificates: Map<string, Added<CertificateEntry> & { readonly certificate: Certificate }>
  readonly revocationLists: Map<string, Added<RevocationListEntry>>
  readonly deviationLists: Map<string, Added<DeviationListEntry>>
  readonly masterLists: Map<string, MasterListEntry>
  readonly withdrawn: Set<string>
  bundle?: NonNullable<TrustIndex['bundle']>
}

export const startDraft = (store: TrustStore, options: ImportOptions): ImportDraft => ({
  store,
  options,
  lines: [],
  known: Map.groupBy(store.index.certificates, ({ fingerprint }) => fingerprint),
  certificates: new Map(),
  revocationLists: new Map(),
  deviationLists: new Map(),
  masterLists: new Map(),
  withdrawn: new Set(),
})

/** Who and when, for every entry of an import. */
export const provenanceOf = ({ by, at }: ImportOptions, source: string) => ({
  status: 'active' as const,
  source,
  importedBy: by,
  importedAt: at.toISOString(),
})

/** What the store would trust after the draft, and certificates as anchors that the operator confirmed for this import. */
export function trustOfDraft({ store, certificates }: ImportDraft, confirmed: readonly Certificate[] = []): Trust {
  const { records } = store
  const of = (role: CertificateEntry['role']) => [...certificates.values()].filter(({ entry }) => entry.role === role)
  const record = (certificate: Certificate, fingerprint: string): CertificateRecord =>
    recordOf(certificate, fingerprint)
  const asAnchor = (certificate: Certificate, kind: AnchorKind) => {
    const { certificate: _, ...entry } = anchorOf(certificate, { kind, source: '' })
    return { ...record(certificate, entry.fingerprint), entry }
  }
  return trustOfRecords({
    ...records,
    anchors: [
      ...records.anchors,
      ...of('anchor').map(({ certificate, entry }) => asAnchor(certificate, entry.kind ?? 'test')),
      ...confirmed.map(certificate =>
        asAnchor(certificate, /\bTEST\b/.test(certificate.subject.text) ? 'test' : 'passport'),
      ),
    ],
    links: [...records.links, ...of('link').map(({ certificate, entry }) => record(certificate, entry.fingerprint))],
  })
}
