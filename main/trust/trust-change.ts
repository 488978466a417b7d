import { rmSync } from 'node:fs'
import type { Result } from '../emrtd/result.ts'
import { fail } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type StoredKind, storedPath } from './trust-folder.ts'
import type { TrustIndex } from './trust-index.ts'
import { changeTrustStore, type TrustStore } from './trust-store.ts'

export interface ChangeBy {
  readonly by: string
  readonly at: Date
}

const refuse = (cause: string) => fail<ChipDeskError>(chipDeskError('TrustAnchorInvalid', { cause }))

/** Every fingerprint of a store that begins with some digits; spaces and colons do not count. */
export function fingerprintsLike({ index, records }: TrustStore, text: string): readonly string[] {
  const digits = text.replace(/[\s:]/g, '').toLowerCase()
  if (!/^[0-9a-f]{8,64}$/.test(digits)) return []
  const { certificates, revocationLists, deviationLists, disabledFiles } = index
  const stored = [...certificates, ...revocationLists, ...deviationLists, ...records.anchors, ...records.links]
  const all = [...stored.map(({ fingerprint }) => fingerprint), ...disabledFiles]
  return [...new Set(all)].filter(fingerprint => fingerprint.startsWith(digits))
}

const isStored = ({ certificates, revocationLists, deviationLists }: TrustIndex, fingerprint: string): boolean =>
  [...certificates, ...revocationLists, ...deviationLists].some(entry => entry.fingerprint === fingerprint)

/** Takes something out of use, or back into it, whatever it is and under every kind; a loose file too. */
export function setStatus(
  store: TrustStore,
  fingerprint: string,
  status: 'active' | 'disabled',
  { by, at }: ChangeBy,
): Result<void, ChipDeskError> {
  const { index } = store
  const set = <E extends { fingerprint: string }>(entries: readonly E[]) =>
    entries.map(entry => (entry.fingerprint === fingerprint ? { ...entry, status } : entry))
  const others = index.disabledFiles.filter(each => each !== fingerprint)
  const isLoose = !isStored(index, fingerprint)
  return changeTrustStore(store, {
    by,
    at,
    action: status === 'active' ? 'enable' : 'disable',
    fingerprints: [fingerprint],
    index: {
      ...index,
      certificates: set(index.certificates),
      revocationLists: set(index.revocationLists),
      deviationLists: set(index.deviationLists),
      disabledFiles: isLoose && status === 'disabled' ? [...others, fingerprint] : others,
    },
  })
}

/** Removes something that was imported. Who put it there, and who removed it, stays in the log. */
export function removeFrom(store: TrustStore, fingerprint: string, { by, at }: ChangeBy): Result<void, ChipDeskError> {
  const { index, folder, records } = store
  if (!isStored(index, fingerprint)) {
    const file = records.anchors.find(anchor => anchor.fingerprint === fingerprint)?.entry.source
    return refuse(`it is a loose file${file ? `: delete ${file}` : ''}, or disable it`)
  }
  const without = <E extends { fingerprint: string }>(entries: readonly E[]) =>
    entries.filter(entry => entry.fingerprint !== fingerprint)
  const changed = changeTrustStore(store, {
    by,
    at,
    action: 'remove',
    fingerprints: [fingerprint],
    index: {
      ...index,
      certificates: without(index.certificates),
      revocationLists: without(index.revocationLists),
      deviationLists: without(index.deviationLists),
    },
  })
  if (changed.ok)
    for (const kind of ['certificates', 'revocation-lists', 'deviation-lists'] satisfies StoredKind[])
      rmSync(storedPath(folder, kind, fingerprint), { force: true })
  return changed
}
