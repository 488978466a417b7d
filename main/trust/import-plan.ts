import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { anchorOrLink, fingerprintOf } from './anchor.ts'
import type { NamedFile } from './anchor-store.ts'
import { addCertificate } from './import-certificate.ts'
import {
  type ImportDraft,
  type ImportLine,
  type ImportOptions,
  noted,
  said,
  startDraft,
  trustOfDraft,
} from './import-draft.ts'
import { addDeviationList, addMasterList, addRevocationList } from './import-lists.ts'
import { openBundle } from './trust-bundle.ts'
import { type TrustItem, trustItems } from './trust-container.ts'
import type { StoredFile } from './trust-folder.ts'
import type { TrustIndex } from './trust-index.ts'
import type { TrustStore } from './trust-store.ts'

/** What an import would do, shown before anything is done. */
export interface ImportPlan {
  readonly lines: readonly ImportLine[]
  /** What would be written; absent where there is nothing new. */
  readonly change?: {
    readonly index: TrustIndex
    readonly files: readonly StoredFile[]
    readonly fingerprints: readonly string[]
  }
}

/**
 * Looks through files that an operator wants to import, and says for each thing in them what would come of it. Nothing is written. Certificates come
 * first, so that the lists that one of them signed can be judged in the same import.
 */
export function planImport(store: TrustStore, files: readonly NamedFile[], options: ImportOptions): ImportPlan {
  const items = files.flatMap(({ name, bytes }) => trustItems(name, bytes))
  const draft = startDraft(store, options)
  const of = <T extends TrustItem['type']>(type: T) =>
    items.filter((item): item is Extract<TrustItem, { type: T }> => item.type === type)
  for (const { source, message } of of('unreadable'))
    draft.lines.push({ what: 'file', state: 'refused', source, ...noted(said('unreadable', message)) })
  for (const { source, form } of of('foreign'))
    draft.lines.push({ what: 'file', state: 'refused', source, ...noted(said(form)) })
  for (const { source, text } of of('bundle')) addBundle(draft, source, text)
  const certificates = of('certificate')
  for (const { source, bytes, from } of certificates) addCertificate(draft, bytes, { source, from })
  const offered = certificates.flatMap(({ bytes }) => {
    const parsed = options.confirmed.has(fingerprintOf(bytes)) ? parseCertificate(bytes) : undefined
    return parsed?.ok && anchorOrLink(parsed.value) === 'anchor' ? [parsed.value] : []
  })
  for (const { source, bytes } of of('master-list')) addMasterList(draft, bytes, source, offered)
  const trust = of('revocation-list').length + of('deviation-list').length > 0 ? trustOfDraft(draft) : undefined
  for (const { source, bytes } of of('revocation-list')) if (trust) addRevocationList(draft, bytes, source, trust)
  for (const { source, bytes } of of('deviation-list')) if (trust) addDeviationList(draft, bytes, source, trust)
  return planOf(draft)
}

function addBundle(draft: ImportDraft, source: string, text: string) {
  const { options, store, lines } = draft
  const opened = openBundle(text, options.registryKeys, options.at)
  if (!opened.ok) {
    lines.push({ what: 'bundle', state: 'refused', source, ...noted(said('bundle-refused', opened.error.message)) })
    return
  }
  const { version, keyId, expiresAt, anchors, certificates, revocationLists, withdrawn } = opened.value
  const known = draft.bundle ?? store.index.bundle
  if (known && version <= known.version) {
    const state = version === known.version ? 'present' : 'refused'
    lines.push({
      what: 'bundle',
      state,
      source,
      ...noted(said('bundle-version', String(version), String(known.version))),
    })
    return
  }
  lines.push({ what: 'bundle', state: 'new', source, ...noted(said('bundle-until', String(version), expiresAt)) })
  draft.bundle = { version, keyId, expiresAt }
  const der = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
  for (const { kind, certificate } of anchors) addCertificate(draft, der(certificate), { source, from: 'bundle', kind })
  for (const certificate of certificates) addCertificate(draft, der(certificate), { source, from: 'bundle' })
  const trust = trustOfDraft(draft)
  for (const list of revocationLists) addRevocationList(draft, der(list), source, trust)
  for (const fingerprint of withdrawn) {
    draft.withdrawn.add(fingerprint)
    lines.push({ what: 'withdrawal', state: 'new', source, fingerprint })
  }
}

function planOf(draft: ImportDraft): ImportPlan {
  const { store, lines, certificates, revocationLists, deviationLists, masterLists, withdrawn, bundle } = draft
  const added = [...certificates.values(), ...revocationLists.values(), ...deviationLists.values()]
  if (added.length === 0 && masterLists.size === 0 && !bundle) return { lines }
  const { index, loose } = store
  const status = (fingerprint: string, now: 'active' | 'disabled') => (withdrawn.has(fingerprint) ? 'disabled' : now)
  const all = [...index.certificates, ...Array.from(certificates.values(), ({ entry }) => entry)]
  const inIndex = new Set(all.map(({ fingerprint }) => fingerprint))
  const looseWithdrawn = loose.length > 0 ? [...withdrawn].filter(each => !inIndex.has(each)) : []
  return {
    lines,
    change: {
      index: {
        ...index,
        certificates: all.map(entry => ({ ...entry, status: status(entry.fingerprint, entry.status) })),
        revocationLists: [...index.revocationLists, ...Array.from(revocationLists.values(), ({ entry }) => entry)],
        deviationLists: [...index.deviationLists, ...Array.from(deviationLists.values(), ({ entry }) => entry)],
        masterLists: [...index.masterLists, ...masterLists.values()],
        disabledFiles: [...new Set([...index.disabledFiles, ...looseWithdrawn])],
        ...(bundle && { bundle }),
      },
      files: added.map(({ file }) => file),
      fingerprints: [...new Set([...added.map(({ entry }) => entry.fingerprint), ...masterLists.keys(), ...withdrawn])],
    },
  }
}
